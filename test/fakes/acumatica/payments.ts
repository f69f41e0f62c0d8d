import { applicable } from "./bills.ts";
import { LedgerError } from "./books.ts";
import type { Books } from "./books.ts";
import { cashAccountFor } from "./masters.ts";
import { balanceSign, docId } from "./rows.ts";
import type { Adjust, ApDocument, BillPart, DocKey, Minor } from "./rows.ts";
import { releaseVoid } from "./undoing.ts";

export type NewApplication = {
  /** A reference number alone means a bill (INV). */
  readonly bill: DocKey | string;
  /** In the bill's currency. */
  readonly amount: Minor;
  /** In the payment's currency; needed when that differs from the bill's. */
  readonly paid?: Minor;
  /** Pay-by-line bills: the line paid. */
  readonly line?: number;
  readonly discount?: Minor;
  readonly withholding?: Minor;
  /** The application date, where it is not the payment's own. */
  readonly date?: string;
  /** The number printed on the stub; null where nothing was printed. */
  readonly stub?: string | null;
};

export type NewPayment = {
  readonly vendor: string;
  readonly date: string;
  readonly type?: "CHK" | "PPM" | "REF" | "QCK";
  readonly ref?: string;
  readonly method?: string;
  readonly extRef?: string | null;
  readonly currency?: string;
  /** Default: what is applied. */
  readonly amount?: Minor;
  readonly applications?: readonly NewApplication[];
  readonly description?: string;
  readonly hold?: boolean;
  readonly approval?: "pending" | "rejected" | null;
  readonly printed?: boolean;
  readonly printCheck?: boolean;
  readonly jointPayee?: number | null;
  readonly batch?: string | null;
  readonly migrated?: boolean;
  readonly release?: boolean;
};

/** Enters a payment with its applications; releases it unless told otherwise. */
export function addPayment(books: Books, given: NewPayment): ApDocument {
  const type = given.type ?? "CHK";
  const applications = given.applications ?? [];
  const amount =
    given.amount ?? applications.reduce((total, one) => total + signOf(type, one) * (one.paid ?? one.amount), 0);
  const currency = given.currency ?? books.baseCurrency;
  const method = given.method ?? "CHECK";
  if (!books.methods.has(method)) throw new LedgerError(`There is no payment method ${method}.`);
  const payment = books.addDocument({
    ...books.stamped(),
    type,
    ref: given.ref ?? books.nextRef(type),
    vendor: given.vendor,
    currency,
    amount,
    balance: amount,
    date: given.date,
    description: given.description ?? "",
    released: false,
    hold: given.hold ?? false,
    voided: false,
    printed: given.printed ?? false,
    approval: given.approval ?? null,
    prebooked: false,
    adjCounter: 0,
    migrated: given.migrated ?? false,
    original: null,
    archived: false,
    restricted: false,
    note: "",
    attributes: {},
    bill: type === "QCK" ? cashPurchase(given) : null,
    payment: {
      method,
      cashAccount: cashAccountFor(books, currency).id,
      extRef: given.extRef ?? null,
      adjDate: given.date,
      jointPayee: given.jointPayee ?? null,
      printCheck: given.printCheck ?? false,
      batch: given.batch ?? null,
    },
  });
  for (const application of applications) apply(books, payment, application);
  if (type === "QCK") apply(books, payment, { bill: payment, amount });
  const waits = given.hold || given.approval || given.printed || given.printCheck;
  if (given.release ?? !waits) releasePayment(books, payment);
  return payment;
}

function signOf(type: string, { bill }: NewApplication): number {
  const adjd: DocKey = typeof bill === "string" ? { type: "INV", ref: bill } : bill;
  return balanceSign({ adjg: { type: type as DocKey["type"], ref: "" }, adjd });
}

/** A cash purchase is bill and payment in one; it is applied to itself and never touches another bill. */
function cashPurchase(given: NewPayment): BillPart {
  return {
    vendorRef: given.extRef ?? null,
    dueDate: given.date,
    terms: null,
    payByLine: false,
    jointPayees: false,
    master: null,
    installment: null,
    installmentCount: null,
    retainageApply: false,
    isRetainage: false,
    retainageTotal: 0,
    retainageUnreleased: 0,
    discountTaken: 0,
    withheld: 0,
    tax: 0,
  };
}

/** Adds an application that takes effect when the payment is released (again). */
export function apply(books: Books, payment: ApDocument, given: NewApplication): Adjust {
  if (!payment.payment || payment.voided) throw new LedgerError(`${docId(payment)} cannot be applied.`);
  const bill = books.document(typeof given.bill === "string" ? { type: "INV", ref: given.bill } : given.bill);
  if (bill.vendor !== payment.vendor) throw new LedgerError(`${docId(bill)} is another vendor's.`);
  if (bill.currency !== payment.currency && given.paid === undefined) {
    throw new LedgerError("Say what is paid in the payment's currency.");
  }
  if (payment.released && given.date) payment.payment.adjDate = given.date;
  const paid = given.paid ?? given.amount;
  books.touch(payment);
  return books.addAdjust({
    ...books.stamped(),
    adjg: { type: payment.type, ref: payment.ref },
    adjd: { type: bill.type, ref: bill.ref },
    line: given.line ?? 0,
    nbr: payment.adjCounter,
    voids: null,
    vendor: payment.vendor,
    amount: given.amount,
    discount: given.discount ?? 0,
    withholding: given.withholding ?? 0,
    paid,
    paidDiscount: given.discount ?? 0,
    paidWithholding: given.withholding ?? 0,
    date: given.date ?? payment.payment.adjDate,
    billDate: bill.date,
    stub: given.stub ?? null,
    jointPayee: payment.payment.jointPayee,
    initial: payment.migrated,
    released: false,
    voided: false,
    post: null,
  });
}

/**
 * Releases a payment: at first the payment itself, later whatever was applied or reversed since. A voiding
 * document takes effect here, and not when it was made.
 */
export function releasePayment(books: Books, payment: ApDocument): void {
  if (!payment.payment) throw new LedgerError(`${docId(payment)} is not a payment.`);
  if (payment.voided) throw new LedgerError(`${docId(payment)} is voided.`);
  const waiting = books.appliedBy(payment).filter((adjust) => !adjust.released);
  if (payment.released && waiting.length === 0) throw new LedgerError(`${docId(payment)} has nothing to release.`);
  checkApplications(books, payment, waiting);
  Object.assign(payment, { released: true, hold: false, approval: null });
  for (const adjust of waiting) post(books, payment, adjust);
  payment.adjCounter = Math.max(payment.adjCounter, ...waiting.map((adjust) => adjust.nbr)) + 1;
  books.touch(payment);
  if (payment.type === "VCK" || payment.type === "VRF" || payment.type === "VQC") releaseVoid(books, payment);
}

/** Refuses what would take more than a bill or the payment has left; reversals give back and always pass. */
function checkApplications(books: Books, payment: ApDocument, waiting: readonly Adjust[]): void {
  const wanted = new Map<ApDocument, Minor>();
  for (const adjust of waiting) {
    const bill = books.document(adjust.adjd);
    if (!bill.released && bill !== payment) throw new LedgerError(`${docId(bill)} is not released.`);
    wanted.set(bill, (wanted.get(bill) ?? 0) + taken(adjust));
  }
  for (const [bill, amount] of wanted) {
    if (amount > Math.max(bill.balance, 0)) throw new LedgerError(`${docId(bill)} has a smaller balance.`);
  }
  const paid = waiting.reduce((total, adjust) => total + balanceSign(adjust) * adjust.paid, 0);
  if (paid > Math.max(payment.balance, 0)) throw new LedgerError(`${docId(payment)} has a smaller balance.`);
}

export function taken({ amount, discount, withholding }: Adjust): Minor {
  return amount + discount + withholding;
}

/** Makes one application effective, in either direction: a reversing one has negative amounts. */
function post(books: Books, payment: ApDocument, adjust: Adjust): void {
  const bill = books.document(adjust.adjd);
  adjust.released = true;
  adjust.post = books.next("post") * 2;
  books.touch(adjust);
  bill.balance -= taken(adjust);
  if (bill !== payment) payment.balance -= balanceSign(adjust) * adjust.paid;
  if (bill.bill) {
    bill.bill.discountTaken += adjust.discount;
    bill.bill.withheld += adjust.withholding;
    if (bill.type === "PPM" && bill.balance === 0 && !bill.payment) becomePrepayment(books, bill);
  }
  for (const line of books.lines.get(docId(bill)) ?? []) {
    if (line.nbr === adjust.line) line.balance -= taken(adjust);
  }
  if (adjust.voids !== null) voidOriginal(books, adjust);
  books.touch(bill);
}

/** A prepayment request that has been paid can from then on be applied to bills. */
function becomePrepayment(books: Books, request: ApDocument): void {
  request.payment = applicable(books, request);
  request.balance = request.amount;
}

/** The reversed application is voided at the moment its reversal is released. */
function voidOriginal(books: Books, reversal: Adjust): void {
  const type = { VCK: ["CHK", "PPM"], VRF: ["REF"], VQC: ["QCK"] }[reversal.adjg.type as string] ?? [
    reversal.adjg.type,
  ];
  for (const original of books.appliedTo(reversal.adjd)) {
    const same = original.adjg.ref === reversal.adjg.ref && type.includes(original.adjg.type);
    if (!same || original.nbr !== reversal.voids || original.line !== reversal.line || original === reversal) continue;
    original.voided = true;
    books.touch(original);
  }
}
