import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { openDb, transact, type Db } from "../../server/store/db.ts";
import type { Store } from "../../server/store/store.ts";
import { postgresEngine } from "./engines.ts";
import {
  aCommitment,
  aContractPayment,
  aDecision,
  aLink,
  anInvoice,
  at,
  COMPANY,
  HERE,
  KEY,
  keyOf,
  PROJECT,
  storeOn,
} from "./store-things.ts";

const engine = postgresEngine();
beforeAll(async () => {
  await engine.start();
  const { first } = await engine.open();
  await sql`alter database app set deadlock_timeout = '2s'`.execute(first.query);
});
afterAll(() => engine.stop());

const paid = (id: number) => aContractPayment({ id, originId: null });

/** Each with two rows that another locks in the other order. */
const WRITES: Record<
  string,
  { readonly rows: readonly [string, string]; readonly write: (store: Store) => Promise<unknown> }
> = {
  storeCommitments: {
    rows: ["commitment where id = 51", "commitment where id = 52"],
    write: ({ pictures }) =>
      pictures.storeCommitments(HERE, PROJECT, [aCommitment({ title: "New" }), aCommitment({ id: 52 })], at("09:30")),
  },
  markHinted: {
    rows: ["commitment where id = 51", "commitment where id = 52"],
    write: ({ pictures }) =>
      pictures.markHinted(COMPANY, { contractPaymentIds: [71, 72], commitmentIds: [], invoiceIds: [] }, at("09:30")),
  },
  forgetWhenSeen: {
    rows: ["commitment where id = 51", "invoice where id = 61"],
    write: ({ pictures }) => pictures.forgetWhenSeen(COMPANY, at("09:30")),
  },
  storeIssued: {
    rows: ["contract_payment where id = 71", "contract_payment where id = 73"],
    write: ({ pictures }) => pictures.storeIssued(HERE, aCommitment(), [], at("09:30")),
  },
  storeInvoices: {
    rows: ["invoice where id = 61", "invoice where id = 62"],
    write: ({ pictures }) => pictures.storeInvoices(HERE, PROJECT, { invoices: [], whole: true, at: at("09:30") }),
  },
  record: {
    rows: ["link where key like '%000001:INV%'", "link where key like '%000002:INV%'"],
    write: ({ links }) =>
      links.record(
        ["000001", "000002"].map((ref) => {
          const key = keyOf(ref, "000900");
          return { companyId: COMPANY, runId: "run 1", key, link: aLink({ key }) };
        }),
      ),
  },
};

describe("two writers on PostgreSQL that wait for each other", () => {
  let db: Db;
  let store: Store;
  let other: pg.Client | undefined;

  beforeEach(async () => {
    db = (await engine.open()).first;
    store = storeOn(db);
    const { pictures, links } = store;
    await pictures.storeCommitments(HERE, PROJECT, [aCommitment(), aCommitment({ id: 52 })], at("09:00"));
    const invoices = [anInvoice(), anInvoice({ id: 62 })];
    await pictures.storeInvoices(HERE, PROJECT, { invoices, whole: true, at: at("09:00") });
    await pictures.storeIssued(HERE, aCommitment(), [paid(71), paid(73)], at("09:00"));
    await pictures.storeIssued(HERE, aCommitment({ id: 52 }), [{ ...paid(72), commitmentId: 52 }], at("09:00"));
    for (const ref of ["000001", "000002"]) {
      const key = keyOf(ref, "000900");
      await links.record([{ companyId: COMPANY, runId: "run 1", key, link: aLink({ key }) }]);
    }
  });

  afterEach(async () => {
    await other?.end();
    other = undefined;
  });

  async function connect(): Promise<pg.Client> {
    const { rows } = await sql<{ port: string }>`show port`.execute(db.query);
    const client = new pg.Client(`postgres://postgres:postgres@127.0.0.1:${rows[0]?.port ?? ""}/app`);
    await client.connect();
    // The one of ours is found and broken off, never this one.
    await client.query("set deadlock_timeout = '1min'");
    return (other = client);
  }

  async function waiting(client: pg.Client): Promise<void> {
    const asked = () =>
      client.query("select 1 from pg_stat_activity where wait_event_type = 'Lock' and pid <> pg_backend_pid()");
    for (let looks = 0; looks < 2_000; looks += 1) if ((await asked()).rows.length > 0) return;
    throw new Error("It waits for nobody");
  }

  it.each(Object.entries(WRITES))("both come to their end: %s", async (_name, { rows: [early, late], write }) => {
    const client = await connect();
    await client.query("begin");
    await client.query(`select 1 from ${late} for update`);
    const written = write(store);
    await waiting(client);
    await client.query(`select 1 from ${early} for update`);
    await client.query("commit");

    await expect(written).resolves.not.toThrow();
  });

  it("end as trouble of this app, in words, where it goes on for ever", async () => {
    const stuck = transact(db, () =>
      sql`do $$ begin raise exception 'x' using errcode = '40P01'; end $$`.execute(db.query),
    );

    await expect(stuck).rejects.toMatchObject({ kind: "unavailable", system: "This app" });
  });

  it("store a decision once, though it had to be tried again", async () => {
    let tries = 0;
    await transact(db, async (within) => {
      tries += 1;
      await within.query
        .insertInto("payment")
        .values({ company_id: COMPANY, id: `CHK:${tries}`, body: "{}" })
        .execute();
      if (tries < 3) await sql`do $$ begin raise exception 'x' using errcode = '40001'; end $$`.execute(within.query);
    });
    await store.links.settle(COMPANY, KEY, { decision: aDecision() });

    expect(tries).toBe(3);
    expect(await db.query.selectFrom("payment").select("id").execute()).toEqual([{ id: "CHK:3" }]);
    expect(await store.links.decision(COMPANY, KEY)).toEqual(aDecision());
  });

  it("find the database gone: everything says so in the same words, nothing calls it a bug", async () => {
    const { rows } = await sql<{ port: string }>`show port`.execute(db.query);
    const mine = openDb(`postgres://postgres:postgres@127.0.0.1:${rows[0]?.port ?? ""}/app`);
    await sql`select 1`.execute(mine.query);
    await expect(sql`select pg_terminate_backend(pg_backend_pid())`.execute(mine.query)).rejects.toMatchObject({
      kind: "unavailable",
      system: "This app",
    });
    await mine.close();
  });
});
