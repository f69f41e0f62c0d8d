import { describe, expect, it } from "vitest";
import { originDataOf } from "../../../server/domain/contract-payment.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { plan } from "../../../server/sync/plan.ts";
import { anApplication, aPayment, aReversedApplication, aVoidedApplication } from "../../build/acumatica.ts";
import { aBillLink, aDraft, aLink, aSyncedPayment, KEY } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { onlyStanding, outcomes } from "../../build/outcome.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aCommitment, aContractPayment, anInvoice } from "../../build/procore.ts";

const SINCE = "2026-02-12T09:00:00.000Z";
const repriced = anApplication({ amount: usd("900.00") });
const unfinished = (doing: "create" | "update" | "remove" | "adopt") =>
  ({ doing, step: doing === "create" ? "create" : "unlock", since: SINCE }) as const;
const moved = {
  commitments: [aCommitment(), aCommitment({ id: 41, number: "SC-002" })],
  invoices: [anInvoice(), anInvoice({ id: 901, commitmentId: 41, number: "18" })],
  billLinks: [aBillLink({ commitmentId: 41, invoiceId: 901 })],
};

describe("the plan, by link, what Procore shows and what Acumatica says", () => {
  it.each<[row: string, input: Pictures, expected: string]>([
    ["no link, nothing like it, active: create", pictures(), "pending new_payment create"],
    ["no link, ours, active: adopt", inStep({ links: [], billLinks: [] }), "pending to_adopt adopt"],
    ["no link, a twin, active: adopt", pictures({ issued: [aContractPayment()] }), "pending to_adopt adopt"],
    [
      "no link, a foreign twin, active: discrepancy",
      pictures({ issued: [aContractPayment({ originId: "5501" })] }),
      "needs_review foreign_payment",
    ],
    [
      "unfinished, there as it was, active: update",
      inStep({ links: [aLink({ unfinished: unfinished("update") })] }),
      "pending interrupted update",
    ],
    [
      "unfinished, there with its lock open, active: update",
      inStep({
        issued: [aSyncedPayment({ originId: null })],
        links: [aLink({ unfinished: unfinished("update") })],
      }),
      "pending interrupted update",
    ],
    [
      "unfinished, gone, active: create",
      inStep({ issued: [], links: [aLink({ unfinished: unfinished("update") })] }),
      "pending interrupted create",
    ],
    [
      "an unfinished create that never arrived, active: create",
      inStep({
        issued: [],
        links: [aLink({ contractPaymentId: null, reply: null, unfinished: unfinished("create") })],
      }),
      "pending interrupted create",
    ],
    [
      "an unfinished create that arrived, active: recognized by the create",
      inStep({ links: [aLink({ contractPaymentId: null, reply: null, unfinished: unfinished("create") })] }),
      "pending interrupted create",
    ],
    ["finished, as we wrote it, same: unchanged", inStep(), "synced"],
    [
      "finished, as we wrote it, changed: update",
      inStep({ applications: [repriced] }),
      "pending changed_in_acumatica update",
    ],
    [
      "finished, edited, active: discrepancy",
      inStep({ issued: [aSyncedPayment({ amount: usd("999.00") })] }),
      "needs_review edited_in_procore",
    ],
    [
      "finished, edited, active, restore: update",
      inStep({ issued: [aSyncedPayment({ amount: usd("999.00") })], settings: { drift: "restore" } }),
      "pending to_restore update",
    ],
    [
      "finished, unlinked, active: discrepancy",
      inStep({ issued: [aSyncedPayment({ originId: null })] }),
      "needs_review edited_in_procore",
    ],
    [
      "finished, unlinked, active, restore: update",
      inStep({ issued: [aSyncedPayment({ originId: null, originData: null })], settings: { drift: "restore" } }),
      "pending to_restore update",
    ],
    ["finished, gone, active: discrepancy", inStep({ issued: [] }), "needs_review deleted_in_procore"],
    [
      "finished, gone, active, restore: create",
      inStep({ issued: [], settings: { drift: "restore" } }),
      "pending to_restore create",
    ],
    [
      "finished, ours, voided: remove",
      inStep({ applications: [aVoidedApplication()] }),
      "pending to_remove_voided remove",
    ],
    [
      "finished, ours, moved off the bill: remove",
      inStep({ applications: [aReversedApplication()] }),
      "pending to_remove_reversed remove",
    ],
    [
      "no link, ours, ended: remove",
      inStep({ links: [], applications: [aVoidedApplication()] }),
      "pending to_remove_voided remove",
    ],
    [
      "unfinished, ours, ended: remove",
      inStep({ links: [aLink({ unfinished: unfinished("update") })], applications: [aVoidedApplication()] }),
      "pending to_remove_voided remove",
    ],
    ["finished, ours, never seen: discrepancy", inStep({ applications: [] }), "needs_review not_seen"],
    ["no link, ours, never seen: discrepancy", inStep({ applications: [], links: [] }), "needs_review not_seen"],
    [
      "finished, ours on another commitment than the match, active: remove there",
      inStep(moved),
      "pending moving remove",
    ],
    [
      "none, close to a twin, active: discrepancy",
      pictures({ issued: [aContractPayment({ amount: usd("999.00") })] }),
      "needs_review close_payment",
    ],
    ["no invoice: waiting", pictures({ invoices: [] }), "waiting_for_invoice no_invoice"],
    [
      "several invoices: discrepancy",
      pictures({ invoices: [anInvoice(), anInvoice({ id: 901 })] }),
      "needs_review several_invoices",
    ],
    ["never synced, ended: nothing to do", pictures({ applications: [aVoidedApplication()] }), "removed voided"],
    [
      "removed before, ended: nothing to do",
      pictures({ applications: [aReversedApplication()], links: [aLink({ removed: true, contractPaymentId: null })] }),
      "removed reversed",
    ],
    [
      "removed before, applied again: create",
      pictures({ links: [aLink({ removed: true, contractPaymentId: null })] }),
      "pending new_payment create",
    ],
    [
      "ended and found gone: the memory is put right",
      inStep({ issued: [], applications: [aVoidedApplication()] }),
      "pending to_remove_voided remove",
    ],
  ])("%s", (_row, input, expected) => {
    expect(outcomes(input)).toEqual([expected]);
  });
});

describe("a planned change", () => {
  it("creates what Acumatica says, with the evidence of its link", () => {
    expect(plan(pictures()).changes).toEqual([
      {
        key: KEY,
        kind: "create",
        because: { code: "new_payment", detail: null },
        projectId: 7,
        commitmentId: 40,
        contractPaymentId: null,
        before: null,
        written: null,
        after: aDraft(),
        evidence: expect.objectContaining({ rule: "commitment and number" }) as unknown,
      },
    ]);
  });

  it("shows what stands in Procore, what we wrote and what it shall be", () => {
    const { changes } = plan(inStep({ applications: [repriced] }));
    expect(changes).toEqual([
      expect.objectContaining({
        contractPaymentId: 5000,
        before: expect.objectContaining({ amount: usd("1000.00"), originId: KEY }) as unknown,
        written: aDraft(),
        after: aDraft({ amount: usd("900.00") }),
        because: { code: "changed_in_acumatica", detail: "amount" },
      }),
    ]);
  });

  it("comes in order: removals, updates, adoptions, creations", () => {
    const made = (ref: string) => ({ type: "CHK", ref });
    const keys = ["1", "2", "3", "4"].map((ref) => `acu:MyStore:CHK:${ref}:INV:000123` as typeof KEY);
    const [created, adopted, updated, removed] = keys as [typeof KEY, typeof KEY, typeof KEY, typeof KEY];
    const numbers = [aPayment(), aPayment(), aPayment(), aPayment()];
    const drafts = {
      updated: aDraft({ key: updated, checkNumber: "3" }),
      removed: aDraft({ key: removed, checkNumber: "4" }),
    };
    const input = inStep({
      payments: numbers.map((payment, n) => ({ ...payment, ...made(`${n + 1}`), reference: `${n + 1}` })),
      applications: [
        anApplication({ payment: made("1") }),
        anApplication({ payment: made("2"), amount: usd("2.00") }),
        anApplication({ payment: made("3"), amount: usd("3.00") }),
        aVoidedApplication({ payment: made("4") }),
      ],
      issued: [
        aContractPayment({ id: 5002, amount: usd("2.00"), checkNumber: "2", date: "2026-02-10" }),
        aSyncedPayment({ id: 5003, originId: updated, originData: originDataOf(drafts.updated), checkNumber: "3" }),
        aSyncedPayment({ id: 5004, originId: removed, originData: originDataOf(drafts.removed), checkNumber: "4" }),
      ],
      links: [
        aLink({ draft: drafts.updated, contractPaymentId: 5003 }),
        aLink({ draft: drafts.removed, contractPaymentId: 5004 }),
      ],
    });
    expect(plan(input).changes.map(({ kind, key }) => [kind, key])).toEqual([
      ["remove", removed],
      ["update", updated],
      ["adopt", adopted],
      ["create", created],
    ]);
  });
});

describe("an update is planned", () => {
  it.each<[what: string, input: Pictures, detail: string]>([
    ["amount", inStep({ applications: [repriced] }), "amount"],
    ["check number", inStep({ payments: [aPayment({ reference: "1046" })] }), "check number"],
    ["date", inStep({ payments: [aPayment({ date: "2026-02-11" })] }), "date"],
    [
      "payment method, which Procore never shows",
      inStep({ methods: [{ id: "CHECK", description: "", means: "EFT", active: true }] }),
      "payment method",
    ],
    [
      "invoice of the same commitment",
      inStep({
        invoices: [anInvoice(), anInvoice({ id: 901, number: "17" })],
        billLinks: [aBillLink({ invoiceId: 901 })],
      }),
      "invoice",
    ],
  ])("when Acumatica has another %s", (_what, input, detail) => {
    const { change } = onlyStanding(input);
    expect(change).toMatchObject({ kind: "update", because: { code: "changed_in_acumatica", detail } });
  });

  it("when the Vendor Ref. was corrected: the link stands and the number follows the bill", () => {
    const bills = inStep().bills.map((bill) => ({ ...bill, vendorRef: "17-A" }));
    expect(onlyStanding(inStep({ bills })).change?.after).toEqual(aDraft({ invoiceNumber: "17-A" }));
  });

  it("but not for a date alone, when the earlier one was only a stand-in", () => {
    const links = [aLink({ dated: false })];
    const applications = [anApplication({ date: "2026-02-15" })];
    expect(outcomes(inStep({ links, applications }))).toEqual(["synced"]);
  });

  it("but not for a date alone, when the reader can no longer tell the application's own", () => {
    const draft = aDraft({ date: "2026-02-15" });
    const input = {
      issued: [aSyncedPayment({ date: "2026-02-15", originData: originDataOf(draft) })],
      links: [aLink({ draft })],
      applications: [anApplication({ date: null })],
    };
    expect(outcomes(inStep(input))).toEqual(["synced"]);
  });

  it("and keeps the date that stands, when the reader can no longer tell the application's own", () => {
    const draft = aDraft({ date: "2026-02-15" });
    const input = {
      issued: [aSyncedPayment({ date: "2026-02-15", originData: originDataOf(draft) })],
      links: [aLink({ draft })],
      applications: [anApplication({ date: null, amount: usd("900.00") })],
    };
    expect(onlyStanding(inStep(input)).change?.after).toEqual({ ...draft, amount: usd("900.00") });
  });
});

describe("an echo that differs from what was sent", () => {
  it("is no drift for ever, when the vendor only trimmed a number", () => {
    const issued = [aSyncedPayment({ checkNumber: "104" })];
    const links = [aLink({ reply: { ...aLink().reply!, checkNumber: "104" } })];
    expect(outcomes(inStep({ issued, links }))).toEqual(["synced"]);
  });

  it.each([{ amount: usd("1.00") }, { date: null }])(
    "is a failure in amount or date (%o), and is written again",
    (other) => {
      const issued = [aSyncedPayment(other)];
      const links = [aLink({ reply: { ...aLink().reply!, ...other } })];
      expect(outcomes(inStep({ issued, links }))).toEqual(["failed reply_differs update"]);
    },
  );
});

describe("a document that the pictures lack", () => {
  it.each<[what: string, input: Pictures]>([
    ["the bill of a linked application", inStep({ bills: [] })],
    ["the payment of a linked application", inStep({ payments: [] })],
    ["the bill of one that only Procore still shows", inStep({ bills: [], links: [] })],
    ["the payment of one whose bill is linked", pictures({ payments: [] })],
    ["the bill of one that nothing else names", pictures({ bills: [] })],
  ])("leaves %s to a person, instead of dropping it", (_what, input) => {
    expect(outcomes(input)).toEqual(["needs_review unreadable"]);
  });

  it("plans nothing, not even for an ended application", () => {
    expect(outcomes(inStep({ payments: [], applications: [aVoidedApplication()] }))).toEqual([
      "needs_review unreadable",
    ]);
  });

  it("names what is missing", () => {
    expect(onlyStanding(inStep({ bills: [] })).reason?.detail).toBe("bill INV 000123 is not shown");
    expect(onlyStanding(inStep({ payments: [] })).reason?.detail).toBe("payment CHK 000045 is not shown");
  });

  it("is the other project's business when the link points there", () => {
    const links = [aLink({ projectId: 8, draft: aDraft({ projectId: 8 }) })];
    expect(outcomes(inStep({ bills: [], issued: [], links, billLinks: [] }))).toEqual([]);
  });
});

describe("rows that do not add up in Acumatica", () => {
  it.each<[what: string, input: Pictures]>([
    ["a new payment", pictures({ applications: [anApplication({ nets: false })] })],
    ["a synced one", inStep({ applications: [anApplication({ nets: false, amount: usd("1.00") })] })],
    ["an ended one that stands in Procore", inStep({ applications: [aVoidedApplication({ nets: false })] })],
    [
      "a synced one of which only unreleased rows are left",
      inStep({ applications: [anApplication({ state: "unreleased" })] }),
    ],
    ["a payment that is voided while its application is not", pictures({ payments: [aPayment({ voided: true })] })],
  ])("leave %s to a person", (_what, input) => {
    expect(outcomes(input)).toEqual(["needs_review does_not_net"]);
  });
});

describe("an amount", () => {
  it.each(["0.00", "-20.00"])("of %s is not written", (amount) => {
    expect(outcomes(pictures({ applications: [anApplication({ amount: usd(amount) })] }))).toEqual([
      "needs_review not_positive",
    ]);
  });

  it("in another currency than the commitment's is not written", () => {
    const standing = onlyStanding(pictures({ commitments: [aCommitment({ currency: "CAD" })] }));
    expect(standing).toMatchObject({ state: "needs_review", change: null });
    expect(standing.reason).toEqual({ code: "currency_differs", detail: "USD and CAD" });
  });
});
