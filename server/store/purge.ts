import { SyncError } from "../domain/errors.ts";
import type { Instant } from "../domain/payment.ts";
import { fromJson } from "./batches.ts";
import { transact, type Db, type Queries } from "./db.ts";
import type { Schema } from "./schema.ts";
import { endStanding, holdStanding } from "./standing-connection.ts";

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
  /**
   * Deletes everything of the company, and of no other, in one transaction; what was asked of a vendor before is stored
   * no more.
   * @throws SyncError "busy" while a run is unfinished: one that goes on writing to Procore while its memory is deleted
   * would leave payments nobody can explain
   */
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
  bill_decision: true,
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
  ledger: true,
  acumatica_seat: true,
  // A number and no more: it tells an answer that arrives after the purge from one that was asked for later.
  connection_epoch: false,
};

/** Every table. */
export const TABLES = Object.keys(HOLDS_COMPANY_DATA) as readonly (keyof Schema)[];

export function createPurge(db: Db): PurgeStore {
  const tables = TABLES.filter((table) => HOLDS_COMPANY_DATA[table]);
  return {
    purge: (companyId, { id, at, tokensRevoked }) =>
      transact(db, async (within) => {
        const { query } = within;
        await holdStanding(within, companyId);
        await mustBeIdle(within, companyId);
        await endStanding(within, companyId);
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

async function mustBeIdle({ query }: Queries, companyId: number): Promise<void> {
  const run = await query
    .selectFrom("sync_run")
    .select("id")
    .where("company_id", "=", companyId)
    .where("status", "in", ["queued", "running"])
    .limit(1)
    .executeTakeFirst();
  if (!run) return;
  throw new SyncError("busy", "This app", "A sync is under way. Wait until it has ended, then purge.");
}
