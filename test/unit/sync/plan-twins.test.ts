import { describe, expect, it } from "vitest";
import { originDataOf, type ContractPayment } from "../../../server/domain/contract-payment.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { applicationKey } from "../../../server/domain/payment.ts";
import { plan } from "../../../server/sync/plan.ts";
import { described } from "../../../server/sync/plan-fresh.ts";
import { anApplication, aPayment, BILL, TENANT } from "../../build/acumatica.ts";
import { aDecision, aDraft, KEY } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { onlyStanding, outcomes } from "../../build/outcome.ts";
import { pictures } from "../../build/pictures.ts";
import { aCommitment, aContractPayment, anInvoice } from "../../build/procore.ts";

const withIssued = (...issued: Partial<ContractPayment>[]): Pictures =>
  pictures({ issued: issued.map((over, n) => aContractPayment({ id: 5000 + n, ...over })) });

/** Two checks of the same amount and number on one bill. */
function twoChecks(over: Partial<Pictures> = {}): Pictures {
  const second = { type: "CHK", ref: "000046" };
  const base = pictures({
    payments: [aPayment(), aPayment(second)],
    applications: [anApplication(), anApplication({ payment: second })],
  });
  return { ...base, ...over };
}
const SECOND = applicationKey(TENANT, { type: "CHK", ref: "000046" }, BILL);

describe("a twin, typed in by hand", () => {
  it.each<[what: string, over: Partial<ContractPayment>]>([
    ["with the same amount and check number", {}],
    ["whose number has leading zeros, spaces and another case", { checkNumber: " 001 045" }],
    ["on another date, for the number tells", { date: "2026-06-30" }],
    ["on the same invoice", { invoiceId: 900 }],
    ["with notes, a number and attachments of the user's own", { notes: "Paid!", attachments: 2 }],
    ["with origin data that is not ours", { originData: "XYZ-0012" }],
  ])("%s is taken over", (_what, over) => {
    const standing = onlyStanding(withIssued(over));
    expect(standing.change).toMatchObject({ kind: "adopt", contractPaymentId: 5000, after: aDraft() });
    expect(standing.reason?.code).toBe("to_adopt");
  });

  it.each<[what: string, over: Partial<ContractPayment>, expected: string]>([
    ["with another amount but the same number", { amount: usd("999.99") }, "needs_review close_payment"],
    ["on another invoice", { invoiceId: 901 }, "needs_review close_payment"],
    ["with another number, seven days apart", { checkNumber: "9", date: "2026-02-17" }, "needs_review close_payment"],
    ["with another number, eight days apart", { checkNumber: "9", date: "2026-02-18" }, "pending new_payment create"],
    ["with no number, seven days apart", { checkNumber: "", date: "2026-02-03" }, "needs_review close_payment"],
    ["with no number and no date", { checkNumber: "", date: null }, "needs_review close_payment"],
    [
      "with the same invoice and amount, months apart",
      { checkNumber: "9", date: "2026-07-01", invoiceId: 900 },
      "needs_review close_payment",
    ],
    ["with nothing in common", { checkNumber: "9", amount: usd("1.00") }, "pending new_payment create"],
    ["on another commitment", { commitmentId: 41 }, "pending new_payment create"],
  ])("is not taken for one %s", (_what, over, expected) => {
    expect(outcomes(withIssued(over))).toEqual([expected]);
  });

  it("is told by its date where neither has a number", () => {
    const unnumbered = { payments: [aPayment({ reference: "" })] };
    const same = { ...withIssued({ checkNumber: "" }), ...unnumbered };
    const other = { ...withIssued({ checkNumber: "", date: "2026-02-11" }), ...unnumbered };
    expect(outcomes(same)).toEqual(["pending to_adopt adopt"]);
    expect(outcomes(other)).toEqual(["needs_review close_payment"]);
    const longAfter = { ...withIssued({ checkNumber: "", date: "2026-02-18" }), ...unnumbered };
    expect(outcomes(longAfter)).toEqual(["pending new_payment create"]);
  });

  it("is never a payment that names another of our keys, though its lock is open", () => {
    const originData = originDataOf(aDraft({ key: SECOND }));
    expect(outcomes(withIssued({ originData }))).toEqual(["pending new_payment create", "needs_review not_seen"]);
  });

  it("waits for a person where taking over is switched off", () => {
    const standing = onlyStanding({ ...withIssued({}), settings: { ...pictures().settings, adoptTwins: false } });
    expect(standing).toMatchObject({ state: "needs_review", change: null, reason: { code: "twin_not_adopted" } });
    expect(standing.candidates.contractPayments.map(({ id }) => id)).toEqual([5000]);
  });
});

describe("what is not certain", () => {
  it("waits when two payments in Procore look like it", () => {
    const standing = onlyStanding(withIssued({}, {}));
    expect(standing).toMatchObject({ state: "needs_review", change: null, reason: { code: "several_twins" } });
    expect(standing.candidates.contractPayments.map(({ id }) => id)).toEqual([5000, 5001]);
  });

  it("waits when two applications fit one payment in Procore", () => {
    expect(outcomes(twoChecks({ issued: [aContractPayment()] }))).toEqual([
      "needs_review two_claim_one",
      "needs_review two_claim_one",
    ]);
  });

  it("waits when two applications fit two payments in Procore", () => {
    const issued = [aContractPayment(), aContractPayment({ id: 5001 })];
    expect(outcomes(twoChecks({ issued }))).toEqual(["needs_review several_twins", "needs_review several_twins"]);
  });

  it("shows the close payment for a person to choose", () => {
    const standing = onlyStanding(withIssued({ amount: usd("999.99") }));
    expect(standing.candidates.contractPayments.map(({ id }) => id)).toEqual([5000]);
    expect(standing.reason?.detail).toBe("check 1045, 2026-02-10");
  });
});

describe("one check that pays several bills", () => {
  const OTHER_BILL = { type: "INV", ref: "000124" };
  const split = (issued: readonly ContractPayment[], over: Partial<Pictures> = {}): Pictures => {
    const base = pictures({ issued });
    const [bill] = base.bills;
    return {
      ...base,
      bills: [bill!, { ...bill!, ...OTHER_BILL }],
      invoices: [anInvoice({ billed: usd("2000.00") })],
      applications: [anApplication(), anApplication({ bill: OTHER_BILL, amount: usd("300.00") })],
      ...over,
    };
  };

  it("is created beside its own part that is taken over in the same run", () => {
    expect(outcomes(split([aContractPayment()]))).toEqual(["pending to_adopt adopt", "pending new_payment create"]);
  });

  it("is not created beside a part that nobody takes over", () => {
    const settings = { ...pictures().settings, adoptTwins: false };
    expect(outcomes(split([aContractPayment()], { settings }))).toEqual([
      "needs_review twin_not_adopted",
      "needs_review close_payment",
    ]);
    expect(outcomes(split([aContractPayment(), aContractPayment({ id: 5001 })]))).toEqual([
      "needs_review several_twins",
      "needs_review close_payment",
    ]);
  });
});

describe("another integration's payment", () => {
  it.each<[what: string, over: Partial<ContractPayment>, expected: string]>([
    ["that is the same", { originId: "5501" }, "needs_review foreign_payment"],
    ["that is close", { originId: "5501", amount: usd("999.99") }, "needs_review foreign_payment"],
    ["from Procore Pay", { externalPaymentId: "2169c3f0" }, "needs_review foreign_payment"],
    ["of another tenant of ours", { originId: "acu:Old:CHK:000045:INV:000123" }, "needs_review foreign_payment"],
    ["that is far from it", { originId: "5501", amount: usd("1.00"), checkNumber: "9" }, "pending new_payment create"],
  ])("%s is never touched", (_what, over, expected) => {
    const input = withIssued(over);
    expect(outcomes(input)).toEqual([expected]);
    expect(
      plan(input)
        .changes.map(({ contractPaymentId }) => contractPaymentId)
        .filter(Boolean),
    ).toEqual([]);
  });

  it("hides a twin typed in by hand from nobody: the twin is taken over", () => {
    expect(outcomes(withIssued({}, { originId: "5501" }))).toEqual(["pending to_adopt adopt"]);
  });
});

describe("a person's choice of the payment", () => {
  const adopt = (over: Parameters<typeof aDecision>[0] = {}) =>
    aDecision({
      decide: "adopt",
      contractPaymentId: 5001,
      seen: { acumatica: usd("1000.00"), procore: null },
      ...over,
    });

  it("settles which of several it is", () => {
    const input = { ...withIssued({}, {}), decisions: [adopt()] };
    expect(onlyStanding(input).change).toMatchObject({ kind: "adopt", contractPaymentId: 5001 });
  });

  it("may be one that is only close", () => {
    const input = { ...withIssued({ commitmentId: 41 }, { amount: usd("999.99") }), decisions: [adopt()] };
    expect(onlyStanding(input).change).toMatchObject({ kind: "adopt", contractPaymentId: 5001, after: aDraft() });
  });

  it("holds where taking over is switched off", () => {
    const settings = { ...pictures().settings, adoptTwins: false };
    const input = { ...withIssued({ commitmentId: 41 }, {}), settings, decisions: [adopt()] };
    expect(outcomes(input)).toEqual(["pending to_adopt adopt"]);
  });

  it("frees the payments not chosen for the other application", () => {
    const issued = [aContractPayment(), aContractPayment({ id: 5001 })];
    expect(plan(twoChecks({ issued, decisions: [adopt()] })).changes).toMatchObject([
      { key: KEY, kind: "adopt", contractPaymentId: 5001 },
      { key: SECOND, kind: "adopt", contractPaymentId: 5000 },
    ]);
  });

  it("is no choice when two people chose the same payment for two applications", () => {
    const issued = [aContractPayment(), aContractPayment({ id: 5001 })];
    const decisions = [adopt(), adopt({ key: SECOND })];
    expect(outcomes(twoChecks({ issued, decisions }))).toEqual([
      "needs_review two_claim_one",
      "needs_review two_claim_one",
    ]);
  });

  it.each<[what: string, seen: { acumatica: string; procore: string | null }]>([
    ["Acumatica's", { acumatica: "999.00", procore: null }],
    ["Procore's", { acumatica: "1000.00", procore: "999.00" }],
  ])("opens again when %s amount changes", (_what, { acumatica, procore }) => {
    const seen = { acumatica: usd(acumatica), procore: procore === null ? null : usd(procore) };
    expect(outcomes({ ...withIssued({}, {}), decisions: [adopt({ seen })] })).toEqual(["needs_review several_twins"]);
  });

  it.each<[what: string, over: Partial<ContractPayment>]>([
    ["another integration's payment", { originId: "5501" }],
    ["a payment on another commitment", { commitmentId: 41 }],
  ])("never takes over %s", (_what, over) => {
    const input = { ...withIssued({ amount: usd("1.00"), checkNumber: "9" }, over), decisions: [adopt()] };
    expect(plan(input).changes.filter(({ kind }) => kind === "adopt")).toEqual([]);
  });

  it("is a question again where the payment chosen is gone: nothing is created by itself", () => {
    const seen = { acumatica: usd("1000.00"), procore: usd("990.00") };
    const input = { ...withIssued({ amount: usd("1.00"), checkNumber: "9" }), decisions: [adopt({ seen })] };
    expect(outcomes(input)).toEqual(["needs_review reopened"]);
  });
});

describe("a payment in Procore is named", () => {
  it.each<[over: Partial<ContractPayment>, name: string]>([
    [{}, "check 1045, 2026-02-10"],
    [{ checkNumber: "" }, "2026-02-10"],
    [{ date: null }, "check 1045"],
    [{ checkNumber: "", date: null }, "without number or date"],
    [{ originId: "5501" }, "check 1045, 2026-02-10, written by another integration"],
  ])("with %o: %s", (over, name) => {
    expect(described(aContractPayment(over))).toBe(name);
  });
});

describe("a commitment whose Payments Issued tab is off", () => {
  it("gets nothing sent, and the reason says so", () => {
    const standing = onlyStanding(pictures({ commitments: [aCommitment({ allowPayments: false })] }));
    expect(standing).toMatchObject({
      state: "failed",
      change: null,
      reason: { code: "payments_off", detail: "SC-001" },
    });
  });

  it("takes nothing over either, nor asks what is close", () => {
    const off = { commitments: [aCommitment({ allowPayments: false })] };
    for (const over of [{}, { amount: usd("999.99") }, { originId: "5501" }]) {
      expect(outcomes({ ...withIssued(over), ...off })).toEqual(["failed payments_off"]);
    }
  });

  it("may get what we do not know it to refuse", () => {
    expect(outcomes(pictures({ commitments: [aCommitment({ allowPayments: null })] }))).toEqual([
      "pending new_payment create",
    ]);
  });
});
