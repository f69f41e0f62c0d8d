import { originDataOf, shownOf, type ContractPayment, type Draft } from "../../server/domain/contract-payment.ts";
import type { Attempt, BillDecision, BillLink, Decision, Link } from "../../server/domain/link.ts";
import { applicationKey, type ApplicationKey } from "../../server/domain/payment.ts";
import { BILL, CHECK, TENANT } from "./acumatica.ts";
import { usd } from "./money.ts";
import { aContractPayment, PROJECT } from "./procore.ts";

/** The key of check 000045 on bill 000123. */
export const KEY: ApplicationKey = applicationKey(TENANT, CHECK, BILL);

/** What the sync wants in Procore for the application, bill, payment and invoice that the builders give by default. */
export function aDraft(over: Partial<Draft> = {}): Draft {
  return {
    key: KEY,
    projectId: PROJECT,
    commitmentId: 40,
    invoiceId: 900,
    amount: usd("1000.00"),
    currency: "USD",
    date: "2026-02-10",
    checkNumber: "1045",
    method: "check",
    invoiceNumber: "17",
    invoiceDate: "2026-01-31",
    notes: "Acumatica payment CHK 000045, bill INV 000123.",
    ...over,
  };
}

/** What Procore shows after a draft was written. */
export function shownBy(draft: Draft, over: Partial<ContractPayment> = {}): ContractPayment {
  const { projectId, commitmentId, invoiceId, amount, currency, date, checkNumber, invoiceNumber, notes } = draft;
  const owned = { projectId, commitmentId, invoiceId, amount, currency, date, checkNumber, invoiceNumber, notes };
  return aContractPayment({ ...owned, originId: draft.key, originData: originDataOf(draft), ...over });
}

/** A payment in Procore exactly as the sync wrote it. */
export function aSyncedPayment(over: Partial<ContractPayment> = {}): ContractPayment {
  return shownBy(aDraft(), over);
}

/** Our memory of that payment, finished. */
export function aLink(over: Partial<Link> = {}): Link {
  const draft = over.draft ?? aDraft();
  return {
    key: draft.key,
    projectId: draft.projectId,
    commitmentId: draft.commitmentId,
    contractPaymentId: 5000,
    draft,
    reply: shownOf(shownBy(draft)),
    dated: true,
    adopted: false,
    zeroed: false,
    removed: false,
    unfinished: null,
    ...over,
  };
}

export function aBillLink(over: Partial<BillLink> = {}): BillLink {
  const evidence = { rule: "commitment and number", says: "SC-001, Summit Steel, 17." } as const;
  return { bill: BILL, projectId: PROJECT, commitmentId: 40, invoiceId: 900, evidence, ...over };
}

/** Kim linked the bill to invoice 900; or took its link away. */
export function aBillDecision(over: Partial<BillDecision> = {}): BillDecision {
  const { decide = "link" } = over;
  const link =
    decide === "link" ? aBillLink({ evidence: { rule: "person", says: "Linked to invoice 17 by kim." } }) : null;
  return { bill: BILL, decide, link, projectId: PROJECT, by: "kim", at: "2026-02-12T09:00:00.000Z", ...over };
}

/** Decided while Acumatica said 1,000.00 and Procore showed nothing of ours. */
export function aDecision(over: Partial<Decision> = {}): Decision {
  return {
    key: KEY,
    decide: "ignore",
    contractPaymentId: null,
    seen: { acumatica: usd("1000.00"), procore: null },
    baseline: null,
    by: "kim",
    at: "2026-02-12T09:00:00.000Z",
    ...over,
  };
}

export function anAttempt(over: Partial<Attempt> = {}): Attempt {
  return {
    key: KEY,
    change: "",
    reason: { code: "refused", detail: "Amount is invalid." },
    tries: 1,
    at: "2026-02-12T09:00:00.000Z",
    retryAt: "2026-02-12T09:15:00.000Z",
    ...over,
  };
}
