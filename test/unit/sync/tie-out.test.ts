import { describe, expect, it } from "vitest";
import { ZERO } from "../../../server/domain/money.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { aBill, anApplication, aPayment, aVoidedApplication, subcontract } from "../../build/acumatica.ts";
import { aBillLink, aDecision, aDraft, aLink, aSyncedPayment, KEY, shownBy } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aCommitment, aContractPayment, anInvoice } from "../../build/procore.ts";
import { shownOf } from "../../../server/domain/contract-payment.ts";
import { differencesOf, figures, tie } from "./tied.ts";

const OTHER = aCommitment({ id: 41, number: "SC-002" });
const moved = {
  commitments: [aCommitment(), OTHER],
  invoices: [anInvoice(), anInvoice({ id: 901, commitmentId: 41, number: "18" })],
  billLinks: [aBillLink({ commitmentId: 41, invoiceId: 901 })],
};
const edited = aSyncedPayment({ amount: usd("999.00") });

describe("the tie-out of a commitment", () => {
  it.each<[what: string, input: Pictures, sums: string, differences: string[]]>([
    ["in step", inStep(), "paidInAcumatica 1000.00 synced 1000.00 issuedInProcore 1000.00", []],
    [
      "with a payment not yet written",
      pictures({ billLinks: [aBillLink()] }),
      "paidInAcumatica 1000.00 pending 1000.00",
      ["new_payment 1000.00"],
    ],
    [
      "with one to be taken over: it is somebody else's until then",
      pictures({ issued: [aContractPayment()] }),
      "paidInAcumatica 1000.00 pending 1000.00 issuedInProcore 1000.00 enteredByOthers 1000.00",
      ["to_adopt 1000.00", "entered_by_hand -1000.00"],
    ],
    [
      "with one to be taken over whose amount a person chose to correct",
      pictures({
        issued: [aContractPayment({ amount: usd("990.00") })],
        decisions: [aDecision({ decide: "adopt", contractPaymentId: 5000 })],
      }),
      "paidInAcumatica 1000.00 pending 1000.00 issuedInProcore 990.00 enteredByOthers 990.00",
      ["to_adopt 1000.00", "entered_by_hand -990.00"],
    ],
    [
      "with one that changed in Acumatica",
      inStep({ applications: [anApplication({ amount: usd("900.00") })] }),
      "paidInAcumatica 900.00 pending 900.00 issuedInProcore 1000.00 oursOutOfStep 1000.00",
      ["changed_in_acumatica -100.00"],
    ],
    [
      "with one edited in Procore",
      inStep({ issued: [edited] }),
      "paidInAcumatica 1000.00 needsReview 1000.00 issuedInProcore 999.00 oursOutOfStep 999.00",
      ["edited_in_procore 1.00"],
    ],
    [
      "with an accepted edit",
      inStep({
        issued: [edited],
        decisions: [
          aDecision({
            decide: "accept",
            seen: { acumatica: usd("1000.00"), procore: usd("999.00") },
            baseline: { shown: shownOf(edited), fingerprint: null },
          }),
        ],
      }),
      "paidInAcumatica 1000.00 synced 1000.00 issuedInProcore 999.00 oursOutOfStep -1.00",
      ["accepted 1.00"],
    ],
    [
      "with an accepted deletion",
      inStep({ issued: [], decisions: [aDecision({ decide: "accept" })] }),
      "paidInAcumatica 1000.00 synced 1000.00 oursOutOfStep -1000.00",
      ["accepted 1000.00"],
    ],
    [
      "with one that ended and still stands",
      inStep({ applications: [aVoidedApplication()] }),
      "issuedInProcore 1000.00 oursOutOfStep 1000.00",
      ["to_remove_voided -1000.00"],
    ],
    [
      "with one that Acumatica never showed",
      inStep({ applications: [] }),
      "issuedInProcore 1000.00 oursOutOfStep 1000.00",
      ["not_seen -1000.00"],
    ],
    [
      "with one typed in by hand that nothing fits",
      pictures({ applications: [], issued: [aContractPayment()] }),
      "issuedInProcore 1000.00 enteredByOthers 1000.00",
      ["entered_by_hand -1000.00"],
    ],
    [
      "with another integration's",
      pictures({ issued: [aContractPayment({ originId: "5501" })] }),
      "paidInAcumatica 1000.00 needsReview 1000.00 issuedInProcore 1000.00 enteredByOthers 1000.00",
      ["foreign_payment 1000.00", "written_by_another_integration -1000.00"],
    ],
    [
      "with one that another integration took over",
      inStep({ issued: [aSyncedPayment({ originId: "5501" })] }),
      "paidInAcumatica 1000.00 needsReview 1000.00 issuedInProcore 1000.00 enteredByOthers 1000.00",
      ["foreign_payment 1000.00", "written_by_another_integration -1000.00"],
    ],
    [
      "with one ignored: it is still paid",
      pictures({ billLinks: [aBillLink()], decisions: [aDecision()] }),
      "paidInAcumatica 1000.00 excluded 1000.00",
      ["ignored 1000.00"],
    ],
    [
      "with one that lost its invoice and was deleted: it stays where it was put",
      inStep({ invoices: [], billLinks: [], issued: [] }),
      "paidInAcumatica 1000.00 needsReview 1000.00",
      ["invoice_gone 1000.00"],
    ],
    [
      "with one of 0.00 typed in by hand: no difference",
      inStep({ issued: [aSyncedPayment(), aContractPayment({ id: 5001, amount: ZERO, checkNumber: "9" })] }),
      "paidInAcumatica 1000.00 synced 1000.00 issuedInProcore 1000.00",
      [],
    ],
    [
      "with some typed in by hand that add up to nothing: each is listed",
      pictures({
        applications: [],
        issued: [aContractPayment(), aContractPayment({ id: 5001, amount: usd("-1000.00") })],
      }),
      "",
      ["entered_by_hand -1000.00", "entered_by_hand 1000.00"],
    ],
    [
      "with an unreleased one: no money left",
      pictures({
        applications: [anApplication({ state: "unreleased" }), anApplication({ payment: { type: "CHK", ref: "2" } })],
        payments: [aPayment(), aPayment({ ref: "2" })],
      }),
      "paidInAcumatica 1000.00 pending 1000.00",
      ["new_payment 1000.00"],
    ],
    [
      "with a document not shown",
      inStep({ payments: [] }),
      "paidInAcumatica 1000.00 needsReview 1000.00 issuedInProcore 1000.00 oursOutOfStep 1000.00",
      [],
    ],
    [
      "with the Payments Issued tab switched off",
      pictures({ commitments: [aCommitment({ allowPayments: false })] }),
      "paidInAcumatica 1000.00 failed 1000.00",
      ["payments_off 1000.00"],
    ],
    [
      "with a second payment that carries a key of ours",
      inStep({ issued: [aSyncedPayment(), shownBy(aDraft(), { id: 5001, originId: null })] }),
      "paidInAcumatica 1000.00 needsReview 1000.00 issuedInProcore 2000.00 oursOutOfStep 2000.00",
      ["left_behind -1000.00"],
    ],
  ])("%s", (_what, input, sums, differences) => {
    const result = tie(input);
    expect(result.commitments.map(figures)).toEqual([sums]);
    expect(differencesOf(result)).toEqual(differences);
    expect(result).toMatchObject({ tiesOut: true, unexplained: 0 });
  });

  it("shows a payment that moves at both its places", () => {
    const result = tie(inStep(moved));
    expect(result.commitments.map(({ commitment, ...sums }) => [commitment?.number, figures(sums)])).toEqual([
      ["SC-001", "issuedInProcore 1000.00 oursOutOfStep 1000.00"],
      ["SC-002", "paidInAcumatica 1000.00 pending 1000.00"],
    ]);
    expect(differencesOf(result)).toEqual(["moving -1000.00", "moving 1000.00"]);
    expect(result.tiesOut).toBe(true);
  });

  it("leaves a payment that moved to another project to that project", () => {
    const elsewhere = {
      commitments: [aCommitment(), { ...OTHER, projectId: 8 }],
      invoices: moved.invoices.map((one) => (one.id === 901 ? { ...one, projectId: 8 } : one)),
      billLinks: [aBillLink({ projectId: 8, commitmentId: 41, invoiceId: 901 })],
    };
    const result = tie(inStep(elsewhere));
    expect(result.commitments.map(figures)).toEqual(["issuedInProcore 1000.00 oursOutOfStep 1000.00"]);
    expect(result.totals.map(figures)).toEqual(["issuedInProcore 1000.00 oursOutOfStep 1000.00"]);
  });

  it("counts what waits for an invoice on the commitment that its bill's lines name, else on none", () => {
    const waits = "paidInAcumatica 1000.00 waitingForInvoice 1000.00";
    const onNone = [aBill({ lines: [{ ...aBill().lines[0]!, order: null }] })];
    const placed = (input: Pictures) =>
      tie(input).commitments.map(({ commitment, ...sums }) => [commitment?.number ?? null, figures(sums)]);

    expect(placed(pictures({ invoices: [] }))).toEqual([["SC-001", waits]]);
    expect(placed(pictures({ invoices: [], bills: onNone }))).toEqual([[null, waits]]);
    const removed = [aLink({ removed: true, contractPaymentId: null })];
    expect(placed(pictures({ invoices: [], bills: onNone, links: removed }))).toEqual([[null, waits]]);
  });

  it("counts on no commitment a bill that spans several, with its reason, and not twice", () => {
    const [line] = aBill().lines;
    const lines = [line!, { ...line!, order: subcontract("SC-002") }];
    const result = tie(pictures({ commitments: [aCommitment(), OTHER], bills: [aBill({ lines })] }));

    expect(result.commitments.map((one) => [one.commitment, figures(one)])).toEqual([
      [null, "paidInAcumatica 1000.00 needsReview 1000.00"],
    ]);
    expect(differencesOf(result)).toEqual(["several_commitments 1000.00"]);
    expect(result).toMatchObject({ tiesOut: true, verdict: "explained" });
  });

  it("names with each difference the application and the payment that it is about", () => {
    const idsOf = (input: Pictures) =>
      tie(input).commitments[0]?.differences.map((one) => [one.key, one.contractPaymentId]);
    expect(idsOf(inStep({ issued: [edited] }))).toEqual([[KEY, 5000]]);
    expect(idsOf(pictures())).toEqual([[KEY, null]]);
    expect(idsOf(pictures({ applications: [], issued: [aContractPayment()] }))).toEqual([[null, 5000]]);
  });

  it("names what people know it by: Acumatica's payment, or the number and date that others entered", () => {
    const named = (input: Pictures) => tie(input).commitments[0]?.differences.map(({ payment }) => payment);

    expect(named(pictures())).toEqual([
      { type: "CHK", ref: "000045", date: "2026-02-10", method: "check", reference: "1045" },
    ]);
    expect(named(pictures({ applications: [], issued: [aContractPayment()] }))).toEqual([
      { type: null, ref: null, date: "2026-02-10", method: null, reference: "1045" },
    ]);
  });

  it("names commitment and vendor", () => {
    expect(tie(inStep()).commitments[0]).toMatchObject({
      commitment: { id: 40, number: "SC-001", title: "Structural steel", type: "subcontract" },
      vendor: "Summit Steel, Inc.",
    });
  });

  it("takes the vendor's name from an invoice where the directory has none, whatever their order", () => {
    const invoices = [anInvoice({ id: 902, vendorName: "Later" }), anInvoice({ vendorName: "Earlier" })];
    const names = [invoices, [...invoices].reverse()].map(
      (list) => tie(inStep({ vendors: [], invoices: list })).commitments[0]?.vendor,
    );
    expect(names).toEqual(["Earlier", "Earlier"]);
  });

  it("lists what stands on a commitment that Procore no longer lists, instead of losing it", () => {
    const result = tie(inStep({ commitments: [] }));
    expect(result.commitments.map(figures)).toEqual([
      "paidInAcumatica 1000.00 needsReview 1000.00 issuedInProcore 1000.00 oursOutOfStep 1000.00",
    ]);
    expect(result.commitments[0]?.commitment).toMatchObject({ id: 40, number: "40" });
  });
});

describe("the totals of a project", () => {
  it("add up its commitments", () => {
    const second = { type: "INV", ref: "000124" };
    const input = inStep({
      commitments: [aCommitment(), OTHER],
      invoices: [anInvoice(), anInvoice({ id: 901, commitmentId: 41, number: "18" })],
      bills: [
        aBill(),
        aBill({ ...second, vendorRef: "18", lines: [{ ...aBill().lines[0]!, order: subcontract("SC-002") }] }),
      ],
      applications: [anApplication(), anApplication({ bill: second, amount: usd("0.05") })],
    });
    expect(tie(input).totals.map(figures)).toEqual([
      "paidInAcumatica 1000.05 synced 1000.00 pending 0.05 issuedInProcore 1000.00",
    ]);
  });

  it.each<[what: string, input: Pictures, cad: string]>([
    [
      "waits for review",
      pictures({ commitments: [aCommitment({ currency: "CAD" })] }),
      "paidInAcumatica 1000.00 needsReview 1000.00",
    ],
    [
      "is ignored by a person",
      pictures({ commitments: [aCommitment({ currency: "CAD" })], decisions: [aDecision()] }),
      "paidInAcumatica 1000.00 excluded 1000.00",
    ],
    [
      "was paid before the start date",
      pictures({ commitments: [aCommitment({ currency: "CAD" })], settings: { startDate: "2027-01-01" } }),
      "paidInAcumatica 1000.00 excluded 1000.00",
    ],
  ])("keep money in another currency than its commitment's apart, when it %s", (_what, input, expected) => {
    const result = tie(input);
    expect(result.totals.map((sums) => [sums.currency, figures(sums)])).toEqual([["USD", expected]]);
    expect(result.commitments.map((one) => [one.commitment?.number, one.currency, figures(one)])).toEqual([
      ["SC-001", "USD", expected],
    ]);
    expect(result).toMatchObject({ tiesOut: true, unexplained: 0 });
  });

  it("say nothing of another currency in which nothing is paid any more", () => {
    const input = pictures({
      commitments: [aCommitment({ currency: "CAD" })],
      applications: [aVoidedApplication()],
    });
    expect(tie(input).totals).toEqual([]);
  });

  it.each([
    ["SC-002", "SC-003"],
    ["SC-003", "SC-002"],
  ])("come one for each currency, in order of the currency, not of the commitments (%s, %s)", (cad, usdollars) => {
    const input = pictures({
      commitments: [aCommitment({ number: usdollars }), aCommitment({ id: 41, number: cad, currency: "CAD" })],
      applications: [],
      issued: [aContractPayment(), aContractPayment({ id: 5001, commitmentId: 41, currency: "CAD" })],
    });
    expect(tie(input).totals.map(({ currency }) => currency)).toEqual(["CAD", "USD"]);
  });
});
