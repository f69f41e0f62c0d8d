import { sql, type Kysely } from "kysely";

/** Who opened the app in a company, and what they might do then: so that settings can name people instead of ids. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table person (
    company_id bigint not null,
    user_id    bigint not null,
    login      text not null,
    name       text not null,
    rights     text not null,
    seen_at    text not null,
    primary key (company_id, user_id)
  )`.execute(db);
}
