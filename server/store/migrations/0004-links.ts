import { sql, type Kysely } from "kysely";

/**
 * What we last wrote, what people decided, and what was refused.
 *
 * A link is the journal as well: its `unfinished` mark is committed before each request that changes a payment, so
 * what a crash cut short is known. `tenant` and `bill` are read out of the key: after a change to another ledger the
 * same bill number means another bill, and nothing of the old one may speak for it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table link (
    company_id bigint not null,
    key        text not null,
    tenant     text not null,
    bill       text not null,
    project_id bigint not null,
    body       text not null,
    primary key (company_id, key)
  )`.execute(db);
  await sql`create index link_project on link (company_id, project_id, tenant)`.execute(db);
  await sql`create table bill_link (
    company_id bigint not null,
    tenant     text not null,
    bill       text not null,
    project_id bigint not null,
    body       text not null,
    primary key (company_id, tenant, bill)
  )`.execute(db);
  await sql`create index bill_link_project on bill_link (company_id, project_id, tenant)`.execute(db);
  await sql`create table decision (
    company_id          bigint not null,
    key                 text not null,
    tenant              text not null,
    bill                text not null,
    invoice_id          bigint,
    contract_payment_id bigint,
    body                text not null,
    primary key (company_id, key)
  )`.execute(db);
  await sql`create table attempt (
    company_id bigint not null,
    key        text not null,
    tenant     text not null,
    bill       text not null,
    body       text not null,
    primary key (company_id, key)
  )`.execute(db);
  for (const table of ["link", "decision", "attempt"]) {
    await sql`create index ${sql.ref(`${table}_bill`)} on ${sql.table(table)} (company_id, tenant, bill)`.execute(db);
  }
}
