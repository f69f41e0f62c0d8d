import type { Currency, Minor } from "./money.ts";
import type { ApplicationKey, Instant, LocalDate } from "./payment.ts";

export type PaymentMethod = "check" | "credit_card" | "electronic";

export type ProcoreProject = {
  readonly id: number;
  readonly name: string;
  readonly number: string | null;
  readonly active: boolean;
};

export type ProcoreVendor = { readonly id: number; readonly name: string; readonly originId: string | null };

/** The contract being paid against. */
export type Commitment = {
  readonly id: number;
  readonly projectId: number;
  readonly type: "subcontract" | "purchase order";
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly vendorId: number | null;
  readonly originId: string | null;
  readonly currency: Currency;
  /** Procore's own sum of the payments issued, as text: a cheap sign that something moved. */
  readonly totalPayments: string | null;
  /** Is the Payments Issued tab on? null until read. */
  readonly allowPayments: boolean | null;
  /** Procore's lists no longer show it to the app: deleted, or hidden from it. Nobody can tell which. */
  readonly hidden?: boolean;
};

/**
 * An invoice that Procore no longer shows, and what is known of why. `missing`: not asked for by id yet. `gone`: deleted,
 * for it answers 404 while others of its commitment can be read. `hidden`: it answers 404, and none of them can be read.
 */
export type Absence = "missing" | "gone" | "hidden";

/** What the subcontractor billed on a commitment (Procore's API: requisition). */
export type SubcontractorInvoice = {
  readonly id: number;
  readonly projectId: number;
  readonly commitmentId: number;
  readonly number: string;
  readonly vendorId: number | null;
  readonly vendorName: string;
  readonly status: string;
  readonly billingDate: LocalDate | null;
  readonly originId: string | null;
  readonly erpStatus: string | null;
  readonly currency: Currency;
  /** `summary.current_payment_due`. */
  readonly billed: Minor | null;
  readonly updatedAt: Instant | null;
  /** Absent while Procore shows it. */
  readonly absence?: Absence;
};

/** Invoices that were asked for by id: as they are shown, or what is known of those that are not. */
export type AskedInvoices = {
  readonly shown: readonly SubcontractorInvoice[];
  readonly absent: readonly { readonly id: number; readonly absence: Exclude<Absence, "missing"> }[];
  readonly at: Instant;
};

/** A line of Payments Issued as Procore shows it. `payment_method` and `invoice_date` are never shown. */
export type ContractPayment = {
  readonly id: number;
  readonly projectId: number;
  readonly commitmentId: number;
  /** 0 where `oddAmount` stands. */
  readonly amount: Minor;
  /** The amount as Procore shows it, where that cannot be read in the currency: it is in no sum, and nobody rounds it. */
  readonly oddAmount?: string;
  readonly currency: Currency;
  readonly date: LocalDate | null;
  readonly checkNumber: string;
  readonly invoiceNumber: string;
  readonly invoiceId: number | null;
  readonly notes: string;
  readonly originId: string | null;
  readonly originData: string | null;
  /** Set only on payments made through Procore Pay. */
  readonly externalPaymentId: string | null;
  readonly attachments: number;
};

/** The contract payment we want: the fields we own. Notes are written on creation only. */
export type Draft = {
  readonly key: ApplicationKey;
  readonly projectId: number;
  readonly commitmentId: number;
  readonly invoiceId: number;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly date: LocalDate;
  readonly checkNumber: string;
  readonly method: PaymentMethod;
  readonly invoiceNumber: string;
  readonly invoiceDate: LocalDate;
  readonly notes: string;
};

/** The owned fields that Procore shows, and so can be compared with what it showed before. */
export type Shown = Pick<
  ContractPayment,
  "amount" | "oddAmount" | "date" | "checkNumber" | "invoiceNumber" | "invoiceId" | "originId"
>;

/** As `Shown`, without whose it is. */
export type Values = Omit<Shown, "originId">;

/** Of the wanted values those that Procore does not show; a payment that a person typed in is sent no others. */
export function differing(wanted: Values, shown: Values): Partial<Values> {
  return {
    ...(!showsAmount(shown, wanted.amount) && { amount: wanted.amount }),
    ...(wanted.date !== shown.date && { date: wanted.date }),
    ...(wanted.checkNumber !== shown.checkNumber && { checkNumber: wanted.checkNumber }),
    ...(wanted.invoiceNumber !== shown.invoiceNumber && { invoiceNumber: wanted.invoiceNumber }),
    ...(wanted.invoiceId !== shown.invoiceId && { invoiceId: wanted.invoiceId }),
  };
}

export function shownOf(payment: ContractPayment): Shown {
  const { amount, oddAmount, date, checkNumber, invoiceNumber, invoiceId, originId } = payment;
  const shown = { amount, date, checkNumber, invoiceNumber, invoiceId, originId };
  return oddAmount === undefined ? shown : { ...shown, oddAmount };
}

/** Does it show exactly this amount? One that cannot be read shows none. */
export function showsAmount({ amount, oddAmount }: Pick<Shown, "amount" | "oddAmount">, wanted: Minor): boolean {
  return oddAmount === undefined && amount === wanted;
}

/** The amount that cannot be read, in words; null where it can. */
export function oddAmountOf({ oddAmount, currency }: Pick<ContractPayment, "oddAmount" | "currency">): string | null {
  return oddAmount === undefined ? null : `the amount ${oddAmount} in ${currency}`;
}

export function sameShown(a: Shown, b: Shown): boolean {
  return (
    a.amount === b.amount &&
    a.oddAmount === b.oddAmount &&
    a.date === b.date &&
    a.checkNumber === b.checkNumber &&
    a.invoiceNumber === b.invoiceNumber &&
    a.invoiceId === b.invoiceId &&
    a.originId === b.originId
  );
}

/** The owned fields as one string. Two drafts with the same fingerprint would be written the same. */
export function fingerprint(draft: Omit<Draft, "notes" | "key">): string {
  return JSON.stringify([
    draft.projectId,
    draft.commitmentId,
    draft.invoiceId,
    draft.amount,
    draft.currency,
    draft.date,
    draft.checkNumber,
    draft.method,
    draft.invoiceNumber,
    draft.invoiceDate,
  ]);
}

/** Have they the same fingerprint? Without making either. */
export function sameOwned(a: Draft, b: Draft): boolean {
  return (
    a.amount === b.amount &&
    a.date === b.date &&
    a.checkNumber === b.checkNumber &&
    a.invoiceId === b.invoiceId &&
    a.invoiceNumber === b.invoiceNumber &&
    a.invoiceDate === b.invoiceDate &&
    a.method === b.method &&
    a.currency === b.currency &&
    a.commitmentId === b.commitmentId &&
    a.projectId === b.projectId
  );
}

/** What goes into `origin_data`: our key again, so that a payment whose lock is being changed is still known as ours. */
export function originDataOf(draft: Draft): string {
  return JSON.stringify({ key: draft.key, fingerprint: fingerprint(draft) });
}

/** The key that `origin_data` names, or null where it is somebody else's text. */
export function keyInOriginData(originData: string | null): string | null {
  if (!originData?.startsWith("{")) return null;
  try {
    const read: unknown = JSON.parse(originData);
    return typeof read === "object" && read !== null && "key" in read && typeof read.key === "string" ? read.key : null;
  } catch {
    return null;
  }
}
