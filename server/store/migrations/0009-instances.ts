import { sql, type Kysely } from "kysely";

/**
 * What instances of the server tell each other. `turn`: who may talk to a vendor on a connection now, and what is known
 * of its limits. `company_look`: when the schedule last looked, so that a restart neither repeats a night's sweep nor
 * leaves one out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table turn (
    name         text primary key,
    company_id   bigint,
    holder       text,
    until        text,
    wanted_until text,
    note         text
  )`.execute(db);
  await sql`create table company_look (
    company_id bigint primary key,
    tried_at   text,
    swept_at   text
  )`.execute(db);
}
