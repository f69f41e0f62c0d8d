import type { Commitment, ContractPayment, ProcoreVendor, SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Attempt, BillDecision, BillLink, Decision, Link } from "../domain/link.ts";
import { docId, type BillApplication, type Payment } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { STREAMS } from "../sync/ports.ts";
import { fromBodies } from "./batches.ts";
import { settingsOf } from "./companies.ts";
import { billsConcerning, descentOf, projectsConcernedBy, type Ledger } from "./concerns.ts";
import { keyTenantOf } from "./connections.ts";
import { isOneOf, type Queries } from "./db.ts";
import { readListing } from "./listings.ts";
import { billsByIds, watermarkOf } from "./observations-acumatica.ts";

/** Everything a plan of the project is made from. Called inside one snapshot, so the parts belong together. */
export async function picturesOf(within: Queries, companyId: number, projectId: number): Promise<Pictures> {
  const ledger = { companyId, keyTenant: await keyTenantOf(within, companyId) };
  const concerning = await billsConcerning(within, ledger, projectId);
  const descent = await descentOf(within, companyId, concerning);
  const ids = [...new Set([...concerning, ...descent.map(({ parent }) => parent)])];
  const bills = await billsByIds(within, companyId, ids);
  const applications = await applicationsOf(within, companyId, ids);
  const elsewhere = await projectsConcernedBy(within, ledger, ids);
  const projects = [...new Set([projectId, ...elsewhere.map((place) => place.projectId)])];
  return {
    projectId,
    tenant: ledger.keyTenant,
    backfillComplete: await isBackfillComplete(within, companyId),
    settings: await settingsOf(within, companyId),
    bills,
    applications,
    payments: await paymentsOf(within, companyId, applications),
    methods: (await readListing(within, companyId, "methods")).items,
    ...(await procoreSide(within, companyId, projects)),
    issued: await issuedOf(within, companyId, projectId),
    ...(await memoryOf(within, ledger, ids)),
  };
}

async function isBackfillComplete(within: Queries, companyId: number): Promise<boolean> {
  for (const stream of STREAMS) {
    if (!(await watermarkOf(within, companyId, stream)).complete) return false;
  }
  return true;
}

async function applicationsOf(
  within: Queries,
  companyId: number,
  bills: readonly string[],
): Promise<readonly BillApplication[]> {
  const rows = await within.query
    .selectFrom("bill_application")
    .select(["body", "date"])
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "bill", bills))
    .execute();
  return withDates(rows);
}

type ApplicationRow = { readonly body: string; readonly date: string | null };

export function withDates(rows: readonly ApplicationRow[]): readonly BillApplication[] {
  return fromBodies<BillApplication>(rows).map((body, at) => ({ ...body, date: rows[at]?.date ?? null }));
}

export async function paymentsOf(
  within: Queries,
  companyId: number,
  applications: readonly BillApplication[],
): Promise<readonly Payment[]> {
  const ids = [...new Set(applications.map(({ payment }) => docId(payment)))];
  const rows = await within.query
    .selectFrom("payment")
    .select("body")
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", ids))
    .execute();
  return fromBodies<Payment>(rows);
}

/** Commitments and invoices of these projects, and the vendors they name. */
async function procoreSide(
  within: Queries,
  companyId: number,
  projects: readonly number[],
): Promise<Pick<Pictures, "commitments" | "invoices" | "vendors">> {
  const commitmentRows = await within.query
    .selectFrom("commitment")
    .select(["body", "allow_payments", "hidden"])
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "project_id", projects))
    .execute();
  const commitments = fromBodies<Omit<Commitment, "allowPayments">>(commitmentRows).map((body, at) => {
    const { allow_payments: allows = null, hidden = 0 } = commitmentRows[at] ?? {};
    const commitment = { ...body, allowPayments: allows === null ? null : allows === 1 };
    return hidden === 1 ? { ...commitment, hidden: true } : commitment;
  });
  const invoiceRows = await within.query
    .selectFrom("invoice")
    .select(["body", "absence"])
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "project_id", projects))
    .execute();
  const invoices = fromBodies<SubcontractorInvoice>(invoiceRows).map((invoice, at) => {
    const absence = invoiceRows[at]?.absence as SubcontractorInvoice["absence"] | null;
    return absence ? { ...invoice, absence } : invoice;
  });
  const named = [...commitments, ...invoices].flatMap(({ vendorId }) => (vendorId === null ? [] : [vendorId]));
  return { commitments, invoices, vendors: await vendorsByIds(within, companyId, [...new Set(named)]) };
}

async function vendorsByIds(
  within: Queries,
  companyId: number,
  ids: readonly number[],
): Promise<readonly ProcoreVendor[]> {
  if (ids.length === 0) return [];
  const rows = await within.query
    .selectFrom("vendor")
    .select("body")
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", ids))
    .execute();
  return fromBodies<ProcoreVendor>(rows);
}

async function issuedOf({ query }: Queries, companyId: number, projectId: number): Promise<readonly ContractPayment[]> {
  const rows = await query
    .selectFrom("contract_payment")
    .select("body")
    .where("company_id", "=", companyId)
    .where("project_id", "=", projectId)
    .execute();
  return fromBodies<ContractPayment>(rows);
}

/** What we wrote, decided and were refused for these bills, whichever project it points at. */
async function memoryOf(
  within: Queries,
  { companyId, keyTenant }: Ledger,
  bills: readonly string[],
): Promise<Pick<Pictures, "links" | "billLinks" | "billDecisions" | "decisions" | "attempts">> {
  const remembered = async <T>(table: "link" | "bill_link" | "bill_decision" | "decision" | "attempt") => {
    const rows = await within.query
      .selectFrom(table)
      .select("body")
      .where("company_id", "=", companyId)
      .where("tenant", "=", keyTenant)
      .where(isOneOf(within, "bill", bills))
      .execute();
    return fromBodies<T>(rows);
  };
  return {
    // A project's own links are among them: a link makes its bill concern the project.
    links: await remembered<Link>("link"),
    billLinks: await remembered<BillLink>("bill_link"),
    billDecisions: await remembered<BillDecision>("bill_decision"),
    decisions: await remembered<Decision>("decision"),
    attempts: await remembered<Attempt>("attempt"),
  };
}
