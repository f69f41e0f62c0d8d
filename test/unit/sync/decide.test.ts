import { describe, expect, it } from "vitest";
import type { ApplicationKey } from "../../../server/domain/payment.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { isSyncError } from "../../../server/domain/errors.ts";
import { settle, type Asked } from "../../../server/sync/decide.ts";
import { anApplication, aPayment, aVoidedApplication } from "../../build/acumatica.ts";
import { aBillDecision, aBillLink, aDecision, aLink, aSyncedPayment, KEY } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { onlyStanding, outcomes } from "../../build/outcome.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aContractPayment, anInvoice } from "../../build/procore.ts";

const BY = { who: "kim", at: "2026-02-12T09:00:00.000Z" };

function ask(decide: Asked["decide"], over: Partial<Asked> = {}): Asked {
  return { key: KEY, decide, invoiceId: null, contractPaymentId: null, ...over };
}

/** The pictures after the decision was stored. */
function after(asked: Asked, before: Pictures): Pictures {
  const { decision, billDecision } = settle(asked, before, BY);
  return {
    ...before,
    ...(decision !== undefined && { decisions: decision ? [decision] : [] }),
    ...(billDecision !== undefined && { billLinks: [], billDecisions: billDecision ? [billDecision] : [] }),
  };
}

function pointerOf(asked: Asked, before: Pictures): string | undefined {
  try {
    settle(asked, before, BY);
  } catch (error) {
    if (isSyncError(error)) return error.extra.pointer ?? error.kind;
    throw error;
  }
  return undefined;
}

describe("a decision, once stored, is what the next plan follows:", () => {
  const drifted = inStep({ issued: [aSyncedPayment({ amount: usd("999.00") })] });
  const changedToo = { ...drifted, applications: [anApplication({ amount: usd("900.00") })] };
  const deleted = inStep({ issued: [] });

  it.each<[what: string, asked: Asked, before: Pictures, expected: string]>([
    ["ignore what is new", ask("ignore"), pictures(), "excluded ignored"],
    ["ignore what waits for an invoice", ask("ignore"), pictures({ invoices: [] }), "excluded ignored"],
    [
      "ignore what is unreleased",
      ask("ignore"),
      pictures({ applications: [anApplication({ state: "unreleased" })] }),
      "excluded ignored",
    ],
    ["ignore what ended", ask("ignore"), pictures({ applications: [aVoidedApplication()] }), "excluded ignored"],
    ["ignore what is synced", ask("ignore"), inStep(), "excluded ignored"],
    ["ignore what would be taken over", ask("ignore"), pictures({ issued: [aContractPayment()] }), "excluded ignored"],
    ["accept an edit", ask("accept"), drifted, "synced accepted"],
    ["accept an edit while Acumatica changed too", ask("accept"), changedToo, "synced accepted"],
    ["accept a deletion", ask("accept"), deleted, "synced accepted"],
    ["restore an edit", ask("restore"), drifted, "pending to_restore update"],
    ["restore a deletion", ask("restore"), deleted, "pending to_restore create"],
    ["take the link away", ask("unlink"), pictures({ billLinks: [aBillLink()] }), "needs_review unlinked"],
    [
      "link another invoice",
      ask("link", { invoiceId: 901 }),
      pictures({ invoices: [anInvoice({ id: 901, number: "18" })] }),
      "pending new_payment create",
    ],
    [
      "adopt one of two",
      ask("adopt", { contractPaymentId: 5001 }),
      pictures({ issued: [aContractPayment(), aContractPayment({ id: 5001 })] }),
      "pending to_adopt adopt",
    ],
    [
      "adopt another than the one that fits",
      ask("adopt", { contractPaymentId: 5001 }),
      pictures({ issued: [aContractPayment(), aContractPayment({ id: 5001, amount: usd("990.00") })] }),
      "pending to_adopt adopt",
    ],
    ["forget what was ignored", ask("reset"), pictures({ decisions: [aDecision()] }), "pending new_payment create"],
  ])("%s", (_what, asked, before, expected) => {
    expect(outcomes(after(asked, before))).toEqual([expected]);
  });

  it("adopts the very payment that was chosen", () => {
    const issued = [aContractPayment(), aContractPayment({ id: 5001, amount: usd("990.00") })];
    const chosen = after(ask("adopt", { contractPaymentId: 5001 }), pictures({ issued }));
    expect(onlyStanding(chosen).change).toMatchObject({ kind: "adopt", contractPaymentId: 5001 });
  });

  it("opens again when the chosen payment's amount changes before it is adopted", () => {
    const issued = [
      aContractPayment({ checkNumber: "9", date: "2026-07-01" }),
      aContractPayment({ id: 5001, amount: usd("990.00") }),
    ];
    const chosen = after(ask("adopt", { contractPaymentId: 5001 }), pictures({ issued }));
    const changed = { ...chosen, issued: [issued[0]!, { ...issued[1]!, amount: usd("980.00") }] };
    expect(outcomes(changed)).toEqual(["needs_review close_payment"]);
  });

  it("forgets what a person said of the bill, but not a link that a rule made", () => {
    const person = aBillLink({ evidence: { rule: "person", says: "Linked by kim." } });
    expect(settle(ask("reset"), pictures({ billLinks: [person] }), BY)).toEqual({ billDecision: null });
    expect(settle(ask("reset"), pictures({ billDecisions: [aBillDecision()] }), BY)).toEqual({ billDecision: null });
    expect(settle(ask("reset"), inStep(), BY)).toEqual({ decision: null });
  });

  it("forgets one thing at a time: the payment's own decision first, and the bill stays unlinked", () => {
    const billDecisions = [aBillDecision({ decide: "unlink" })];
    const both = pictures({ billDecisions, decisions: [aDecision()] });
    const once = after(ask("reset"), both);
    expect(outcomes(once)).toEqual(["needs_review unlinked"]);
    expect(outcomes(after(ask("reset"), once))).toEqual(["pending new_payment create"]);
  });

  it("settles nothing where there is nothing to restore", () => {
    expect(settle(ask("restore"), inStep(), BY)).toEqual({ decision: null });
  });
});

describe("a decision is refused", () => {
  const foreign = pictures({ issued: [aContractPayment({ originId: "5501" })] });

  it.each<[what: string, asked: Asked, before: Pictures, pointer: string]>([
    [
      "for a payment that the project does not have",
      ask("ignore", { key: "acu:MyStore:CHK:9:INV:9" as ApplicationKey }),
      pictures(),
      "not found",
    ],
    [
      "when the invoice is another project's",
      ask("link", { invoiceId: 950 }),
      pictures({ invoices: [anInvoice(), anInvoice({ id: 950, projectId: 8, commitmentId: 50 })] }),
      "/invoiceId",
    ],
    ["when the invoice is not known", ask("link", { invoiceId: 12345 }), pictures(), "/invoiceId"],
    [
      "when the invoice is another project's",
      ask("link", { invoiceId: 901 }),
      pictures({ invoices: [anInvoice(), anInvoice({ id: 901, projectId: 8 })] }),
      "/invoiceId",
    ],
    ["when no invoice is named", ask("link"), pictures(), "/invoiceId"],
    [
      "when the payment in Procore is not known",
      ask("adopt", { contractPaymentId: 1 }),
      pictures(),
      "/contractPaymentId",
    ],
    ["when it is another integration's", ask("adopt", { contractPaymentId: 5000 }), foreign, "/contractPaymentId"],
    ["when it is ours", ask("adopt", { contractPaymentId: 5000 }), inStep(), "/contractPaymentId"],
    [
      "when it is on another commitment",
      ask("adopt", { contractPaymentId: 5000 }),
      pictures({ issued: [aContractPayment({ commitmentId: 41 })] }),
      "/contractPaymentId",
    ],
    ["when nothing was written that could be accepted", ask("accept"), pictures(), "/decide"],
    ["when nothing was written that could be restored", ask("restore"), pictures(), "/decide"],
  ])("%s", (_what, asked, before, pointer) => {
    expect(pointerOf(asked, before)).toBe(pointer);
  });

  it("when only a twin stands in Procore, which we never wrote", () => {
    expect(pointerOf(ask("accept"), pictures({ issued: [aContractPayment()] }))).toBe("/decide");
  });
});

describe("what a decision remembers", () => {
  it("is both amounts as they stood, who decided and when", () => {
    const { decision } = settle(ask("ignore"), inStep(), BY);
    expect(decision).toMatchObject({
      seen: { acumatica: usd("1000.00"), procore: usd("1000.00") },
      by: "kim",
      at: BY.at,
    });
  });

  it("is what Acumatica wanted, with the date that stands, when a reader cannot tell it", () => {
    const applications = [anApplication({ date: null })];
    const payments = [aPayment({ date: "2026-01-01" })];
    const { decision } = settle(ask("accept"), inStep({ applications, payments }), BY);
    expect(decision?.baseline?.fingerprint).toContain("2026-02-10");
    expect(aLink().draft.date).toBe("2026-02-10");
  });
});
