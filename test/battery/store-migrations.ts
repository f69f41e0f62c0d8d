import { sql, type Kysely } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import type { Db } from "../../server/store/db.ts";
import * as numbers from "../../server/store/migrations/0014-numbers.ts";
import { COMPANY, PROJECT } from "./store-things.ts";

/** What an earlier version stored, brought into the form of this one. */
export function describeMigrations(name: string, open: () => Promise<{ readonly first: Db }>): void {
  describe(`what an earlier version stored in ${name}`, () => {
    let query: Kysely<unknown>;
    beforeEach(async () => {
      query = (await open()).first.query as unknown as Kysely<unknown>;
    });

    it("is compared as people read numbers, a bill's own with its zeros", async () => {
      for (const [kind, value] of [
        ["commitment", "000001"],
        ["commitment", "1"],
        ["commitment", "SC\u2013001"],
        ["project", "\u200b"],
        ["bill", "000123"],
      ]) {
        await sql`insert into bill_reference (company_id, kind, value, bill)
          values (${COMPANY}, ${kind}, ${value}, 'INV:000123')`.execute(query);
      }
      await sql`insert into project_reference (company_id, kind, value, project_id, source)
        values (${COMPANY}, 'commitment', '000001', ${PROJECT}, 'commitment:40')`.execute(query);

      await numbers.up(query);

      const bills = await sql`select kind, value from bill_reference order by kind, value`.execute(query);
      expect(bills.rows).toEqual([
        { kind: "bill", value: "000123" },
        { kind: "commitment", value: "1" },
        { kind: "commitment", value: "SC-001" },
      ]);
      const projects = await sql`select value, source from project_reference`.execute(query);
      expect(projects.rows).toEqual([{ value: "1", source: "commitment:40" }]);
    });
  });
}
