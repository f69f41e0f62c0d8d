import { BILL_TYPES } from "./codes.ts";
import { segmented } from "./dac-masters.ts";
import { projectsOf } from "./dac-register.ts";
import {
  amount,
  blank,
  date,
  detail,
  docType,
  entity,
  flag,
  instant,
  int,
  oddDay,
  oddly,
  orderType,
  status,
  text,
} from "./entity.ts";
import type { CustomField, Entity, EntityField, Reading } from "./entity.ts";
import { docId } from "./rows.ts";
import type { Adjust, ApDocument, BillPart, Line, Minor } from "./rows.ts";
import { retainageBillsOf, statusCode } from "./status.ts";
import { money, oddAmount } from "./value.ts";

/** The project when every line has the same; "X" (the non-project code) otherwise. */
function headerProject(row: ApDocument, { books }: Reading): string {
  const [only, second] = projectsOf(books, row);
  return segmented(only && !second ? only : "X");
}

type Shown = {
  readonly document: ApDocument;
  readonly amount: Minor;
  readonly bill: ApDocument;
  readonly adjust: Adjust | null;
};

/**
 * Every application of the bill as it stands in the table: unreleased, voided and reversing ones too. A debit
 * adjustment shows the bills it went to; an unreleased bill the vendor's open prepayments, with nothing applied.
 */
function applications(bill: ApDocument, { books }: Reading): readonly Shown[] {
  const own = bill.type === "ADR";
  const rows = own ? books.appliedBy(bill) : books.appliedTo(bill);
  const shown = rows.map((row) => ({
    document: books.document(own ? row.adjd : row.adjg),
    amount: row.amount,
    bill,
    adjust: row,
  }));
  if (bill.released) return shown;
  const open = [...books.documents.values()].filter(
    (other) =>
      other.type === "PPM" && other.payment && other.vendor === bill.vendor && statusCode(books, other) === "N",
  );
  return [...shown, ...open.map((document) => ({ document, amount: 0, bill, adjust: null }))];
}

function currencyOf(line: Line, { books }: Reading): string {
  return books.document({ type: line.docType, ref: line.ref }).currency;
}

/** With Construction on, the form hides what a line on a subcontract has in the columns of orders. */
function shownOrder({ order }: Line, { features }: Reading): Line["order"] {
  return features.construction && order?.type === "RS" ? null : order;
}

const LINE: Readonly<Record<string, EntityField<Line>>> = {
  Account: text(() => segmented("54000")),
  Amount: amount((line, reading) => [line.amount, currencyOf(line, reading)]),
  Branch: text(() => segmented("MAIN")),
  CalculateDiscountsOnImport: { kind: "boolean", read: () => null },
  CostCode: text((line) => line.costCode),
  Description: text(() => "Subcontractor costs"),
  ExtendedCost: amount((line, reading) => [line.extended, currencyOf(line, reading)]),
  InventoryID: blank(),
  LCLineNbr: { ...int<Line>(() => null), since: 24 },
  LCNbr: { ...blank<Line>(), since: 24 },
  LCType: { ...blank<Line>(), since: 24 },
  NonBillable: flag(() => false),
  POLine: int((line, reading) => shownOrder(line, reading)?.line ?? null),
  POOrderNbr: text((line, reading) => shownOrder(line, reading)?.number ?? null),
  POOrderType: orderType((line, reading) => shownOrder(line, reading)?.type ?? null),
  POReceiptLine: int(() => null),
  POReceiptType: blank(),
  POReceiptNbr: blank(),
  Project: text((line) => segmented(line.project ?? "X")),
  ProjectTask: text((line) => line.task && segmented(line.task)),
  Qty: { kind: "decimal", read: () => ({ minor: 100, digits: 2 }) },
  Subaccount: blank(),
  TaxCategory: blank(),
  TransactionDescription: text((line) => line.description || null),
  UnitCost: amount((line, reading) => [line.extended, currencyOf(line, reading)]),
  UOM: blank(),
};

const LINE_CUSTOM: Readonly<Record<string, CustomField<Line>>> = {
  "Transactions.LineNbr": int((line) => line.nbr),
  "Transactions.OrigLineNbr": { ...int<Line>((line) => line.originalLine), feature: "retainage" },
  "Transactions.CuryRetainageAmt": {
    ...amount<Line>((line, reading) => [line.retainage, currencyOf(line, reading)]),
    feature: "retainage",
  },
  "Transactions.CuryTranBal": amount((line, reading) => [line.balance, currencyOf(line, reading)]),
  "Transactions.SubcontractNbr": {
    ...text<Line>((line) => (line.order?.type === "RS" ? line.order.number : null)),
    feature: "subcontractNumbers",
  },
  "Transactions.SubcontractLineNbr": {
    ...int<Line>((line) => (line.order?.type === "RS" ? line.order.line : null)),
    feature: "construction",
  },
};

function part<T>(read: (bill: BillPart) => T, otherwise: T): (row: ApDocument) => T {
  return (row) => (row.bill ? read(row.bill) : otherwise);
}

function partAmount(read: (bill: BillPart) => Minor): EntityField<ApDocument> {
  return amount((row) => [part(read, 0)(row), row.currency]);
}

function retained(field: EntityField<ApDocument>): CustomField<ApDocument> {
  return { ...field, feature: "retainage" };
}

const CUSTOM: Readonly<Record<string, CustomField<ApDocument>>> = {
  "Document.IsRetainageDocument": retained(flag(part((bill) => bill.isRetainage, false))),
  "Document.RetainageApply": retained(flag(part((bill) => bill.retainageApply, false))),
  "Document.IsJointPayees": { ...flag<ApDocument>(part((bill) => bill.jointPayees, false)), feature: "construction" },
  "Document.PaymentsByLinesAllowed": flag(part((bill) => bill.payByLine, false)),
  "Document.CuryLineRetainageTotal": retained(partAmount((bill) => bill.retainageTotal)),
  "Document.CuryOrigDiscAmt": amount((row) => [0, row.currency]),
  "Document.CuryOrigWhTaxAmt": partAmount((bill) => bill.withheld),
  "CurrentDocument.OrigDocType": text((row) => row.original?.type ?? null),
  "CurrentDocument.OrigRefNbr": text((row) => row.original?.ref ?? null),
  "CurrentDocument.IsMigratedRecord": flag((row) => row.migrated),
  "CurrentDocument.PayTypeID": text(() => "CHECK"),
  "CurrentDocument.MasterRefNbr": text(part((bill) => bill.master, null)),
  "CurrentDocument.InstallmentNbr": { kind: "short", read: part((bill) => bill.installment, null) },
  "CurrentDocument.CuryRetainageTotal": retained(partAmount((bill) => bill.retainageTotal)),
  "CurrentDocument.CuryRetainageUnreleasedAmt": retained(partAmount((bill) => bill.retainageUnreleased)),
  "CurrentDocument.CuryRetainageReleased": retained(
    partAmount((bill) => bill.retainageTotal - bill.retainageUnreleased),
  ),
  "CurrentDocument.CuryRetainagePaidTotal": retained(
    amount((row, { books }) => {
      const paid = retainageBillsOf(books, row).map((child) => child.amount - child.balance);
      return [paid.reduce((total, one) => total + one, 0), row.currency];
    }),
  ),
  "CurrentDocument.CuryRetainageUnpaidTotal": retained(
    amount((row, { books }) => {
      const unpaid = retainageBillsOf(books, row).map((child) => child.balance);
      return [unpaid.reduce((total, one) => total + one, row.bill?.retainageUnreleased ?? 0), row.currency];
    }),
  ),
  "CurrentDocument.CuryOrigDocAmtWithRetainageTotal": retained(
    amount((row) => [row.amount + (row.bill?.retainageTotal ?? 0), row.currency]),
  ),
};

const RETAINAGE_DOCUMENT: Readonly<Record<string, EntityField<ApDocument>>> = {
  Amount: amount((row) => [row.amount, row.currency]),
  Balance: amount((row) => [row.balance, row.currency]),
  Date: date((row) => row.date),
  Description: text((row) => row.description || null),
  PaymentMethod: text(() => "CHECK"),
  PostPeriod: text((row) => row.date.slice(5, 7) + row.date.slice(0, 4)),
  ReferenceNbr: text((row) => row.ref),
  Status: status((row, { books }) => statusCode(books, row)),
  Type: docType((row) => row.type),
  VendorRef: text(part((bill) => bill.vendorRef, null)),
};

/** Bills and Adjustments (AP301000). Amount and Balance are net of retainage. */
export const BILL: Entity = entity<ApDocument>({
  name: "Bill",
  screen: "AP301000",
  keys: ["Type", "ReferenceNbr"],
  fields: {
    Amount: oddly(amount((row) => [row.amount, row.currency])),
    ApprovedForPayment: flag(() => false),
    Balance: amount((row) => [row.balance, row.currency]),
    BranchID: text(() => segmented("MAIN")),
    CashAccount: text(() => segmented("10200")),
    CurrencyID: text((row) => row.currency),
    Date: oddDay(date((row) => row.date)),
    Description: text((row) => row.description || null),
    DueDate: date(part((bill) => bill.dueDate, null)),
    Hold: flag((row) => row.hold),
    LocationID: text(() => "MAIN"),
    PostPeriod: text((row) => row.date.slice(5, 7) + row.date.slice(0, 4)),
    Project: text(headerProject),
    ReferenceNbr: text((row) => row.ref),
    Status: status((row, { books }) => books.odd.get(row.noteId)?.status ?? statusCode(books, row)),
    TaxTotal: partAmount((bill) => bill.tax),
    Terms: text(part((bill) => bill.terms, null)),
    Type: docType((row) => row.type),
    Vendor: text((row) => segmented(row.vendor)),
    VendorRef: text(part((bill) => bill.vendorRef, null)),
    IsTaxValid: { ...flag<ApDocument>(() => false), notIn: 22 },
    LastModifiedDateTime: instant((row) => row.modifiedAt),
  },
  details: {
    Details: detail<ApDocument, Line>({
      rows: (row, { books }) => books.linesOf(row),
      fields: LINE,
      custom: LINE_CUSTOM,
    }),
    Applications: detail<ApDocument, Shown>({
      rows: applications,
      fields: {
        AmountPaid: {
          kind: "decimal",
          read: ({ adjust, amount: paid, bill }, { books }) =>
            oddAmount(books, adjust?.noteId) ?? money(paid, bill.currency),
        },
        Balance: amount(({ document }) => [document.balance, document.currency]),
        DocType: { ...docType<Shown>(({ document }) => document.type), plain: true },
        ReferenceNbr: text(({ document }) => document.ref),
        Status: status(({ document }, { books }) => statusCode(books, document)),
      },
      custom: { "Adjustments.APPayment__ExtRefNbr": text(({ document }) => document.payment?.extRef ?? null) },
      delegate: "Applications",
    }),
    TaxDetails: detail<ApDocument, ApDocument>({ rows: () => [], fields: {} }),
    RetainageDocuments: detail<ApDocument, ApDocument>({
      rows: (row, { books }) => retainageBillsOf(books, row),
      fields: RETAINAGE_DOCUMENT,
      delegate: "RetainageDocuments",
      since: 25,
    }),
  },
  custom: CUSTOM,
  attributes: (row) => row.attributes,
  note: (row) => row.note,
  noteId: (row) => row.noteId,
  rows: ({ books, showArchived }) =>
    [...books.documents.values()]
      .filter((row) => row.bill && BILL_TYPES.has(row.type) && !books.hides(row, showArchived))
      .sort((a, b) => (docId(a) < docId(b) ? -1 : 1)),
});
