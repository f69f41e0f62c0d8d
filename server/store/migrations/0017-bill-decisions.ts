import { sql, type Kysely } from "kysely";

/**
 * What a person said of a bill gets a place of its own. Before, it lay with what was decided about one of the bill's
 * applications, one row for both, so that the later word replaced the earlier one though they were about two things.
 * `project_id` is where it was said, if that is known: there the bill goes on being shown.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table bill_decision (
    company_id bigint not null,
    tenant     text not null,
    bill       text not null,
    project_id bigint,
    body       text not null,
    primary key (company_id, tenant, bill)
  )`.execute(db);
  await sql`create index bill_decision_project on bill_decision (company_id, project_id, tenant)`.execute(db);
  for (const said of await lastSaid(db)) await keep(db, said);
  await sql`delete from decision where ${saidOfBills}`.execute(db);
  await sql`alter table decision drop column invoice_id`.execute(db);
}

type Row = { readonly company_id: number; readonly tenant: string; readonly bill: string; readonly body: string };
type Was = { readonly decide: string; readonly invoiceId: number | null; readonly by: string; readonly at: string };
type Said = Row & { readonly was: Was };

/** Decisions are JSON as `JSON.stringify` writes it; a name that a person typed has its quotes escaped there. */
const saidOfBills = sql<boolean>`body like '%"decide":"link"%' or body like '%"decide":"unlink"%'`;

/** For each bill the last word, on whichever of its applications it was said. */
async function lastSaid(db: Kysely<unknown>): Promise<readonly Said[]> {
  const { rows } = await sql<Row>`select company_id, tenant, bill, body from decision
    where ${saidOfBills} order by key`.execute(db);
  const last = new Map<string, Said>();
  for (const row of rows) {
    const was = JSON.parse(row.body) as Was;
    const name = JSON.stringify([row.company_id, row.tenant, row.bill]);
    const before = last.get(name);
    if (!before || was.at >= before.was.at) last.set(name, { ...row, was });
  }
  return [...last.values()];
}

async function keep(db: Kysely<unknown>, { company_id, tenant, bill, was }: Said): Promise<void> {
  const place = { company_id, tenant, bill };
  const link = was.decide === "link" ? await linkOf(db, place, was) : null;
  const projectId = link?.projectId ?? (await projectOf(db, place));
  const doc = { type: bill.slice(0, bill.indexOf(":")), ref: bill.slice(bill.indexOf(":") + 1) };
  // A chosen invoice that nothing here knows any more is no reason to let a rule choose: the bill waits for a person.
  const decide = link ? "link" : "unlink";
  const body = { bill: doc, decide, link: link && { bill: doc, ...link }, projectId, by: was.by, at: was.at };
  await sql`insert into bill_decision (company_id, tenant, bill, project_id, body)
    values (${company_id}, ${tenant}, ${bill}, ${projectId}, ${JSON.stringify(body)})`.execute(db);
  await sql`delete from bill_link
    where company_id = ${company_id} and tenant = ${tenant} and bill = ${bill}`.execute(db);
}

type Place = Pick<Row, "company_id" | "tenant" | "bill">;

async function linkOf(db: Kysely<unknown>, { company_id }: Place, { invoiceId, by }: Was) {
  const { rows } = await sql<{ body: string }>`select body from invoice
    where company_id = ${company_id} and id = ${invoiceId}`.execute(db);
  if (!rows[0]) return null;
  const invoice = JSON.parse(rows[0].body) as { projectId: number; commitmentId: number; number: string };
  const evidence = { rule: "person", says: `Linked to invoice ${invoice.number} by ${by}.` };
  return { projectId: invoice.projectId, commitmentId: invoice.commitmentId, invoiceId, evidence };
}

/** Where something was written for the bill, or was joined to it. */
async function projectOf(db: Kysely<unknown>, { company_id, tenant, bill }: Place): Promise<number | null> {
  const { rows } = await sql<{ project_id: number }>`
    select project_id from link where company_id = ${company_id} and tenant = ${tenant} and bill = ${bill}
    union all select project_id from bill_link
      where company_id = ${company_id} and tenant = ${tenant} and bill = ${bill}`.execute(db);
  return rows[0]?.project_id ?? null;
}
