import { sql } from "kysely";
import { isOneOf, type Queries } from "./db.ts";

/**
 * Which bills concern which projects (product.md §3): by the mapped project of a line, a commitment number on a line, the
 * bill an invoice says it became, the invoice a bill names, or a link or decision that joins them; and a retainage
 * bill or instalment wherever the bill it comes from does. Both directions ask the same, so that a bill left out of
 * every project is exactly a bill that no project's picture holds.
 */
export type Ledger = { readonly companyId: number; readonly keyTenant: string };

/** Ids (`docId`) of the bills that concern the project. */
export async function billsConcerning(
  { query }: Queries,
  { companyId, keyTenant }: Ledger,
  projectId: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ bill: string }>`
    with recursive concerned(bill) as (
      select b.bill from project_reference p
        join bill_reference b on b.company_id = p.company_id and b.kind = p.kind and b.value = p.value
        where p.company_id = ${companyId} and p.project_id = ${projectId}
      union select bill from bill_link
        where company_id = ${companyId} and project_id = ${projectId} and tenant = ${keyTenant}
      union select bill from link
        where company_id = ${companyId} and project_id = ${projectId} and tenant = ${keyTenant}
      union select d.bill from decision d join invoice i on i.company_id = d.company_id and i.id = d.invoice_id
        where d.company_id = ${companyId} and d.tenant = ${keyTenant} and i.project_id = ${projectId}
      union select d.bill from decision d
        join contract_payment c on c.company_id = d.company_id and c.id = d.contract_payment_id
        where d.company_id = ${companyId} and d.tenant = ${keyTenant} and c.project_id = ${projectId}
      union select child.bill from concerned
        join bill_reference child on child.company_id = ${companyId}
          and child.kind = 'parent' and child.value = concerned.bill
    )
    select bill from concerned order by bill`.execute(query);
  return rows.map(({ bill }) => bill);
}

/** Every project that one of these bills concerns by itself; parents have to be among the bills. */
export async function projectsConcernedBy(
  queries: Queries,
  ledger: Ledger,
  bills: readonly string[],
): Promise<readonly { readonly bill: string; readonly projectId: number }[]> {
  const { companyId, keyTenant } = ledger;
  const among = (column: string) => isOneOf(queries, column, bills);
  const { rows } = await sql<{ bill: string; project_id: number }>`
    select b.bill, p.project_id from bill_reference b
      join project_reference p on p.company_id = b.company_id and p.kind = b.kind and p.value = b.value
      where b.company_id = ${companyId} and ${among("b.bill")}
    union select bill, project_id from bill_link
      where company_id = ${companyId} and tenant = ${keyTenant} and ${among("bill")}
    union select bill, project_id from link
      where company_id = ${companyId} and tenant = ${keyTenant} and ${among("bill")}
    union select d.bill, i.project_id from decision d
      join invoice i on i.company_id = d.company_id and i.id = d.invoice_id
      where d.company_id = ${companyId} and d.tenant = ${keyTenant} and ${among("d.bill")}
    union select d.bill, c.project_id from decision d
      join contract_payment c on c.company_id = d.company_id and c.id = d.contract_payment_id
      where d.company_id = ${companyId} and d.tenant = ${keyTenant} and ${among("d.bill")}`.execute(queries.query);
  return rows.map((row) => ({ bill: row.bill, projectId: row.project_id }));
}

/** Child and parent of every descent that starts at one of these bills. */
export async function descentOf(
  queries: Queries,
  companyId: number,
  bills: readonly string[],
): Promise<readonly { readonly child: string; readonly parent: string }[]> {
  const { rows } = await sql<{ child: string; parent: string }>`
    with recursive descent(child, parent) as (
      select bill, value from bill_reference
        where company_id = ${companyId} and kind = 'parent' and ${isOneOf(queries, "bill", bills)}
      union select up.bill, up.value from descent
        join bill_reference up on up.company_id = ${companyId} and up.kind = 'parent' and up.bill = descent.parent
    )
    select child, parent from descent`.execute(queries.query);
  return rows;
}
