import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isReady, migrate, openDb, transact, type Db } from "../../server/store/db.ts";
import { postgresEngine, removeTemporaryFolders, temporaryFolder } from "./engines.ts";
import {
  aConnection,
  aContractPayment,
  aLink,
  anApplication,
  aBill,
  aPage,
  aPayment,
  COMPANY,
  keyOf,
  observed,
  storeOn,
  HERE,
} from "./store-things.ts";

const refs = Array.from({ length: 3_000 }, (_, n) => String(n).padStart(6, "0"));
const bigPage = aPage({
  observed: observed({
    payments: refs.map((ref) => aPayment({ ref })),
    bills: refs.map((ref) => aBill({ ref })),
    applications: refs.map((ref) => anApplication({ bill: { type: "INV", ref } })),
  }),
});

function countOf(db: Db, table: string): Promise<number> {
  return sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`
    .execute(db.query)
    .then(({ rows }) => rows[0]?.count ?? -1);
}

afterAll(removeTemporaryFolders);

describe("a database file", () => {
  const open = async (path = `${temporaryFolder()}/data/app.db`) => {
    const db = openDb(`file:${path}`);
    await migrate(db);
    return { db, path };
  };

  it("still holds everything when it is opened again", async () => {
    const { db, path } = await open();
    await storeOn(db).connections.put(aConnection());
    await db.close();

    const again = await open(path);

    expect(await storeOn(again.db).connections.list()).toEqual([aConnection()]);
    await again.db.close();
  });

  it("writes every commit through to the disk, in a journal that readers do not wait for", async () => {
    const { db } = await open();
    const pragma = async (name: string) =>
      Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db.query)).rows[0] ?? {})[0];

    expect([await pragma("journal_mode"), await pragma("synchronous"), await pragma("foreign_keys")]).toEqual([
      "wal",
      2,
      1,
    ]);
    await db.close();
  });

  it("stores nothing of what does not fit on a full disk, says so, and goes on when there is room", async () => {
    const { db } = await open();
    const store = storeOn(db);
    await store.connections.put(aConnection());
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(db.query);
    const allowed = (count: number) => sql`pragma max_page_count = ${sql.lit(count)}`.execute(db.query);
    await allowed((pages.rows[0]?.page_count ?? 0) + 5);

    await expect(store.pictures.storePage(HERE, bigPage)).rejects.toMatchObject({ kind: "unavailable", fault: "full" });
    const steps = refs.map((ref) => {
      const key = keyOf(ref, ref);
      return store.links.record([{ companyId: COMPANY, runId: "r", key, link: aLink({ key }) }]);
    });
    const stored = (await Promise.allSettled(steps)).filter(({ status }) => status === "fulfilled");

    expect(await countOf(db, "payment")).toBe(0);
    expect((await store.pictures.watermark(COMPANY, "documents")).through).toBeNull();
    expect(stored.length).toBeLessThan(refs.length);
    expect(await countOf(db, "link")).toBe(stored.length);

    await allowed(1_000_000);
    await store.pictures.storePage(HERE, bigPage);
    expect(await countOf(db, "payment")).toBe(refs.length);
    await db.close();
  });

  it("tells the first failure when the database has already rolled back by itself", async () => {
    const { db } = await open();
    const failing = transact(db, async ({ query }) => {
      await sql`rollback`.execute(query);
      throw new Error("disk full");
    });

    await expect(failing).rejects.toThrow("disk full");
    await db.close();
  });
});

describe("a database", () => {
  it("is ready once it is migrated, and not when it is closed", async () => {
    const db = openDb(":memory:");
    expect(await isReady(db)).toBe(false);
    await migrate(db);
    await migrate(db);
    expect(await isReady(db)).toBe(true);
    await db.close();
    expect(await isReady(db)).toBe(false);
  });

  it("is refused at an address that is neither a file nor PostgreSQL", () => {
    expect(() => openDb("mysql://host/db")).toThrow(/DATABASE_URL/);
  });

  it("that cannot be reached throws, and is not ready", async () => {
    const db = openDb("postgres://nobody:nothing@127.0.0.1:9/none");

    await expect(storeOn(db).connections.list()).rejects.toMatchObject({ kind: "unavailable", system: "This app" });
    expect(await isReady(db)).toBe(false);
    await db.close();
  });
});

describe("a lost connection to PostgreSQL", () => {
  const engine = postgresEngine();
  beforeAll(() => engine.start());
  afterAll(() => engine.stop());

  it("leaves nothing half-written, and the next query finds another", async () => {
    const { first: db } = await engine.open();
    const store = storeOn(db);
    const dies = transact(db, async (within) => {
      await within.query.insertInto("payment").values({ company_id: COMPANY, id: "CHK:1", body: "{}" }).execute();
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(within.query);
    });

    await expect(dies).rejects.toThrow();

    expect(await countOf(db, "payment")).toBe(0);
    await store.links.record([{ companyId: COMPANY, runId: "r", key: keyOf("1", "1"), issued: aContractPayment() }]);
    expect(await countOf(db, "contract_payment")).toBe(1);
  });

  it("does not end the process when it happens while nothing is asked", async () => {
    const { first: db, second } = await engine.open();
    await countOf(db, "payment");
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()
      and backend_type = 'client backend'`.execute(second.query);

    // Each connection of the pool may fail queries until its end has been heard of.
    const answers: unknown[] = [];
    for (let asked = 0; asked < 12; asked++) {
      answers.push(
        await storeOn(db)
          .connections.list()
          .catch(() => "lost"),
      );
    }
    expect(answers.at(-1)).toEqual([]);
  });
});
