import { LedgerError } from "./books.ts";
import type { Books } from "./books.ts";
import type { DocType, OrderType } from "./codes.ts";
import { docId } from "./rows.ts";
import type { ApDocument, BillPart, DocKey, Line, Minor, PaymentPart } from "./rows.ts";
import { cashAccountFor } from "./masters.ts";

export type NewBillLine = {
  /** Gross, before retainage is held back. */
  readonly amount: Minor;
  readonly retainage?: Minor;
  readonly project?: string | null;
  readonly task?: string | null;
  readonly costCode?: string | null;
  readonly order?: { readonly type?: OrderType; readonly number: string; readonly line?: number } | null;
  readonly description?: string;
};

export type NewBill = {
  readonly vendor: string;
  readonly date: string;
  readonly lines: readonly NewBillLine[];
  readonly type?: "INV" | "ACR" | "ADR" | "PPM";
  readonly ref?: string;
  readonly vendorRef?: string | null;
  readonly dueDate?: string;
  readonly currency?: string;
  readonly description?: string;
  readonly tax?: Minor;
  readonly note?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly hold?: boolean;
  readonly approval?: "pending" | "rejected" | null;
  readonly payByLine?: boolean;
  readonly jointPayees?: boolean;
  /** Multiple-installment terms: what each child bill is for. They must add up to the bill. */
  readonly installments?: readonly Minor[];
  /** A document entered in migration mode, of which this much was still open. */
  readonly migratedBalance?: Minor;
  readonly original?: DocKey | null;
  /** False leaves it balanced (or on hold). */
  readonly release?: boolean;
};

/** Enters a bill or adjustment; releases it unless told otherwise. */
export function addBill(books: Books, given: NewBill): ApDocument {
  const type = given.type ?? "INV";
  const ref = given.ref ?? books.nextRef(type);
  const retainage = sum(given.lines.map((line) => line.retainage ?? 0));
  const amount = sum(given.lines.map((line) => line.amount)) - retainage + (given.tax ?? 0);
  const bill = enterBill(books, { type, ref, amount, given, part: billPart(given, retainage) });
  books.lines.set(
    docId(bill),
    given.lines.map((line, index) => lineOf(books, bill, { ...line, nbr: index + 1, originalLine: null })),
  );
  if (given.release !== false && !given.hold && !given.approval) releaseBill(books, bill, given.installments);
  return bill;
}

export type Entry = {
  readonly type: DocType;
  readonly ref: string;
  readonly amount: Minor;
  readonly given: Omit<NewBill, "lines">;
  readonly part: BillPart;
};

/** The document alone, without lines; retainage bills and installments are made with it too. */
export function enterBill(books: Books, { type, ref, amount, given, part }: Entry): ApDocument {
  for (const id of Object.keys(given.attributes ?? {})) books.attributeIds.add(id);
  return books.addDocument({
    ...books.stamped(),
    type,
    ref,
    vendor: given.vendor,
    currency: given.currency ?? books.baseCurrency,
    amount,
    balance: given.migratedBalance ?? amount,
    date: given.date,
    description: given.description ?? "",
    released: false,
    hold: given.hold ?? false,
    voided: false,
    printed: false,
    approval: given.approval ?? null,
    prebooked: false,
    adjCounter: 0,
    migrated: given.migratedBalance !== undefined,
    original: given.original ?? null,
    archived: false,
    restricted: false,
    note: given.note ?? "",
    attributes: { ...given.attributes },
    bill: part,
    payment: null,
  });
}

function billPart(given: NewBill, retainage: Minor): BillPart {
  return {
    vendorRef: given.vendorRef ?? null,
    dueDate: given.dueDate ?? given.date,
    terms: given.installments ? "MULTI" : "30D",
    payByLine: given.payByLine ?? false,
    jointPayees: given.jointPayees ?? false,
    master: null,
    installment: null,
    installmentCount: given.installments?.length ?? null,
    retainageApply: retainage !== 0,
    isRetainage: false,
    retainageTotal: retainage,
    retainageUnreleased: retainage,
    discountTaken: 0,
    withheld: 0,
    tax: given.tax ?? 0,
  };
}

export type LineEntry = NewBillLine & { readonly nbr: number; readonly originalLine: number | null };

export function lineOf(books: Books, bill: ApDocument, given: LineEntry): Line {
  const retainage = given.retainage ?? 0;
  const order = given.order ?? null;
  return {
    ...books.stamped(),
    docType: bill.type,
    ref: bill.ref,
    nbr: given.nbr,
    amount: given.amount - retainage,
    extended: given.amount,
    retainage,
    balance: bill.bill?.payByLine ? given.amount - retainage : 0,
    project: given.project ?? null,
    task: given.task ?? null,
    costCode: given.costCode ?? null,
    order: order && { type: order.type ?? "RS", number: order.number, line: order.line ?? 1 },
    description: given.description ?? "",
    originalLine: given.originalLine,
  };
}

/**
 * Releases a bill. Multiple-installment terms close it at once and make a bill per installment, without lines.
 * A debit adjustment becomes something that can be applied to bills.
 */
export function releaseBill(books: Books, bill: ApDocument, installments: readonly Minor[] = []): void {
  if (!bill.bill) throw new LedgerError(`${docId(bill)} is not a bill.`);
  if (bill.released) throw new LedgerError(`${docId(bill)} is released already.`);
  Object.assign(bill, { released: true, hold: false, approval: null });
  if (bill.type === "ADR") bill.payment = applicable(books, bill);
  books.touch(bill);
  if (installments.length === 0) return;
  if (sum(installments) !== bill.amount) throw new LedgerError("The installments do not add up to the bill.");
  bill.balance = 0;
  installments.forEach((amount, index) => addInstallment(books, bill, { amount, installment: index + 1 }));
}

type Installment = { readonly amount: Minor; readonly installment: number };

function addInstallment(books: Books, master: ApDocument, { amount, installment }: Installment): void {
  if (!master.bill) return;
  const part: BillPart = { ...master.bill, master: master.ref, installment, installmentCount: null, terms: null };
  const { vendor, date, currency, description } = master;
  const ref = books.nextRef("INV");
  const child = enterBill(books, { type: "INV", ref, amount, given: { vendor, date, currency, description }, part });
  child.released = true;
}

/** The APPayment half that lets a debit adjustment, or a paid prepayment request, be applied to bills. */
export function applicable(books: Books, document: ApDocument): PaymentPart {
  return {
    method: "",
    cashAccount: cashAccountFor(books, document.currency).id,
    extRef: document.bill?.vendorRef ?? null,
    adjDate: document.date,
    jointPayee: null,
    printCheck: false,
    batch: null,
  };
}

export function sum(amounts: readonly Minor[]): Minor {
  return amounts.reduce((total, amount) => total + amount, 0);
}
