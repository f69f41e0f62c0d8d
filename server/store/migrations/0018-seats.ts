import { sql, type Kysely } from "kysely";

/**
 * When each instance last used a company's API session in Acumatica: licences count them, and revoking a token frees
 * none, so one that nobody needs is signed out. Never while another instance reads.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table acumatica_seat (
    company_id bigint not null,
    instance   text not null,
    used_at    text not null,
    primary key (company_id, instance)
  )`.execute(db);
}
