import { describe, expect, it } from "vitest";
import { ZERO } from "../../../server/domain/money.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { reportOf } from "../../../server/sync/report.ts";
import { aBill, anApplication, aPayment, aVoidedApplication } from "../../build/acumatica.ts";
import { aDecision, aSyncedPayment, KEY } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aCommitment, aContractPayment, anInvoice, PROJECT } from "../../build/procore.ts";

const AS_OF = { acumatica: "2026-02-12T09:00:00.000Z", procore: "2026-02-12T09:01:00.000Z" };
const SECOND = { type: "CHK", ref: "000046" };

const report = (input: Pictures) => reportOf(input, AS_OF);
const first = (input: Pictures) => {
  const [application] = report(input).applications;
  if (!application) throw new Error("No application");
  return application;
};

describe("the report of an application", () => {
  it("shows both sides of what is in step", () => {
    expect(first(inStep())).toEqual({
      key: KEY,
      state: "synced",
      reason: null,
      amount: usd("1000.00"),
      currency: "USD",
      payment: {
        type: "CHK",
        ref: "000045",
        date: "2026-02-10",
        method: "check",
        reference: "1045",
        voided: false,
        amount: null,
        replaces: null,
        replacedBy: null,
      },
      bill: { type: "INV", ref: "000123", vendor: "Summit Steel", vendorRef: "17", date: "2026-01-31" },
      commitment: { id: 40, number: "SC-001", title: "Structural steel", type: "subcontract" },
      invoice: { id: 900, number: "17" },
      contractPayment: {
        id: 5000,
        amount: { minor: usd("1000.00"), currency: "USD" },
        oddAmount: null,
        date: "2026-02-10",
        checkNumber: "1045",
        invoiceNumber: "17",
      },
      link: { rule: "commitment and number", says: "SC-001, Summit Steel, 17." },
      candidates: [],
      decision: null,
    });
  });

  it("shows what is not synced with its reason in words", () => {
    expect(first(pictures({ invoices: [] }))).toMatchObject({
      state: "waiting_for_invoice",
      reason: { code: "no_invoice", who: "project accountant" },
      commitment: { number: "SC-001" },
      invoice: null,
      contractPayment: null,
      link: null,
    });
  });

  it("says what the check itself was for, and the text of an amount in Procore that nobody can read", () => {
    const odd = aSyncedPayment({ amount: ZERO, oddAmount: "1000.0001" });
    const shown = first(inStep({ payments: [aPayment({ amount: usd("800.00") })], issued: [odd] }));

    expect(shown.payment.amount).toEqual({ minor: usd("800.00"), currency: "USD" });
    expect(shown).toMatchObject({ reason: { code: "odd_in_procore" } });
    expect(shown.contractPayment).toMatchObject({ amount: null, oddAmount: "1000.0001" });
  });

  it("shows the invoices that a person may choose", () => {
    const [candidate] = first(pictures({ bills: [aBill({ vendorRef: "99" })] })).candidates;
    expect(candidate).toMatchObject({
      kind: "invoice",
      id: 900,
      number: "17",
      vendor: "Summit Steel, Inc.",
      amount: { minor: usd("1000.00"), currency: "USD" },
      date: "2026-01-31",
      commitment: { number: "SC-001" },
    });
  });

  it("shows the payments that a person may choose", () => {
    const [candidate] = first(pictures({ issued: [aContractPayment({ amount: usd("990.00") })] })).candidates;
    expect(candidate).toMatchObject({ kind: "contract payment", id: 5000, number: "1045", date: "2026-02-10" });
  });

  it("shows what Procore has of a payment that Acumatica never showed", () => {
    expect(first(inStep({ applications: [], bills: [], payments: [] }))).toMatchObject({
      state: "needs_review",
      amount: usd("1000.00"),
      payment: { type: "CHK", ref: "000045", date: "2026-02-10", reference: "1045", method: null },
      bill: { type: "INV", ref: "000123", vendorRef: "17", vendor: "Summit Steel, Inc." },
      invoice: { id: 900 },
    });
  });

  it("keeps the amount that was applied of one that ended, and says that it was voided", () => {
    const input = pictures({ applications: [aVoidedApplication()], payments: [aPayment({ voided: true })] });
    expect(first(input)).toMatchObject({ state: "removed", amount: usd("1000.00"), payment: { voided: true } });
  });

  it("shows who decided", () => {
    expect(first(pictures({ decisions: [aDecision()] })).decision).toEqual({
      decide: "ignore",
      by: "kim",
      at: "2026-02-12T09:00:00.000Z",
    });
  });
});

describe("the report of an invoice", () => {
  const two = (over: Partial<Pictures> = {}): Pictures => ({
    ...inStep({
      payments: [aPayment(), aPayment({ ...SECOND, reference: "1046" })],
      applications: [
        anApplication({ amount: usd("400.00") }),
        anApplication({ payment: SECOND, amount: usd("350.00") }),
      ],
      issued: [aSyncedPayment({ amount: usd("400.00") })],
    }),
    ...over,
  });

  it("sums what Acumatica paid on it and what is left", () => {
    expect(report(two()).invoices).toMatchObject([
      { id: 900, billed: usd("1000.00"), paid: usd("750.00"), balance: usd("250.00"), currency: "USD" },
    ]);
    expect(report(two()).invoices[0]?.applications).toHaveLength(2);
  });

  it("counts no payment that ended, and none in another currency", () => {
    const applications = [aVoidedApplication(), anApplication({ payment: SECOND, currency: "CAD" })];
    expect(report(two({ applications })).invoices[0]).toMatchObject({ paid: 0, balance: usd("1000.00") });
  });

  it("has the state of the application that needs people most", () => {
    expect(report(two()).invoices[0]?.state).toBe("needs_review");
    expect(report(inStep()).invoices[0]?.state).toBe("synced");
    expect(report(pictures({ applications: [] })).invoices[0]?.state).toBeNull();
  });

  it("has no balance where its amount is not known", () => {
    expect(report(pictures({ invoices: [anInvoice({ billed: null })] })).invoices[0]?.balance).toBeNull();
  });

  it("tells which part of what was paid is retainage, billed on a bill of its own", () => {
    const retainage = { type: "INV", ref: "000124" } as const;
    const bills = [
      aBill(),
      aBill({ ...retainage, amount: usd("200.00"), retainageOf: { type: "INV", ref: "000123" } }),
    ];
    const applications = [anApplication(), anApplication({ bill: retainage, amount: usd("200.00") })];

    expect(report(pictures({ bills, applications })).invoices[0]).toMatchObject({
      billed: usd("1000.00"),
      paid: usd("1200.00"),
      retainagePaid: usd("200.00"),
      balance: usd("-200.00"),
    });
    expect(report(inStep()).invoices[0]?.retainagePaid).toBe(0);
  });

  it("comes for this project's invoices only, whatever their order", () => {
    const elsewhere = { ...aCommitment({ id: 50, projectId: 8 }) };
    const input = pictures({
      commitments: [aCommitment(), elsewhere],
      invoices: [anInvoice({ id: 905 }), anInvoice({ id: 950, projectId: 8, commitmentId: 50 }), anInvoice()],
    });
    expect(report(input).invoices.map(({ id }) => id)).toEqual([900, 905]);
    expect(input.projectId).toBe(PROJECT);
  });
});

describe("the report of a project", () => {
  it("says as of when, and counts what nobody can explain", () => {
    expect(report(inStep())).toMatchObject({ asOf: AS_OF, unexplained: 0, tieOut: { tiesOut: true } });
  });
});
