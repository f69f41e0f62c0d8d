import { sql, type Kysely } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import type { AsItStood } from "../../server/domain/as-it-stood.ts";
import type { StoredConnection } from "../../server/store/connections.ts";
import type { Db } from "../../server/store/db.ts";
import { ledgersOf } from "../../server/store/ledgers.ts";
import { up as readLedgers } from "../../server/store/migrations/0015-ledgers.ts";
import { TABLES } from "../../server/store/purge.ts";
import type { Store } from "../../server/store/store.ts";
import { acumaticaOwner } from "../../server/store/tokens.ts";
import {
  aCommitment,
  aConnection,
  aContractPayment,
  anInvoice,
  aPage,
  aPaidBill,
  aRow,
  at,
  COMPANY,
  OTHER_COMPANY,
  PROJECT,
  storeOn,
} from "./store-things.ts";

const tokens = { accessToken: "a", refreshToken: "r", expiresAt: at("10:00"), chainStartedAt: at("08:00") };
const elsewhere = aConnection({ baseUrl: "https://new.example.com", keyTenant: "Company@new.example.com" });

const theirs = aConnection({ companyId: OTHER_COMPANY });

/** All that is stored of what a vendor answered. */
const ANSWERS: Readonly<Record<string, (store: Store, asked: AsItStood) => Promise<unknown>>> = {
  "a page": ({ pictures }, asked) => pictures.storePage(asked, aPage({ observed: aPaidBill(), rows: [aRow()] })),
  "documents read by key": ({ pictures }, asked) => pictures.storeObserved(asked, aPaidBill()),
  notes: ({ pictures }, asked) => pictures.storeNotes(asked, [{ bill: aPaidBill().bills[0]!, invoiceId: 61 }]),
  methods: ({ pictures }, asked) => pictures.storeMethods(asked, [], at("09:00")),
  "Acumatica's projects": ({ pictures }, asked) => pictures.storeAcumaticaProjects(asked, [], at("09:00")),
  "the reader": ({ pictures }, asked) => pictures.storeReadBy(asked, "dac", at("09:00")),
  "the bill field": ({ pictures }, asked) => pictures.storeBillFieldRead(asked, "Document.AttributeX", at("09:00")),
  "Procore's projects": ({ pictures }, asked) => pictures.storeProjects(asked, [], at("09:00")),
  vendors: ({ pictures }, asked) =>
    pictures.storeVendors(asked, [{ id: 31, name: "Acme", originId: null }], at("09:00")),
  commitments: ({ pictures }, asked) => pictures.storeCommitments(asked, PROJECT, [aCommitment()], at("09:00")),
  settings: ({ pictures }, asked) => pictures.storeAllowsPayments(asked, 51, true, at("09:00")),
  invoices: ({ pictures }, asked) =>
    pictures.storeInvoices(asked, PROJECT, { invoices: [anInvoice()], whole: true, at: at("09:00") }),
  "issued payments": ({ pictures }, asked) =>
    pictures.storeIssued(asked, aCommitment(), [aContractPayment()], at("09:00")),
  "renewed tokens": ({ tokens: kept }, asked) => kept.renew(asked, tokens),
};
const QUIET: typeof ANSWERS = {
  trouble: ({ pictures }, asked) =>
    pictures.storeTrouble(asked, { kind: "unavailable", says: "Acumatica did not answer.", at: at("09:00") }),
  "what a probe found": ({ connections }, asked) => connections.patch(asked, { probe: { endpoint: "of before" } }),
};

const ENDS: readonly (readonly [string, (store: Store) => Promise<unknown>])[] = [
  ["its connection leads to other books", ({ connections }) => connections.put(elsewhere)],
  ["its connection is another client's", ({ connections }) => connections.put(aConnection({ clientId: "B@Company" }))],
  ["it is disconnected", ({ connections }) => connections.remove(COMPANY)],
  [
    "it is disconnected and connected as before",
    async ({ connections }) => {
      await connections.remove(COMPANY);
      await connections.put(aConnection());
    },
  ],
  ["its data is purged", (store) => purge(store)],
  [
    "its tokens are dropped",
    async ({ connections, pictures }) => connections.patch(await pictures.asItStands(COMPANY), {}, { tokens: null }),
  ],
];

/** Every engine must pass this: what was asked on one connection is never stored under another, nor after a purge. */
export function describeStanding(engine: string, open: () => Promise<{ first: Db; second: Db }>): void {
  describe(`an answer that arrives late on ${engine}`, () => {
    let db: Db;
    let store: Store;
    let other: Store;
    beforeEach(async () => {
      const opened = await open();
      db = opened.first;
      store = storeOn(db);
      other = storeOn(opened.second);
      await store.connections.put(aConnection());
      await store.tokens.save(acumaticaOwner(COMPANY), tokens);
    });

    describe.each(ENDS)("after %s", (_how, end) => {
      it.each(Object.entries(ANSWERS))("drops %s", async (_what, answer) => {
        const asked = await store.pictures.asItStands(COMPANY);
        await end(store);
        const before = await everything(db);

        await expect(answer(store, asked)).rejects.toMatchObject({ kind: "unavailable", system: "This app" });

        expect(await everything(db)).toEqual(before);
        await answer(store, await store.pictures.asItStands(COMPANY));
      });

      it.each(Object.entries(QUIET))("drops %s without a word", async (_what, answer) => {
        const asked = await store.pictures.asItStands(COMPANY);
        await end(store);
        const before = withoutVersion(await everything(db));

        await answer(store, asked);

        expect(withoutVersion(await everything(db))).toEqual(before);
      });
    });

    it("is stored where only the secret was changed meanwhile, or another company's connection", async () => {
      const asked = await store.pictures.asItStands(COMPANY);
      await store.connections.put(aConnection({ clientSecret: "new" }));
      await store.connections.put(theirs);
      await store.connections.remove(OTHER_COMPANY);

      expect(await store.pictures.storePage(asked, aPage({ observed: aPaidBill() }))).toBeGreaterThan(0);
    });

    it("leaves nothing behind where it comes with the purge itself", async () => {
      for (let time = 0; time < 8; time += 1) {
        const asked = await store.pictures.asItStands(COMPANY);
        const answers = [0, 1, 2].map(() => other.pictures.storePage(asked, aPage({ observed: aPaidBill() })));
        await Promise.allSettled([purge(store, `receipt ${time}`), ...answers]);

        expect((await rowsOf(db, "payment")).length).toBe(0);
      }
    });
  });

  describe(`a change of the connection on ${engine}`, () => {
    let db: Db;
    let store: Store;
    beforeEach(async () => {
      db = (await open()).first;
      store = storeOn(db);
    });
    const change = (connection: StoredConnection, note: string, moved = false) =>
      store.connections.change(COMPANY, () => {
        const after = { baseUrl: connection.baseUrl, tenant: connection.tenant, keyTenant: connection.keyTenant };
        const told = { id: note, companyId: COMPANY, at: at("09:00"), who: "admin", target: "", before: null, after };
        const kept = { moved, note: { ...told, what: "changed the connection" } };
        return { connection, dropTokens: true, dropPicture: true, ...kept };
      });

    it("is all done or not at all", async () => {
      await change(aConnection(), "first");
      await store.tokens.save(acumaticaOwner(COMPANY), tokens);
      await store.pictures.storePage(await store.pictures.asItStands(COMPANY), aPage({ observed: aPaidBill() }));
      const before = await everything(db);

      await expect(change(elsewhere, "first")).rejects.toThrow();

      expect(await everything(db)).toEqual(before);
    });

    it("keeps the books of before with their names, when they were left, and how", async () => {
      await change(aConnection({ updatedAt: at("08:00") }), "first");
      await change(aConnection({ updatedAt: at("08:30"), clientId: "B@Company" }), "another client");
      await change({ ...elsewhere, updatedAt: at("09:00") }, "other books");
      await change(
        { ...elsewhere, updatedAt: at("10:00"), baseUrl: "https://newer.example.com" },
        "the same, moved",
        true,
      );
      await store.connections.remove(COMPANY);
      await change({ ...elsewhere, updatedAt: at("13:00"), baseUrl: "https://newer.example.com" }, "back again");

      expect(
        (await ledgersOf(db, COMPANY)).map(({ keyTenant, how, from, until }) => [keyTenant, how, from, until]),
      ).toEqual([
        ["Company", "first", at("08:00"), at("09:00")],
        ["Company@new.example.com", "another", at("09:00"), at("10:00")],
        ["Company@new.example.com", "moved", at("10:00"), at("12:00")],
        ["Company@new.example.com", "again", at("13:00"), null],
      ]);
    });

    it("is known from before there was a table of books", async () => {
      await change(aConnection({ updatedAt: at("08:00") }), "first");
      await change(elsewhere, "other books");
      await store.connections.put(theirs);
      await db.query.schema.dropTable("ledger").execute();
      await db.query.schema.dropTable("connection_epoch").execute();

      await readLedgers(db.query as Kysely<unknown>);

      const names = async (companyId: number) =>
        (await ledgersOf(db, companyId)).map(({ keyTenant, how, until }) => [keyTenant, how, until]);
      expect(await names(COMPANY)).toEqual([
        ["Company", "first", at("09:00")],
        ["Company@new.example.com", "another", null],
      ]);
      expect(await names(OTHER_COMPANY)).toEqual([["Company", "first", null]]);
    });
  });
}

function purge(store: Store, id = "receipt"): Promise<unknown> {
  return store.purge.purge(COMPANY, { id, at: at("12:00"), tokensRevoked: true });
}

async function everything(db: Db): Promise<Record<string, readonly unknown[]>> {
  const found: Record<string, readonly unknown[]> = {};
  for (const table of TABLES) found[table] = await rowsOf(db, table);
  return found;
}

async function rowsOf(db: Db, table: string): Promise<readonly unknown[]> {
  return (await sql`select * from ${sql.table(table)}`.execute(db.query)).rows;
}

function withoutVersion(found: Record<string, readonly unknown[]>): object {
  return { ...found, picture_version: null };
}
