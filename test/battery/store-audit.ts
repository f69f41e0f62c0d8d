import { beforeEach, describe, expect, it } from "vitest";
import { NO_COUNTS } from "../../server/domain/change.ts";
import { sql } from "kysely";
import type { AuditNote } from "../../server/store/audit.ts";
import type { Db } from "../../server/store/db.ts";
import type { Store } from "../../server/store/store.ts";
import { acumaticaOwner } from "../../server/store/tokens.ts";
import {
  aChange,
  aCommitment,
  aConnection,
  aContractPayment,
  aBillDecision,
  aDecision,
  aLink,
  anInvoice,
  aPage,
  aPaidBill,
  aRow,
  aRun,
  at,
  COMPANY,
  KEY,
  OTHER_COMPANY,
  PROJECT,
  storeOn,
} from "./store-things.ts";

function aNote(over: Partial<AuditNote> = {}): AuditNote {
  return {
    id: "note 1",
    companyId: COMPANY,
    at: at("09:00"),
    who: "admin@example.com",
    what: "settings changed",
    target: "settings",
    before: { schedule: "hourly" },
    after: { schedule: "daily" },
    ...over,
  };
}

/** Every engine must pass this: what was done is on record, and goes when the company asks. */
export function describeAudit(engine: string, open: () => Promise<{ first: Db; second: Db }>): void {
  describe(`audit log and purge on ${engine}`, () => {
    let db: Db;
    let store: Store;
    let other: Store;
    beforeEach(async () => {
      const opened = await open();
      db = opened.first;
      store = storeOn(db);
      other = storeOn(opened.second);
    });

    const idsOf = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);

    it("chain every entry to the one before, company by company", async () => {
      const first = await store.audit.append(aNote());
      const apart = await store.audit.append(aNote({ id: "apart", companyId: OTHER_COMPANY }));
      const second = await store.audit.append(aNote({ id: "note 2", before: null }));

      expect([first.previousHash, apart.previousHash, second.previousHash]).toEqual(["", "", first.hash]);
      expect(new Set([first.hash, apart.hash, second.hash]).size).toBe(3);
      expect((await store.audit.list(COMPANY, null, 10)).entries).toEqual([first, second]);
      expect(await store.audit.verify(COMPANY)).toEqual({ ok: true, entries: 2 });
    });

    it("let no two writers fork the chain", async () => {
      const writes = Array.from({ length: 24 }, (_, n) =>
        (n % 2 === 0 ? store : other).audit.append(aNote({ id: `note ${n}` })),
      );
      await Promise.all(writes);

      expect(await store.audit.verify(COMPANY)).toEqual({ ok: true, entries: 24 });
    });

    it("go on after an entry that could not be stored", async () => {
      await store.audit.append(aNote());
      await expect(store.audit.append(aNote())).rejects.toThrow();

      await store.audit.append(aNote({ id: "note 2" }));

      expect(await store.audit.verify(COMPANY)).toEqual({ ok: true, entries: 2 });
    });

    it("list page by page, oldest first", async () => {
      for (const id of ["a", "b", "c"]) await store.audit.append(aNote({ id }));

      const page = await store.audit.list(COMPANY, null, 2);
      const rest = await store.audit.list(COMPANY, page.next, 2);

      expect([idsOf(page.entries), idsOf(rest.entries), rest.next]).toEqual([["a", "b"], ["c"], null]);
      expect((await store.audit.list(OTHER_COMPANY, page.next, 2)).entries).toEqual([]);
    });

    it.each([
      ["changed", sql`update audit_entry set body = replace(body, 'daily', 'never') where id = 'b'`, "b"],
      ["changed with its hash", sql`update audit_entry set hash = 'x' where id = 'b'`, "b"],
      ["taken out", sql`delete from audit_entry where id = 'b'`, "c"],
      ["taken off the front", sql`delete from audit_entry where id = 'a'`, "b"],
    ])("show an entry that was %s", async (_how, tamper, brokenAt) => {
      for (const id of ["a", "b", "c"]) await store.audit.append(aNote({ id }));
      await tamper.execute(db.query);

      expect(await store.audit.verify(COMPANY)).toEqual({ ok: false, brokenAt });
    });

    it("purge everything of the company, and nothing of another's", async () => {
      await fill(store, COMPANY);
      await fill(store, OTHER_COMPANY);
      const before = await rowsOf(db, OTHER_COMPANY);

      const receipt = await store.purge.purge(COMPANY, { id: "receipt", at: at("12:00"), tokensRevoked: true });

      const left = await rowsOf(db, COMPANY);
      expect(left).toEqual({ ...nothingOf(left), purge_receipt: 1, connection_epoch: 1 });
      expect(await rowsOf(db, OTHER_COMPANY)).toEqual(before);
      expect(Object.entries(receipt.counts).filter(([, count]) => count === 0)).toEqual([]);
      expect(receipt.counts).not.toHaveProperty("purge_receipt");
      expect(await store.purge.receipts(COMPANY)).toEqual([receipt]);
      expect(await store.purge.receipts(OTHER_COMPANY)).toEqual([]);
    });
  });
}

function nothingOf(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.keys(counts).map((table) => [table, 0]));
}

/** Puts a row into every table that holds something of a company. */
async function fill(store: Store, companyId: number): Promise<void> {
  const runId = `run of ${companyId}`;
  const hint = {
    event: "01",
    from: "Procore",
    projectId: PROJECT,
    contractPaymentId: null,
    commitmentId: null,
    invoiceId: null,
  } as const;
  await store.hints.add(companyId, [hint], at("09:00"));
  const hook = { hookId: "435", userId: 5, status: "live", says: null } as const;
  await store.procoreHooks.put(companyId, { ...hook, checkedAt: at("09:00"), readThrough: at("09:00") });
  const here = { companyId, epoch: 0 };
  await store.connections.put(aConnection({ companyId }));
  await store.connections.patch(here, {}, { departedAt: at("09:00") });
  await store.settings.patch(companyId, { projectMap: { [PROJECT]: "PRJ-1" } });
  await store.tokens.save(acumaticaOwner(companyId), {
    accessToken: "a",
    refreshToken: "r",
    expiresAt: at("10:00"),
    chainStartedAt: at("08:00"),
  });
  const rights = { canSync: true, canConfigure: false, because: "Accounting approver" };
  await store.people.seen(companyId, { id: 5, login: "pm@example.com", name: "Pat" }, rights, at("09:00"));
  const trouble = { kind: "unavailable", says: "Acumatica did not answer.", at: at("09:00") } as const;
  await store.pictures.storeTrouble(here, trouble);
  await store.seats.used(here, "instance", at("09:00"));
  await store.looks.began(companyId, "observe", at("09:00"));
  await store.turns.take(`procore:${companyId}`, { holder: "h1", at: at("09:00"), until: at("09:01") });
  const user = { id: 5, login: "pm@example.com", name: "Pat" };
  const signedIn = { user, tokens: { accessToken: "u", refreshToken: null, expiresAt: at("10:00") }, companyId };
  await store.sessions.putCode(`code ${companyId}`, signedIn, at("10:00"));
  await store.sessions.put(`bearer ${companyId}`, { ...signedIn, expiresAt: at("10:00") });
  await store.pictures.storePage(here, aPage({ observed: aPaidBill(), rows: [aRow()] }));
  await store.pictures.storeVendors(here, [{ id: 31, name: "Acme", originId: null }], at("09:00"));
  await store.pictures.storeCommitments(here, PROJECT, [aCommitment()], at("09:00"));
  await store.pictures.storeInvoices(here, PROJECT, { invoices: [anInvoice()], whole: true, at: at("09:00") });
  await store.runs.enqueue(aRun({ id: runId, companyId }));
  const lease = { runId, holder: "h1" };
  await store.runs.claim(runId, lease.holder, at("09:01"));
  await store.runs.storePlan(lease, [aChange()]);
  const { type, ref } = aPaidBill().bills[0] ?? { type: "", ref: "" };
  const evidence = { rule: "person", says: "Linked by hand." } as const;
  const reason = { code: "refused", detail: null };
  await store.links.settle(companyId, KEY, { decision: aDecision(), billDecision: aBillDecision() });
  await store.links.record([
    {
      companyId,
      runId,
      key: KEY,
      link: aLink(),
      billLink: { bill: { type, ref }, projectId: PROJECT, commitmentId: 51, invoiceId: 61, evidence },
      issued: aContractPayment(),
      attempt: { key: KEY, change: "c", reason, tries: 1, at: at("09:00"), retryAt: at("09:15") },
    },
  ]);
  const ended = {
    status: "succeeded",
    counts: NO_COUNTS,
    error: null,
    at: at("09:10"),
    states: { synced: 1 },
  } as const;
  await store.runs.finish(lease, ended);
  await store.audit.append(aNote({ id: `note of ${companyId}`, companyId }));
}

/** Rows of the company in every table there is, found in the database itself, so that none can be forgotten. */
async function rowsOf(db: Db, companyId: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const tables = (await db.query.introspection.getTables()).filter(({ columns }) =>
    columns.some(({ name }) => name === "company_id"),
  );
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}
      where company_id = ${companyId}`.execute(db.query);
    counts[name] = rows[0]?.count ?? -1;
  }
  return counts;
}
