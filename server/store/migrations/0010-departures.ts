import { sql, type Kysely } from "kysely";

/** Companies that removed the app in Procore, and since when it is known: what is kept of them may be deleted later. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table departure (
    company_id bigint primary key,
    seen_at    text not null
  )`.execute(db);
}
