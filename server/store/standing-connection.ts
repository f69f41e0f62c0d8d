import { sql } from "kysely";
import { standsOtherwise, type AsItStood } from "../domain/as-it-stood.ts";
import { transact, type Db, type Queries } from "./db.ts";
import { changePictures } from "./picture-version.ts";

/** How the company's connection stands now: to be asked for before anything is asked of a vendor. */
export async function asItStands({ query }: Queries, companyId: number): Promise<AsItStood> {
  const row = await query
    .selectFrom("connection_epoch")
    .select("epoch")
    .where("company_id", "=", companyId)
    .executeTakeFirst();
  return { companyId, epoch: row?.epoch ?? 0 };
}

/** Does it still stand so? Nobody can change it before this transaction ends. */
export async function stillStands({ query, engine }: Queries, { companyId, epoch }: AsItStood): Promise<boolean> {
  const asked = query.selectFrom("connection_epoch").select("epoch").where("company_id", "=", companyId);
  const row = await (engine === "postgres" ? asked.forShare() : asked).executeTakeFirst();
  if (row || engine === "sqlite") return (row?.epoch ?? 0) === epoch;
  // Without its row there is nothing to hold: a change could come between this look and the end of the transaction.
  return (await holdStanding({ query, engine }, companyId)) === epoch;
}

/** All of `work`, or, where the connection stands otherwise by now, nothing. @throws SyncError "unavailable" */
export async function storeAsked<T>(db: Db, asked: AsItStood, work: (within: Queries) => Promise<T>): Promise<T> {
  return transact(db, async (within) => {
    await mustStand(within, asked);
    return work(within);
  });
}

/** As `storeAsked`, for what the company's pages are computed from. @throws SyncError "unavailable" */
export function changeAsked<T>(db: Db, asked: AsItStood, work: (within: Queries) => Promise<T>): Promise<T> {
  return changePictures(db, asked.companyId, async (within) => {
    await mustStand(within, asked);
    return work(within);
  });
}

/** @throws SyncError "unavailable" */
export async function mustStand(within: Queries, asked: AsItStood): Promise<void> {
  if (!(await stillStands(within, asked))) throw standsOtherwise();
}

/** Keeps everybody off who stores or changes, until the transaction ends; answers the epoch. First in its transaction. */
export async function holdStanding({ query }: Queries, companyId: number): Promise<number> {
  const { epoch } = await query
    .insertInto("connection_epoch")
    .values({ company_id: companyId, epoch: 0 })
    .onConflict((conflict) => conflict.column("company_id").doUpdateSet({ epoch: sql`connection_epoch.epoch` }))
    .returning("epoch")
    .executeTakeFirstOrThrow();
  return epoch;
}

/** What was asked for before is stored no more. Call it under `holdStanding`. */
export async function endStanding({ query }: Queries, companyId: number): Promise<void> {
  await query
    .updateTable("connection_epoch")
    .set({ epoch: sql`epoch + 1` })
    .where("company_id", "=", companyId)
    .execute();
}
