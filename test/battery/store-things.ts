import { createSealer } from "../../server/store/seal.ts";
import { createStore, type Store } from "../../server/store/store.ts";
import type { StoredConnection } from "../../server/store/connections.ts";
import type { Bill } from "../../server/domain/bill.ts";
import { NO_COUNTS, type RunChange, type SyncRun } from "../../server/domain/change.ts";
import type { Commitment, ContractPayment, Draft, SubcontractorInvoice } from "../../server/domain/contract-payment.ts";
import type { BillDecision, BillLink, Decision, Link } from "../../server/domain/link.ts";
import type { Minor } from "../../server/domain/money.ts";
import {
  applicationKey,
  type ApplicationKey,
  type BillApplication,
  type Payment,
} from "../../server/domain/payment.ts";
import { reason } from "../../server/domain/reasons.ts";
import type { Db } from "../../server/store/db.ts";
import type { ChangedRow, Observed, ObservedPage } from "../../server/sync/ports.ts";

export const COMPANY = 562_949_953_421_312;
export const OTHER_COMPANY = 77;
/** Their connections as they stand from the beginning. */
export const HERE = { companyId: COMPANY, epoch: 0 };
export const THERE = { companyId: OTHER_COMPANY, epoch: 0 };
export const PROJECT = 100_000_000_000_007;
export const NEXT_DOOR = 8;
export const TENANT = "Company";

export const KEY_BYTES = new Uint8Array(32).fill(7);

export function storeOn(db: Db): Store {
  return createStore(db, createSealer([KEY_BYTES]), () => new Date("2026-03-01T12:00:00.000Z"));
}

/** An instant of one day. */
export function at(time: string): string {
  return `2026-03-01T${time.length === 5 ? `${time}:00` : time}.000Z`;
}

export function minor(amount: number): Minor {
  return amount as Minor;
}

export function aConnection(over: Partial<StoredConnection> = {}): StoredConnection {
  return {
    companyId: COMPANY,
    baseUrl: "https://erp.example.com/site",
    tenant: TENANT,
    keyTenant: TENANT,
    clientId: "client@Company",
    clientSecret: "secret of the client",
    status: "ready",
    heldBecause: null,
    checks: [],
    reader: "dac",
    probe: null,
    chainExpiresAt: null,
    connectedBy: "admin@example.com",
    webhookTokens: { procore: `p-${over.companyId ?? COMPANY}`, acumatica: `a-${over.companyId ?? COMPANY}` },
    createdAt: at("08:00"),
    updatedAt: at("08:00"),
    ...over,
  };
}

export function aPayment(over: Partial<Payment> = {}): Payment {
  return {
    type: "CHK",
    ref: "000001",
    released: true,
    voided: false,
    date: "2026-02-10",
    reference: "5501",
    methodId: "CHECK",
    currency: "USD",
    vendorId: "V001",
    cashAccount: null,
    jointPayee: null,
    ...over,
  };
}

export function aBill(over: Partial<Bill> = {}): Bill {
  return {
    type: "INV",
    ref: "000900",
    vendorRef: "7",
    vendor: { id: "V001", name: "Acme" },
    date: "2026-02-01",
    currency: "USD",
    amount: minor(100_00),
    released: true,
    migrated: false,
    lines: [],
    retainageOf: null,
    reverses: null,
    instalmentOf: null,
    procoreInvoiceId: null,
    noteInvoiceId: undefined,
    unreadable: null,
    ...over,
  };
}

export function anApplication(over: Partial<BillApplication> = {}): BillApplication {
  return {
    payment: { type: "CHK", ref: "000001" },
    bill: { type: "INV", ref: "000900" },
    state: "active",
    amount: minor(100_00),
    currency: "USD",
    ended: null,
    date: "2026-02-10",
    discount: minor(0),
    withheld: minor(0),
    migrated: false,
    nets: true,
    ...over,
  };
}

export function observed(over: Partial<Observed> = {}): Observed {
  return { payments: [], bills: [], applications: [], ...over };
}

/** One check that pays one bill, whole. */
export function aPaidBill(over: Partial<Bill> = {}): Observed {
  const bill = aBill(over);
  const { type, ref } = bill;
  return observed({ payments: [aPayment()], bills: [bill], applications: [anApplication({ bill: { type, ref } })] });
}

export function aRow(over: Partial<ChangedRow> = {}): ChangedRow {
  return { id: "row 1", stamp: at("09:00"), docs: [{ type: "INV", ref: "000900" }], ...over };
}

export function aPage(over: Partial<ObservedPage> = {}): ObservedPage {
  return {
    stream: "documents",
    rows: [],
    observed: observed(),
    watermark: { through: at("09:00"), complete: true, at: at("10:00") },
    forgetBefore: null,
    ...over,
  };
}

export function aCommitment(over: Partial<Commitment> = {}): Commitment {
  return {
    id: 51,
    projectId: PROJECT,
    type: "subcontract",
    number: "SC-001",
    title: "Steel",
    status: "Approved",
    vendorId: 31,
    originId: null,
    currency: "USD",
    totalPayments: "0.00",
    allowPayments: null,
    ...over,
  };
}

export function anInvoice(over: Partial<SubcontractorInvoice> = {}): SubcontractorInvoice {
  return {
    id: 61,
    projectId: PROJECT,
    commitmentId: 51,
    number: "7",
    vendorId: 31,
    vendorName: "Acme",
    status: "approved",
    billingDate: null,
    originId: null,
    erpStatus: null,
    currency: "USD",
    billed: minor(100_00),
    updatedAt: at("07:00"),
    ...over,
  };
}

export function aContractPayment(over: Partial<ContractPayment> = {}): ContractPayment {
  return {
    id: 71,
    projectId: PROJECT,
    commitmentId: 51,
    amount: minor(100_00),
    currency: "USD",
    date: "2026-02-10",
    checkNumber: "5501",
    invoiceNumber: "7",
    invoiceId: 61,
    notes: "",
    originId: null,
    originData: null,
    externalPaymentId: null,
    attachments: 0,
    ...over,
  };
}

export function keyOf(paymentRef: string, billRef: string, tenant = TENANT): ApplicationKey {
  return applicationKey(tenant, { type: "CHK", ref: paymentRef }, { type: "INV", ref: billRef });
}

export const KEY = keyOf("000001", "000900");

export function aDraft(over: Partial<Draft> = {}): Draft {
  return {
    key: KEY,
    projectId: PROJECT,
    commitmentId: 51,
    invoiceId: 61,
    amount: minor(100_00),
    currency: "USD",
    date: "2026-02-10",
    checkNumber: "5501",
    method: "check",
    invoiceNumber: "7",
    invoiceDate: "2026-02-01",
    notes: "",
    ...over,
  };
}

export function aLink(over: Partial<Link> = {}): Link {
  const { key = KEY, projectId = PROJECT } = over;
  return {
    key,
    projectId,
    commitmentId: 51,
    contractPaymentId: 71,
    draft: aDraft({ key, projectId }),
    reply: null,
    dated: true,
    adopted: false,
    zeroed: false,
    removed: false,
    unfinished: null,
    ...over,
  };
}

/** Bill 000900 came from invoice 61. */
export function aBillLink(over: Partial<BillLink> = {}): BillLink {
  const bill = { type: "INV", ref: "000900" };
  const evidence = { rule: "earlier", says: "Linked before." } as const;
  return { bill, projectId: PROJECT, commitmentId: 51, invoiceId: 61, evidence, ...over };
}

export function aBillDecision(over: Partial<BillDecision> = {}): BillDecision {
  const link = aBillLink({ evidence: { rule: "person", says: "Linked by hand." } });
  const who = { by: "admin@example.com", at: at("09:00") };
  return { bill: link.bill, decide: "link", link, projectId: PROJECT, ...who, ...over };
}

export function aDecision(over: Partial<Decision> = {}): Decision {
  return {
    key: KEY,
    decide: "ignore",
    contractPaymentId: null,
    seen: { acumatica: minor(100_00), procore: null },
    baseline: null,
    by: "admin@example.com",
    at: at("09:00"),
    ...over,
  };
}

export function aRun(over: Partial<SyncRun> = {}): SyncRun {
  return {
    id: "run 1",
    companyId: COMPANY,
    projectId: PROJECT,
    mode: "apply",
    trigger: "schedule",
    scope: null,
    planOf: null,
    undoOf: null,
    askedBy: null,
    sweeps: false,
    resumes: null,
    status: "queued",
    queuedAt: at("10:00"),
    startedAt: null,
    finishedAt: null,
    counts: NO_COUNTS,
    error: null,
    ...over,
  };
}

export function aChange(over: Partial<RunChange> = {}): RunChange {
  return {
    key: KEY,
    kind: "create",
    because: reason("new_payment"),
    projectId: PROJECT,
    commitmentId: 51,
    contractPaymentId: null,
    before: null,
    written: null,
    after: aDraft({ key: over.key ?? KEY }),
    evidence: null,
    outcome: null,
    error: null,
    ...over,
  };
}
