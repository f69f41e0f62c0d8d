import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate, openDb, type Db } from "../../server/store/db.ts";
import { World } from "../world/world.ts";
import { startPostgres, type RunningPostgres } from "./engines.ts";

let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** How many statements apart the backends are killed in one test. */
const STEP = 11;

describe("a run whose database connections are killed", () => {
  it(
    "after any of its statements goes on, or ends in words; the next one finishes it",
    { timeout: 300_000 },
    async () => {
      const url = await postgres.createDatabase("killed");
      const bare = openDb(url);
      await migrate(bare);
      const admin = openDb(url);
      let left = Infinity;
      const world = await World.open({
        db: counted(bare, async () => {
          left -= 1;
          if (left !== 0) return;
          await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = 'killed' and pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(
            admin.query,
          );
        }),
      });
      const { ref } = world.bill({ amount: 90_000_00 });
      const ends = new Set<string>();

      for (let killAt = 1; ; killAt += STEP) {
        world.pay([{ bill: ref, amount: 100_00 + killAt }], { extRef: `K-${killAt}` });
        left = killAt;
        const how = await world.sync().catch((error: unknown) => error as Error & { kind?: string });
        const reached = left <= 0;
        left = Infinity;
        if ("status" in how) {
          expect(how.error?.kind, how.error?.says).not.toBe("bug");
          ends.add(how.status);
        } else {
          expect(how).toMatchObject({ kind: "unavailable", system: "This app" });
          ends.add("asked in vain");
        }
        world.later(2);
        await world.process.passOn();
        await world.process.work();
        await world.sync();
        await world.expectInStep();
        if (!reached) break;
      }

      expect(ends).toContain("succeeded");
      await world.close();
      await admin.close();
    },
  );
});

/** The same database; `asked` is called after each statement, before its answer is heard of. */
function counted(db: Db, asked: () => Promise<void>): Db {
  const query = db.query.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      await asked();
      return result;
    },
  });
  return { ...db, query };
}
