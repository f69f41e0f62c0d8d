import { segmented } from "./dac-masters.ts";
import { amount, blank, date, detail, entity, flag, instant, int, means, orderType, text } from "./entity.ts";
import type { Entity, EntityField, Reading } from "./entity.ts";
import type { Order, OrderLine, PaymentMethod, Project, Vendor } from "./rows.ts";

type OrderRow = { readonly line: OrderLine; readonly order: Order };

const noRows = detail<object, object>({ rows: () => [], fields: {} });
const total = ({ lines }: Order) => lines.reduce((sum, line) => sum + line.amount, 0);
const rowsOf = (order: Order): readonly OrderRow[] => order.lines.map((line) => ({ line, order }));
const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

const VENDOR: Entity = entity<Vendor>({
  name: "Vendor",
  screen: "AP303000",
  keys: ["VendorID"],
  fields: {
    VendorID: text((row) => segmented(row.id)),
    VendorName: text((row) => row.name),
    LegalName: text((row) => row.legalName),
    Status: text(() => "Active"),
    VendorClass: text(() => "DEFAULT"),
    PaymentMethod: text(() => "CHECK"),
    CashAccount: text(() => segmented("10200")),
    CurrencyID: text((row) => row.currency),
    TaxRegistrationID: blank(),
    AccountRef: blank(),
    Terms: text(() => "30D"),
    CreatedDateTime: instant((row) => row.createdAt),
    LastModifiedDateTime: instant((row) => row.modifiedAt),
  },
  details: { Attributes: noRows, Contacts: noRows, PaymentInstructions: noRows },
  custom: {},
  note: () => "",
  noteId: (row) => row.noteId,
  rows: ({ books }) => [...books.vendors.values()].filter((row) => !row.restricted).sort(byId),
});

const PROJECT: Entity = entity<Project>({
  name: "Project",
  screen: "PM301000",
  keys: ["ProjectID"],
  fields: {
    ProjectID: text((row) => segmented(row.id)),
    Description: text((row) => row.description),
    ExternalRefNbr: text((row) => row.externalRef),
    Status: text((row) => row.status),
    Customer: blank(),
    ProjectTemplateID: blank(),
    Hold: flag(() => false),
    LastModifiedDateTime: instant((row) => row.modifiedAt),
  },
  details: { Attributes: noRows, Balances: noRows },
  custom: {},
  note: () => "",
  noteId: (row) => row.noteId,
  rows: ({ books }) => [...books.projects.values()].sort(byId),
});

const PAYMENT_METHOD: Entity = entity<PaymentMethod>({
  name: "PaymentMethod",
  screen: "CA204000",
  keys: ["PaymentMethodID"],
  fields: {
    PaymentMethodID: text((row) => row.id),
    Description: text((row) => row.description),
    Active: flag((row) => row.active),
    MeansOfPayment: { ...means<PaymentMethod>((row) => row.means), plain: true },
    UseInAP: flag(() => true),
    UseInAR: flag(() => false),
    UseInPR: flag(() => false),
    SetPaymentDatetoBankTransactionDate: flag(() => false),
    CreatedDateTime: instant((row) => row.createdAt),
    LastModifiedDateTime: instant((row) => row.modifiedAt),
  },
  details: { AllowedCashAccounts: noRows, ProcessingCenters: noRows },
  custom: {},
  note: () => "",
  noteId: (row) => row.noteId,
  rows: ({ books }) => [...books.methods.values()].sort(byId),
});

const ORDER_LINE: Readonly<Record<string, EntityField<OrderRow>>> = {
  LineNbr: int(({ line }) => line.nbr),
  OrderNbr: text(({ order }) => order.number),
  OrderType: orderType(({ order }) => order.type),
  Project: text(({ line }) => segmented(line.project ?? "X")),
  CostCode: text(({ line }) => line.costCode),
  ExtendedCost: amount(({ line, order }) => [line.amount, order.currency]),
  LineDescription: text(({ line }) => line.description || null),
  Completed: flag(() => false),
};

const ORDER: Readonly<Record<string, EntityField<Order>>> = {
  Status: text((row) => row.status),
  Date: date((row) => row.date),
  Description: text((row) => row.description || null),
  VendorID: text((row) => segmented(row.vendor)),
  VendorRef: text((row) => row.vendorRef),
  CurrencyID: text((row) => row.currency),
  LineTotal: amount((row) => [total(row), row.currency]),
  TaxTotal: amount((row) => [0, row.currency]),
  LastModifiedDateTime: instant((row) => row.modifiedAt),
};

function ordersOf({ books }: Reading, subcontracts: boolean): readonly Order[] {
  return [...books.orders.values()]
    .filter((row) => (row.type === "RS") === subcontracts && !books.vendors.get(row.vendor)?.restricted)
    .sort((a, b) => (a.number < b.number ? -1 : 1));
}

/** A purchase order of type RS, on a form of its own. */
const SUBCONTRACT: Entity = entity<Order>({
  name: "Subcontract",
  screen: "SC301000",
  feature: "construction",
  since: 23,
  keys: ["SubcontractNbr"],
  fields: {
    ...ORDER,
    SubcontractNbr: text((row) => row.number),
    SubcontractTotal: amount((row) => [total(row), row.currency]),
    RetainageTotal: amount((row) => [0, row.currency]),
    ApplyRetainage: flag(() => false),
  },
  details: {
    Details: detail<Order, OrderRow>({
      rows: rowsOf,
      fields: {
        ...ORDER_LINE,
        Task: text(({ line }) => line.task && segmented(line.task)),
        Amount: amount(({ line, order }) => [line.amount, order.currency]),
        Closed: flag(() => false),
        Canceled: flag(() => false),
      },
    }),
    TaxDetails: noRows,
  },
  custom: {},
  note: () => "",
  noteId: (row) => row.noteId,
  rows: (reading) => ordersOf(reading, true),
});

const PURCHASE_ORDER: Entity = entity<Order>({
  name: "PurchaseOrder",
  screen: "PO301000",
  keys: ["Type", "OrderNbr"],
  fields: {
    ...ORDER,
    Type: orderType((row) => row.type),
    OrderNbr: text((row) => row.number),
    Project: text((row) => segmented(row.lines[0]?.project ?? "X")),
    OrderTotal: amount((row) => [total(row), row.currency]),
    Hold: flag(() => false),
  },
  details: {
    Details: detail<Order, OrderRow>({
      rows: rowsOf,
      fields: {
        ...ORDER_LINE,
        ProjectTask: text(({ line }) => line.task && segmented(line.task)),
        OrigPONbr: blank(),
        Cancelled: flag(() => false),
      },
    }),
    TaxDetails: noRows,
  },
  custom: {},
  note: () => "",
  noteId: (row) => row.noteId,
  rows: (reading) => ordersOf(reading, false),
});

export const MASTER_ENTITIES: readonly Entity[] = [VENDOR, PROJECT, PAYMENT_METHOD, SUBCONTRACT, PURCHASE_ORDER];
