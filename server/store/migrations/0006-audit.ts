import { sql, type Kysely } from "kysely";

/**
 * Who did what, and what was purged.
 *
 * Each entry carries the hash of the one before, so an entry changed or taken out shows. The primary key keeps the
 * chain from forking: two writers that build on the same entry claim the same `seq`, and one has to build again.
 * A purge deletes the entries too; its receipt alone stays, and holds nothing but counts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table audit_entry (
    company_id    bigint not null,
    seq           bigint not null,
    id            text not null unique,
    at            text not null,
    body          text not null,
    previous_hash text not null,
    hash          text not null,
    primary key (company_id, seq)
  )`.execute(db);
  await sql`create table purge_receipt (
    id         text primary key,
    company_id bigint not null,
    at         text not null,
    body       text not null
  )`.execute(db);
  await sql`create index purge_receipt_company on purge_receipt (company_id)`.execute(db);
}
