import type { Hint, WaitingHints } from "../domain/hint.ts";
import type { Instant } from "../domain/payment.ts";
import { isOneOf, type Db, type Queries } from "./db.ts";

export type HintStore = {
  /** Those that are new, by their sender's id; the others stay as they were. Returns how many are. */
  add(companyId: number, hints: readonly Hint[], at: Instant): Promise<number>;
  /** What nobody has followed yet, in groups of which the first came at or before `until`. */
  waiting(until: Instant): Promise<readonly WaitingHints[]>;
  /** How many of them nobody else had followed before. */
  followed(hints: WaitingHints, at: Instant): Promise<number>;
  /** When the last one came; null: none that is still kept. */
  lastAt(companyId: number, from: Hint["from"]): Promise<Instant | null>;
  /** Forgets those that came before. */
  prune(before: Instant): Promise<void>;
};

/** What one look takes, of projects and of one project's hints: the rest of a flood waits for the next. */
const GROUPS_AT_ONCE = 200;
const OF_A_GROUP = 2_000;
const ROWS_A_STATEMENT = 500;

export function createHints(db: Db): HintStore {
  const { query } = db;
  return {
    async add(companyId, hints, at) {
      let added = 0;
      for (let from = 0; from < hints.length; from += ROWS_A_STATEMENT) {
        const rows = hints.slice(from, from + ROWS_A_STATEMENT).map((hint) => ({
          company_id: companyId,
          source: hint.from,
          event: hint.event,
          project_id: hint.projectId,
          contract_payment_id: hint.contractPaymentId,
          commitment_id: hint.commitmentId,
          invoice_id: hint.invoiceId,
          at,
          followed_at: null,
        }));
        const stored = await query
          .insertInto("hint")
          .values(rows)
          .onConflict((conflict) => conflict.columns(["company_id", "source", "event"]).doNothing())
          .returning("event")
          .execute();
        added += stored.length;
      }
      return added;
    },
    async waiting(until) {
      const groups = await query
        .selectFrom("hint")
        .select(["company_id", "source", "project_id"])
        .where("followed_at", "is", null)
        .groupBy(["company_id", "source", "project_id"])
        .having((eb) => eb.fn.min("at"), "<=", until)
        .orderBy((eb) => eb.fn.min("at"))
        .limit(GROUPS_AT_ONCE)
        .execute();
      const waiting: WaitingHints[] = [];
      for (const group of groups) waiting.push(...(await hintsOf(db, group)));
      return waiting;
    },
    async followed({ companyId, from, events }, at) {
      const { numUpdatedRows } = await query
        .updateTable("hint")
        .set({ followed_at: at })
        .where("company_id", "=", companyId)
        .where("source", "=", from)
        .where("followed_at", "is", null)
        .where(isOneOf(db, "event", events))
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
    async lastAt(companyId, from) {
      const row = await query
        .selectFrom("hint")
        .select((eb) => eb.fn.max("at").as("at"))
        .where("company_id", "=", companyId)
        .where("source", "=", from)
        .executeTakeFirst();
      return row?.at ?? null;
    },
    async prune(before) {
      await query.deleteFrom("hint").where("at", "<", before).execute();
    },
  };
}

type Group = { readonly company_id: number; readonly source: string; readonly project_id: number | null };

/** Each project by itself, so that a flood of one does not keep the others waiting. */
async function hintsOf({ query }: Queries, group: Group): Promise<readonly WaitingHints[]> {
  const rows = await query
    .selectFrom("hint")
    .select(["event", "contract_payment_id", "commitment_id", "invoice_id", "at"])
    .where("followed_at", "is", null)
    .where("company_id", "=", group.company_id)
    .where("source", "=", group.source)
    .where("project_id", group.project_id === null ? "is" : "=", group.project_id)
    .orderBy("at")
    .orderBy("event")
    .limit(OF_A_GROUP)
    .execute();
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return []; // another instance has followed them meanwhile
  return [
    {
      companyId: group.company_id,
      from: group.source as Hint["from"],
      projectId: group.project_id,
      events: rows.map(({ event }) => event),
      contractPaymentIds: rows.flatMap(({ contract_payment_id: id }) => id ?? []),
      commitmentIds: rows.flatMap(({ commitment_id: id }) => id ?? []),
      invoiceIds: rows.flatMap(({ invoice_id: id }) => id ?? []),
      since: first.at,
      until: last.at,
    },
  ];
}
