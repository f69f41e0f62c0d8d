import { LeaseLost, type Lease } from "../domain/lease.ts";
import type { Db, Queries } from "./db.ts";

/** The database as a run writes to it. Whatever writes to it has to do so in a transaction. */
export function heldBy(db: Db, lease: Lease): Db {
  return { ...db, lease };
}

/**
 * Is the run still its holder's? On PostgreSQL it stays so until the transaction ends: who would take it away waits.
 * SQLite has one writer at a time anyway.
 * @throws LeaseLost
 */
export async function mustHold({ engine, query }: Queries, { runId, holder }: Lease): Promise<void> {
  const held = query
    .selectFrom("sync_run")
    .select("id")
    .where("id", "=", runId)
    .where("holder", "=", holder)
    .where("status", "=", "running");
  const row = await (engine === "postgres" ? held.forShare() : held).executeTakeFirst();
  if (!row) throw new LeaseLost(runId);
}
