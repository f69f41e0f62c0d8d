import type { Bill } from "../domain/bill.ts";
import {
  sameOwned,
  showsAmount,
  type ContractPayment,
  type Draft,
  type PaymentMethod,
  type Shown,
} from "../domain/contract-payment.ts";
import { formatMinor, ZERO } from "../domain/money.ts";
import type { Link } from "../domain/link.ts";
import type { ApplicationKey, BillApplication, LocalDate, Payment } from "../domain/payment.ts";
import type { AcumaticaMethod, Settings } from "../domain/settings.ts";
import type { Match } from "./match.ts";

export type Found = Extract<Match, { found: true }>;

/** An application with the documents it joins. */
export type Whole = {
  readonly key: ApplicationKey;
  readonly application: BillApplication;
  readonly bill: Bill;
  readonly payment: Payment;
};

/** MeansOfPayment of Acumatica 2025 R2, by label and by code; the rest a company maps itself. */
const BY_MEANS: Readonly<Record<string, PaymentMethod>> = {
  "cash/check": "check",
  chc: "check",
  "credit card": "credit_card",
  ccd: "credit_card",
  eft: "electronic",
  "direct deposit": "electronic",
  ddt: "electronic",
  "external payment processor": "electronic",
  epp: "electronic",
};

/** Procore's method for a payment; null where neither the company nor the means of payment says. */
export function methodOf(
  payment: Pick<Payment, "methodId">,
  methods: ReadonlyMap<string, AcumaticaMethod>,
  settings: Settings,
): PaymentMethod | null {
  const override = settings.methodOverrides[payment.methodId];
  if (override) return override;
  const means = methods.get(payment.methodId)?.means;
  return BY_MEANS[means?.trim().toLowerCase() ?? ""] ?? null;
}

/** The payment's document date, or the earliest active application's where that is later (prepayments, re-application). */
export function dateOf({ application, payment }: Pick<Whole, "application" | "payment">): LocalDate {
  const applied = application.date ?? payment.date;
  return applied > payment.date ? applied : payment.date;
}

/** The same for people; null where the payment's own date cannot be read. */
export function shownDateOf(
  application: BillApplication | null,
  payment: Payment | null,
  shown: ContractPayment | null,
): LocalDate | null {
  if (application && payment) return payment.date === "" ? null : dateOf({ application, payment });
  return shown?.date ?? null;
}

type Written = { readonly method: PaymentMethod; readonly link: Link | null };

/** `link`: where a reader cannot tell the application's own date, the one written before stands. */
export function draftOf(whole: Whole, { invoice, commitment }: Found, { method, link }: Written): Draft {
  const { key, application, bill, payment } = whole;
  const stands = application.date === null && link?.dated === true && !link.removed;
  return {
    key,
    projectId: invoice.projectId,
    commitmentId: commitment.id,
    invoiceId: invoice.id,
    amount: application.amount,
    currency: application.currency,
    date: stands ? link.draft.date : dateOf(whole),
    checkNumber: payment.reference,
    method,
    invoiceNumber: bill.vendorRef || invoice.number,
    invoiceDate: bill.date,
    notes: notesOf(whole),
  };
}

/** The numbers an accountant looks up in Acumatica, and what closed the bill without being paid. */
function notesOf({ application, bill, payment }: Whole): string {
  const { currency, discount, withheld } = application;
  // Joined, for of a template V8 keeps every piece that it was put together from.
  let notes = ["Acumatica payment ", payment.type, " ", payment.ref, ", bill ", bill.type, " ", bill.ref, "."].join("");
  if (bill.retainageOf) notes += ` Retainage of bill ${bill.retainageOf.ref}.`;
  if (bill.instalmentOf) notes += ` Instalment of bill ${bill.instalmentOf.ref}.`;
  if (payment.jointPayee) notes += ` Joint payee: ${payment.jointPayee}.`;
  if (discount !== 0) notes += ` Cash discount taken: ${formatMinor(discount, currency)} ${currency}.`;
  if (withheld !== 0) notes += ` Tax withheld: ${formatMinor(withheld, currency)} ${currency}.`;
  return notes;
}

/** On what a person typed in, the fields that Procore never shows stay theirs: they are no difference, and never sent. */
export function ownedOn({ adopted, draft: written }: Link, draft: Draft): Draft {
  return adopted ? { ...draft, method: written.method, invoiceDate: written.invoiceDate } : draft;
}

/** A draft that stands for "not paid": what was written, at 0.00. */
export function zeroed(draft: Draft): Draft {
  return { ...draft, amount: ZERO };
}

/** The owned fields of ours that differ, in words; "" where they would be written the same. */
export function differences(before: Draft, after: Draft): string {
  const fields: readonly (readonly [keyof Draft, string])[] = [
    ["amount", "amount"],
    ["date", "date"],
    ["checkNumber", "check number"],
    ["method", "payment method"],
    ["invoiceNumber", "invoice number"],
    ["invoiceDate", "invoice date"],
    ["invoiceId", "invoice"],
    ["commitmentId", "commitment"],
  ];
  return fields.flatMap(([field, name]) => (before[field] === after[field] ? [] : [name])).join(", ");
}

/** As `differences`, between what Procore showed and what it shows now. */
export function shownDifferences(before: Shown, after: Shown): string {
  const fields: readonly (readonly [keyof Shown, string])[] = [
    ["amount", "amount"],
    ["date", "date"],
    ["checkNumber", "check number"],
    ["invoiceNumber", "invoice number"],
    ["invoiceId", "invoice"],
    ["originId", "the lock"],
  ];
  return fields.flatMap(([field, name]) => (before[field] === after[field] ? [] : [name])).join(", ");
}

/** Would they be written the same? A date alone is no change when the earlier one was only a stand-in. */
export function sameDraft(draft: Draft, written: Draft, dated: boolean): boolean {
  return sameOwned(draft, written) || (!dated && sameOwned({ ...draft, date: written.date }, written));
}

/** Does Procore show exactly this draft, locked, with nothing left to write? */
export function isComplete(payment: ContractPayment, draft: Draft, originData: string): boolean {
  return payment.originId === draft.key && payment.originData === originData && showsDraft(payment, draft);
}

/** Do the fields that Procore shows equal the draft's? */
export function showsDraft(payment: ContractPayment, draft: Draft): boolean {
  return (
    payment.commitmentId === draft.commitmentId &&
    showsAmount(payment, draft.amount) &&
    payment.date === draft.date &&
    payment.checkNumber === draft.checkNumber &&
    payment.invoiceNumber === draft.invoiceNumber &&
    payment.invoiceId === draft.invoiceId
  );
}
