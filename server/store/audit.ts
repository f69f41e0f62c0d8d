import { createHash } from "node:crypto";
import type { Instant } from "../domain/payment.ts";
import { canonical, fromJson } from "./batches.ts";
import type { Db, Queries } from "./db.ts";

/** Who did what. `before` and `after` are JSON, without secrets. */
export type AuditNote = {
  readonly id: string;
  readonly companyId: number;
  readonly at: Instant;
  readonly who: string;
  readonly what: string;
  readonly target: string;
  readonly before: unknown;
  readonly after: unknown;
};

/** `hash` is the SHA-256 of the note and `previousHash`; the first entry's `previousHash` is "". */
export type AuditEntry = AuditNote & { readonly hash: string; readonly previousHash: string };

export type AuditStore = {
  /** Two that append at once become two entries, one after the other. */
  append(note: AuditNote): Promise<AuditEntry>;
  /** Oldest first. `after` is `next` of the page before, or the id of its last entry. */
  list(
    companyId: number,
    after: string | null,
    limit: number,
  ): Promise<{ readonly entries: readonly AuditEntry[]; readonly next: string | null }>;
  /** Is every entry as it was written, none missing between? Entries cut off the end do not show. */
  verify(companyId: number): Promise<AuditVerdict>;
};

export type AuditVerdict =
  { readonly ok: true; readonly entries: number } | { readonly ok: false; readonly brokenAt: string };

export function createAudit(db: Db): AuditStore {
  // Appends of this process queue up here; against other instances the primary key decides.
  let last: Promise<unknown> = Promise.resolve();
  return {
    append(note) {
      const appended = last.then(() => append(db, note));
      last = appended.catch(() => undefined);
      return appended;
    },
    async list(companyId, after, limit) {
      const rows = await entriesAfter(db, companyId, { after, limit: limit + 1 });
      const entries = rows.slice(0, limit).map(({ entry }) => entry);
      return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
    },
    verify: (companyId) => verify(db, companyId),
  };
}

/** How often an instance builds again on what another appended just before. */
const TRIES = 50;

/** Within a transaction: the entry and what it tells of are stored together, or neither is. */
export async function append(db: Queries, note: AuditNote): Promise<AuditEntry> {
  for (let tried = 0; tried < TRIES; tried++) {
    const head = await db.query
      .selectFrom("audit_entry")
      .select(["seq", "hash"])
      .where("company_id", "=", note.companyId)
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirst();
    const previousHash = head?.hash ?? "";
    const body = canonical(note);
    const hash = hashOfEntry(body, previousHash);
    const row = { company_id: note.companyId, seq: (head?.seq ?? 0) + 1, id: note.id, at: note.at };
    const inserted = await db.query
      .insertInto("audit_entry")
      .values({ ...row, body, hash, previous_hash: previousHash })
      .onConflict((conflict) => conflict.columns(["company_id", "seq"]).doNothing())
      .returning("seq")
      .execute();
    if (inserted.length === 1) return { ...fromJson<AuditNote>(body), hash, previousHash };
  }
  throw new Error("The audit log is written to by too many at once");
}

function hashOfEntry(body: string, previousHash: string): string {
  return createHash("sha256")
    .update(canonical({ previousHash, note: body }))
    .digest("hex");
}

type Row = { readonly seq: number; readonly entry: AuditEntry; readonly body: string };

async function entriesAfter(
  { query }: Queries,
  companyId: number,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly Row[]> {
  const from = query.selectFrom("audit_entry").selectAll().where("company_id", "=", companyId).orderBy("seq");
  const rest =
    after === null
      ? from
      : from.where("seq", ">", (eb) =>
          eb
            .selectFrom("audit_entry as shown")
            .select("shown.seq")
            .where("shown.company_id", "=", companyId)
            .where("shown.id", "=", after),
        );
  const rows = await rest.limit(limit).execute();
  return rows.map(({ seq, body, hash, previous_hash }) => ({
    seq,
    body,
    entry: { ...fromJson<AuditNote>(body), hash, previousHash: previous_hash },
  }));
}

const PAGE = 1_000;

async function verify(db: Db, companyId: number): Promise<AuditVerdict> {
  let previousHash = "";
  let entries = 0;
  for (let after: string | null = null; ;) {
    const page: readonly Row[] = await entriesAfter(db, companyId, { after, limit: PAGE });
    for (const { seq, body, entry } of page) {
      entries++;
      const fits =
        seq === entries && entry.previousHash === previousHash && entry.hash === hashOfEntry(body, previousHash);
      if (!fits) return { ok: false, brokenAt: entry.id };
      previousHash = entry.hash;
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return { ok: true, entries };
    after = last.entry.id;
  }
}
