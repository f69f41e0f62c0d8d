import { sql, type Kysely } from "kysely";

/**
 * What Procore shows: vendors, commitments, subcontractor invoices and contract payments, each with the time it was
 * true. `project_reference` spreads out how a bill may name something of a project (the mapped Acumatica project, a
 * commitment's number or origin id, the bill an invoice says it became, the invoice's own id); joined with
 * `bill_reference` it tells which bills concern which projects, by index in both directions.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table vendor (
    company_id bigint not null,
    id         bigint not null,
    body       text not null,
    primary key (company_id, id)
  )`.execute(db);
  await sql`create table project_reading (
    company_id     bigint not null,
    project_id     bigint not null,
    commitments_at text,
    invoices_at    text,
    primary key (company_id, project_id)
  )`.execute(db);
  await sql`create table project_reference (
    company_id bigint not null,
    kind       text not null check (kind in ('project', 'commitment', 'bill', 'invoice')),
    value      text not null,
    project_id bigint not null,
    source     text not null,
    primary key (company_id, kind, value, project_id, source)
  )`.execute(db);
  await sql`create index project_reference_project on project_reference (company_id, project_id, kind)`.execute(db);
  await sql`create index project_reference_source on project_reference (company_id, source)`.execute(db);
  await sql`create table commitment (
    company_id     bigint not null,
    id             bigint not null,
    project_id     bigint not null,
    body           text not null,
    allow_payments integer,
    settings_at    text,
    listed_at      text,
    listed_total   text,
    primary key (company_id, id)
  )`.execute(db);
  await sql`create index commitment_project on commitment (company_id, project_id)`.execute(db);
  await sql`create table invoice (
    company_id bigint not null,
    id         bigint not null,
    project_id bigint not null,
    vendor_id  bigint,
    updated_at text,
    body       text not null,
    primary key (company_id, id)
  )`.execute(db);
  await sql`create index invoice_project on invoice (company_id, project_id, updated_at)`.execute(db);
  await sql`create table contract_payment (
    company_id    bigint not null,
    id            bigint not null,
    project_id    bigint not null,
    commitment_id bigint not null,
    body          text not null,
    primary key (company_id, id)
  )`.execute(db);
  await sql`create index contract_payment_project on contract_payment (company_id, project_id)`.execute(db);
  await sql`create index contract_payment_commitment on contract_payment (company_id, commitment_id)`.execute(db);
}
