import { describe, expect, it } from "vitest";
import type { Bill } from "../../../server/domain/bill.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { matchBill, type Match } from "../../../server/sync/match.ts";
import { MatchIndex } from "../../../server/sync/match-index.ts";
import { aBill, aLine, BILL } from "../../build/acumatica.ts";
import { aBillLink, aDecision, KEY } from "../../build/memory.ts";
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

describe("a bill is linked", () => {
  it.each<[because: string, bill: Partial<Bill>, seen: Seen, expected: string]>([
    ["by an earlier link", { vendorRef: "99", lines: [] }, { billLinks: [aBillLink()] }, "commitment and number: 900"],
    [
      "by an earlier link though the Vendor Ref. was corrected since",
      { vendorRef: "18" },
      { billLinks: [aBillLink()], invoices: [anInvoice(), anInvoice({ id: 901, number: "18" })] },
      "commitment and number: 900",
    ],
    [
      "by a person, whatever the lines name",
      { lines: [aLine({ commitment: "SC-002" }), aLine({ commitment: "SC-003" })] },
      { billLinks: [aBillLink({ evidence: { rule: "person", says: "Linked by kim." } })] },
      "person: 900",
    ],
    [
      "by a person's decision, even before a link of the bill is stored",
      { vendorRef: "99" },
      { decisions: [aDecision({ decide: "link", invoiceId: 900 })] },
      "person: 900",
    ],
    [
      "by the invoice's origin id, without a number on the bill",
      { vendorRef: "", lines: [] },
      { invoices: [anInvoice({ originId: "INV 000123" })] },
      "origin id: 900",
    ],
    [
      "by the invoice's origin id before any weaker evidence",
      {},
      { invoices: [anInvoice(), anInvoice({ id: 901, originId: "000123" })] },
      "origin id: 901",
    ],
    ["by the bill's field", { procoreInvoiceId: 900, vendorRef: "", lines: [] }, {}, "bill field: 900"],
    ["by a URL in the bill's note", { noteInvoiceId: 900, vendorRef: "", lines: [] }, {}, "bill field: 900"],
    [
      "by its field, where the note repeats it",
      { procoreInvoiceId: 900, noteInvoiceId: 900, lines: [] },
      {},
      "bill field: 900",
    ],
    [
      "by its note, where the field names no invoice that we know",
      { procoreInvoiceId: 12345, noteInvoiceId: 900, vendorRef: "", lines: [] },
      {},
      "bill field: 900",
    ],
    ["by commitment, vendor and number", {}, {}, "commitment and number: 900"],
    [
      "by commitment, vendor and number, without a project",
      { lines: [aLine({ project: null })] },
      {},
      "commitment and number: 900",
    ],
    [
      "by commitment, vendor and number, read from any of its lines",
      { lines: [aLine({ commitment: null }), aLine({ commitment: "sc-001 " })] },
      {},
      "commitment and number: 900",
    ],
    [
      "by the commitment's own origin id",
      { lines: [aLine({ commitment: "S-77" })] },
      { commitments: [aCommitment({ originId: "S-77" })] },
      "commitment and number: 900",
    ],
    [
      "on a purchase order as on a subcontract",
      { lines: [aLine({ commitment: "PO-9" })] },
      { commitments: [aCommitment({ type: "purchase order", number: "PO-9" })] },
      "commitment and number: 900",
    ],
    ["by project, vendor, number and amount", { lines: [aLine({ commitment: null })] }, {}, "project and amount: 900"],
    [
      "within its own project, where another project numbers alike",
      {},
      {
        commitments: [aCommitment(), aCommitment({ id: 50, projectId: 8 })],
        invoices: [anInvoice(), anInvoice({ id: 950, projectId: 8, commitmentId: 50 })],
      },
      "commitment and number: 900",
    ],
  ])("%s", (_because, bill, seen, expected) => {
    expect(found(match(bill, seen))).toBe(expected);
  });

  it("and says which rule fired and what it saw", () => {
    const result = match({});
    expect(result).toMatchObject({ found: true, commitment: { id: 40 }, evidence: { rule: "commitment and number" } });
    expect(result.found && result.evidence.says).toBe(
      "The bill's lines name commitment SC-001, the vendor is the same (by number), " +
        "and Vendor Ref. 17 is the invoice number.",
    );
  });

  it("and says so when the vendors are the same by name only", () => {
    const result = match({}, { vendors: [aVendor({ originId: null })] });
    expect(result.found && result.evidence.says).toContain("the vendor is the same (by name)");
  });
});

describe("a bill is not linked", () => {
  it.each<[because: string, bill: Partial<Bill>, seen: Seen, expected: string]>([
    ["by a number alone", { lines: [aLine({ commitment: null, project: null })] }, {}, "no_invoice"],
    [
      "by number and project, when the amount differs",
      { lines: [aLine({ commitment: null })], amount: usd("1000.01") },
      {},
      "no_invoice",
    ],
    [
      "by number and project, when the invoice's amount is not known",
      { lines: [aLine({ commitment: null })] },
      { invoices: [anInvoice({ billed: null })] },
      "no_invoice",
    ],
    [
      "by number and amount in another currency",
      { lines: [aLine({ commitment: null })], currency: "CAD" },
      {},
      "no_invoice",
    ],
    ["without a number", { vendorRef: "" }, {}, "no_invoice"],
    ["by commitment and another number", { vendorRef: "18" }, {}, "no_invoice"],
    [
      "by the origin id of another vendor's invoice",
      {},
      { vendors: [aVendor({ originId: "V9" })], invoices: [anInvoice({ originId: "000123" })] },
      "other_vendor",
    ],
    ["by another vendor's commitment and number", {}, { vendors: [aVendor({ originId: "V9" })] }, "other_vendor"],
    [
      "by another vendor's number in its project",
      { lines: [aLine({ commitment: null })] },
      { commitments: [aCommitment({ vendorId: 301 })], invoices: [anInvoice({ vendorId: 301 })], vendors: [STRANGER] },
      "other_vendor",
    ],
    [
      "to one of two invoices that name it",
      {},
      { invoices: [anInvoice({ originId: "000123" }), anInvoice({ id: 901, originId: "INV-000123" })] },
      "several_invoices",
    ],
    [
      "to one of two invoices of one number on its commitment",
      {},
      { invoices: [anInvoice(), anInvoice({ id: 901 })] },
      "several_invoices",
    ],
    [
      "to one of two invoices of one number and amount in its project",
      { lines: [aLine({ commitment: null })] },
      { commitments: [aCommitment(), ELSEWHERE], invoices: [anInvoice(), anInvoice({ id: 901, commitmentId: 41 })] },
      "several_invoices",
    ],
    [
      "when its field and its note name two invoices",
      { procoreInvoiceId: 900, noteInvoiceId: 901 },
      { invoices: [anInvoice(), anInvoice({ id: 901 })] },
      "several_invoices",
    ],
    [
      "when its lines name several commitments",
      { lines: [aLine(), aLine({ commitment: "SC-002" })] },
      { commitments: [aCommitment(), ELSEWHERE] },
      "several_commitments",
    ],
    [
      "by an origin id, when its lines name another commitment",
      { lines: [aLine({ commitment: "SC-002" })] },
      { commitments: [aCommitment(), ELSEWHERE], invoices: [anInvoice({ originId: "000123" })] },
      "commitment_differs",
    ],
    [
      "by its field, when its lines name another commitment",
      { procoreInvoiceId: 900, lines: [aLine({ commitment: "SC-002" })] },
      {},
      "commitment_differs",
    ],
    [
      "by project and amount, when its lines name another commitment",
      { lines: [aLine({ commitment: "SC-002" })] },
      {},
      "commitment_differs",
    ],
    [
      "by an origin id, when both carry a number and these differ",
      { vendorRef: "18" },
      { invoices: [anInvoice({ originId: "000123" })] },
      "number_differs",
    ],
    [
      "by its field, when both carry a number and these differ",
      { procoreInvoiceId: 900, vendorRef: "18" },
      {},
      "number_differs",
    ],
    [
      "to an invoice that is no longer there, but earlier was",
      {},
      { billLinks: [aBillLink({ invoiceId: 12345 })] },
      "invoice_gone",
    ],
    ["once a person took the link away", {}, { decisions: [aDecision({ decide: "unlink" })] }, "unlinked"],
    [
      "to an invoice whose commitment Procore does not list",
      { procoreInvoiceId: 900, lines: [] },
      { commitments: [] },
      "no_invoice",
    ],
    [
      "by number or amount, while facts of it are hidden",
      { unreadable: "its projects", lines: [aLine({ project: null })] },
      {},
      "unreadable",
    ],
  ])("%s", (_because, bill, seen, expected) => {
    expect(found(match(bill, seen))).toBe(expected);
  });

  it.each<[what: string, bill: Partial<Bill>, seen: Seen, expected: string]>([
    ["both commitments", { lines: [aLine({ commitment: "SC-002" })] }, {}, "SC-002 on the bill, SC-001 on the invoice"],
    ["both numbers", { procoreInvoiceId: 900, vendorRef: "18" }, {}, "18 on the bill, 17 on the invoice"],
    ["the commitments it spans", { lines: [aLine({ commitment: "SC-002" }), aLine()] }, {}, "SC-001, SC-002"],
    [
      "the invoices that fit alike",
      {},
      { invoices: [anInvoice({ id: 901 }), anInvoice()] },
      "invoice 17 of Summit Steel, Inc. on SC-001, invoice 17 of Summit Steel, Inc. on SC-001",
    ],
    ["its number", { vendorRef: "18" }, {}, "000123 (Vendor Ref. 18)"],
    ["that it has no number", { vendorRef: "" }, {}, "000123 (no Vendor Ref.)"],
    [
      "the other vendor's invoice",
      {},
      { vendors: [aVendor({ originId: "V9" })] },
      "invoice 17 of Summit Steel, Inc. on SC-001",
    ],
    ["what is hidden of it", { unreadable: "its projects", lines: [] }, {}, "its projects"],
  ])("and the reason names %s", (_what, bill, seen, expected) => {
    const result = match(bill, seen);
    expect(result.found ? null : result.why.detail).toBe(expected);
  });

  it("links a bill with hidden facts by what does not rest on them", () => {
    const unreadable = "its retainage flag";
    expect(found(match({ unreadable }, { invoices: [anInvoice({ originId: "000123" })] }))).toBe("origin id: 900");
    expect(found(match({ unreadable, procoreInvoiceId: 900 }))).toBe("bill field: 900");
    expect(found(match({ unreadable }, { billLinks: [aBillLink()] }))).toBe("commitment and number: 900");
  });

  it("takes the later of two decisions about one bill, whichever payment they were made on", () => {
    const other = aDecision({ key: `${KEY}`.replace("000045", "000046") as typeof KEY, decide: "unlink" });
    const later = "2026-02-13T09:00:00.000Z";
    const linked = aDecision({ decide: "link", invoiceId: 900, at: later });
    expect(found(match({}, { decisions: [linked, other] }))).toBe("person: 900");
    expect(
      found(
        match(
          {},
          {
            decisions: [
              { ...other, at: later },
              { ...linked, at: other.at },
            ],
          },
        ),
      ),
    ).toBe("unlinked");
  });
});

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
      found(match({ retainageOf: ORIGINAL, vendorRef: "R-1", lines: [aLine({ commitment: null })] }, seen, [original])),
    ).toBe("commitment and number: 900");
  });

  it("does not link to its original's invoice when its own lines name another commitment", () => {
    const seen = { commitments: [aCommitment(), ELSEWHERE] };
    const result = match({ retainageOf: ORIGINAL, lines: [aLine({ commitment: "SC-002" })] }, seen, [original]);
    expect(found(result)).toBe("commitment_differs");
  });

  it("waits while its original is not known", () => {
    expect(found(match({ retainageOf: ORIGINAL, vendorRef: "R-1" }))).toBe("no_invoice");
  });

  it("waits, and does not hang, when two bills name each other", () => {
    const twisted = aBill({ ...ORIGINAL, instalmentOf: BILL, vendorRef: "", lines: [] });
    expect(found(match({ retainageOf: ORIGINAL, vendorRef: "", lines: [] }, {}, [twisted]))).toBe("no_invoice");
  });

  it("has its original's reason when that is not linked", () => {
    const spanning = aBill({ ...ORIGINAL, lines: [aLine(), aLine({ commitment: "SC-002" })] });
    expect(found(match({ retainageOf: ORIGINAL, lines: [] }, {}, [spanning]))).toBe("several_commitments");
  });
});

describe("what a person may choose from", () => {
  const second = anInvoice({ id: 901, number: "18", billed: usd("500.00") });
  const candidates = (result: Match) => (result.found ? [] : result.candidates.map(({ id }) => id));

  it.each<[what: string, bill: Partial<Bill>, seen: Seen]>([
    ["nothing fits", { vendorRef: "99" }, {}],
    ["the bill has no number", { vendorRef: "" }, {}],
    ["the link was taken away", {}, { decisions: [aDecision({ decide: "unlink" })] }],
    ["the linked invoice is gone", {}, { billLinks: [aBillLink({ invoiceId: 12345 })] }],
    ["the bill spans several commitments", { lines: [aLine(), aLine({ commitment: "SC-002" })] }, {}],
    ["its original is not known", { retainageOf: ORIGINAL, vendorRef: "R-1" }, {}],
    ["facts of it are hidden", { unreadable: "its retainage flag", vendorRef: "99" }, {}],
  ])("are the vendor's invoices when %s", (_what, bill, seen) => {
    expect(candidates(match(bill, { invoices: [anInvoice(), second], ...seen }))).toEqual([900, 901]);
  });

  it("are those that fit alike, when several do", () => {
    const invoices = [anInvoice(), anInvoice({ id: 901 }), anInvoice({ id: 902, number: "18" })];
    expect(candidates(match({}, { invoices }))).toEqual([900, 901]);
  });

  it("are the one that contradicts the bill", () => {
    expect(candidates(match({ procoreInvoiceId: 900, vendorRef: "18" }, { invoices: [anInvoice(), second] }))).toEqual([
      900,
    ]);
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
