import type { Books } from "./books.ts";
import { decimal, dacSet, day, flag, guid, instant, int, oddDay, optional, text } from "./dac-set.ts";
import type { DacSet, Field, Navigation } from "./dac-set.ts";
import { BRANCH } from "./dac-register.ts";
import { adjustHidden } from "./dac-posts.ts";
import { docId } from "./rows.ts";
import type { Adjust, ApDocument, DocKey, Line, Minor } from "./rows.ts";
import { money, oddAmount } from "./value.ts";

type AdjustFields = Readonly<Record<string, Field<Adjust>>>;

/** An amount of an application in its bill's currency (Adjd), or in its payment's (Adjg). */
function cury(side: "adjd" | "adjg", read: (row: Adjust) => Minor): Field<Adjust> {
  return decimal((row, books) => oddAmount(books, row.noteId) ?? money(read(row), books.document(row[side]).currency));
}

const ADJUST_FIELDS: AdjustFields = {
  VendorID: int((row, books) => books.vendors.get(row.vendor)?.number ?? null),
  AdjgDocType: text((row) => row.adjg.type),
  AdjgRefNbr: text((row) => row.adjg.ref),
  AdjdDocType: text((row) => row.adjd.type),
  AdjdRefNbr: text((row) => row.adjd.ref),
  AdjdLineNbr: int((row) => row.line),
  AdjNbr: int((row) => row.nbr),
  CashAccountID: int((row, books) => books.cashAccounts.get(payer(books, row)?.cashAccount ?? "")?.number ?? null),
  PaymentMethodID: text((row, books) => payer(books, row)?.method || null),
  StubNbr: text((row) => row.stub),
  AdjBatchNbr: text((row) => (row.post === null ? null : `AP${String(row.post).padStart(6, "0")}`)),
  VoidAdjNbr: int((row) => row.voids),
  AdjgDocDate: oddDay(day((row) => row.date)),
  AdjgFinPeriodID: text((row) => row.date.slice(0, 7).replace("-", "")),
  AdjdDocDate: day((row) => row.billDate),
  CuryAdjgAmt: cury("adjg", (row) => row.paid),
  CuryAdjgDiscAmt: cury("adjg", (row) => row.paidDiscount),
  CuryAdjgWhTaxAmt: cury("adjg", (row) => row.paidWithholding),
  CuryAdjgPPDAmt: cury("adjg", (row) => row.paidDiscount),
  CuryAdjdAmt: cury("adjd", (row) => row.amount),
  CuryAdjdDiscAmt: cury("adjd", (row) => row.discount),
  CuryAdjdWhTaxAmt: cury("adjd", (row) => row.withholding),
  CuryAdjdPPDAmt: cury("adjd", (row) => row.discount),
  AdjAmt: decimal((row, books) => {
    const foreignBill = books.document(row.adjd).currency !== books.baseCurrency;
    return money(foreignBill ? row.paid : row.amount, books.baseCurrency);
  }),
  RGOLAmt: decimal((_row, books) => money(0, books.baseCurrency)),
  Released: flag((row) => row.released),
  Hold: flag((row, books) => books.documents.get(docId(row.adjg))?.hold ?? false),
  Voided: flag((row) => row.voided),
  CreatedDateTime: instant((row) => row.createdAt),
  LastModifiedDateTime: instant((row) => row.modifiedAt),
  NoteID: guid((row) => row.noteId),
  InvoiceID: guid((row, books) => books.documents.get(docId(row.adjd))?.noteId ?? null),
  PaymentID: guid((row, books) => books.documents.get(docId(row.adjg))?.noteId ?? null),
  MemoID: guid(() => null),
  JointPayeeID: int((row) => row.jointPayee),
  IsMigratedRecord: flag((row) => row.initial),
  IsInitialApplication: flag((row) => row.initial),
  TaxInvoiceNbr: text(() => null),
};

const ADJUST_NAVIGATIONS: Readonly<Record<string, Navigation<Adjust>>> = {
  VendorByVendorID: {
    to: "Vendor",
    via: [["VendorID", "BAccountID"]],
    read: (row, books) => books.vendors.get(row.vendor) ?? null,
  },
  APInvoiceByAdjdRefNbr: {
    to: "APInvoice",
    via: [
      ["AdjdDocType", "DocType"],
      ["AdjdRefNbr", "RefNbr"],
    ],
    read: (row, books) => {
      const bill = books.documents.get(docId(row.adjd));
      return bill?.bill ? bill : null;
    },
  },
  APRegisterByAdjgRefNbr: {
    to: "APRegister",
    via: [
      ["AdjgDocType", "DocType"],
      ["AdjgRefNbr", "RefNbr"],
    ],
    read: (row, books) => books.documents.get(docId(row.adjg)) ?? null,
  },
  APRegisterByAdjdRefNbr: {
    to: "APRegister",
    via: [
      ["AdjdDocType", "DocType"],
      ["AdjdRefNbr", "RefNbr"],
    ],
    read: (row, books) => books.documents.get(docId(row.adjd)) ?? null,
  },
  CurrencyInfoByAdjgCuryInfoID: { to: "CurrencyInfo", read: (row, books) => books.document(row.adjg) },
  CurrencyInfoByAdjdCuryInfoID: { to: "CurrencyInfo", read: (row, books) => books.document(row.adjd) },
  CashAccountByCashAccountID: {
    to: "CashAccount",
    via: [["CashAccountID", "CashAccountID"]],
    read: (row, books) => books.cashAccounts.get(payer(books, row)?.cashAccount ?? "") ?? null,
  },
  PaymentMethodByPaymentMethodID: {
    to: "PaymentMethod",
    via: [["PaymentMethodID", "PaymentMethodID"]],
    read: (row, books) => books.methods.get(payer(books, row)?.method ?? "") ?? null,
  },
  APTranByAdjdRefNbr: {
    to: "APTran",
    via: [
      ["AdjdDocType", "TranType"],
      ["AdjdRefNbr", "RefNbr"],
      ["AdjdLineNbr", "LineNbr"],
    ],
    read: (row, books) => books.linesOf(row.adjd).find(({ nbr }) => nbr === row.line) ?? null,
  },
  BatchByAdjBatchNbr: { to: "Batch", read: () => null },
  BranchByAdjgBranchID: { to: "Branch", read: () => BRANCH },
};

function payer(books: Books, { adjg }: Adjust): ApDocument["payment"] {
  return books.documents.get(docId(adjg))?.payment ?? null;
}

const ADJUST: DacSet<Adjust> = {
  name: "APAdjust",
  namespace: "PX.Objects.AP",
  aliases: ["PX_Objects_AP_APAdjust", "Adjust", "APAdjust"],
  key: ["AdjdDocType", "AdjdLineNbr", "AdjdRefNbr", "AdjgDocType", "AdjgRefNbr", "AdjNbr"],
  fields: ADJUST_FIELDS,
  unselectable: (
    "SeparateCheck PrintAdjgDocType AdjdCuryID PrintAdjdDocType CuryRGOLAmt DisplayRGOLAmt NoteText CuryOrigDocAmt " +
    "OrigDocAmt CuryDocBal CuryAdjustedDocBal AdjustedDocBal DocBal CuryDiscBal DiscBal CuryWhTaxBal WhTaxBal VoidAppl " +
    "AdjType DisplayDocType DisplayRefNbr DisplayDocDate DisplayDocDesc DisplayCuryID DisplayFinPeriodID DisplayStatus " +
    "DisplayCuryAmt DisplayCuryDiscAmt DisplayCuryPPDAmt DisplayCuryWhTaxAmt"
  ).split(" "),
  navigations: ADJUST_NAVIGATIONS,
  indexed: ["AdjdRefNbr", "AdjgRefNbr"],
  rows: (books) => [...books.adjustsByPayment.values()].flat(),
  hidden: adjustHidden,
};

const keyOf = (line: Line): DocKey => ({ type: line.docType, ref: line.ref });

function lineMoney(read: (line: Line) => Minor): Field<Line> {
  return decimal((line, books) => money(read(line), books.document(keyOf(line)).currency));
}

const TRAN: DacSet<Line> = {
  name: "APTran",
  namespace: "PX.Objects.AP",
  aliases: ["PX_Objects_AP_APTran", "APTransactions", "APTran"],
  key: ["TranType", "RefNbr", "LineNbr"],
  fields: {
    TranType: text((line) => line.docType),
    RefNbr: text((line) => line.ref),
    LineNbr: int((line) => line.nbr),
    BranchID: int(() => 16),
    POOrderType: text((line) => line.order?.type ?? null),
    PONbr: text((line) => line.order?.number ?? null),
    POLineNbr: int((line) => line.order?.line ?? null),
    CuryTranAmt: lineMoney((line) => line.amount),
    CuryLineAmt: lineMoney((line) => line.extended),
    RetainagePct: decimal((line) => ({
      minor: line.extended === 0 ? 0 : Math.round((line.retainage * 10_000) / line.extended),
      digits: 2,
    })),
    CuryRetainageAmt: lineMoney((line) => line.retainage),
    TranDesc: text((line) => line.description || null),
    Released: flag((line, books) => books.document(keyOf(line)).released),
    OrigLineNbr: int((line) => line.originalLine),
    LastModifiedDateTime: instant((line) => line.modifiedAt),
    NoteID: guid((line) => line.noteId),
    ProjectID: optional(int((line, books) => (line.project ? (books.projects.get(line.project)?.number ?? null) : 0))),
    TaskID: optional(int((line) => (line.task ? 1 : null))),
    CostCodeID: optional(int((line) => (line.costCode ? 1 : null))),
    AccountID: optional(int(() => 1174)),
    SubID: optional(int(() => 467)),
    SubcontractNbr: optional(text((line) => (line.order?.type === "RS" ? line.order.number : null))),
  },
  navigations: {
    PMProjectByProjectID: {
      to: "PMProject",
      via: [["ProjectID", "ContractID"]],
      read: (line, books) => books.projects.get(line.project ?? "") ?? null,
    },
    PMTaskByTaskID: { to: "PMTask", read: (line) => (line.task ? { code: line.task } : null) },
    PMCostCodeByCostCodeID: { to: "PMCostCode", read: (line) => (line.costCode ? { code: line.costCode } : null) },
    POOrderByPONbr: {
      to: "POOrder",
      via: [
        ["POOrderType", "OrderType"],
        ["PONbr", "OrderNbr"],
      ],
      read: (line, books) => (line.order && books.orders.get(`${line.order.type} ${line.order.number}`)) ?? null,
    },
    POLineByPOLineNbr: { to: "POLine", read: (line) => line.order },
    APInvoiceByRefNbr: { to: "APInvoice", read: (line, books) => books.document(keyOf(line)) },
    JointPayeeCollection: { to: "JointPayee", collection: true, read: () => [] },
  },
  indexed: ["RefNbr", "PONbr"],
  rows: (books) => [...books.lines.values()].flat(),
  hidden: (line, books, showArchived) => books.hides(books.document(keyOf(line)), showArchived),
};

export const LINE_SETS: readonly DacSet[] = [dacSet(ADJUST), dacSet(TRAN)];
