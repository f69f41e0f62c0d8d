import { describe, expect, it } from "vitest";
import type { Bill } from "../../../server/domain/bill.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { Matching } from "../../../server/sync/matching.ts";
import { MatchIndex } from "../../../server/sync/match-index.ts";
import { aBill, aLine } from "../../build/acumatica.ts";
import { aBillLink } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { pictures } from "../../build/pictures.ts";
import { anInvoice, aCommitment, aVendor } from "../../build/procore.ts";

type Seen = Omit<Partial<Pictures>, "settings" | "bills">;

/** The bills' invoices, or why they have none, in the order in which they are given. */
function matched(bills: readonly Bill[], seen: Seen = {}): readonly string[] {
  const matching = new Matching(bills, new MatchIndex(pictures({ ...seen, bills })));
  return bills.map((bill) => {
    const match = matching.of(bill);
    return match.found ? `${match.invoice.id}` : match.why.code;
  });
}

const FIRST = aBill({ ref: "000201", date: "2026-01-01", amount: usd("600.00") });
const SECOND = aBill({ ref: "000202", date: "2026-01-02", amount: usd("600.00") });

describe("bills on one invoice that are together more than it billed", () => {
  it("are a question, but for the earliest by date", () => {
    expect(matched([SECOND, FIRST])).toEqual(["billed_over", "900"]);
    expect(matched([FIRST, SECOND])).toEqual(["900", "billed_over"]);
  });

  it("are a question, but for the lowest reference of one day", () => {
    expect(matched([{ ...SECOND, date: FIRST.date }, FIRST])).toEqual(["billed_over", "900"]);
  });

  it("name each other, the invoice and both sums, and offer the invoice", () => {
    const matching = new Matching([FIRST, SECOND], new MatchIndex(pictures({ bills: [FIRST, SECOND] })));
    expect(matching.of(SECOND)).toMatchObject({
      why: { detail: "000201, 000202 on invoice 17: 1200.00 USD of 1000.00 USD" },
      candidates: [{ id: 900 }],
    });
  });

  it("leave each one that still fits beside those before it", () => {
    const third = aBill({ ref: "000203", date: "2026-01-03", amount: usd("400.00") });
    expect(matched([FIRST, SECOND, third])).toEqual(["900", "billed_over", "900"]);
  });

  it("leave a bill that was linked before, whenever it is dated", () => {
    const link = aBillLink({ bill: { type: "INV", ref: SECOND.ref } });
    expect(matched([FIRST, SECOND], { billLinks: [link] })).toEqual(["billed_over", "900"]);
  });

  it("leave two that were both linked before: what was said stands", () => {
    const billLinks = [FIRST, SECOND].map(({ type, ref }) => aBillLink({ bill: { type, ref } }));
    expect(matched([FIRST, SECOND], { billLinks })).toEqual(["900", "900"]);
  });

  it("are those of every rule", () => {
    const named = { ...SECOND, procoreInvoiceId: 900, lines: [aLine({ order: null })] };
    expect(matched([FIRST, named])).toEqual(["900", "billed_over"]);
  });

  it("leave a bill alone on its invoice, whatever its amount", () => {
    expect(matched([aBill({ amount: usd("1000.01") })])).toEqual(["900"]);
  });

  it.each<[what: string, first: Partial<Bill>, seen: Seen]>([
    ["together no more than was billed", { amount: usd("400.00") }, {}],
    ["beside one that is not released", { released: false }, {}],
    ["beside retainage", { retainageOf: { type: "INV", ref: SECOND.ref } }, {}],
    ["beside an instalment", { instalmentOf: { type: "INV", ref: SECOND.ref } }, {}],
    ["where the invoice tells no amount", {}, { invoices: [anInvoice({ billed: null })] }],
  ])("are no question %s", (_what, first, seen) => {
    expect(matched([{ ...FIRST, ...first }, SECOND], seen)).toEqual(["900", "900"]);
  });

  it("are no question beside one that was reversed whole", () => {
    const reversal = aBill({ type: "ADR", ref: "000301", reverses: FIRST, amount: FIRST.amount, vendorRef: "" });
    const rest = [SECOND, { ...reversal }] as const;
    expect(matched([FIRST, ...rest]).slice(0, 2)).toEqual(["900", "900"]);
    expect(matched([FIRST, SECOND, { ...reversal, released: false }]).slice(0, 2)).toEqual(["900", "billed_over"]);
    expect(matched([FIRST, SECOND, { ...reversal, amount: usd("1.00") }]).slice(0, 2)).toEqual(["900", "billed_over"]);
  });

  it("take the retainage of a questioned bill along", () => {
    const retainage = aBill({ ref: "000203", retainageOf: SECOND, lines: [] });
    expect(matched([FIRST, SECOND, retainage])).toEqual(["900", "billed_over", "billed_over"]);
  });
});

describe("a vendor with another system's id in Procore", () => {
  const BY_OTHERS = aVendor({ originId: "5501" });

  it("makes a bill a question that names both", () => {
    const matching = new Matching([aBill()], new MatchIndex(pictures({ vendors: [BY_OTHERS] })));
    expect(matching.of(aBill())).toMatchObject({
      why: {
        code: "vendor_differs",
        detail: "Summit Steel (V000300) in Acumatica, Summit Steel, Inc. (5501) in Procore",
      },
      candidates: [{ id: 900 }],
    });
  });

  it.each<[what: string, seen: Seen]>([
    ["of another name", { vendors: [{ ...BY_OTHERS, name: "Other Steel" }] }],
    ["where nothing has the bill's number", { vendors: [BY_OTHERS], invoices: [anInvoice({ number: "99" })] }],
  ])("leaves a bill waiting %s", (_what, seen) => {
    expect(matched([aBill()], seen)[0]).toMatch(/^(other_vendor|no_invoice)$/);
  });

  it("leaves a bill waiting where that id is another vendor's of Acumatica: two may share a name", () => {
    const other = aBill({ ref: "000199", vendorRef: "98", vendor: { id: "5501", name: "Summit Steel" } });
    expect(matched([aBill(), other], { vendors: [BY_OTHERS] })[0]).toBe("other_vendor");
  });
});

describe("what a person may choose from", () => {
  const THERE = aCommitment({ id: 50, projectId: 8 });
  const OTHERS = anInvoice({ id: 950, projectId: 8, commitmentId: 50, number: "99" });

  it("lies in the project where they decide", () => {
    const lines = [aLine({ order: null }), aLine({ order: null, project: "P-200" })];
    const bill = aBill({ vendorRef: "", lines });
    const seen = pictures({
      bills: [bill],
      commitments: [aCommitment(), THERE],
      invoices: [anInvoice(), OTHERS],
      settings: { projectMap: { 7: "P-100", 8: "P-200" } },
    });
    const offered = (projectId: number) => {
      const match = new Matching([bill], new MatchIndex({ ...seen, projectId })).of(bill);
      return match.found ? [] : match.candidates.map(({ id }) => id);
    };
    expect([offered(7), offered(8)]).toEqual([[900], [950]]);
  });

  it("is not named of another project either", () => {
    const bill = aBill({ procoreInvoiceId: 900, noteInvoiceId: 950 });
    const seen = pictures({ bills: [bill], commitments: [aCommitment(), THERE], invoices: [anInvoice(), OTHERS] });
    expect(new Matching([bill], new MatchIndex(seen)).of(bill)).toMatchObject({
      why: { code: "several_invoices", detail: "invoice 17 of Summit Steel, Inc. on SC-001 and 1 more" },
      candidates: [{ id: 900 }],
    });
    expect(new Matching([bill], new MatchIndex({ ...seen, projectId: 9 })).of(bill)).toMatchObject({
      why: { detail: "2 in other projects" },
      candidates: [],
    });
  });
});
