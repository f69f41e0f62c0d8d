import type { Bill, BillLine, Order } from "../../server/domain/bill.ts";
import type { BillApplication, DocKey, Payment } from "../../server/domain/payment.ts";
import { ZERO } from "../../server/domain/money.ts";
import type { AcumaticaMethod } from "../../server/domain/settings.ts";
import { usd } from "./money.ts";

export const TENANT = "MyStore";
export const BILL: DocKey = { type: "INV", ref: "000123" };
export const CHECK: DocKey = { type: "CHK", ref: "000045" };
export const VOID: DocKey = { type: "VCK", ref: "000045" };

/** A line of 1,000.00 on subcontract SC-001, project P-100. */
export function aLine(over: Partial<BillLine> = {}): BillLine {
  return { order: subcontract("SC-001"), project: "P-100", amount: usd("1000.00"), ...over };
}

export function subcontract(number: string): Order {
  return { kind: "subcontract", number };
}

export function purchaseOrder(number: string): Order {
  return { kind: "purchase order", number };
}

/** Bill INV 000123 of Summit Steel, Vendor Ref. 17, 1,000.00, one line on SC-001. */
export function aBill(over: Partial<Bill> = {}): Bill {
  return {
    ...BILL,
    vendorRef: "17",
    vendor: { id: "V000300", name: "Summit Steel" },
    date: "2026-01-31",
    currency: "USD",
    amount: usd("1000.00"),
    released: true,
    migrated: false,
    lines: [aLine()],
    retainageOf: null,
    reverses: null,
    instalmentOf: null,
    procoreInvoiceId: null,
    noteInvoiceId: null,
    unreadable: null,
    ...over,
  };
}

/** Check CHK 000045, number 1045, released on 2026-02-10. */
export function aPayment(over: Partial<Payment> = {}): Payment {
  return {
    ...CHECK,
    released: true,
    voided: false,
    date: "2026-02-10",
    reference: "1045",
    methodId: "CHECK",
    currency: "USD",
    vendorId: "V000300",
    cashAccount: "10200",
    jointPayee: null,
    ...over,
  };
}

/** The whole check put to the whole bill: 1,000.00, active. */
export function anApplication(over: Partial<BillApplication> = {}): BillApplication {
  return {
    payment: CHECK,
    bill: BILL,
    state: "active",
    amount: usd("1000.00"),
    currency: "USD",
    ended: null,
    date: "2026-02-10",
    discount: ZERO,
    withheld: ZERO,
    migrated: false,
    nets: true,
    ...over,
  };
}

/** The same, ended by a released void of its check. */
export function aVoidedApplication(over: Partial<BillApplication> = {}): BillApplication {
  return anApplication({ state: "ended", ended: { how: "voided", by: VOID, at: "2026-02-20" }, ...over });
}

/** The same, moved off the bill while its payment stands. */
export function aReversedApplication(over: Partial<BillApplication> = {}): BillApplication {
  return anApplication({ state: "ended", ended: { how: "reversed", by: CHECK, at: "2026-02-20" }, ...over });
}

export function aMethod(over: Partial<AcumaticaMethod> = {}): AcumaticaMethod {
  return { id: "CHECK", description: "Check", means: "Cash/Check", active: true, ...over };
}
