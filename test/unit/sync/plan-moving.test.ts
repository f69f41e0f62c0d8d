import { describe, expect, it } from "vitest";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { ZERO } from "../../../server/domain/money.ts";
import { plan } from "../../../server/sync/plan.ts";
import { aVoidedApplication } from "../../build/acumatica.ts";
import { applied } from "../../build/applied.ts";
import { aBillLink, aDecision, aDraft, aLink, aSyncedPayment } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { onlyStanding, outcomes } from "../../build/outcome.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aCommitment, anInvoice } from "../../build/procore.ts";

type Over = NonNullable<Parameters<typeof inStep>[0]>;

/** Synced on SC-001; a person has since linked the bill to invoice 18 on SC-002. */
function moving(over: Over = {}): Pictures {
  return inStep({
    commitments: [aCommitment(), aCommitment({ id: 41, number: "SC-002" })],
    invoices: [anInvoice(), anInvoice({ id: 901, commitmentId: 41, number: "18" })],
    billLinks: [aBillLink({ commitmentId: 41, invoiceId: 901 })],
    ...over,
  });
}

/** The same, but the new invoice is in project 8. */
function movingAway(over: Over = {}): Pictures {
  return moving({
    commitments: [aCommitment(), aCommitment({ id: 41, projectId: 8, number: "SC-002" })],
    invoices: [anInvoice(), anInvoice({ id: 901, projectId: 8, commitmentId: 41, number: "18" })],
    billLinks: [aBillLink({ projectId: 8, commitmentId: 41, invoiceId: 901 })],
    ...over,
  });
}

describe("a payment whose invoice now belongs to another commitment", () => {
  it("is removed at the old place first", () => {
    const { change, reason } = onlyStanding(moving());
    expect(change).toMatchObject({ kind: "remove", commitmentId: 40, contractPaymentId: 5000, after: null });
    expect(reason).toEqual({ code: "moving", detail: "now SC-002" });
  });

  it("is created at the new place once that removal is stored, and then is in step", () => {
    const removed = applied(moving(), plan(moving()));
    expect(plan(removed).changes).toMatchObject([{ kind: "create", commitmentId: 41, contractPaymentId: null }]);
    const created = applied(removed, plan(removed));
    expect(outcomes(created)).toEqual(["synced"]);
    expect(created.issued.map(({ commitmentId }) => commitmentId)).toEqual([41]);
  });

  it.each<[what: string, over: Over]>([
    ["a person had typed in", { links: [aLink({ adopted: true })] }],
    ["has attachments", { issued: [aSyncedPayment({ attachments: 1 })] }],
  ])("is left at zero and without our key, when it %s", (_what, over) => {
    expect(onlyStanding(moving(over)).change).toMatchObject({ kind: "remove", after: { amount: ZERO } });
    const left = applied(moving(over), plan(moving(over)));
    expect(left.issued).toMatchObject([{ id: 5000, amount: ZERO, originId: null, originData: null }]);
    expect(outcomes(left)).toEqual(["pending new_payment create"]);
  });

  it("waits until the first backfill is complete", () => {
    expect(outcomes(moving({ backfillComplete: false }))).toEqual(["pending moving"]);
  });

  it("is an update when only the invoice is another", () => {
    const input = moving({
      invoices: [anInvoice(), anInvoice({ id: 901, number: "18" })],
      billLinks: [aBillLink({ invoiceId: 901 })],
    });
    expect(outcomes(input)).toEqual(["pending changed_in_acumatica update"]);
  });

  it("is reported, not moved, when somebody deleted it at the old place", () => {
    expect(outcomes(moving({ issued: [] }))).toEqual(["needs_review deleted_in_procore"]);
  });

  it("is moved when somebody deleted it and the company or a person restores", () => {
    const restored = moving({ issued: [], settings: { drift: "restore" } });
    expect(outcomes(restored)).toEqual(["pending moving remove"]);
    expect(plan(applied(restored, plan(restored))).changes).toMatchObject([{ kind: "create", commitmentId: 41 }]);
    const decisions = [aDecision({ decide: "restore", seen: { acumatica: usd("1000.00"), procore: null } })];
    expect(outcomes(moving({ issued: [], decisions }))).toEqual(["pending moving remove"]);
  });

  it("is removed there when it ended meanwhile", () => {
    expect(outcomes(moving({ applications: [aVoidedApplication()] }))).toEqual(["pending to_remove_voided remove"]);
  });
});

describe("a payment that moves to another project", () => {
  const there = (over: Over = {}) => ({ ...movingAway({ issued: [], ...over }), projectId: 8 });

  it("is removed by the old project", () => {
    expect(onlyStanding(movingAway()).change).toMatchObject({ kind: "remove", projectId: 7, contractPaymentId: 5000 });
  });

  it("waits in the new project until that removal is stored", () => {
    expect(outcomes(there())).toEqual(["pending moving"]);
  });

  it("is created by the new project then, and no longer the old one's", () => {
    const links = [aLink({ removed: true, contractPaymentId: null })];
    expect(plan(there({ links })).changes).toMatchObject([{ kind: "create", projectId: 8, commitmentId: 41 }]);
    expect(outcomes(movingAway({ issued: [], links }))).toEqual([]);
  });

  it("is removed by the old project alone when it ended meanwhile", () => {
    const ended = { applications: [aVoidedApplication()] };
    expect(outcomes(movingAway(ended))).toEqual(["pending to_remove_voided remove"]);
    expect(outcomes(there(ended))).toEqual(["pending to_remove_voided"]);
  });

  it("is not created by the old project when it was deleted there", () => {
    expect(outcomes(movingAway({ issued: [], settings: { drift: "restore" } }))).toEqual(["pending moving remove"]);
  });
});

describe("our payment on a commitment of its own invoice", () => {
  it("is recognized by what Procore shows, when link and match are lost", () => {
    const input = inStep({
      links: [],
      billLinks: [],
      bills: inStep().bills.map((bill) => ({ ...bill, vendorRef: "" })),
    });
    const { match, change } = onlyStanding(input);
    expect(match).toMatchObject({ found: true, evidence: { rule: "earlier" } });
    expect(change).toMatchObject({ kind: "adopt", contractPaymentId: 5000 });
  });

  it("stays on the invoice that our link remembers, when the bill's link is lost", () => {
    const bills = inStep().bills.map((bill) => ({ ...bill, vendorRef: "", lines: [] }));
    const input = inStep({ billLinks: [], bills, issued: [aSyncedPayment({ invoiceId: null, originId: null })] });
    expect(outcomes(input)).toEqual(["needs_review edited_in_procore"]);
  });

  it("is not moved back on a stale link of another commitment", () => {
    const stale = aLink({ commitmentId: 39, draft: aDraft({ commitmentId: 39 }), contractPaymentId: 4000 });
    const input = pictures({ issued: [aSyncedPayment()], links: [stale] });
    expect(plan(input).changes.filter(({ kind }) => kind === "remove" || kind === "create")).toEqual([]);
  });
});
