import { sql, type Kysely } from "kysely";

/**
 * Invoices and commitments that Procore no longer shows stay, with what is known of why: a deleted invoice is told from
 * one that the app may no longer see only by asking. `seen_at`: when Procore last showed the invoice anew or on request.
 * What a webhook tells of invoices and commitments is kept with its hint.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table invoice add column absence text`.execute(db);
  await sql`alter table invoice add column seen_at text`.execute(db);
  await sql`alter table commitment add column hidden integer not null default 0`.execute(db);
  await sql`alter table hint add column invoice_id bigint`.execute(db);
  await sql`alter table hint add column commitment_id bigint`.execute(db);
}
