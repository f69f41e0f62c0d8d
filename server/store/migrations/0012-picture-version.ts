import { sql, type Kysely } from "kysely";

/**
 * How often what a project's pages are computed from has changed, for each company: a report made once stands until
 * this moves, on every instance. Moved in the transaction of the change itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table picture_version (
    company_id bigint not null primary key,
    version    bigint not null
  )`.execute(db);
}
