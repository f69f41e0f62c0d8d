import { describe, expect, it } from "vitest";
import { changeText } from "../../../server/domain/change.ts";
import { shownOf } from "../../../server/domain/contract-payment.ts";
import type { Decision } from "../../../server/domain/link.ts";
import { ZERO } from "../../../server/domain/money.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { plan } from "../../../server/sync/plan.ts";
import { aBill, aLine, aMethod, anApplication, aPayment, aVoidedApplication } from "../../build/acumatica.ts";
import { aBillDecision, aBillLink, aDecision, aLink, anAttempt, aSyncedPayment, KEY } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { onlyStanding, outcomes } from "../../build/outcome.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aCommitment, anInvoice, aVendor } from "../../build/procore.ts";

const ACR = { type: "ACR", ref: "000123" };

describe("an application that was never synced is excluded", () => {
  it.each<[because: string, input: Pictures, expected: string, detail: string | null]>([
    ["while unreleased", pictures({ applications: [anApplication({ state: "unreleased" })] }), "unreleased", null],
    ["before the start date", pictures({ settings: { startDate: "2026-02-11" } }), "before_start_date", "2026-02-11"],
    [
      "while its method is switched off",
      pictures({ settings: { methods: { check: false, credit_card: true, electronic: true } } }),
      "method_off",
      "CHECK",
    ],
    ["when it was migrated", pictures({ applications: [anApplication({ migrated: true })] }), "migrated", null],
    ["when its bill was migrated", pictures({ bills: [aBill({ migrated: true })] }), "migrated", null],
    [
      "when it pays no bill",
      pictures({ bills: [aBill(ACR)], applications: [anApplication({ bill: ACR })] }),
      "not_a_bill",
      "ACR 000123",
    ],
    [
      "when its project is not mapped, though the commitment's number is known here",
      pictures({ settings: { projectMap: {} }, vendors: [aVendor({ originId: "V9" })], invoices: [] }),
      "project_not_mapped",
      "P-100",
    ],
  ])("%s", (_because, input, code, detail) => {
    const standing = onlyStanding(input);
    expect(standing).toMatchObject({ state: "excluded", change: null, reason: { code, detail } });
  });

  it("but on the start date itself is not", () => {
    expect(outcomes(pictures({ settings: { startDate: "2026-02-10" } }))).toEqual(["pending new_payment create"]);
  });

  it("but counts from the date that is shown, the application's where that is later", () => {
    const input = pictures({
      payments: [aPayment({ date: "2026-01-02" })],
      settings: { startDate: "2026-02-10" },
    });
    expect(outcomes(input)).toEqual(["pending new_payment create"]);
  });

  it("but of a project that is not mapped is not, when its commitment or invoice names ours", () => {
    const unmapped = { settings: { projectMap: {} } };
    expect(outcomes(pictures(unmapped))).toEqual(["pending new_payment create"]);
    const named = { bills: [aBill({ lines: [] })], invoices: [anInvoice({ originId: "000123" })] };
    expect(outcomes(pictures({ ...unmapped, ...named }))).toEqual(["pending new_payment create"]);
  });

  it("is no business of a project that nothing of it names", () => {
    const bills = [aBill({ lines: [aLine({ order: null, project: "P-900" })] })];
    expect(outcomes(pictures({ bills }))).toEqual([]);
  });

  it("is another project's business when its match is there", () => {
    const input = pictures({
      commitments: [aCommitment({ projectId: 8 })],
      invoices: [anInvoice({ projectId: 8 })],
      settings: { projectMap: { 7: "P-100", 8: "P-200" } },
    });
    expect(outcomes(input)).toEqual([]);
  });
});

describe("what was synced goes on being kept equal", () => {
  it.each<[policy: string, over: NonNullable<Parameters<typeof inStep>[0]>]>([
    ["a start date", { settings: { startDate: "2026-12-31" } }],
    ["a method switched off", { settings: { methods: { check: false, credit_card: false, electronic: false } } }],
    ["a project that is no longer mapped", { settings: { projectMap: {} } }],
    ["a method that is no longer known", { methods: [] }],
    ["the Payments Issued tab switched off", { commitments: [aCommitment({ allowPayments: false })] }],
  ])("after %s", (_policy, over) => {
    expect(outcomes(inStep(over))).toEqual(["synced"]);
    const applications = [anApplication({ amount: usd("900.00") })];
    expect(outcomes(inStep({ ...over, applications }))).toEqual(["pending changed_in_acumatica update"]);
    expect(outcomes(inStep({ ...over, applications: [aVoidedApplication()] }))).toEqual([
      "pending to_remove_voided remove",
    ]);
  });
});

describe("an unknown payment method", () => {
  it("needs review, by its name", () => {
    const standing = onlyStanding(pictures({ methods: [aMethod({ means: "POS Terminal" })] }));
    expect(standing).toMatchObject({ state: "needs_review", reason: { code: "unknown_method", detail: "CHECK" } });
  });

  it("needs review when the payment has none", () => {
    const standing = onlyStanding(pictures({ payments: [aPayment({ methodId: "" })] }));
    expect(standing.reason).toEqual({ code: "unknown_method", detail: "(none)" });
  });
});

describe("a person's decision", () => {
  const ignored = (over: Partial<Decision> = {}) => pictures({ decisions: [aDecision(over)] });

  it("to ignore an application excludes it, and says who", () => {
    expect(outcomes(ignored())).toEqual(["excluded ignored"]);
    expect(onlyStanding(ignored()).reason?.detail).toBe("kim");
  });

  it.each<[what: string, over: NonNullable<Parameters<typeof pictures>[0]>, expected: string]>([
    [
      "Acumatica's amount changes",
      { applications: [anApplication({ amount: usd("900.00") })] },
      "needs_review reopened",
    ],
    ["the payment is voided", { applications: [aVoidedApplication()] }, "removed voided"],
    ["ours appears in Procore", { issued: [aSyncedPayment()] }, "needs_review reopened"],
  ])("to ignore it opens again when %s", (_what, over, expected) => {
    expect(outcomes(pictures({ decisions: [aDecision()], ...over }))).toEqual([expected]);
  });

  it("to ignore what is synced leaves it as it stands, until Procore's amount changes", () => {
    const decisions = [aDecision({ seen: { acumatica: usd("1000.00"), procore: usd("1000.00") } })];
    expect(outcomes(inStep({ decisions }))).toEqual(["excluded ignored"]);
    const issued = [aSyncedPayment({ amount: usd("1.00") })];
    expect(outcomes(inStep({ decisions, issued }))).toEqual(["needs_review edited_in_procore"]);
  });

  it("to ignore it holds while it is unreleased or ended, when that is what was seen", () => {
    const decisions = [aDecision({ seen: { acumatica: ZERO, procore: null } })];
    const unreleased = [anApplication({ state: "unreleased" })];
    expect(outcomes(pictures({ decisions, applications: unreleased }))).toEqual(["excluded ignored"]);
    expect(outcomes(pictures({ decisions, applications: [aVoidedApplication()] }))).toEqual(["excluded ignored"]);
    expect(outcomes(pictures({ decisions }))).toEqual(["needs_review reopened"]);
  });

  it("to ignore it does not leave a payment of ours with its lock open", () => {
    const unfinished = { doing: "update", step: "unlock", since: "2026-02-12T09:00:00.000Z" } as const;
    const input = inStep({
      issued: [aSyncedPayment({ originId: null })],
      links: [aLink({ unfinished })],
      decisions: [aDecision({ seen: { acumatica: usd("1000.00"), procore: usd("1000.00") } })],
    });
    expect(outcomes(input)).toEqual(["pending interrupted update"]);
  });

  it("to take it back holds it, and opens again when an amount changes", () => {
    const taken = { decide: "taken back" } as const;
    expect(outcomes(ignored(taken))).toEqual(["excluded taken_back"]);
    const applications = [anApplication({ amount: usd("900.00") })];
    expect(outcomes(pictures({ applications, decisions: [aDecision(taken)] }))).toEqual(["needs_review reopened"]);
  });

  it("that is asked about again says who decided, and what has moved", () => {
    const decisions = [aDecision({ seen: { acumatica: usd("900.00"), procore: usd("1000.00") } })];
    expect(onlyStanding(pictures({ decisions })).reason?.detail).toBe("kim, 900.00 → 1000.00, 1000.00 → – USD");
  });

  it("to take it back holds only once Procore shows all that it leaves behind", () => {
    const left = shownOf(aSyncedPayment({ checkNumber: "1040" }));
    const hold = aDecision({
      decide: "taken back",
      seen: { acumatica: usd("1000.00"), procore: usd("1000.00") },
      baseline: { shown: left, fingerprint: null },
      undo: { of: "run 1", done: false },
    });
    expect(outcomes(inStep({ decisions: [hold] }))).toEqual(["synced"]);
    const payments = [aPayment({ reference: "1046" })];
    expect(outcomes(inStep({ decisions: [hold], payments }))).toEqual(["pending changed_in_acumatica update"]);
    const issued = [aSyncedPayment({ checkNumber: "1040" })];
    expect(outcomes(inStep({ decisions: [hold], issued }))).toEqual(["excluded taken_back"]);
    const done = { ...hold, undo: { of: "run 1", done: true } };
    expect(outcomes(inStep({ decisions: [done] }))).toEqual(["excluded taken_back"]);
  });

  it("to link the bill to an invoice is followed, by all its applications", () => {
    const invoices = [anInvoice(), anInvoice({ id: 901, number: "18" })];
    const billDecisions = [aBillDecision({ link: aBillLink({ invoiceId: 901 }) })];
    const second = { type: "CHK", ref: "000046" };
    const input = pictures({
      invoices,
      billDecisions,
      payments: [aPayment(), aPayment({ ...second, reference: "1046" })],
      applications: [anApplication(), anApplication({ payment: second })],
    });
    expect(plan(input).changes.map(({ after }) => after?.invoiceId)).toEqual([901, 901]);
  });

  it("to take the link away stops what was not written, and leaves what was", () => {
    const billDecisions = [aBillDecision({ decide: "unlink" })];
    expect(outcomes(pictures({ billDecisions }))).toEqual(["needs_review unlinked"]);
    expect(outcomes(inStep({ billDecisions, billLinks: [] }))).toEqual(["needs_review unlinked"]);
  });

  it("about a bill stands beside one about its application, and neither replaces the other", () => {
    const second = { type: "CHK", ref: "000046" };
    const input = pictures({
      billDecisions: [aBillDecision({ decide: "unlink" })],
      decisions: [aDecision()],
      payments: [aPayment(), aPayment({ ...second, reference: "1046" })],
      applications: [anApplication(), anApplication({ payment: second })],
    });
    expect(outcomes(input)).toEqual(["excluded ignored", "needs_review unlinked"]);
  });
});

describe("a change that Procore refused", () => {
  const refusal = (input: Pictures, code = "refused") => {
    const [change] = plan(input).changes;
    const reason = { code, detail: "Amount is invalid." };
    return { ...input, attempts: [anAttempt({ change: changeText(change!), reason })] };
  };

  it("is failed while it is still the same, and says what Procore said", () => {
    const standing = onlyStanding(refusal(pictures()));
    expect(standing).toMatchObject({ state: "failed", reason: { code: "refused", detail: "Amount is invalid." } });
    expect(standing.change?.kind).toBe("create");
    expect(standing.attempt?.tries).toBe(1);
  });

  it.each<[what: string, over: Partial<Pictures>]>([
    ["the amount", { applications: [anApplication({ amount: usd("900.00") })] }],
    ["the check number", { payments: [aPayment({ reference: "1046" })] }],
    ["the invoice", { billLinks: [aBillLink({ invoiceId: 901 })], invoices: [anInvoice({ id: 901 })] }],
  ])("is tried again at once when %s changed", (_what, over) => {
    const standing = onlyStanding({ ...refusal(pictures()), ...over });
    expect(standing).toMatchObject({ state: "pending", attempt: null });
  });

  it("is forgotten once it is no longer wanted", () => {
    const input = refusal(pictures());
    expect(outcomes({ ...input, applications: [aVoidedApplication()] })).toEqual(["removed voided"]);
  });

  it("keeps its key and kind apart: a refused update holds no removal back", () => {
    const repriced = inStep({ applications: [anApplication({ amount: usd("900.00") })] });
    const input = { ...refusal(repriced), applications: [aVoidedApplication()] };
    expect(outcomes(input)).toEqual(["pending to_remove_voided remove"]);
    expect(plan(input).changes.map(({ key }) => key)).toEqual([KEY]);
  });
});
