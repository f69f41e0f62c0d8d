import type {
  Commitment,
  ContractPayment,
  ProcoreVendor,
  SubcontractorInvoice,
} from "../../server/domain/contract-payment.ts";
import { usd } from "./money.ts";

export const PROJECT = 7;

export function aVendor(over: Partial<ProcoreVendor> = {}): ProcoreVendor {
  return { id: 300, name: "Summit Steel, Inc.", originId: "V000300", ...over };
}

/** Subcontract SC-001 of Summit Steel in project 7, its Payments Issued tab on. */
export function aCommitment(over: Partial<Commitment> = {}): Commitment {
  return {
    id: 40,
    projectId: PROJECT,
    type: "subcontract",
    number: "SC-001",
    title: "Structural steel",
    status: "Approved",
    vendorId: 300,
    originId: null,
    currency: "USD",
    totalPayments: null,
    allowPayments: true,
    ...over,
  };
}

/** Subcontractor invoice 17 on SC-001, 1,000.00 due. */
export function anInvoice(over: Partial<SubcontractorInvoice> = {}): SubcontractorInvoice {
  return {
    id: 900,
    projectId: PROJECT,
    commitmentId: 40,
    number: "17",
    vendorId: 300,
    vendorName: "Summit Steel, Inc.",
    status: "approved",
    billingDate: "2026-01-31",
    originId: null,
    erpStatus: null,
    currency: "USD",
    billed: usd("1000.00"),
    updatedAt: "2026-02-01T10:00:00.000Z",
    ...over,
  };
}

/** A payment of 1,000.00 by check 1045 on SC-001, typed in by hand: no origin id, no invoice, no number. */
export function aContractPayment(over: Partial<ContractPayment> = {}): ContractPayment {
  return {
    id: 5000,
    projectId: PROJECT,
    commitmentId: 40,
    amount: usd("1000.00"),
    currency: "USD",
    date: "2026-02-10",
    checkNumber: "1045",
    invoiceNumber: "",
    invoiceId: null,
    notes: "",
    originId: null,
    originData: null,
    externalPaymentId: null,
    attachments: 0,
    ...over,
  };
}
