import { sql, type Kysely } from "kysely";

/**
 * How deep a run looks, whoever asked for it; what is to be queued once it has ended, because it came meanwhile or gave
 * its place to a person; and which run it goes on with.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sync_run add column sweeps bigint not null default 0`.execute(db);
  await sql`alter table sync_run add column owes text`.execute(db);
  await sql`alter table sync_run add column resumes text`.execute(db);
  await sql`update sync_run set sweeps = 1 where trigger = 'sweep'`.execute(db);
}
