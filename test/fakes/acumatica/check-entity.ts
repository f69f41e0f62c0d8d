import { PAYMENT_TYPES } from "./codes.ts";
import { segmented } from "./dac-masters.ts";
import { amount, date, detail, docType, entity, flag, instant, int, oddDay, oddly, status, text } from "./entity.ts";
import type { CustomField, Entity, EntityField, Reading } from "./entity.ts";
import { balanceSign, docId } from "./rows.ts";
import type { Adjust, ApDocument } from "./rows.ts";
import { statusCode } from "./status.ts";
import { dayOf } from "./value.ts";

/** What is left to apply, unreleased applications taken off: computed on the form. */
function unapplied(row: ApDocument, { books }: Reading): number {
  const waiting = books.appliedBy(row).filter((adjust) => !adjust.released);
  return row.balance - waiting.reduce((total, adjust) => total + balanceSign(adjust) * adjust.paid, 0);
}

/**
 * AdjDate as the form shows it: for an open payment with nothing waiting, the form puts today's business date
 * over the stored one. Lists show what is stored. Source: APPaymentEntry RowSelected.
 */
function applicationDate(row: ApDocument, { books, listing, offset }: Reading): string | null {
  const stored = row.payment?.adjDate ?? null;
  const waiting = books.appliedBy(row).some((adjust) => !adjust.released);
  if (listing || !row.released || waiting || statusCode(books, row) !== "N") return stored;
  return dayOf(books.now().getTime(), offset);
}

function billOf(adjust: Adjust, { books }: Reading): ApDocument {
  return books.document(adjust.adjd);
}

function payerOf(adjust: Adjust, { books }: Reading): ApDocument {
  return books.document(adjust.adjg);
}

/** Nobody knows with which sign the grids show what goes to a debit adjustment: both are possible. */
function shownSign(row: Adjust, { books }: Reading): number {
  return books.creditsShown === "negative" ? balanceSign(row) : 1;
}

const APPLICATION: Readonly<Record<string, EntityField<Adjust>>> = {
  AmountPaid: oddly(amount((row, reading) => [shownSign(row, reading) * row.paid, payerOf(row, reading).currency])),
  Balance: amount((row, reading) => [billOf(row, reading).balance, billOf(row, reading).currency]),
  CashDiscountBalance: amount((row, reading) => [0, billOf(row, reading).currency]),
  DocType: docType((row) => row.adjd.type),
  ReferenceNbr: text((row) => row.adjd.ref),
};

const HISTORY_CUSTOM: Readonly<Record<string, CustomField<Adjust>>> = {
  "APPost.ApplicationDate": oddDay(date((row) => row.date)),
  "APPost.LineNbr": int((row) => row.line),
  "APPost.CuryWhTaxAmt": amount((row, reading) => [row.paidWithholding, payerOf(row, reading).currency]),
  "APPost.FinPeriodID": text((row) => row.date.slice(5, 7) + row.date.slice(0, 4)),
  "APPost.BatchNbr": text((row) => (row.post === null ? null : `AP${String(row.post).padStart(6, "0")}`)),
};

const CUSTOM: Readonly<Record<string, CustomField<ApDocument>>> = {
  "CurrentDocument.DocDate": oddDay(date((row) => row.date)),
  "CurrentDocument.IsMigratedRecord": flag((row) => row.migrated),
  "CurrentDocument.OrigRefNbr": text((row) => row.original?.ref ?? null),
  "CurrentDocument.BranchID": text(() => segmented("MAIN")),
  "CurrentDocument.BatchPaymentRefNbr": text((row) => row.payment?.batch ?? null),
  "CurrentDocument.PrintCheck": flag((row) => row.payment?.printCheck ?? false),
  "CurrentDocument.Cleared": flag(() => false),
  "CurrentDocument.ClearDate": date(() => null),
  "CurrentDocument.BatchNbr": text(() => null),
  "CurrentDocument.FinPeriodID": text((row) => row.date.slice(5, 7) + row.date.slice(0, 4)),
  "Document.CuryChargeAmt": amount((row) => [0, row.currency]),
  "Document.CuryApplAmt": amount((row, reading) => [row.amount - unapplied(row, reading), row.currency]),
  "Document.DepositAfter": date(() => null),
};

/** Checks and Payments (AP302000). Details are the applications not yet released, History the released ones. */
export const CHECK: Entity = entity<ApDocument>({
  name: "Check",
  screen: "AP302000",
  keys: ["Type", "ReferenceNbr"],
  fields: {
    ApplicationDate: date(applicationDate),
    CashAccount: text((row) => segmented(row.payment?.cashAccount ?? "")),
    CurrencyID: text((row) => row.currency),
    Description: text((row) => row.description || null),
    Hold: flag((row) => row.hold),
    PaymentAmount: amount((row) => [row.amount, row.currency]),
    PaymentMethod: text((row) => row.payment?.method || null),
    PaymentRef: text((row) => row.payment?.extRef ?? null),
    ReferenceNbr: text((row) => row.ref),
    Status: status((row, { books }) => books.odd.get(row.noteId)?.status ?? statusCode(books, row)),
    Type: docType((row) => row.type),
    UnappliedBalance: { ...amount<ApDocument>((row, on) => [unapplied(row, on), row.currency]), computed: true },
    Vendor: text((row) => segmented(row.vendor)),
    LastModifiedDateTime: instant((row) => row.modifiedAt),
  },
  details: {
    Details: detail<ApDocument, Adjust>({
      rows: (row, { books }) => books.appliedBy(row).filter((adjust) => !adjust.released),
      fields: { ...APPLICATION, DocLineNbr: int((row) => row.line) },
      delegate: "Adjustments",
    }),
    History: detail<ApDocument, Adjust>({
      rows: (row, { books }) => books.appliedBy(row).filter((adjust) => adjust.released),
      fields: {
        ...APPLICATION,
        CashDiscountTaken: amount((row, reading) => [row.paidDiscount, payerOf(row, reading).currency]),
        VendorRef: text((row, reading) => billOf(row, reading).bill?.vendorRef ?? null),
      },
      custom: HISTORY_CUSTOM,
      delegate: "APPost",
    }),
  },
  custom: CUSTOM,
  attributes: (row) => row.attributes,
  note: (row) => row.note,
  noteId: (row) => row.noteId,
  rows: ({ books, showArchived }) =>
    [...books.documents.values()]
      .filter((row) => row.payment && PAYMENT_TYPES.has(row.type) && !books.hides(row, showArchived))
      .sort((a, b) => (docId(a) < docId(b) ? -1 : 1)),
});
