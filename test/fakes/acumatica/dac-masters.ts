import { amount, dacSet, day, flag, guid, instant, int, text } from "./dac-set.ts";
import type { DacSet } from "./dac-set.ts";
import type { CashAccount, Order, PaymentMethod, Project, Vendor } from "./rows.ts";

/** Segmented keys are stored filled up to their mask: clients trim. */
export function segmented(id: string): string {
  return id.padEnd(10, " ");
}

const VENDOR: DacSet<Vendor> = {
  name: "Vendor",
  namespace: "PX.Objects.AP",
  aliases: ["PX_Objects_AP_Vendor", "Vendor"],
  key: ["AcctCD"],
  fields: {
    BAccountID: int((row) => row.number),
    AcctCD: text((row) => segmented(row.id)),
    AcctName: text((row) => row.name),
    LegalName: text((row) => row.legalName),
    CuryID: text((row) => row.currency),
    VStatus: text(() => "A"),
    NoteID: guid((row) => row.noteId),
    LastModifiedDateTime: instant((row) => row.modifiedAt),
  },
  indexed: ["AcctCD"],
  rows: (books) => [...books.vendors.values()],
  hidden: (row) => row.restricted,
};

const PAYMENT_METHOD: DacSet<PaymentMethod> = {
  name: "PaymentMethod",
  namespace: "PX.Objects.CA",
  aliases: ["PX_Objects_CA_PaymentMethod", "PaymentMethod"],
  key: ["PaymentMethodID"],
  fields: {
    PaymentMethodID: text((row) => row.id),
    Descr: text((row) => row.description),
    PaymentType: text((row) => row.means),
    UseForAP: flag(() => true),
    IsActive: flag((row) => row.active),
    LastModifiedDateTime: instant((row) => row.modifiedAt),
  },
  rows: (books) => [...books.methods.values()],
};

const CASH_ACCOUNT: DacSet<CashAccount> = {
  name: "CashAccount",
  namespace: "PX.Objects.CA",
  aliases: ["PX_Objects_CA_CashAccount", "CashAccount"],
  key: ["CashAccountCD"],
  fields: {
    CashAccountID: int((row) => row.number),
    CashAccountCD: text((row) => segmented(row.id)),
    CuryID: text((row) => row.currency),
  },
  rows: (books) => [...books.cashAccounts.values()],
};

const PROJECT: DacSet<Project> = {
  name: "PMProject",
  namespace: "PX.Objects.PM",
  aliases: ["PX_Objects_PM_PMProject", "PMProject"],
  key: ["ContractCD"],
  fields: {
    ContractID: int((row) => row.number),
    ContractCD: text((row) => segmented(row.id)),
    Description: text((row) => row.description),
    ExtRefNbr: text((row) => row.externalRef),
    NoteID: guid((row) => row.noteId),
    LastModifiedDateTime: instant((row) => row.modifiedAt),
  },
  rows: (books) => [...books.projects.values()],
};

const ORDER: DacSet<Order> = {
  name: "POOrder",
  namespace: "PX.Objects.PO",
  aliases: ["PX_Objects_PO_POOrder", "POOrder"],
  key: ["OrderType", "OrderNbr"],
  fields: {
    OrderType: text((row) => row.type),
    OrderNbr: text((row) => row.number),
    OrderDate: day((row) => row.date),
    VendorRefNbr: text((row) => row.vendorRef),
    OrderDesc: text((row) => row.description),
    CuryID: text((row) => row.currency),
    CuryOrderTotal: amount((row) => row.lines.reduce((total, line) => total + line.amount, 0)),
    NoteID: guid((row) => row.noteId),
    LastModifiedDateTime: instant((row) => row.modifiedAt),
  },
  indexed: ["OrderNbr"],
  rows: (books) => [...books.orders.values()],
  hidden: (row, books) => books.vendors.get(row.vendor)?.restricted ?? false,
};

/** Types that exist as the far end of a navigation; no set of them is offered. */
function leaf<Row extends object>(set: Pick<DacSet<Row>, "name" | "namespace" | "key" | "fields">): DacSet {
  return dacSet({ ...set, aliases: [], rows: () => [] });
}

const LEAVES: readonly DacSet[] = [
  leaf<{ currency: string }>({
    name: "CurrencyInfo",
    namespace: "PX.Objects.CM",
    key: ["CuryInfoID"],
    fields: { CuryInfoID: int(() => 1), CuryID: text((row) => row.currency) },
  }),
  leaf<{ currency: string }>({
    name: "Currency",
    namespace: "PX.Objects.CM",
    key: ["CuryID"],
    fields: { CuryID: text((row) => row.currency) },
  }),
  leaf<{ branch: string }>({
    name: "Branch",
    namespace: "PX.Objects.GL",
    key: ["BranchCD"],
    fields: { BranchCD: text((row) => segmented(row.branch)) },
  }),
  leaf<{ code: string }>({
    name: "PMTask",
    namespace: "PX.Objects.PM",
    key: ["TaskCD"],
    fields: { TaskCD: text((row) => segmented(row.code)) },
  }),
  leaf<{ code: string }>({
    name: "PMCostCode",
    namespace: "PX.Objects.PM",
    key: ["CostCodeCD"],
    fields: { CostCodeCD: text((row) => segmented(row.code)) },
  }),
  leaf<{ type: string; number: string; line: number }>({
    name: "POLine",
    namespace: "PX.Objects.PO",
    key: ["OrderType", "OrderNbr", "LineNbr"],
    fields: {
      OrderType: text((row) => row.type),
      OrderNbr: text((row) => row.number),
      LineNbr: int((row) => row.line),
    },
  }),
  leaf({ name: "Batch", namespace: "PX.Objects.GL", key: ["BatchNbr"], fields: { BatchNbr: text(() => null) } }),
  leaf({
    name: "JointPayee",
    namespace: "PX.Objects.CN.JointChecks",
    key: ["JointPayeeId"],
    fields: { JointPayeeId: int(() => null) },
  }),
  leaf({
    name: "JointPayeePayment",
    namespace: "PX.Objects.CN.JointChecks",
    key: ["JointPayeePaymentId"],
    fields: { JointPayeePaymentId: int(() => null) },
  }),
];

export const MASTER_SETS: readonly DacSet[] = [
  dacSet(VENDOR),
  dacSet(PAYMENT_METHOD),
  dacSet(CASH_ACCOUNT),
  dacSet(PROJECT),
  dacSet(ORDER),
  ...LEAVES,
];
