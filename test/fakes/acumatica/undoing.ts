import { LedgerError } from "./books.ts";
import type { Books } from "./books.ts";
import { VOIDED_BY } from "./codes.ts";
import { docId } from "./rows.ts";
import type { Adjust, ApDocument, DocKey } from "./rows.ts";

/**
 * Voids a released payment: makes the voiding document, with the same reference number and Payment Ref., dated as
 * the original unless told otherwise, and unreleased. Nothing has changed for anyone until that is released.
 */
export function voidPayment(books: Books, payment: ApDocument, date = payment.date): ApDocument {
  const type = VOIDED_BY[payment.type];
  if (!type || !payment.payment) throw new LedgerError(`${docId(payment)} cannot be voided.`);
  if (!payment.released) throw new LedgerError(`${docId(payment)} is unreleased: it is deleted, not voided.`);
  if (payment.voided) throw new LedgerError(`${docId(payment)} is voided already.`);
  const voiding = books.addDocument({
    ...payment,
    ...books.stamped(),
    type,
    amount: 0 - payment.amount,
    balance: 0 - payment.amount,
    date,
    released: false,
    hold: false,
    printed: false,
    adjCounter: 0,
    original: { type: payment.type, ref: payment.ref },
    note: "",
    attributes: {},
    bill: null,
    payment: { ...payment.payment, adjDate: date, printCheck: false },
  });
  const active = books.appliedBy(payment).filter((adjust) => adjust.released && !adjust.voided);
  const reached = new Map<string, number>();
  for (const adjust of active) {
    const target = `${docId(adjust.adjd)} ${adjust.line}`;
    const nbr = reached.get(target) ?? 0;
    reached.set(target, nbr + 1);
    books.addAdjust(reversed(books, adjust, { by: voiding, nbr, date }));
  }
  return voiding;
}

type Reversal = { readonly by: DocKey; readonly nbr: number; readonly date: string };

function reversed(books: Books, adjust: Adjust, { by, nbr, date }: Reversal): Adjust {
  return {
    ...adjust,
    ...books.stamped(),
    adjg: { type: by.type, ref: by.ref },
    nbr,
    voids: adjust.nbr,
    amount: 0 - adjust.amount,
    discount: 0 - adjust.discount,
    withholding: 0 - adjust.withholding,
    paid: 0 - adjust.paid,
    paidDiscount: 0 - adjust.paidDiscount,
    paidWithholding: 0 - adjust.paidWithholding,
    date,
    released: false,
    voided: true,
    post: null,
  };
}

/** What the release of a voiding document does to the payment it voids. */
export function releaseVoid(books: Books, voiding: ApDocument): void {
  if (!voiding.original) throw new LedgerError(`${docId(voiding)} voids nothing.`);
  const payment = books.document(voiding.original);
  for (const adjust of books.appliedBy(payment)) if (!adjust.released) books.removeAdjust(adjust);
  Object.assign(payment, { voided: true, balance: 0 });
  voiding.balance = 0;
  books.touch(payment);
}

export type ReverseChoice = { readonly bill: DocKey | string; readonly line?: number; readonly date?: string };

/**
 * Reverses a payment's active applications to a bill (Reverse Application on the History tab). The reversing rows
 * wait until the payment is released again; then the payment is open once more and not voided.
 */
export function reverseApplication(books: Books, payment: ApDocument, choice: ReverseChoice): readonly Adjust[] {
  const bill: DocKey = typeof choice.bill === "string" ? { type: "INV", ref: choice.bill } : choice.bill;
  const rows = books.appliedBy(payment);
  const pending = new Set(rows.filter((row) => row.voids !== null && !row.released).map(placeOf));
  const active = rows.filter(
    (row) =>
      docId(row.adjd) === docId(bill) &&
      row.released &&
      !row.voided &&
      (choice.line ?? row.line) === row.line &&
      !pending.has(`${docId(row.adjd)} ${row.line} ${row.nbr}`),
  );
  if (active.length === 0) throw new LedgerError(`${docId(payment)} has no active application to ${docId(bill)}.`);
  if (payment.payment && choice.date) payment.payment.adjDate = choice.date;
  const date = choice.date ?? payment.payment?.adjDate ?? payment.date;
  books.touch(payment);
  let nbr = payment.adjCounter;
  return active.map((row) => books.addAdjust(reversed(books, row, { by: payment, nbr: nbr++, date })));
}

function placeOf(row: Adjust): string {
  return `${docId(row.adjd)} ${row.line} ${row.voids ?? row.nbr}`;
}
