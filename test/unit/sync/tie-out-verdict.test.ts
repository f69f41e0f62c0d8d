import { describe, expect, it } from "vitest";
import { ZERO } from "../../../server/domain/money.ts";
import { aBill, anApplication, subcontract } from "../../build/acumatica.ts";
import { aSyncedPayment } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aCommitment, aContractPayment } from "../../build/procore.ts";
import { differencesOf, figures, tie } from "./tied.ts";

describe("a check that takes a vendor's credit along", () => {
  const ADR = { type: "ADR", ref: "000012" };
  const credit = anApplication({ bill: ADR, amount: usd("-200.00") });
  const beside = (own: Parameters<typeof aBill>[0], more: Parameters<typeof pictures>[0] = {}) =>
    tie(pictures({ bills: [aBill(), aBill({ ...ADR, ...own })], applications: [anApplication(), credit], ...more }));

  it("paid that much less, whatever Vendor Ref. the credit bears", () => {
    for (const vendorRef of ["17", "its own", ""]) {
      const result = beside({ vendorRef });
      expect(result.commitments.map((one) => [one.commitment?.number, figures(one)])).toEqual([
        ["SC-001", "paidInAcumatica 800.00 pending 1000.00 excluded -200.00"],
      ]);
      expect(differencesOf(result)).toEqual(["credit_taken -200.00", "new_payment 1000.00"]);
      expect(result).toMatchObject({ tiesOut: true, verdict: "explained" });
    }
  });

  it("stands on no commitment where the credit's lines name none, or several", () => {
    const [line] = aBill().lines;
    for (const lines of [[{ ...line!, order: null }], [line!, { ...line!, order: subcontract("SC-002") }]]) {
      expect(beside({ lines }).commitments.map((one) => [one.commitment?.number ?? null, figures(one)])).toEqual([
        ["SC-001", "paidInAcumatica 1000.00 pending 1000.00"],
        [null, "paidInAcumatica -200.00 excluded -200.00"],
      ]);
    }
  });

  it("is 0.00 over a bill and an equal credit, and the bill is paid all the same", () => {
    const equal = { applications: [anApplication({ amount: usd("200.00") }), credit] };
    const result = beside({}, equal);
    expect(result.commitments.map(figures)).toEqual(["pending 200.00 excluded -200.00"]);
    expect(result).toMatchObject({ tiesOut: true, equal: true, verdict: "explained" });
  });
});

describe("the verdict", () => {
  it("is equal only where no difference is listed", () => {
    expect(tie(inStep())).toMatchObject({ equal: true, verdict: "equal", totals: [{ equal: true, verdict: "equal" }] });
    const up = aContractPayment({ id: 5001, checkNumber: "9" });
    const down = aContractPayment({ id: 5002, checkNumber: "9", amount: usd("-1000.00") });
    expect(tie(inStep({ issued: [aSyncedPayment(), up, down] }))).toMatchObject({ equal: true, verdict: "explained" });
  });

  it("is open while an amount in Procore cannot be read, which is in no sum and is named", () => {
    const odd = aContractPayment({ id: 5001, amount: ZERO, oddAmount: "33.3333", checkNumber: "9" });
    const result = tie(inStep({ issued: [aSyncedPayment(), odd] }));

    expect(result).toMatchObject({ tiesOut: false, unexplained: 0, unreadable: 1, verdict: "open" });
    expect(result.totals.map(figures)).toEqual(["paidInAcumatica 1000.00 synced 1000.00 issuedInProcore 1000.00"]);
    expect(result.commitments[0]).toMatchObject({ verdict: "open", unreadable: 1, commitment: { number: "SC-001" } });
    expect(result.commitments[0]?.differences).toMatchObject([
      {
        key: null,
        contractPaymentId: 5001,
        payment: { reference: "9", date: "2026-02-10" },
        reason: {
          code: "odd_in_procore",
          says: "Procore shows an amount here that cannot be read: the amount 33.3333 in USD.",
        },
        amount: 0,
      },
    ]);
  });

  it("is open while an amount in Acumatica, or of one that is ours, cannot be read", () => {
    const unread = anApplication({ amount: ZERO, nets: false, odd: "the amount 33.3333 in USD" });
    const paid = tie(pictures({ applications: [unread] }));
    const ours = tie(inStep({ issued: [aSyncedPayment({ amount: ZERO, oddAmount: "a lot" })] }));

    expect(paid).toMatchObject({ tiesOut: false, unreadable: 1, verdict: "open" });
    expect(differencesOf(paid)).toEqual(["odd_in_acumatica 0.00"]);
    expect(ours).toMatchObject({ tiesOut: false, unreadable: 1, verdict: "open" });
    expect(differencesOf(ours)).toEqual(["odd_in_procore 1000.00"]);
  });

  it("is one currency's own; the worst is the headline", () => {
    const cad = aCommitment({ id: 41, number: "SC-002", currency: "CAD" });
    const odd = aContractPayment({ id: 5001, commitmentId: 41, currency: "CAD", amount: ZERO, oddAmount: "x" });
    const result = tie(inStep({ commitments: [aCommitment(), cad], issued: [aSyncedPayment(), odd] }));

    expect(result.totals.map(({ currency, verdict }) => [currency, verdict])).toEqual([
      ["CAD", "open"],
      ["USD", "equal"],
    ]);
    expect(result.verdict).toBe("open");
  });
});
