import { isBill, reversedBy, type Bill, type BillLine } from "../domain/bill.ts";
import { NO_CURRENCY, readMinor, ZERO, type Currency, type Minor } from "../domain/money.ts";
import type { DocKey, LocalDate, Payment } from "../domain/payment.ts";
import { orderKind, type Combo } from "./codes.ts";
import { oddAmount, oddDate } from "./odd.ts";
import type { BillRow, PaymentRow, TranRow } from "./schema.ts";
import { dateOf } from "./stamp.ts";

/** Project code of lines that belong to no project (Projects Preferences; "X" unless the customer changed it). */
const NON_PROJECT = "X";

/** What only contract REST tells of a bill. undefined: not asked; null: asked, and not told. */
export type BillFacts = {
  readonly isRetainage?: boolean | null;
  /** Projects of the lines, in their order. */
  readonly projects?: readonly (string | null)[] | null;
  readonly procoreInvoiceId?: number | null;
};

export function paymentOf(row: PaymentRow): Payment {
  return {
    ...dated(row.DocDate),
    ...amountOf(row.CuryOrigDocAmt, row.CuryID),
    type: row.DocType,
    ref: row.RefNbr,
    released: row.Released,
    voided: row.Voided,
    reference: row.ExtRefNbr,
    methodId: row.PaymentMethodID,
    currency: row.CuryID,
    vendorId: row.VendorByVendorID?.AcctCD ?? "",
    cashAccount: row.CashAccountByCashAccountID?.CashAccountCD || null,
    // OData has only a number for it, which would tell nobody anything
    jointPayee: null,
  };
}

/** The payment's date, or in words that it cannot be read. */
export function dated(text: string): Pick<Payment, "date" | "odd"> {
  const date = dateOf(text);
  return date === null ? { date: "", odd: oddDate(text) } : { date };
}

/** What the payment itself was for: told, never part of a sum, so one that cannot be read is left out. */
export function amountOf(text: string, currency: Currency): Pick<Payment, "amount"> {
  const amount = readMinor(text, currency);
  return amount === null ? {} : { amount };
}

/** A bill with its lines. What it could not be told stands in `unreadable`, and is never guessed. */
export function billOf(row: BillRow, lines: readonly TranRow[], facts: BillFacts = {}): Bill {
  const missing: string[] = [];
  const money = (text: string): Minor => exactly(text, row.CuryID, missing);
  const date = dayOf(row.DocDate, missing);
  const original = row.OrigRefNbr ? { type: row.OrigDocType, ref: row.OrigRefNbr } : null;
  const key = { type: row.DocType, ref: row.RefNbr };
  const retainage = row.IsRetainageDocument ?? facts.isRetainage;
  if (isBill(key) && original && typeof retainage !== "boolean") missing.push("whether it is a retainage bill");
  if (facts.projects === null) missing.push("the projects of its lines");
  return {
    ...key,
    vendorRef: row.InvoiceNbr,
    vendor: { id: row.VendorByVendorID?.AcctCD ?? "", name: row.VendorByVendorID?.AcctName ?? "" },
    date,
    currency: row.CuryID,
    amount: money(row.CuryOrigDocAmt),
    released: row.Released,
    migrated: row.IsMigratedRecord,
    lines: lines.map((line, index) => lineOf(line, money, facts.projects?.[index])),
    retainageOf: retainage === true ? original : null,
    reverses: retainage === true ? null : reversedBy(key, original),
    instalmentOf: row.MasterRefNbr ? { type: row.DocType, ref: row.MasterRefNbr } : null,
    procoreInvoiceId: facts.procoreInvoiceId ?? null,
    noteInvoiceId: undefined,
    unreadable: missing.length > 0 ? [...new Set(missing)].join(", ") : null,
  };
}

function lineOf(row: TranRow, money: (text: string) => Minor, told: string | null | undefined): BillLine {
  const project = told === undefined ? projectOf(row.PMProjectByProjectID?.ContractCD ?? "") : told;
  return { order: orderOf(row.POOrderType, row.PONbr), project, amount: money(row.CuryTranAmt) };
}

/** A number whose type is hidden, or in words that we do not know, is one of an order that nobody may guess. */
export function orderOf(type: Combo | null, number: string): BillLine["order"] {
  if (number === "") return null;
  const kind = type === null ? null : orderKind(type);
  return kind === null ? "unknown" : { kind, number };
}

/** null for no project and for the non-project code. */
export function projectOf(code: string): string | null {
  const trimmed = code.trim();
  return trimmed === "" || trimmed === NON_PROJECT ? null : trimmed;
}

/** An amount that its currency cannot hold exactly is told, never rounded. */
export function exactly(text: string, currency: Currency, missing: string[]): Minor {
  const minor = readMinor(text, currency);
  if (minor === null) missing.push(oddAmount(text, currency));
  return minor ?? ZERO;
}

/** A day that no calendar has is told, never guessed. */
export function dayOf(text: string, missing: string[]): LocalDate {
  const date = dateOf(text);
  if (date === null) missing.push(oddDate(text));
  return date ?? "";
}

/** An application names a bill that the connection's user may not see: told as such, so that nothing is lost. */
export function hiddenBill(key: DocKey, date: LocalDate, payment: Payment | undefined): Bill {
  return {
    ...key,
    vendorRef: "",
    vendor: { id: payment?.vendorId ?? "", name: "" },
    date,
    currency: payment?.currency ?? NO_CURRENCY,
    amount: ZERO,
    released: true,
    migrated: false,
    lines: [],
    retainageOf: null,
    reverses: null,
    instalmentOf: null,
    procoreInvoiceId: null,
    noteInvoiceId: undefined,
    unreadable: "the bill itself",
  };
}

type Seen = { readonly released: boolean; readonly date: LocalDate; readonly methodId: string };

/** As `hiddenBill`, for a payment. Its applications must not be written: see `hidden`. */
export function hiddenPayment(key: DocKey, { released, date, methodId }: Seen, bill: Bill | undefined): Payment {
  return {
    ...key,
    released,
    voided: false,
    date,
    reference: "",
    methodId,
    currency: bill?.currency ?? NO_CURRENCY,
    vendorId: bill?.vendor.id ?? "",
    cashAccount: null,
    jointPayee: null,
  };
}

export function hiddenWords({ type, ref }: DocKey): string {
  return `payment ${type} ${ref} is not shown`;
}
