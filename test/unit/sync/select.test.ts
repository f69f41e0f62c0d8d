import { describe, expect, it } from "vitest";
import type { Change, RunChange } from "../../../server/domain/change.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { plan } from "../../../server/sync/plan.ts";
import { inScope, previewed } from "../../../server/sync/select.ts";
import { anApplication, aPayment, aVoidedApplication } from "../../build/acumatica.ts";
import { aBillLink, aSyncedPayment } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aCommitment, anInvoice } from "../../build/procore.ts";

function only(input: Pictures): Change {
  const [change, ...more] = plan(input).changes;
  if (!change || more.length > 0) throw new Error("Not one change");
  return change;
}

const shown = (input: Pictures): RunChange[] =>
  plan(input).changes.map((change) => ({ ...change, outcome: "planned", error: null }));

describe("a run limited to", () => {
  const created = only(pictures());
  const removed = only(inStep({ applications: [aVoidedApplication()] }));
  const toAnotherInvoice = only(
    inStep({
      invoices: [anInvoice(), anInvoice({ id: 901 })],
      billLinks: [aBillLink({ invoiceId: 901 })],
    }),
  );

  it.each<[what: string, change: Change, scope: Parameters<typeof inScope>[1], expected: boolean]>([
    ["nothing takes every change", created, null, true],
    ["its commitment takes a create", created, { commitmentId: 40 }, true],
    ["another commitment does not", created, { commitmentId: 41 }, false],
    ["its invoice takes a create", created, { invoiceId: 900 }, true],
    ["another invoice does not", created, { invoiceId: 901 }, false],
    ["its invoice takes a removal", removed, { invoiceId: 900 }, true],
    ["the old invoice takes an update to another", toAnotherInvoice, { invoiceId: 900 }, true],
    ["the new invoice takes it as well", toAnotherInvoice, { invoiceId: 901 }, true],
  ])("%s", (_what, change, scope, expected) => {
    expect(inScope(change, scope)).toBe(expected);
  });

  it("its invoice takes a removal whose memory was lost", () => {
    const forgotten = only(inStep({ links: [], applications: [aVoidedApplication()] }));
    expect(inScope(forgotten, { invoiceId: 900 })).toBe(true);
  });

  it("the old commitment takes the removal that a move begins with", () => {
    const moving = inStep({
      commitments: [aCommitment(), aCommitment({ id: 41, number: "SC-002" })],
      invoices: [anInvoice(), anInvoice({ id: 901, commitmentId: 41 })],
      billLinks: [aBillLink({ commitmentId: 41, invoiceId: 901 })],
    });
    expect(inScope(only(moving), { commitmentId: 40 })).toBe(true);
    expect(inScope(only(moving), { commitmentId: 41 })).toBe(false);
  });
});

describe("of a stored preview", () => {
  const now = (input: Pictures) => ({ apply: plan(input).changes, moved: [] });

  it("what is still the same is applied", () => {
    expect(previewed(now(pictures()), shown(pictures()))).toEqual({ apply: plan(pictures()).changes, moved: [] });
  });

  it.each<[what: string, later: Pictures]>([
    ["the amount", pictures({ applications: [anApplication({ amount: usd("900.00") })] })],
    ["the payment method", pictures({ settings: { methodOverrides: { CHECK: "electronic" } } })],
    ["that it was synced meanwhile", inStep()],
    ["that it was voided meanwhile", pictures({ applications: [aVoidedApplication()] })],
  ])("what moved is a conflict, not applied: %s", (_what, later) => {
    const { apply, moved } = previewed(now(later), shown(pictures()));
    expect(apply).toEqual([]);
    expect(moved.map(({ change }) => change.kind)).toEqual(["create"]);
  });

  it("what moved in Procore is a conflict too", () => {
    const ended = { applications: [aVoidedApplication()] };
    const later = inStep({ ...ended, issued: [aSyncedPayment({ amount: usd("1.00") })] });
    expect(previewed(now(later), shown(inStep(ended))).moved).toHaveLength(1);
  });

  it("what moved is told in the words of what found it, where there are any", () => {
    const [change] = shown(pictures());
    const moved = [{ change: change!, says: "It has changed since." }];
    expect(previewed({ apply: [], moved }, [change!]).moved).toEqual(moved);
    expect(previewed({ apply: [], moved: [] }, [change!]).moved).toEqual([
      { change, says: "It moved since the preview; preview again." },
    ]);
  });

  it("what the preview itself showed as a conflict is not told again", () => {
    const [change] = shown(pictures());
    expect(previewed({ apply: [], moved: [] }, [{ ...change!, outcome: "conflict" }])).toEqual({
      apply: [],
      moved: [],
    });
  });

  it("what is new stays pending: nobody saw it", () => {
    const second = { type: "CHK", ref: "000046" };
    const later = pictures({
      payments: [aPayment(), aPayment({ ...second, reference: "1046" })],
      applications: [anApplication(), anApplication({ payment: second })],
    });
    expect(previewed(now(later), shown(pictures()))).toEqual({ apply: plan(pictures()).changes, moved: [] });
  });

  it("the words of a change do not matter, only what it does", () => {
    const renamed = pictures({ commitments: [aCommitment({ title: "Steel" })] });
    const reworded = shown(pictures()).map((change) => ({
      ...change,
      because: { code: "interrupted" as const, detail: null },
    }));
    expect(previewed(now(renamed), reworded).moved).toEqual([]);
  });
});
