import type { Currency, Minor } from "./money.ts";
import type { DocKey, LocalDate } from "./payment.ts";

/** What a line was ordered by: a number alone is none, for subcontracts and purchase orders are numbered apart. */
export type Order = { readonly kind: "subcontract" | "purchase order"; readonly number: string };

export type BillLine = {
  /** null for a line typed in without an order; "unknown" where the reader cannot see it, which is not the same. */
  readonly order: Order | null | "unknown";
  /** Acumatica project id (ContractCD); null for none or for the non-project code. */
  readonly project: string | null;
  readonly amount: Minor;
};

export type AcumaticaVendor = { readonly id: string; readonly name: string };

/** A payable in Acumatica, with all its lines. */
export type Bill = DocKey & {
  readonly vendorRef: string;
  readonly vendor: AcumaticaVendor;
  /** "" where it cannot be read; `unreadable` says so. */
  readonly date: LocalDate;
  readonly currency: Currency;
  readonly amount: Minor;
  readonly released: boolean;
  readonly migrated: boolean;
  readonly lines: readonly BillLine[];
  /** Where a retainage bill's retainage was withheld; null when it is not a retainage bill. */
  readonly retainageOf: DocKey | null;
  /** The bill that multi-installment terms split; null when this is not an instalment. */
  readonly instalmentOf: DocKey | null;
  /** The bill that this adjustment was made from, to take it back; null for everything else. */
  readonly reverses: DocKey | null;
  /** The Procore invoice that the configured user field names; null when empty or not configured. */
  readonly procoreInvoiceId: number | null;
  /** The Procore invoice that a URL in the note names; undefined while the note has not been read. */
  readonly noteInvoiceId: number | null | undefined;
  /** Facts that metadata hides (retainage flag, projects), or a value, could not be read: say so, do not guess. */
  readonly unreadable: string | null;
};

/**
 * A debit adjustment: what the vendor owes. A check that takes it along pays less than its bills, so an application to it
 * counts with minus, everywhere a sum is made.
 */
export function isCredit(doc: DocKey): boolean {
  return doc.type === "ADR";
}

/** What a debit adjustment that names its original takes back. */
export function reversedBy(doc: DocKey, original: DocKey | null): DocKey | null {
  return isCredit(doc) && original !== null && isBill(original) ? original : null;
}

/** The document types that a subcontractor invoice becomes. Credit adjustments are not bills. */
export function isBill(doc: DocKey): boolean {
  return doc.type === "INV";
}
