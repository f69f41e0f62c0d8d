import { sql } from "kysely";
import { transact, type Db, type Queries } from "./db.ts";

/**
 * Changes something that the project's pages are computed from, in one transaction with the company's version.
 * The version comes last: whoever holds its row waits for nothing more, so that two writers cannot wait for each other.
 */
export function changePictures<T>(db: Db, companyId: number, work: (within: Queries) => Promise<T>): Promise<T> {
  return transact(db, async (within) => {
    const result = await work(within);
    await moveVersion(within, companyId);
    return result;
  });
}

/** It starts at the clock's microseconds: after a purge it is higher than it ever was, so no old report passes for a new one. */
export async function moveVersion({ query, engine }: Queries, companyId: number): Promise<void> {
  const start =
    engine === "sqlite"
      ? sql<number>`cast((julianday('now') - 2440587.5) * 86400000 as integer) * 1000`
      : sql<number>`cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)`;
  await query
    .insertInto("picture_version")
    .values({ company_id: companyId, version: start })
    .onConflict((conflict) => conflict.column("company_id").doUpdateSet({ version: sql`picture_version.version + 1` }))
    .execute();
}

/** Equal to an earlier answer only if nothing was committed in between that the company's pages are computed from. */
export async function versionOf({ query }: Queries, companyId: number): Promise<number> {
  const row = await query
    .selectFrom("picture_version")
    .select("version")
    .where("company_id", "=", companyId)
    .executeTakeFirst();
  return row?.version ?? 0;
}
