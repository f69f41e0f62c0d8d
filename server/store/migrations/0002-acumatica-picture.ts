import { sql, type Kysely } from "kysely";

/**
 * What Acumatica says: payments, bills and bill applications as last read, and how far it has been read.
 *
 * Rows are only ever added or replaced: a list that lacks a document is no evidence that it is gone. `seen_row` keeps
 * the stamps inside the overlap, so reading the same rows again costs nothing further. `bill_reference` spreads out
 * what a bill names (Acumatica project, commitment number, its own names, Procore invoice, parent), because a project's
 * picture asks the other way round: which bills name me? Its counterpart is `project_reference`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table watermark (
    company_id bigint not null,
    stream     text not null,
    through    text,
    complete   integer not null,
    read_at    text,
    primary key (company_id, stream)
  )`.execute(db);
  await sql`create table seen_row (
    company_id bigint not null,
    stream     text not null,
    id         text not null,
    stamp      text not null,
    primary key (company_id, stream, id)
  )`.execute(db);
  await sql`create index seen_row_stamp on seen_row (company_id, stream, stamp)`.execute(db);
  await sql`create table payment (
    company_id bigint not null,
    id         text not null,
    body       text not null,
    primary key (company_id, id)
  )`.execute(db);
  await sql`create table bill (
    company_id      bigint not null,
    id              text not null,
    body            text not null,
    note_read       integer not null,
    note_invoice_id bigint,
    primary key (company_id, id)
  )`.execute(db);
  await sql`create table bill_application (
    company_id bigint not null,
    bill       text not null,
    payment    text not null,
    date       text, -- apart from the body: it stands when the next reader cannot give it
    body       text not null,
    primary key (company_id, bill, payment)
  )`.execute(db);
  await sql`create table bill_reference (
    company_id bigint not null,
    kind       text not null check (kind in ('project', 'commitment', 'bill', 'invoice', 'parent')),
    value      text not null,
    bill       text not null,
    primary key (company_id, kind, value, bill)
  )`.execute(db);
  await sql`create index bill_reference_bill on bill_reference (company_id, bill, kind, value)`.execute(db);
  // Short lists that are read and replaced whole: Acumatica's methods and projects, Procore's projects.
  await sql`create table listing (
    company_id bigint not null,
    kind       text not null,
    at         text not null,
    body       text not null,
    primary key (company_id, kind)
  )`.execute(db);
}
