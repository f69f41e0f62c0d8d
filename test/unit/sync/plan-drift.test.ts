import { describe, expect, it } from "vitest";
import type { ContractPayment } from "../../../server/domain/contract-payment.ts";
import { fingerprint, shownOf } from "../../../server/domain/contract-payment.ts";
import type { Decision } from "../../../server/domain/link.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { plan } from "../../../server/sync/plan.ts";
import { anApplication, aPayment, aVoidedApplication } from "../../build/acumatica.ts";
import { applied } from "../../build/applied.ts";
import { aDecision, aDraft, aLink, aSyncedPayment } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { onlyStanding, outcomes } from "../../build/outcome.ts";
import { inStep } from "../../build/pictures.ts";
import { aCommitment, aContractPayment } from "../../build/procore.ts";

type Over = NonNullable<Parameters<typeof inStep>[0]>;

const repriced = anApplication({ amount: usd("900.00") });

function edited(over: Partial<ContractPayment>, more: Over = {}): Pictures {
  return inStep({ issued: [aSyncedPayment(over)], ...more });
}

const EDITS: [field: string, over: Partial<ContractPayment>][] = [
  ["amount", { amount: usd("999.00") }],
  ["date", { date: "2026-02-28" }],
  ["check number", { checkNumber: "9" }],
  ["invoice number", { invoiceNumber: "9" }],
  ["invoice", { invoiceId: null }],
  ["the lock", { originId: null }],
];

describe("an edit in Procore", () => {
  it.each(EDITS)("of %s is reported", (field, over) => {
    const standing = onlyStanding(edited(over));
    expect(standing).toMatchObject({ state: "needs_review", change: null });
    expect(standing.reason).toEqual({ code: "edited_in_procore", detail: field });
  });

  it.each(EDITS)("of %s is written over when the company restores", (field, over) => {
    const standing = onlyStanding(edited(over, { settings: { drift: "restore" } }));
    expect(standing.change).toMatchObject({ kind: "update", after: aDraft() });
    expect(standing.reason).toEqual({ code: "to_restore", detail: field });
  });

  it.each([{ notes: "Called the bank." }, { attachments: 3 }, { originData: null }])(
    "of what is the user's is no drift: %o",
    (over) => {
      expect(outcomes(edited(over))).toEqual(["synced"]);
    },
  );

  it("is reported even when Acumatica changed as well: neither side wins alone", () => {
    const input = edited({ amount: usd("999.00") }, { applications: [repriced] });
    expect(outcomes(input)).toEqual(["needs_review edited_in_procore"]);
  });

  it("gives way to Acumatica's newer values when the company restores", () => {
    const input = edited({ amount: usd("999.00") }, { applications: [repriced], settings: { drift: "restore" } });
    expect(onlyStanding(input).change?.after).toEqual(aDraft({ amount: usd("900.00") }));
  });

  it("that only wrote what Acumatica says now is still an edit: the payment was opened", () => {
    expect(outcomes(edited({ originId: null, amount: usd("900.00") }, { applications: [repriced] }))).toEqual([
      "needs_review edited_in_procore",
    ]);
  });
});

describe("a deletion in Procore", () => {
  it("is reported", () => {
    expect(outcomes(inStep({ issued: [] }))).toEqual(["needs_review deleted_in_procore"]);
  });

  it("is undone when the company restores", () => {
    const { change } = onlyStanding(inStep({ issued: [], settings: { drift: "restore" } }));
    expect(change).toMatchObject({ kind: "create", contractPaymentId: null, after: aDraft() });
  });

  it("is not undone beside a payment that somebody typed in instead", () => {
    const issued = [aContractPayment({ id: 5001, amount: usd("999.00") })];
    expect(outcomes(inStep({ issued, settings: { drift: "restore" } }))).toEqual(["needs_review close_payment"]);
  });

  it("is told from another integration's taking it over", () => {
    const issued = [aSyncedPayment({ originId: "5501" })];
    expect(outcomes(inStep({ issued }))).toEqual(["needs_review foreign_payment"]);
    expect(outcomes(inStep({ issued, settings: { drift: "restore" } }))).toEqual(["needs_review foreign_payment"]);
  });
});

describe("a difference that a person accepted", () => {
  const shown = aSyncedPayment({ amount: usd("999.00") });
  const accept = (over: Partial<Decision> = {}): Decision =>
    aDecision({
      decide: "accept",
      seen: { acumatica: usd("1000.00"), procore: usd("999.00") },
      baseline: { shown: shownOf(shown), fingerprint: fingerprint(aDraft()) },
      ...over,
    });
  const accepted = (over: Over = {}) => inStep({ issued: [shown], decisions: [accept()], ...over });

  it("is synced, and says by whom", () => {
    expect(outcomes(accepted())).toEqual(["synced accepted"]);
    expect(onlyStanding(accepted()).reason?.detail).toBe("kim");
  });

  it("is synced under restore as well: a person's word outranks the policy", () => {
    expect(outcomes(accepted({ settings: { drift: "restore" } }))).toEqual(["synced accepted"]);
  });

  it("holds though Acumatica had changed as well when it was accepted", () => {
    const decisions = [
      accept({
        seen: { acumatica: usd("900.00"), procore: usd("999.00") },
        baseline: { shown: shownOf(shown), fingerprint: fingerprint(aDraft({ amount: usd("900.00") })) },
      }),
    ];
    expect(outcomes(accepted({ applications: [repriced], decisions }))).toEqual(["synced accepted"]);
  });

  it("opens again when Acumatica's amount changes", () => {
    expect(outcomes(accepted({ applications: [repriced] }))).toEqual(["needs_review edited_in_procore"]);
  });

  it("opens again when Procore's amount changes", () => {
    expect(outcomes(accepted({ issued: [aSyncedPayment({ amount: usd("998.00") })] }))).toEqual([
      "needs_review edited_in_procore",
    ]);
  });

  it("opens again when anything else is edited in Procore, and names all that differs from what was written", () => {
    const standing = onlyStanding(accepted({ issued: [{ ...shown, date: "2026-02-28" }] }));
    expect(standing).toMatchObject({ state: "needs_review", change: null });
    expect(standing.reason).toEqual({ code: "edited_in_procore", detail: "amount, date" });
  });

  it.each([null, { shown: null, fingerprint: null }])("holds for nothing that was not seen (%j)", (baseline) => {
    expect(outcomes(accepted({ decisions: [accept({ baseline })] }))).toEqual(["needs_review edited_in_procore"]);
  });

  it("is the baseline until Acumatica changes, then Acumatica's values are written, once", () => {
    const input = accepted({ payments: [aPayment({ reference: "1046" })] });
    expect(onlyStanding(input).change).toMatchObject({ kind: "update", after: aDraft({ checkNumber: "1046" }) });
    const after = applied(input, plan(input));
    expect(outcomes(after)).toEqual(["synced"]);
  });

  it("may be that the payment is gone", () => {
    const gone = { decide: "accept", seen: { acumatica: usd("1000.00"), procore: null }, baseline: null } as const;
    const input = inStep({ issued: [], decisions: [aDecision(gone)] });
    expect(outcomes(input)).toEqual(["synced accepted"]);
    expect(outcomes({ ...input, applications: [repriced] })).toEqual(["needs_review deleted_in_procore"]);
  });
});

describe("a difference that a person wants restored", () => {
  const restore = (procore: string | null) =>
    aDecision({
      decide: "restore",
      seen: { acumatica: usd("1000.00"), procore: procore === null ? null : usd(procore) },
    });

  it("is written over", () => {
    const input = edited({ amount: usd("999.00") }, { decisions: [restore("999.00")] });
    expect(onlyStanding(input).change).toMatchObject({ kind: "update", after: aDraft() });
  });

  it("is created again when it was deleted", () => {
    expect(outcomes(inStep({ issued: [], decisions: [restore(null)] }))).toEqual(["pending to_restore create"]);
  });

  it("is asked about again when an amount moved since", () => {
    const input = edited({ amount: usd("998.00") }, { decisions: [restore("999.00")] });
    expect(outcomes(input)).toEqual(["needs_review edited_in_procore"]);
  });
});

describe("what was sent and never confirmed", () => {
  it("is written again, and nobody is blamed for how it differs", () => {
    const links = [aLink({ reply: null })];
    expect(outcomes(edited({ checkNumber: "9" }, { links }))).toEqual(["pending to_adopt adopt"]);
  });
});

describe("a journal cut short", () => {
  const unfinished = { doing: "update", step: "change", since: "2026-02-12T09:00:00.000Z" } as const;

  it("is finished, and nobody is blamed, whatever Procore shows in between", () => {
    for (const [, over] of EDITS) {
      expect(outcomes(edited(over, { links: [aLink({ unfinished })] }))).toEqual(["pending interrupted update"]);
    }
  });

  it("is finished under its key in origin data, when memory and origin id are both lost", () => {
    expect(outcomes(edited({ originId: null }, { links: [], billLinks: [] }))).toEqual(["pending to_adopt adopt"]);
  });
});

describe("a payment that Procore shows a second time", () => {
  const again = aContractPayment({ id: 6001, checkNumber: "1045", date: "2026-03-02" });
  const twice = (over: Over = {}): Pictures =>
    inStep({ issued: [aSyncedPayment(), { ...aSyncedPayment(), id: 5999, originId: null }], ...over });

  it("is not called synced: a person is told which one is the surplus", () => {
    const standing = onlyStanding(twice());
    expect(standing).toMatchObject({ state: "needs_review", change: null, reason: { code: "shown_twice" } });
    expect(standing.candidates.contractPayments.map(({ id }) => id)).toEqual([5999]);
  });

  it("is known by our memory alone, too", () => {
    const input = inStep({ issued: [aSyncedPayment(), again], links: [aLink({ contractPaymentId: 6001 })] });
    expect(outcomes(input)).toEqual(["needs_review shown_twice"]);
  });

  it("is not what our memory puts on another commitment", () => {
    const elsewhere = { ...again, commitmentId: 41 };
    const input = inStep({
      commitments: [aCommitment(), aCommitment({ id: 41, number: "SC-002" })],
      issued: [aSyncedPayment(), elsewhere],
      links: [aLink({ contractPaymentId: 6001 })],
    });
    expect(outcomes(input)).toEqual(["synced"]);
  });

  it("is well again once the surplus is gone, or shows no money", () => {
    const empty = { ...aSyncedPayment(), id: 5999, originId: null, amount: usd("0.00") };
    expect(outcomes(twice({ issued: [aSyncedPayment()] }))).toEqual(["synced"]);
    expect(outcomes(twice({ issued: [aSyncedPayment(), empty] }))).toEqual(["synced"]);
  });

  it("goes twice when it ends in Acumatica: first the one, then the other", () => {
    const input = twice({ applications: [aVoidedApplication()] });
    expect(outcomes(input)).toEqual(["pending to_remove_voided remove"]);
    const then = applied(input, plan(input));
    expect(outcomes(then)).toEqual(["pending to_remove_voided remove"]);
    expect(applied(then, plan(then)).issued).toEqual([]);
  });

  it("keeps one that ended and was set to 0.00 open while the other shows money", () => {
    const input = twice({ applications: [aVoidedApplication()], settings: { voidPolicy: "zero" } });
    expect(outcomes(applied(input, plan(input)))).toEqual(["needs_review shown_twice"]);
  });
});
