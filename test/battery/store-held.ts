import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { NO_COUNTS } from "../../server/domain/change.ts";
import { LeaseLost, type Lease } from "../../server/domain/lease.ts";
import type { Db } from "../../server/store/db.ts";
import type { Store } from "../../server/store/store.ts";
import type { HeldStore, LinkStore, PictureStore, RunStore } from "../../server/sync/ports.ts";
import {
  aChange,
  aCommitment,
  aContractPayment,
  aDecision,
  aLink,
  anApplication,
  anInvoice,
  aPage,
  aPaidBill,
  aRun,
  at,
  COMPANY,
  HERE,
  KEY,
  observed,
  PROJECT,
  storeOn,
} from "./store-things.ts";

type Reading =
  | "asItStands"
  | "watermark"
  | "trouble"
  | "alreadySeen"
  | "billFieldRead"
  | "readBy"
  | "methods"
  | "acumaticaProjects"
  | "projects"
  | "procoreSeen"
  | "invoicesSeen"
  | "version"
  | "pictures"
  | "projectsConcerned"
  | "unplaced"
  | "link"
  | "decision"
  | "billDecision";

type OfRuns = Extract<keyof RunStore, "storePlan" | "finish">;
type Writes = Record<
  Exclude<keyof PictureStore | keyof LinkStore, Reading> | OfRuns,
  (held: HeldStore, lease: Lease, store: Store) => Promise<unknown>
>;

const TOLD = { contractPaymentIds: [71], commitmentIds: [], invoiceIds: [] };
const bill = { type: "INV", ref: "000900" };
const trouble = { kind: "unavailable", says: "Acumatica did not answer.", at: at("09:00") } as const;
const ended = { status: "succeeded", counts: NO_COUNTS, error: null, at: at("10:30"), states: { synced: 1 } } as const;

/** A new way to write does not compile until it stands here. */
const WRITES: Writes = {
  storePage: ({ pictures }) => pictures.storePage(HERE, aPage({ observed: aPaidBill() })),
  storeObserved: ({ pictures }) => pictures.storeObserved(HERE, observed({ applications: [anApplication()] })),
  storeNotes: ({ pictures }) => pictures.storeNotes(HERE, [{ bill, invoiceId: 61 }]),
  storeMethods: ({ pictures }) => pictures.storeMethods(HERE, [], at("09:00")),
  storeAcumaticaProjects: ({ pictures }) => pictures.storeAcumaticaProjects(HERE, [], at("09:00")),
  storeBillFieldRead: ({ pictures }) => pictures.storeBillFieldRead(HERE, "UsrProcore", at("09:00")),
  storeReadBy: ({ pictures }) => pictures.storeReadBy(HERE, "dac", at("09:00")),
  storeTrouble: ({ pictures }) => pictures.storeTrouble(HERE, trouble),
  endTrouble: ({ pictures }) => pictures.endTrouble(HERE),
  storeProjects: ({ pictures }) => pictures.storeProjects(HERE, [], at("09:00")),
  storeVendors: ({ pictures }) => pictures.storeVendors(HERE, [], at("09:00")),
  storeCommitments: ({ pictures }) => pictures.storeCommitments(HERE, PROJECT, [aCommitment()], at("09:00")),
  storeAllowsPayments: ({ pictures }) => pictures.storeAllowsPayments(HERE, 51, true, at("09:00")),
  storeInvoices: ({ pictures }) =>
    pictures.storeInvoices(HERE, PROJECT, { invoices: [anInvoice()], whole: true, at: at("09:00") }),
  storeHidden: ({ pictures }) => pictures.storeHidden(HERE, [51]),
  storeInvoicesAsked: ({ pictures }) =>
    pictures.storeInvoicesAsked(HERE, { shown: [], absent: [{ id: 61, absence: "gone" }], at: at("09:00") }),
  markMissing: ({ pictures }) => pictures.markMissing(HERE, [61]),
  storeIssued: ({ pictures }) => pictures.storeIssued(HERE, aCommitment(), [aContractPayment()], at("09:00")),
  markHinted: ({ pictures }) => pictures.markHinted(COMPANY, TOLD, at("09:00")),
  forgetWhenSeen: ({ pictures }) => pictures.forgetWhenSeen(COMPANY, at("09:00")),
  record: ({ links }, { runId }) => links.record([{ companyId: COMPANY, runId, key: KEY, link: aLink() }]),
  settle: ({ links }) => links.settle(COMPANY, KEY, { decision: aDecision() }),
  succeed: ({ links }) => links.succeed(COMPANY, [{ key: KEY, was: null, is: aDecision() }]),
  storePlan: (_held, lease, { runs }) => runs.storePlan(lease, [aChange()]),
  finish: (_held, lease, { runs }) => runs.finish(lease, ended, aRun({ id: "next" })),
};

/** Every engine must pass this: whoever lost a run stores nothing more of it, whatever it was about to store. */
export function describeHeld(engine: string, open: () => Promise<{ first: Db; second: Db }>): void {
  describe(`what a run stores on ${engine}`, () => {
    let db: Db;
    let store: Store;
    let successor: Store;
    const lease: Lease = { runId: "run 1", holder: "sleeper" };
    beforeEach(async () => {
      const { first, second } = await open();
      db = first;
      [store, successor] = [storeOn(first), storeOn(second)];
      await store.runs.enqueue(aRun());
      await store.runs.claim("run 1", "sleeper", at("10:00"));
    });

    async function slept(): Promise<void> {
      await successor.runs.expire({ beatBefore: at("10:01") }, at("10:01"), () => aRun({ id: "run 2" }));
      await successor.runs.claim("run 2", "successor", at("10:01"));
    }

    async function everything(): Promise<unknown> {
      const names =
        db.engine === "sqlite"
          ? sql<{ name: string }>`select name from sqlite_master where type = 'table'`
          : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`;
      const tables = (await names.execute(db.query)).rows.map(({ name }) => name).sort();
      const rows = tables.map(async (name) => [
        name,
        (await sql`select * from ${sql.table(name)}`.execute(db.query)).rows,
      ]);
      return Promise.all(rows);
    }

    it.each(Object.entries(WRITES))("is refused once the run is another's: %s", async (_name, write) => {
      await slept();
      const before = await everything();

      await expect(write(store.held(lease), lease, store)).rejects.toThrow(LeaseLost);

      expect(await everything()).toEqual(before);
    });

    it.each(Object.entries(WRITES))("is stored while the run is its own: %s", async (_name, write) => {
      await expect(write(store.held(lease), lease, store)).resolves.not.toThrow();
    });

    it("is refused to the same process under another name, and to one that never claimed the run", async () => {
      const other: Lease = { runId: "run 1", holder: "another" };
      await expect(WRITES.record(store.held(other), other, store)).rejects.toThrow(LeaseLost);
      const unknown: Lease = { runId: "no such run", holder: "sleeper" };
      await expect(WRITES.record(store.held(unknown), unknown, store)).rejects.toThrow(LeaseLost);
    });

    it("keeps what others record in the same moment, where only one of them lost its run", async () => {
      await slept();
      const mine: Lease = { runId: "run 2", holder: "successor" };

      const [lost, kept] = await Promise.allSettled([
        WRITES.record(store.held(lease), lease, store),
        store.held(mine).links.record([{ companyId: COMPANY, runId: "run 2", key: KEY, link: aLink() }]),
      ]);

      expect([lost.status, kept.status]).toEqual(["rejected", "fulfilled"]);
      expect(await store.links.link(COMPANY, KEY)).toEqual(aLink());
    });

    it("is not lost while it is being stored: who takes the run away comes before or after, never between", async () => {
      const [stored, taken] = await Promise.allSettled([
        store.held(lease).pictures.storeIssued(HERE, aCommitment(), [aContractPayment()], at("10:02")),
        slept(),
      ]);

      expect(taken.status).toBe("fulfilled");
      const { runs } = await store.runs.list(COMPANY, { projectIds: null, after: null, limit: 5 });
      expect(runs.map(({ status }) => status).sort()).toEqual(["failed", "running"]);
      if (stored.status === "rejected") expect(stored.reason).toBeInstanceOf(LeaseLost);
    });
  });
}
