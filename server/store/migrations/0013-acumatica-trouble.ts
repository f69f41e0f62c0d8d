import { sql, type Kysely } from "kysely";

/** Why Acumatica could not be read, from the first failure until it is read again: no page may call it fine meanwhile. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table acumatica_trouble (
    company_id bigint not null primary key,
    kind       text not null,
    says       text not null,
    since      text not null,
    at         text not null
  )`.execute(db);
}
