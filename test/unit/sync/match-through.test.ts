import { describe, expect, it } from "vitest";
import type { Bill } from "../../../server/domain/bill.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { matchBill, type Match } from "../../../server/sync/match.ts";
import { MatchIndex } from "../../../server/sync/match-index.ts";
import { aBill, aLine, BILL, subcontract } from "../../build/acumatica.ts";
import { aBillDecision, aBillLink } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { pictures } from "../../build/pictures.ts";
import { aCommitment, anInvoice, aVendor } from "../../build/procore.ts";

const ORIGINAL = { type: "INV", ref: "000100" };
const STRANGER = aVendor({ id: 301, name: "Other Steel", originId: "V000301" });
const ELSEWHERE = aCommitment({ id: 41, number: "SC-002" });

type Seen = Omit<Partial<Pictures>, "settings" | "bills">;

/** Matches `bill` (the last of `bills`) in these pictures. */
function match(bill: Partial<Bill>, seen: Seen = {}, bills: readonly Bill[] = []): Match {
  const one = aBill(bill);
  return matchBill(one, new MatchIndex(pictures({ ...seen, bills: [...bills, one] })));
}

function found(result: Match): string {
  return result.found ? `${result.evidence.rule}: ${result.invoice.id}` : result.why.code;
}

describe("a retainage bill or an instalment", () => {
  const original = aBill(ORIGINAL);

  it.each([
    ["its original", { retainageOf: ORIGINAL }, "Retainage of bill 000100. "],
    ["its master", { instalmentOf: ORIGINAL }, "Instalment of bill 000100. "],
  ])("links through %s and says so", (_what, of, says) => {
    const result = match({ ...of, vendorRef: "R-1", lines: [] }, {}, [original]);
    expect(found(result)).toBe("commitment and number: 900");
    expect(result.found && result.evidence.says.startsWith(says)).toBe(true);
  });

  it("links retainage to the release invoice that its own number names on the same commitment, and says so", () => {
    const invoices = [anInvoice(), anInvoice({ id: 901, number: "8" })];
    const result = match({ retainageOf: ORIGINAL, vendorRef: "08", lines: [] }, { invoices }, [original]);
    expect(found(result)).toBe("commitment and number: 901");
    expect(result.found && result.evidence.says).toBe(
      "Retainage of bill 000100; its own Vendor Ref. names invoice 8 on the same commitment.",
    );
  });

  it("links retainage through its original where its own number names an invoice of another commitment", () => {
    const invoices = [anInvoice(), anInvoice({ id: 901, number: "8", commitmentId: 41 })];
    const seen = { invoices, commitments: [aCommitment(), ELSEWHERE] };
    expect(found(match({ retainageOf: ORIGINAL, vendorRef: "8", lines: [] }, seen, [original]))).toContain(": 900");
  });

  it("does not choose between two release invoices, nor takes the original's for a deleted one", () => {
    const released = anInvoice({ id: 901, number: "8" });
    const retainage = { retainageOf: ORIGINAL, vendorRef: "8", lines: [] };
    const two = { invoices: [anInvoice(), released, { ...released, id: 902 }] };
    expect(found(match(retainage, two, [original]))).toBe("several_invoices");
    const deleted = { invoices: [anInvoice(), { ...released, absence: "gone" as const }] };
    expect(found(match(retainage, deleted, [original]))).toBe("invoice_gone");
  });

  it("links an instalment through its master, whatever number it carries", () => {
    const invoices = [anInvoice(), anInvoice({ id: 901, number: "8" })];
    expect(found(match({ instalmentOf: ORIGINAL, vendorRef: "8", lines: [] }, { invoices }, [original]))).toContain(
      ": 900",
    );
  });

  it("links through several steps", () => {
    const middle = aBill({ ref: "000110", retainageOf: ORIGINAL, lines: [] });
    const result = match({ instalmentOf: { type: "INV", ref: "000110" }, lines: [], vendorRef: "" }, {}, [
      original,
      middle,
    ]);
    expect(found(result)).toBe("commitment and number: 900");
  });

  it("links by its own origin id first: a customer may invoice retainage apart", () => {
    const invoices = [anInvoice(), anInvoice({ id: 901, number: "17R", originId: "000123" })];
    expect(found(match({ retainageOf: ORIGINAL, vendorRef: "17R" }, { invoices }, [original]))).toBe("origin id: 901");
  });

  it("links through its original though its own number fits another vendor's invoice", () => {
    const seen = {
      vendors: [aVendor(), STRANGER],
      commitments: [aCommitment(), aCommitment({ id: 41, number: "SC-002", vendorId: 301 })],
      invoices: [anInvoice(), anInvoice({ id: 901, number: "R-1", commitmentId: 41, vendorId: 301 })],
    };
    expect(
      found(match({ retainageOf: ORIGINAL, vendorRef: "R-1", lines: [aLine({ order: null })] }, seen, [original])),
    ).toBe("commitment and number: 900");
  });

  it("does not link to its original's invoice when its own lines name another commitment", () => {
    const seen = { commitments: [aCommitment(), ELSEWHERE] };
    const result = match({ retainageOf: ORIGINAL, lines: [aLine({ order: subcontract("SC-002") })] }, seen, [original]);
    expect(found(result)).toBe("commitment_differs");
  });

  it.each<[what: string, bill: Partial<Bill>]>([
    ["names several commitments", { lines: [aLine(), aLine({ order: subcontract("SC-002") })] }],
    ["is named by several invoices", { lines: [] }],
  ])("does not link to its original's invoice when it %s itself", (_what, bill) => {
    const originId = "000123";
    const invoices = [anInvoice(), anInvoice({ id: 901, originId }), anInvoice({ id: 902, originId })];
    const result = match({ retainageOf: ORIGINAL, ...bill }, { invoices }, [original]);
    expect(found(result)).toBe(bill.lines?.length ? "several_commitments" : "several_invoices");
  });

  it("waits while its original is not known", () => {
    expect(found(match({ retainageOf: ORIGINAL, vendorRef: "R-1" }))).toBe("no_invoice");
  });

  it("waits, and does not hang, when two bills name each other", () => {
    const twisted = aBill({ ...ORIGINAL, instalmentOf: BILL, vendorRef: "", lines: [] });
    expect(found(match({ retainageOf: ORIGINAL, vendorRef: "", lines: [] }, {}, [twisted]))).toBe("no_invoice");
  });

  it("has its original's reason when that is not linked", () => {
    const spanning = aBill({ ...ORIGINAL, lines: [aLine(), aLine({ order: subcontract("SC-002") })] });
    expect(found(match({ retainageOf: ORIGINAL, lines: [] }, {}, [spanning]))).toBe("several_commitments");
  });
});

describe("what a person may choose from", () => {
  const second = anInvoice({ id: 901, number: "18", billed: usd("500.00") });
  const candidates = (result: Match) => (result.found ? [] : result.candidates.map(({ id }) => id));

  it.each<[what: string, bill: Partial<Bill>, seen: Seen]>([
    ["nothing fits", { vendorRef: "99" }, {}],
    ["the bill has no number", { vendorRef: "" }, {}],
    ["the link was taken away", {}, { billDecisions: [aBillDecision({ decide: "unlink" })] }],
    ["the linked invoice is gone", {}, { billLinks: [aBillLink({ invoiceId: 12345 })] }],
    ["the bill spans several commitments", { lines: [aLine(), aLine({ order: subcontract("SC-002") })] }, {}],
    ["its original is not known", { retainageOf: ORIGINAL, vendorRef: "R-1" }, {}],
    ["facts of it are hidden", { unreadable: "its retainage flag", vendorRef: "99" }, {}],
  ])("are the vendor's invoices when %s", (_what, bill, seen) => {
    expect(candidates(match(bill, { invoices: [anInvoice(), second], ...seen }))).toEqual([900, 901]);
  });

  it("are those that fit alike, when several do", () => {
    const invoices = [anInvoice(), anInvoice({ id: 901 }), anInvoice({ id: 902, number: "18" })];
    expect(candidates(match({}, { invoices }))).toEqual([900, 901]);
  });

  it.each<[what: string, bill: Partial<Bill>, seen: Seen]>([
    ["in its number", { procoreInvoiceId: 900, vendorRef: "18" }, {}],
    ["in its commitment", { procoreInvoiceId: 900, lines: [aLine({ order: subcontract("SC-002") })] }, {}],
    ["in its original's commitment", { retainageOf: ORIGINAL, lines: [aLine({ order: subcontract("SC-002") })] }, {}],
    ["by a commitment that is not listed", { procoreInvoiceId: 900, lines: [] }, { commitments: [] }],
  ])("are the one that contradicts the bill %s", (_what, bill, seen) => {
    const original = aBill(ORIGINAL);
    expect(candidates(match(bill, { invoices: [anInvoice(), second], ...seen }, [original]))).toEqual([900]);
  });

  it("are those of its number alone, when the amount is all that differs", () => {
    const unnamed = { lines: [aLine({ order: null })], amount: usd("999.00") };
    expect(candidates(match(unnamed, { invoices: [anInvoice(), second] }))).toEqual([900]);
  });

  it("are no more than twenty, of those that fit alike too", () => {
    const invoices = Array.from({ length: 25 }, (_, n) => anInvoice({ id: 1000 + n }));
    expect(candidates(match({}, { invoices }))).toHaveLength(20);
  });

  it("are the other vendor's invoice, when only its number fits", () => {
    expect(candidates(match({}, { vendors: [aVendor({ originId: "V9" })] }))).toEqual([900]);
  });

  it("are no more than twenty, those nearest to the bill's amount", () => {
    const many = Array.from({ length: 50 }, (_, n) =>
      anInvoice({ id: 1000 + n, number: `N${n}`, billed: usd(`${900 + n * 10}.00`) }),
    );
    const ids = candidates(match({ vendorRef: "99" }, { invoices: many }));
    expect(ids).toHaveLength(20);
    expect(ids[0]).toBe(1010);
    expect(new Set(ids)).toEqual(new Set(Array.from({ length: 20 }, (_, n) => 1000 + n)));
  });

  it("are no invoices of other vendors or other projects", () => {
    const seen = {
      vendors: [aVendor(), STRANGER],
      commitments: [aCommitment(), aCommitment({ id: 41, vendorId: 301 }), aCommitment({ id: 50, projectId: 8 })],
      invoices: [
        anInvoice({ number: "16" }),
        anInvoice({ id: 901, commitmentId: 41, vendorId: 301, number: "16" }),
        anInvoice({ id: 950, commitmentId: 50, projectId: 8, number: "16" }),
      ],
    };
    expect(candidates(match({}, seen))).toEqual([900]);
  });
});
