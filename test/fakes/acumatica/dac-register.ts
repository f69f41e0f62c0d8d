import type { Books } from "./books.ts";
import { postsOf, TRAN_POST } from "./dac-posts.ts";
import { amount, dacSet, day, flag, guid, instant, int, oddDay, optional, text } from "./dac-set.ts";
import type { DacSet, Field, Navigation } from "./dac-set.ts";
import { docId } from "./rows.ts";
import type { ApDocument } from "./rows.ts";
import { isOpen, statusCode } from "./status.ts";

const REGISTER_FIELDS: Readonly<Record<string, Field<ApDocument>>> = {
  DocType: text((row) => row.type),
  RefNbr: text((row) => row.ref),
  DocDate: oddDay(day((row) => row.date)),
  FinPeriodID: text((row) => row.date.slice(0, 7).replace("-", "")),
  VendorID: int((row, books) => books.vendors.get(row.vendor)?.number ?? null),
  CuryID: text((row) => row.currency),
  AdjCntr: int((row) => row.adjCounter),
  CuryOrigDocAmt: amount((row) => row.amount),
  CuryDocBal: amount((row) => row.balance),
  CuryOrigDiscAmt: amount(() => 0),
  CuryDiscTaken: amount((row) => row.bill?.discountTaken ?? 0),
  CuryTaxWheld: amount((row) => row.bill?.withheld ?? 0),
  DocDesc: text((row) => row.description || null),
  CreatedDateTime: instant((row) => row.createdAt),
  LastModifiedDateTime: instant((row) => row.modifiedAt),
  Released: flag((row) => row.released),
  OpenDoc: flag((row, books) => (row.released ? isOpen(books, row) : true)),
  Hold: flag((row) => row.hold),
  Voided: flag((row) => row.voided),
  Printed: flag((row) => row.printed),
  Approved: flag((row) => row.approval === null),
  Rejected: flag((row) => row.approval === "rejected"),
  Prebooked: flag((row) => row.prebooked),
  Scheduled: flag(() => false),
  NoteID: guid((row) => row.noteId),
  RefNoteID: guid(() => null),
  Status: text((row, books) => statusCode(books, row)),
  OrigDocType: text((row) => row.original?.type ?? null),
  OrigRefNbr: text((row) => row.original?.ref ?? null),
  OrigModule: text(() => "AP"),
  ClosedDate: day((row) => (row.released && row.balance === 0 ? row.date : null)),
  IsMigratedRecord: flag((row) => row.migrated),
  HasMultipleProjects: flag((row, books) => projectsOf(books, row).size > 1),
  PendingPayment: flag(() => false),
  BranchID: optional(int(() => 16)),
  ProjectID: optional(int((row, books) => headerProject(books, row))),
  VendorLocationID: optional(int(() => 1)),
  IsRetainageDocument: optional(flag((row) => row.bill?.isRetainage ?? false)),
  RetainageApply: optional(flag((row) => row.bill?.retainageApply ?? false)),
  PaymentsByLinesAllowed: optional(flag((row) => row.bill?.payByLine ?? false)),
  IsJointPayees: optional(flag((row) => row.bill?.jointPayees ?? false)),
  CuryRetainageTotal: optional(amount((row) => row.bill?.retainageTotal ?? 0)),
  CuryRetainageUnreleasedAmt: optional(amount((row) => row.bill?.retainageUnreleased ?? 0)),
};

const REGISTER_NAVIGATIONS: Readonly<Record<string, Navigation<ApDocument>>> = {
  PMProjectByProjectID: {
    to: "PMProject",
    via: [["ProjectID", "ContractID"]],
    read: (row, books) => onlyProject(books, row),
  },
  VendorByVendorID: {
    to: "Vendor",
    via: [["VendorID", "BAccountID"]],
    read: (row, books) => books.vendors.get(row.vendor) ?? null,
  },
  BranchByBranchID: { to: "Branch", read: () => BRANCH },
  CurrencyByCuryID: { to: "Currency", via: [["CuryID", "CuryID"]], read: (row) => ({ currency: row.currency }) },
  APAdjustCollection: {
    to: "APAdjust",
    collection: true,
    read: (row, books) => (row.payment ? books.appliedBy(row) : books.appliedTo(row)),
  },
  APTranCollection: { to: "APTran", collection: true, read: (row, books) => books.linesOf(row) },
  APTranPostCollection: { to: "APTranPost", collection: true, read: (row, books) => postsOf(books, row) },
  APRegisterCollection: {
    to: "APRegister",
    collection: true,
    read: (row, books) => books.childrenOf.get(docId(row)) ?? [],
  },
  APRegisterByRefNbr: {
    to: "APRegister",
    via: [
      ["OrigDocType", "DocType"],
      ["OrigRefNbr", "RefNbr"],
    ],
    read: (row, books) => (row.original && books.documents.get(docId(row.original))) ?? null,
  },
};

export const BRANCH = { branch: "MAIN" } as const;

function hidden(row: ApDocument, books: Books, showArchived: boolean): boolean {
  return books.hides(row, showArchived);
}

export function projectsOf(books: Books, row: ApDocument): ReadonlySet<string> {
  return new Set(books.linesOf(row).flatMap(({ project }) => (project ? [project] : [])));
}

function onlyProject(books: Books, row: ApDocument): object | null {
  const [only, second] = projectsOf(books, row);
  return only && !second ? (books.projects.get(only) ?? null) : null;
}

/** 0 is the non-project code, shown as "X". */
function headerProject(books: Books, row: ApDocument): number | null {
  const [only, second] = projectsOf(books, row);
  return only && !second ? (books.projects.get(only)?.number ?? null) : 0;
}

const COMMON = {
  namespace: "PX.Objects.AP",
  key: ["DocType", "RefNbr"],
  indexed: ["RefNbr", "OrigRefNbr", "MasterRefNbr"],
  hidden,
} as const;

const REGISTER: DacSet<ApDocument> = {
  ...COMMON,
  name: "APRegister",
  aliases: ["PX_Objects_AP_APRegister", "Document", "APRegister"],
  fields: REGISTER_FIELDS,
  unselectable: ["RetainagePaidTotal", "CuryRate"],
  navigations: REGISTER_NAVIGATIONS,
  rows: (books) => [...books.documents.values()],
};

const PAYMENT: DacSet<ApDocument> = {
  ...COMMON,
  name: "APPayment",
  base: "APRegister",
  aliases: ["PX_Objects_AP_APPayment", "Payment", "APPayment"],
  fields: {
    PaymentMethodID: text((row) => row.payment?.method || null),
    ExtRefNbr: text((row) => row.payment?.extRef ?? null),
    AdjDate: day((row) => row.payment?.adjDate ?? null),
    AdjFinPeriodID: text((row) => row.payment?.adjDate.slice(0, 7).replace("-", "") ?? null),
    Cleared: flag(() => false),
    ClearDate: day(() => null),
    PrintCheck: flag((row) => row.payment?.printCheck ?? false),
    StubCntr: int(() => 0),
    JointPayeeID: int((row) => row.payment?.jointPayee ?? null),
    ExternalPaymentID: text(() => null),
    ExternalPaymentStatus: text(() => null),
    ExternalPaymentDisbursementType: text(() => null),
    ExternalPaymentCheckNbr: text(() => null),
    ExternalPaymentTraceNbr: text(() => null),
    ExternalPaymentCanceled: flag(() => null),
  },
  unselectable: [
    "CuryUnappliedBal",
    "UnappliedBal",
    "CuryApplAmt",
    "ApplAmt",
    "BatchPaymentRefNbr",
    "VoidAppl",
    "DrCr",
    "DepositDate",
    "CuryPOApplAmt",
    "IsExternalPayment",
  ],
  navigations: {
    CashAccountByCashAccountID: {
      to: "CashAccount",
      read: (row, books) => books.cashAccounts.get(row.payment?.cashAccount ?? "") ?? null,
    },
    PaymentMethodByPaymentMethodID: {
      to: "PaymentMethod",
      via: [["PaymentMethodID", "PaymentMethodID"]],
      read: (row, books) => books.methods.get(row.payment?.method ?? "") ?? null,
    },
    JointPayeePaymentCollection: { to: "JointPayeePayment", collection: true, read: () => [] },
    APRegisterByDocType: { to: "APRegister", read: (row) => row },
  },
  rows: (books) => [...books.documents.values()].filter((row) => row.payment),
};

const INVOICE: DacSet<ApDocument> = {
  ...COMMON,
  name: "APInvoice",
  base: "APRegister",
  aliases: ["PX_Objects_AP_APInvoice", "APdocument", "APInvoice"],
  fields: {
    InvoiceNbr: text((row) => row.bill?.vendorRef ?? null),
    InvoiceDate: day((row) => row.date),
    TermsID: text((row) => row.bill?.terms ?? null),
    DueDate: day((row) => row.bill?.dueDate ?? null),
    PayDate: day((row) => row.bill?.dueDate ?? null),
    PayTypeID: text(() => "CHECK"),
    PaySel: flag(() => false),
    MasterRefNbr: text((row) => row.bill?.master ?? null),
    InstallmentNbr: { type: "Edm.Int16", read: (row) => row.bill?.installment ?? null },
    InstallmentCntr: { type: "Edm.Int16", read: (row) => row.bill?.installmentCount ?? null },
    CuryTaxTotal: amount((row) => row.bill?.tax ?? 0),
    CuryLineTotal: amount((row, books) => books.linesOf(row).reduce((total, line) => total + line.extended, 0)),
  },
  rows: (books) => [...books.documents.values()].filter((row) => row.bill),
};

export const REGISTER_SETS: readonly DacSet[] = [dacSet(REGISTER), dacSet(PAYMENT), dacSet(INVOICE), dacSet(TRAN_POST)];
