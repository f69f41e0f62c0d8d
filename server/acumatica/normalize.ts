import { isBill, type Bill, type BillLine } from "../domain/bill.ts";
import { AmountError, parseMinor, ZERO, type Currency, type Minor } from "../domain/money.ts";
import type { DocKey, LocalDate, Payment } from "../domain/payment.ts";
import { orderKind, type Combo } from "./codes.ts";
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
    type: row.DocType,
    ref: row.RefNbr,
    released: row.Released,
    voided: row.Voided,
    date: dateOf(row.DocDate),
    reference: row.ExtRefNbr,
    methodId: row.PaymentMethodID,
    currency: row.CuryID,
    vendorId: row.VendorByVendorID?.AcctCD ?? "",
    cashAccount: row.CashAccountByCashAccountID?.CashAccountCD || null,
    // OData has only a number for it, which would tell nobody anything
    jointPayee: null,
  };
}

/** A bill with its lines. What it could not be told stands in `unreadable`, and is never guessed. */
export function billOf(row: BillRow, lines: readonly TranRow[], facts: BillFacts = {}): Bill {
  const missing: string[] = [];
  const money = (text: string): Minor => exactly(text, row.CuryID, missing);
  const original = row.OrigRefNbr ? { type: row.OrigDocType, ref: row.OrigRefNbr } : null;
  const key = { type: row.DocType, ref: row.RefNbr };
  const retainage = row.IsRetainageDocument ?? facts.isRetainage;
  if (isBill(key) && original && typeof retainage !== "boolean") missing.push("whether it is a retainage bill");
  if (facts.projects === null) missing.push("the projects of its lines");
  return {
    ...key,
    vendorRef: row.InvoiceNbr,
    vendor: { id: row.VendorByVendorID?.AcctCD ?? "", name: row.VendorByVendorID?.AcctName ?? "" },
    date: dateOf(row.DocDate),
    currency: row.CuryID,
    amount: money(row.CuryOrigDocAmt),
    released: row.Released,
    migrated: row.IsMigratedRecord,
    lines: lines.map((line, index) => lineOf(line, money, facts.projects?.[index])),
    retainageOf: retainage === true ? original : null,
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
  try {
    return parseMinor(text, currency);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    missing.push("an amount with more decimals than its currency has");
    return ZERO;
  }
}

/** ISO 4217's code for "no currency": for a document that we may not see. */
export const NO_CURRENCY = "XXX";

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
    instalmentOf: null,
    procoreInvoiceId: null,
    noteInvoiceId: undefined,
    unreadable: "the bill itself",
  };
}

type Seen = { readonly released: boolean; readonly date: LocalDate; readonly methodId: string };

/** As `hiddenBill`, for a payment. Its applications must not be written: see `nets`. */
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
