import { sql, type Kysely } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import type { Db } from "../../server/store/db.ts";
import * as numbers from "../../server/store/migrations/0014-numbers.ts";
import * as orders from "../../server/store/migrations/0016-orders.ts";
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

    it("names orders that are unknown until all is read again", async () => {
      const lines = [{ amount: 1, commitment: "SC-001" }, { commitment: null }];
      await sql`insert into bill (company_id, id, body, note_read, note_invoice_id)
        values (${COMPANY}, 'INV:1', ${JSON.stringify({ lines, vendorRef: 'says "commitment":' })}, 0, null)`.execute(
        query,
      );
      await sql`insert into watermark (company_id, stream, through, complete, read_at)
        values (${COMPANY}, 'documents', '2026-03-01T09:00:00.000Z', 1, null)`.execute(query);
      await sql`insert into seen_row (company_id, stream, id, stamp)
        values (${COMPANY}, 'documents', 'INV:1', '2026-03-01T09:00:00.000Z')`.execute(query);

      await orders.up(query);

      const { rows } = await sql<{ body: string }>`select body from bill`.execute(query);
      expect(JSON.parse(rows[0]?.body ?? "")).toMatchObject({
        lines: [{ amount: 1, order: "unknown" }, { order: "unknown" }],
        vendorRef: 'says "commitment":',
      });
      const marks = await sql`select through, complete from watermark`.execute(query);
      expect(marks.rows).toEqual([{ through: null, complete: 1 }]);
      expect((await sql`select id from seen_row`.execute(query)).rows).toEqual([]);
    });
  });
}
