import { addBill, releaseBill } from "./bills.ts";
import type { NewBill } from "./bills.ts";
import { Books, LedgerError } from "./books.ts";
import { addOrder, addPaymentMethod, addProject, addVendor, mergeVendors, renameVendor } from "./masters.ts";
import type { NewOrder, NewPaymentMethod, NewProject, NewVendor } from "./masters.ts";
import { paid } from "./oracle.ts";
import type { Paid } from "./oracle.ts";
import { addPayment, apply, releasePayment } from "./payments.ts";
import type { NewApplication, NewPayment } from "./payments.ts";
import { releaseRetainage } from "./retainage.ts";
import type { RetainageRelease } from "./retainage.ts";
import { docId } from "./rows.ts";
import type { Adjust, ApDocument, DocKey, Oddity, Order, PaymentMethod, Project, Vendor } from "./rows.ts";
import { reverseApplication, voidPayment } from "./undoing.ts";
import type { ReverseChoice } from "./undoing.ts";

/** A reference number alone means a bill (INV) where a bill is asked for, a payment (CHK) where a payment is. */
export type Which = DocKey | string;

export type LedgerOptions = {
  readonly now: () => Date;
  /** Default USD. */
  readonly baseCurrency?: string;
};

/**
 * Accounts Payable of one tenant, with the vendor's semantics: releases, voids that take effect when the voiding
 * document is released, reversed applications, retainage, installments, pay-by-line, several currencies.
 * Amounts are integers in minor units of the document's currency. What Acumatica would refuse throws LedgerError.
 */
export class Ledger {
  readonly books: Books;

  constructor({ now, baseCurrency = "USD" }: LedgerOptions) {
    this.books = new Books(now, baseCurrency);
    for (const [id, means] of [
      ["CHECK", "CHC"],
      ["ACH", "DDT"],
      ["WIRE", "EFT"],
      ["VISA", "CCD"],
    ] as const) {
      this.addPaymentMethod({ id, means });
    }
  }

  addVendor(given: NewVendor): Vendor {
    return addVendor(this.books, given);
  }

  /** Gives a vendor another name. */
  renameVendor(id: string, name: string): void {
    renameVendor(this.books, id, name);
  }

  /** Joins a vendor's second entry to its first, with every document. */
  mergeVendors(from: string, into: string): void {
    mergeVendors(this.books, { from, into });
  }

  addProject(given: NewProject = {}): Project {
    return addProject(this.books, given);
  }

  addPaymentMethod(given: NewPaymentMethod): PaymentMethod {
    return addPaymentMethod(this.books, given);
  }

  /** A subcontract (RS) unless `type` says otherwise. */
  addOrder(given: NewOrder): Order {
    return addOrder(this.books, given);
  }

  addBill(given: NewBill): ApDocument {
    return addBill(this.books, given);
  }

  releaseBill(bill: Which, installments: readonly number[] = []): ApDocument {
    const document = this.bill(bill);
    releaseBill(this.books, document, installments);
    return document;
  }

  releaseRetainage(bill: Which, release: RetainageRelease): ApDocument {
    return releaseRetainage(this.books, this.bill(bill), release);
  }

  addPayment(given: NewPayment): ApDocument {
    return addPayment(this.books, given);
  }

  /** Applies an open payment, prepayment or debit adjustment to one more bill; effective on the next release. */
  apply(payment: Which, application: NewApplication): Adjust {
    return apply(this.books, this.payment(payment), application);
  }

  releasePayment(payment: Which): ApDocument {
    const document = this.payment(payment);
    releasePayment(this.books, document);
    return document;
  }

  /** Makes the voiding document, unreleased: nothing has ended yet. */
  startVoid(payment: Which, date?: string): ApDocument {
    return voidPayment(this.books, this.payment(payment), date);
  }

  /** Voids and releases the void. */
  voidPayment(payment: Which, date?: string): ApDocument {
    return this.releasePayment(this.startVoid(payment, date));
  }

  /** Adds the reversing rows, unreleased. */
  startReverse(payment: Which, choice: ReverseChoice): readonly Adjust[] {
    return reverseApplication(this.books, this.payment(payment), choice);
  }

  /** Takes a payment off a bill: the payment is open again and not voided. */
  reverse(payment: Which, choice: ReverseChoice): ApDocument {
    this.startReverse(payment, choice);
    return this.releasePayment(payment);
  }

  /** Deletes an unreleased document, a voiding one too, with its applications. */
  delete(document: DocKey): void {
    this.books.removeDocument(this.books.document(document));
  }

  /** A payment's editable fields; ExtRefNbr can be corrected after release. Moves the stamp. */
  editPayment(payment: Which, changes: { extRef?: string | null; description?: string; hold?: boolean }): ApDocument {
    const document = this.payment(payment);
    const { extRef, ...rest } = changes;
    Object.assign(document, rest);
    if (extRef !== undefined && document.payment) document.payment.extRef = extRef;
    this.books.touch(document);
    return document;
  }

  /** A bill's editable fields; VendorRef can be corrected after release. Moves the stamp. */
  editBill(bill: Which, changes: { vendorRef?: string | null; description?: string; hold?: boolean }): ApDocument {
    const document = this.bill(bill);
    const { vendorRef, ...rest } = changes;
    Object.assign(document, rest);
    if (vendorRef !== undefined && document.bill) document.bill.vendorRef = vendorRef;
    this.books.touch(document);
    return document;
  }

  /** Sets a document's note. The note lives in a table of its own: the document's stamp does not move. */
  setNote(document: DocKey, note: string): void {
    this.books.document(document).note = note;
    this.books.version += 1;
  }

  /** Sets a user-defined field, read as `Document.Attribute<id>`. Moves the stamp. */
  setAttribute(document: DocKey, id: string, value: string): void {
    const found = this.books.document(document);
    this.books.attributeIds.add(id);
    found.attributes[id] = value;
    this.books.touch(found);
  }

  /** Marks an unreleased payment's check as printed: it can still be cancelled. */
  print(payment: Which): ApDocument {
    const document = this.payment(payment);
    if (document.released) throw new LedgerError(`${docId(document)} is released.`);
    document.printed = true;
    this.books.touch(document);
    return document;
  }

  /** Makes a document or an application show something that nobody can read. Moves the stamp; no oddity: as it is. */
  showAs(row: ApDocument | Adjust, oddity: Oddity | null): void {
    if (oddity) this.books.odd.set(row.noteId, oddity);
    else this.books.odd.delete(row.noteId);
    this.books.touch(row);
    if ("adjg" in row) this.books.touch(this.books.document(row.adjg));
  }

  /** What this payment put to this document; the first of its rows. */
  applied(payment: Which, bill: DocKey | string): Adjust {
    const key = typeof bill === "string" ? { type: "INV", ref: bill } : bill;
    const row = this.books
      .appliedBy(this.payment(payment))
      .find(({ adjd }) => adjd.type === key.type && adjd.ref === key.ref);
    if (!row) throw new LedgerError(`Nothing is applied to ${key.type} ${key.ref}.`);
    return row;
  }

  /** Archives a document: hidden from every list unless the request asks for archived ones. The stamp stays. */
  archive(document: DocKey): void {
    this.books.document(document).archived = true;
    this.books.version += 1;
  }

  /** Hides a document, or with a vendor's id everything of that vendor, from the API user's rows. */
  restrict(what: DocKey | string, restricted = true): void {
    if (typeof what === "string") {
      const vendor = this.books.vendors.get(what);
      if (!vendor) throw new LedgerError(`There is no vendor ${what}.`);
      vendor.restricted = restricted;
    } else this.books.document(what).restricted = restricted;
    this.books.version += 1;
  }

  /** A late commit: everything `act` changes is stamped `at`, though it becomes visible only now. */
  stampedAt<T>(at: Date, act: () => T): T {
    return this.books.stampedAt(at, act);
  }

  /** The oracle: every application of CHK and PPM documents, straight from the ledger. */
  paid(): readonly Paid[] {
    return paid(this.books);
  }

  bill(which: Which): ApDocument {
    return this.books.document(typeof which === "string" ? { type: "INV", ref: which } : which);
  }

  payment(which: Which): ApDocument {
    return this.books.document(typeof which === "string" ? { type: "CHK", ref: which } : which);
  }
}
