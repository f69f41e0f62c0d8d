import { describe, expect, it } from "vitest";
import {
  aBill,
  aLine,
  anApplication,
  aPayment,
  aReversedApplication,
  aVoidedApplication,
} from "../../build/acumatica.ts";
import { aBillLink, aDecision, aDraft, aLink, aSyncedPayment, KEY } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { onlyStanding } from "../../build/outcome.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aCommitment, aContractPayment, anInvoice } from "../../build/procore.ts";

/** Our memory of a create whose answer nobody saw. */
const anUnfinishedCreate = () =>
  aLink({
    contractPaymentId: null,
    reply: null,
    unfinished: { doing: "create", step: "create", since: "2026-02-12T09:00:00.000Z" },
  });

const ZEROING = { settings: { voidPolicy: "zero" }, applications: [aVoidedApplication()] } as const;

describe("what is set to zero", () => {
  it("keeps what we last wrote, but for the amount", () => {
    const { change } = onlyStanding(inStep(ZEROING));
    expect(change?.after).toEqual({ ...aDraft(), amount: 0 });
  });

  it("is left by what we last wrote, not by what somebody edited since", () => {
    const { change } = onlyStanding(inStep({ ...ZEROING, issued: [aSyncedPayment({ checkNumber: "9" })] }));
    expect(change?.after).toEqual({ ...aDraft(), amount: 0 });
  });

  it("keeps what Procore shows where the memory of it was lost", () => {
    const shown = aSyncedPayment({ date: "2026-02-11", checkNumber: "1046", invoiceNumber: "17a", notes: "by hand" });
    const { change } = onlyStanding(inStep({ ...ZEROING, links: [], issued: [shown] }));
    const kept = { date: "2026-02-11", checkNumber: "1046", invoiceNumber: "17a", notes: "by hand" };
    expect(change?.after).toEqual({ ...aDraft(), ...kept, amount: 0 });
  });

  it("takes the bill's date where Procore has lost its own, and no invoice where it shows none", () => {
    const shown = aSyncedPayment({ date: null, invoiceId: null });
    const { change } = onlyStanding(inStep({ ...ZEROING, links: [], issued: [shown] }));
    expect(change?.after).toMatchObject({ date: "2026-01-31", invoiceId: 0 });
  });

  it("keeps what Procore shows where we remember it removed, or on another commitment", () => {
    const shown = aSyncedPayment({ checkNumber: "1046" });
    for (const link of [aLink({ removed: true }), aLink({ commitmentId: 41 })]) {
      const { change } = onlyStanding(inStep({ ...ZEROING, links: [link], issued: [shown] }));
      expect(change?.after).toMatchObject({ checkNumber: "1046" });
    }
  });

  it("says of the policy nothing but what ended it, and else why it is not deleted", () => {
    expect(onlyStanding(inStep(ZEROING)).reason?.detail).toBe("VCK 000045");
    const typedIn = inStep({ applications: [aVoidedApplication()], links: [aLink({ adopted: true })] });
    expect(onlyStanding(typedIn).reason?.detail).toBe("VCK 000045; typed in by hand, so it is set to 0.00");
    const attached = inStep({ applications: [aVoidedApplication()], issued: [aSyncedPayment({ attachments: 1 })] });
    expect(onlyStanding(attached).reason?.detail).toBe("VCK 000045; it has attachments, so it is set to 0.00");
  });
});

describe("what ended without a document that says how", () => {
  const applications = [anApplication({ state: "ended" })];

  it("is taken for moved off the bill, and names none", () => {
    expect(onlyStanding(pictures({ applications })).reason).toEqual({ code: "reversed", detail: null });
    const { reason, change } = onlyStanding(inStep({ applications }));
    expect([reason, change?.kind]).toEqual([{ code: "to_remove_reversed", detail: null }, "remove"]);
  });

  it("says only why it is not deleted", () => {
    const attached = inStep({ applications, issued: [aSyncedPayment({ attachments: 1 })] });
    expect(onlyStanding(attached).reason?.detail).toBe("it has attachments, so it is set to 0.00");
  });
});

describe("what ended and never stood in Procore", () => {
  it("names the document that ended it", () => {
    expect(onlyStanding(pictures({ applications: [aVoidedApplication()] })).reason).toMatchObject({
      code: "voided",
      detail: "VCK 000045",
    });
    expect(onlyStanding(pictures({ applications: [aReversedApplication()] })).reason).toMatchObject({
      code: "reversed",
      detail: "CHK 000045",
    });
  });
});

/** A bill of projects that nobody mapped; its line's number stands on a commitment of another vendor. */
const unmapped = (projects: readonly (string | null)[]) =>
  ({
    settings: { projectMap: {} },
    bills: [aBill({ vendor: { id: "V9", name: "Other" }, lines: projects.map((project) => aLine({ project })) })],
  }) as const;

describe("an application of no mapped project", () => {
  it("names its bill's projects, each once, in order", () => {
    const { state, reason } = onlyStanding(pictures(unmapped(["P-2", "P-1", "P-2"])));
    expect({ state, reason }).toMatchObject({
      state: "excluded",
      reason: { code: "project_not_mapped", detail: "P-1, P-2" },
    });
  });

  it.each([
    [["P-2", null], "P-2"],
    [[null], "a bill without a project"],
  ])("names of the projects %j: %s", (projects, detail) => {
    expect(onlyStanding(pictures(unmapped(projects))).reason).toEqual({ code: "project_not_mapped", detail });
  });

  it("is removed where it ended, and ignored where a person said so", () => {
    const ended = pictures({ ...unmapped(["P-2"]), applications: [aVoidedApplication()] });
    expect(onlyStanding(ended).reason?.code).toBe("voided");
    const ignored = pictures({ ...unmapped(["P-2"]), decisions: [aDecision({ by: "kim" })] });
    expect(onlyStanding(ignored).reason).toMatchObject({ code: "ignored", detail: "kim" });
  });
});

describe("a create that was about to be sent", () => {
  const elsewhere = {
    commitments: [aCommitment(), aCommitment({ id: 41, number: "SC-002" })],
    invoices: [anInvoice(), anInvoice({ id: 901, commitmentId: 41 })],
    billLinks: [aBillLink({ commitmentId: 41, invoiceId: 901 })],
  };

  it("was never synced: the start date still applies to it", () => {
    const input = pictures({ links: [anUnfinishedCreate()], settings: { startDate: "2026-03-01" } });
    expect(onlyStanding(input).reason?.code).toBe("before_start_date");
  });

  it("was synced after all where the payment is found, or one was confirmed before: the start date is past", () => {
    const settings = { startDate: "2026-03-01" };
    const found = inStep({ links: [anUnfinishedCreate()], settings });
    expect(onlyStanding(found)).toMatchObject({ reason: { code: "interrupted" }, change: { kind: "create" } });
    const { unfinished } = anUnfinishedCreate();
    const again = inStep({ issued: [], links: [aLink({ unfinished })], settings });
    expect(onlyStanding(again)).toMatchObject({ reason: { code: "interrupted" }, change: { kind: "create" } });
  });

  it("is looked for at its old place first, where its invoice has come to belong to another commitment", () => {
    const input = pictures({ ...elsewhere, links: [anUnfinishedCreate()] });
    expect(onlyStanding(input)).toMatchObject({ reason: { code: "moving" }, change: { kind: "remove" } });
  });

  it("waits as if new where its bill has lost its invoice", () => {
    const input = pictures({ invoices: [], links: [anUnfinishedCreate()] });
    expect(onlyStanding(input).state).toBe("waiting_for_invoice");
  });
});

describe("a payment that another integration has taken over", () => {
  it("is shown beside the reason, for a person to look at", () => {
    const taken = aSyncedPayment({ originId: "their-77", originData: null });
    const { reason, candidates } = onlyStanding(inStep({ issued: [taken] }));
    expect(reason?.code).toBe("foreign_payment");
    expect(candidates.contractPayments.map(({ id }) => id)).toEqual([taken.id]);
  });

  it("so is another integration's that merely resembles what we would write", () => {
    const theirs = aContractPayment({ id: 5001, originId: "their-78" });
    const { reason, candidates } = onlyStanding(pictures({ issued: [theirs] }));
    expect(reason?.code).toBe("foreign_payment");
    expect(candidates.contractPayments.map(({ id }) => id)).toEqual([5001]);
  });
});

describe("what was synced and has lost its invoice", () => {
  it("names the invoice that Procore shows, else the one we remember", () => {
    const gone = inStep({ invoices: [], billLinks: [] });
    expect(onlyStanding(gone).reason).toMatchObject({ code: "invoice_gone", detail: "invoice 900 of bill 000123" });
    const forgotten = inStep({ invoices: [], billLinks: [], issued: [aSyncedPayment({ invoiceId: null })] });
    expect(onlyStanding(forgotten).reason?.detail).toBe("invoice 900 of bill 000123");
    const issued = [aSyncedPayment({ invoiceId: null })];
    const nothing = inStep({ invoices: [], billLinks: [], links: [], issued });
    expect(onlyStanding(nothing).reason).toEqual({ code: "invoice_gone", detail: "000123 (Vendor Ref. 17)" });
  });

  it("waits for a person, and changes nothing", () => {
    const gone = inStep({ invoices: [], billLinks: [], applications: [anApplication({ amount: usd("900.00") })] });
    expect(onlyStanding(gone)).toMatchObject({ key: KEY, state: "needs_review", change: null });
  });
});

describe("nothing is created beside what is close", () => {
  const beside = (over: Parameters<typeof aContractPayment>[0], reference = "1045") =>
    onlyStanding(pictures({ payments: [aPayment({ reference })], issued: [aContractPayment({ id: 5001, ...over })] }));

  it("the same amount within seven days, whatever the number", () => {
    expect(beside({ checkNumber: "9999", date: "2026-02-17" }).reason?.code).toBe("close_payment");
    expect(beside({ checkNumber: "9999", date: "2026-02-18" }).change?.kind).toBe("create");
  });

  it("the same number, whatever the amount", () => {
    expect(beside({ checkNumber: "1045", amount: usd("1.00"), date: "2025-01-01" }).reason?.code).toBe("close_payment");
  });

  it("but no number at all is not the same number", () => {
    expect(beside({ checkNumber: "", amount: usd("1.00"), date: "2026-02-10" }, "").change?.kind).toBe("create");
  });
});

describe("a deletion in Procore that a person accepted", () => {
  it("stands, though what was edited is restored by default", () => {
    const decisions = [aDecision({ decide: "accept" })];
    const input = inStep({ issued: [], settings: { drift: "restore" }, decisions });
    expect(onlyStanding(input)).toMatchObject({ reason: { code: "accepted" }, change: null });
  });
});
