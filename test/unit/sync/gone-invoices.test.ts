import { describe, expect, it } from "vitest";
import type { Bill } from "../../../server/domain/bill.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { matchBill, type Match } from "../../../server/sync/match.ts";
import { MatchIndex } from "../../../server/sync/match-index.ts";
import { plan } from "../../../server/sync/plan.ts";
import type { Standing } from "../../../server/sync/standing.ts";
import { aBill, aLine, anApplication, aPayment, CHECK } from "../../build/acumatica.ts";
import { aBillDecision, aBillLink, aSyncedPayment } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aCommitment, anInvoice } from "../../build/procore.ts";

const GONE = anInvoice({ absence: "gone" });
const ANEW = anInvoice({ id: 901 });
const OTHER = anInvoice({ id: 902, number: "18" });
const UNFINISHED = { doing: "update", step: "relock", since: "2026-02-12T09:00:00.000Z" } as const;
const ELSEWHERE = aCommitment({ id: 41, number: "SC-002" });

type Seen = Omit<Partial<Pictures>, "settings" | "bills">;

function match(seen: Seen, bill: Partial<Bill> = {}): Match {
  const one = aBill(bill);
  return matchBill(one, new MatchIndex(pictures({ ...seen, bills: [one] })));
}

function found(result: Match): string {
  return result.found ? `${result.evidence.rule}: ${result.invoice.id}` : result.why.code;
}

function only(input: Pictures): Standing {
  const [one, ...more] = plan(input).standings;
  if (!one || more.length > 0) throw new Error("There is not one standing");
  return one;
}

function code({ state, reason, change }: Standing): string {
  return [state, reason?.code, change?.kind].filter(Boolean).join(" ");
}

describe("an invoice that was deleted in Procore", () => {
  it("is no candidate, and its bill says so", () => {
    const result = match({ invoices: [GONE, OTHER] });

    expect(result).toMatchObject({
      found: false,
      why: { code: "invoice_gone", detail: "invoice 17 of bill 000123" },
      candidates: [{ id: 902 }],
    });
  });

  it.each<[what: string, seen: Seen, bill?: Partial<Bill>]>([
    ["that has another number", { invoices: [GONE, anInvoice({ id: 903, number: "17-A" })] }],
    [
      "on another commitment",
      { invoices: [GONE, anInvoice({ id: 903, commitmentId: 41 })], commitments: [aCommitment(), ELSEWHERE] },
      { lines: [aLine({ order: null })] },
    ],
    [
      "of two that are there",
      { invoices: [anInvoice({ absence: "gone", originId: "000123" }), ANEW, anInvoice({ id: 903 })] },
      { lines: [aLine({ order: null })] },
    ],
  ])("makes none the only candidate %s", (_what, seen, bill) => {
    expect(match(seen, bill).found).toBe(false);
  });

  it.each<[how: string, seen: Seen, expected: string]>([
    ["where nothing was synced", { invoices: [GONE, ANEW] }, "commitment and number: 901"],
    ["where its bill was linked", { invoices: [GONE, ANEW], billLinks: [aBillLink()] }, "commitment and number: 901"],
    [
      "where the deleted one named the bill",
      { invoices: [anInvoice({ absence: "gone", originId: "INV 000123" }), ANEW] },
      "commitment and number: 901",
    ],
    [
      "where a person had linked it",
      { invoices: [GONE, ANEW], billLinks: [aBillLink({ evidence: { rule: "person", says: "Linked by kim." } })] },
      "person: 901",
    ],
  ])("is taken for the one made anew under its number on its commitment, %s", (_how, seen, expected) => {
    expect(found(match(seen))).toBe(expected);
  });

  it("says once that it was made anew, however often it was", () => {
    const first = match({ invoices: [GONE, ANEW], billLinks: [aBillLink()] });
    const evidence = first.found ? first.evidence : null;
    if (!evidence) throw new Error("No match");
    const again = match({
      invoices: [GONE, anInvoice({ id: 901, absence: "gone" }), anInvoice({ id: 905 })],
      billLinks: [aBillLink({ invoiceId: 901, evidence })],
    });

    expect(again).toMatchObject({ found: true, invoice: { id: 905 }, evidence });
    expect(evidence.says).toMatch(/ The invoice was deleted in Procore and made anew under its number\.$/);
  });

  it("leaves the question open where two were made anew", () => {
    const invoices = [GONE, ANEW, anInvoice({ id: 903 })];

    expect(found(match({ invoices, billLinks: [aBillLink()] }))).toBe("invoice_gone");
    expect(found(match({ invoices }))).toBe("several_invoices");
  });

  it("gives way to the invoice that a person links", () => {
    const evidence = { rule: "person", says: "Linked to invoice 18 by kim." } as const;
    const billDecisions = [aBillDecision({ link: aBillLink({ invoiceId: 902, evidence }) })];

    expect(found(match({ invoices: [GONE, OTHER], billDecisions }))).toBe("person: 902");
  });

  it("is no candidate either where nothing fits", () => {
    const seen = { invoices: [anInvoice({ number: "99", absence: "gone" }), OTHER] };

    expect(match(seen)).toMatchObject({ why: { code: "no_invoice" }, candidates: [{ id: 902 }] });
  });

  it("that was not asked for yet, or may only be hidden, is still one", () => {
    expect(found(match({ invoices: [anInvoice({ absence: "missing" })] }))).toBe("commitment and number: 900");
    expect(found(match({ invoices: [anInvoice({ absence: "hidden" })] }))).toBe("commitment and number: 900");
  });
});

describe("what was synced on an invoice that was deleted", () => {
  it("stays as it is", () => {
    expect(code(only(inStep({ invoices: [GONE] })))).toBe("synced");
  });

  it("stays as it is though Procore takes the invoice off it", () => {
    const issued = [aSyncedPayment({ invoiceId: null })];

    expect(code(only(inStep({ invoices: [GONE], issued })))).toBe("synced");
  });

  it("waits for a person once Acumatica changes it", () => {
    const input = inStep({ invoices: [GONE], payments: [aPayment({ reference: "1046" })] });

    expect(code(only(input))).toBe("needs_review invoice_gone");
  });

  it("is told as edited where somebody edited it", () => {
    const issued = [aSyncedPayment({ checkNumber: "9" })];

    expect(code(only(inStep({ invoices: [GONE], issued })))).toBe("needs_review edited_in_procore");
  });

  it("gets its lock back where that was left open", () => {
    const input = inStep({ invoices: [GONE] });
    const links = input.links.map((link) => ({ ...link, unfinished: UNFINISHED }));

    expect(code(only({ ...input, links }))).toBe("pending interrupted update");
  });

  it("moves to the invoice made anew", () => {
    const one = only(inStep({ invoices: [GONE, ANEW] }));

    expect(code(one)).toBe("pending invoice_anew update");
    expect([one.reason?.detail, one.change?.after?.invoiceId]).toEqual(["invoice 17", 901]);
  });

  it("moves to the invoice made anew though Procore took the old one off it, and nobody is called its editor", () => {
    const issued = [aSyncedPayment({ invoiceId: null })];

    expect(code(only(inStep({ invoices: [GONE, ANEW], issued })))).toBe("pending invoice_anew update");
  });

  it("is not moved to the only other one that fits", () => {
    const input = inStep({ invoices: [GONE, anInvoice({ id: 903, number: "17-A", originId: "000123" })] });

    expect(code(only(input))).toBe("synced");
  });

  it("is taken off where it ends", () => {
    const ended = anApplication({
      state: "ended",
      ended: { how: "voided", by: { type: "VCK", ref: CHECK.ref }, at: "2026-02-20" },
    });

    expect(code(only(inStep({ invoices: [GONE], applications: [ended] })))).toBe("pending to_remove_voided remove");
  });
});

describe("what is new on an invoice", () => {
  it("that was deleted waits for a person, with the candidates that are there", () => {
    const one = only(pictures({ invoices: [GONE, OTHER], billLinks: [aBillLink()] }));

    expect(code(one)).toBe("needs_review invoice_gone");
    expect(one.candidates.invoices.map(({ id }) => id)).toEqual([902]);
  });

  it("that Procore no longer shows waits too, and says which", () => {
    const one = only(pictures({ invoices: [anInvoice({ absence: "hidden" })] }));

    expect([code(one), one.reason?.detail]).toEqual(["needs_review invoice_hidden", "invoice 17 on SC-001"]);
  });

  it("that Procore no longer shows waits though it was synced before, once it changes", () => {
    const hidden = [anInvoice({ absence: "hidden" })];

    expect(code(only(inStep({ invoices: hidden })))).toBe("synced");
    const more = inStep({ invoices: hidden, applications: [anApplication({ amount: usd("900.00") })] });
    expect(code(only(more))).toBe("needs_review invoice_hidden");
  });

  it("of a commitment that Procore no longer shows is planned, and tried when that is shown again", () => {
    const input = pictures({
      invoices: [anInvoice({ absence: "hidden" })],
      commitments: [aCommitment({ hidden: true })],
    });

    expect(code(only(input))).toBe("pending new_payment create");
  });
});
