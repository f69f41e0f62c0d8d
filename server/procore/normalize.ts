import type {
  Commitment,
  ContractPayment,
  ProcoreProject,
  ProcoreVendor,
  SubcontractorInvoice,
} from "../domain/contract-payment.ts";
import { readMinor, ZERO, type Currency, type Minor } from "../domain/money.ts";
import { isLocalDate, type Instant, type LocalDate } from "../domain/payment.ts";
import type { ContractPaymentRow, ContractRow, ProjectRow, RequisitionRow, VendorRow } from "./schema.ts";

/** Procore's rows in our words. Every function is pure; where Procore shows nothing, text is "" and the rest null. */

export function toProject(row: ProjectRow): ProcoreProject {
  return { id: row.id, name: row.name ?? "", number: row.project_number ?? null, active: row.active ?? true };
}

export function toVendor(row: VendorRow): ProcoreVendor {
  return { id: row.id, name: row.name ?? row.company ?? "", originId: row.origin_id || null };
}

/** `companyCurrency`: for a contract that names none of its own. */
export function toCommitment(
  row: ContractRow,
  place: { readonly projectId: number; readonly type: Commitment["type"]; readonly companyCurrency: Currency },
): Commitment {
  return {
    id: row.id,
    projectId: place.projectId,
    type: place.type,
    number: row.number ?? "",
    title: row.title ?? "",
    status: row.status ?? "",
    vendorId: row.vendor?.id ?? null,
    originId: row.origin_id || null,
    currency: currencyOf(row, place.companyCurrency),
    totalPayments: row.total_payments ?? null,
    allowPayments: null,
  };
}

/** Null for an invoice without a commitment: nothing could be paid against it. */
export function toInvoice(
  row: RequisitionRow,
  place: { readonly projectId: number; readonly companyCurrency: Currency },
): SubcontractorInvoice | null {
  if (!row.commitment_id) return null;
  const currency = currencyOf(row, place.companyCurrency);
  return {
    id: row.id,
    projectId: place.projectId,
    commitmentId: row.commitment_id,
    number: row.invoice_number ?? "",
    vendorId: row.vendor_id ?? null,
    vendorName: row.vendor_name ?? "",
    status: row.status ?? "",
    billingDate: toDate(row.billing_date),
    originId: row.origin_id || null,
    erpStatus: row.erp_status ?? null,
    currency,
    billed: billedOf(row, currency),
    updatedAt: toInstant(row.updated_at),
  };
}

export function toContractPayment(
  row: ContractPaymentRow,
  place: { readonly projectId: number; readonly commitmentId: number; readonly currency: Currency },
): ContractPayment {
  return {
    id: row.id,
    projectId: place.projectId,
    commitmentId: place.commitmentId,
    ...amountOf(row.amount?.trim() ?? "", place.currency),
    currency: place.currency,
    date: toDate(row.date),
    checkNumber: row.check_number ?? "",
    invoiceNumber: row.invoice_number ?? "",
    invoiceId: row.requisition_id ?? null,
    notes: row.notes ?? "",
    originId: row.origin_id || null,
    originData: row.origin_data || null,
    externalPaymentId: row.external_payment_id || null,
    attachments: row.attachments?.length ?? 0,
  };
}

type NamesCurrency = {
  readonly currency_configuration?: { readonly currency_iso_code?: string | null | undefined } | null | undefined;
};

/** Does the row itself say in which currency it is? */
export function namesCurrency(row: NamesCurrency): boolean {
  return Boolean(row.currency_configuration?.currency_iso_code?.trim());
}

/**
 * A currency that is named stands as it is named, also one that is none: taking the company's instead would invent one.
 * No bill is in it, so what is paid on it waits for a person, by name.
 */
function currencyOf(row: NamesCurrency, companyCurrency: Currency): Currency {
  return row.currency_configuration?.currency_iso_code?.trim().toUpperCase() || companyCurrency;
}

/**
 * Procore requires no amount; one left empty counts as nothing in its own total. One that its currency cannot hold is
 * kept as it is shown, and stops neither the list nor the run.
 */
function amountOf(text: string, currency: Currency): Pick<ContractPayment, "amount" | "oddAmount"> {
  if (text === "") return { amount: ZERO };
  const amount = readMinor(text, currency);
  return amount === null ? { amount: ZERO, oddAmount: text } : { amount };
}

/** What was billed is evidence only: an amount we cannot read is no evidence, and no reason to stop. */
function billedOf(row: RequisitionRow, currency: Currency): Minor | null {
  const due = row.summary?.current_payment_due;
  return due ? readMinor(due, currency) : null;
}

function toDate(text: string | null | undefined): LocalDate | null {
  return text && isLocalDate(text) ? text : null;
}

function toInstant(text: string | null | undefined): Instant | null {
  const at = text ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
