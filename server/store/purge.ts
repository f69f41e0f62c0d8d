import type { Instant } from "../domain/payment.ts";
import { fromJson } from "./batches.ts";
import { transact, type Db } from "./db.ts";
import type { Schema } from "./schema.ts";

/** What was deleted, and when. Kept when everything else is gone; holds nothing of the company but its id. */
export type PurgeReceipt = {
  readonly id: string;
  readonly companyId: number;
  readonly at: Instant;
  /** Rows deleted, per table. */
  readonly counts: Readonly<Record<string, number>>;
  /** Were the tokens given back to Acumatica, so that they no longer work? */
  readonly tokensRevoked: boolean;
};

export type PurgeStore = {
  /** Deletes everything of the company, and of no other, in one transaction. */
  purge(companyId: number, receipt: { id: string; at: Instant; tokensRevoked: boolean }): Promise<PurgeReceipt>;
  receipts(companyId: number): Promise<readonly PurgeReceipt[]>;
};

/** A new table does not compile until it is said here whether a purge empties it. */
const HOLDS_COMPANY_DATA: Record<keyof Schema, boolean> = {
  run_change: true,
  sync_run: true,
  project_states: true,
  company_look: true,
  turn: true,
  departure: true,
  person: true,
  hint: true,
  procore_hook: true,
  attempt: true,
  decision: true,
  bill_link: true,
  link: true,
  contract_payment: true,
  invoice: true,
  commitment: true,
  project_reference: true,
  project_reading: true,
  vendor: true,
  listing: true,
  bill_reference: true,
  bill_application: true,
  bill: true,
  payment: true,
  seen_row: true,
  watermark: true,
  session: true,
  login_code: true,
  token: true,
  connection: true,
  company: true,
  audit_entry: true,
  purge_receipt: false,
  picture_version: true,
  acumatica_trouble: true,
};

/** Every table. */
export const TABLES = Object.keys(HOLDS_COMPANY_DATA) as readonly (keyof Schema)[];

export function createPurge(db: Db): PurgeStore {
  const tables = TABLES.filter((table) => HOLDS_COMPANY_DATA[table]);
  return {
    purge: (companyId, { id, at, tokensRevoked }) =>
      transact(db, async ({ query }) => {
        const counts: Record<string, number> = {};
        for (const table of tables) {
          const { numDeletedRows } = await query
            .deleteFrom(table)
            .where("company_id", "=", companyId)
            .executeTakeFirst();
          counts[table] = Number(numDeletedRows);
        }
        const receipt: PurgeReceipt = { id, companyId, at, counts, tokensRevoked };
        await query
          .insertInto("purge_receipt")
          .values({ id, company_id: companyId, at, body: JSON.stringify(receipt) })
          .execute();
        return receipt;
      }),
    async receipts(companyId) {
      const rows = await db.query
        .selectFrom("purge_receipt")
        .select("body")
        .where("company_id", "=", companyId)
        .orderBy("at")
        .execute();
      return rows.map(({ body }) => fromJson<PurgeReceipt>(body));
    },
  };
}
