import { describe, expect, it } from "vitest";
import type { Bill } from "../../../server/domain/bill.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { matchBill, type Match } from "../../../server/sync/match.ts";
import { MatchIndex } from "../../../server/sync/match-index.ts";
import { aBill, aLine, purchaseOrder, subcontract } from "../../build/acumatica.ts";
import { aBillDecision, aBillLink } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { pictures } from "../../build/pictures.ts";
import { aCommitment, anInvoice, aVendor } from "../../build/procore.ts";

const STRANGER = aVendor({ id: 301, name: "Other Steel", originId: "V000301" });
const ON_SC_002 = aLine({ order: subcontract("SC-002") });
const ON_NONE = aLine({ order: null });
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
      { lines: [ON_SC_002, aLine({ order: subcontract("SC-003") })] },
      { billLinks: [aBillLink({ evidence: { rule: "person", says: "Linked by kim." } })] },
      "person: 900",
    ],
    [
      "by a person's decision, even before a link of the bill is stored",
      { vendorRef: "99" },
      { billDecisions: [aBillDecision()] },
      "person: 900",
    ],
    [
      "by the invoice's origin id, without a number on the bill",
      { vendorRef: "", lines: [] },
      { invoices: [anInvoice({ originId: "INV 000123" })] },
      "origin id: 900",
    ],
    [
      "by the invoice's origin id, without a number on the invoice",
      {},
      { invoices: [anInvoice({ originId: "000123", number: "" })] },
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
      { lines: [ON_NONE, aLine({ order: subcontract("sc-001 ") })] },
      {},
      "commitment and number: 900",
    ],
    [
      "by the commitment's own origin id",
      { lines: [aLine({ order: subcontract("S-77") })] },
      { commitments: [aCommitment({ originId: "S-77" })] },
      "commitment and number: 900",
    ],
    [
      "on a purchase order as on a subcontract",
      { lines: [aLine({ order: purchaseOrder("PO-9") })] },
      { commitments: [aCommitment({ type: "purchase order", number: "PO-9" })] },
      "commitment and number: 900",
    ],
    ["by project, vendor, number and amount", { lines: [ON_NONE] }, {}, "project and amount: 900"],
    [
      "by its number, however many invoices are of its amount",
      { lines: [ON_NONE] },
      {
        invoices: [...Array.from({ length: 50 }, (_, n) => anInvoice({ id: 1000 + n, number: `R-${n}` })), anInvoice()],
      },
      "project and amount: 900",
    ],
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
    ["by a number alone", { lines: [aLine({ order: null, project: null })] }, {}, "no_invoice"],
    ["by number and project, when the amount differs", { lines: [ON_NONE], amount: usd("1000.01") }, {}, "no_invoice"],
    [
      "by number and project, when the invoice's amount is not known",
      { lines: [ON_NONE] },
      { invoices: [anInvoice({ billed: null })] },
      "no_invoice",
    ],
    ["by number and amount in another currency", { lines: [ON_NONE], currency: "CAD" }, {}, "no_invoice"],
    ["without a number", { vendorRef: "" }, {}, "no_invoice"],
    [
      "without a number to an invoice without one, on its commitment",
      { vendorRef: "" },
      { invoices: [anInvoice({ number: "" })] },
      "no_invoice",
    ],
    [
      "without a number to an invoice without one, by project and amount",
      { vendorRef: "", lines: [ON_NONE] },
      { invoices: [anInvoice({ number: "" })] },
      "no_invoice",
    ],
    [
      "without a number by another vendor's invoice that has none either",
      { vendorRef: "" },
      { invoices: [anInvoice({ number: "", vendorId: 301 })], vendors: [aVendor(), STRANGER] },
      "no_invoice",
    ],
    ["by commitment and another number", { vendorRef: "18" }, {}, "no_invoice"],
    [
      "by the origin id of another vendor's invoice",
      {},
      { vendors: [aVendor({ name: "Other Steel", originId: "V9" })], invoices: [anInvoice({ originId: "000123" })] },
      "other_vendor",
    ],
    [
      "by the origin id of another vendor's invoice, whatever its number",
      {},
      {
        vendors: [aVendor({ name: "Other Steel", originId: "V9" })],
        invoices: [anInvoice({ originId: "000123", number: "99" })],
      },
      "other_vendor",
    ],
    [
      "to another vendor's invoice of its number, where its own vendor has one of another amount",
      { lines: [ON_NONE] },
      {
        vendors: [aVendor(), STRANGER],
        invoices: [anInvoice({ billed: usd("1.00") }), anInvoice({ id: 901, vendorId: 301 })],
      },
      "no_invoice",
    ],
    [
      "by another vendor's commitment and number",
      {},
      { vendors: [aVendor({ name: "Other Steel", originId: "V9" })] },
      "other_vendor",
    ],
    [
      "by another vendor's number in its project",
      { lines: [ON_NONE] },
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
      { lines: [ON_NONE] },
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
      { lines: [aLine(), ON_SC_002] },
      { commitments: [aCommitment(), ELSEWHERE] },
      "several_commitments",
    ],
    [
      "by an origin id, when its lines name another commitment",
      { lines: [ON_SC_002] },
      { commitments: [aCommitment(), ELSEWHERE], invoices: [anInvoice({ originId: "000123" })] },
      "commitment_differs",
    ],
    [
      "when its lines name another commitment than the invoice's, which has an origin id of its own",
      { procoreInvoiceId: 900, lines: [ON_SC_002] },
      { commitments: [aCommitment({ originId: "S-77" })] },
      "commitment_differs",
    ],
    [
      "by its field, when its lines name another commitment",
      { procoreInvoiceId: 900, lines: [ON_SC_002] },
      {},
      "commitment_differs",
    ],
    ["by project and amount, when its lines name another commitment", { lines: [ON_SC_002] }, {}, "commitment_differs"],
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
    ["once a person took the link away", {}, { billDecisions: [aBillDecision({ decide: "unlink" })] }, "unlinked"],
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
    ["both commitments", { lines: [ON_SC_002] }, {}, "SC-002 on the bill, SC-001 on the invoice"],
    ["both numbers", { procoreInvoiceId: 900, vendorRef: "18" }, {}, "18 on the bill, 17 on the invoice"],
    ["the commitments it spans", { lines: [ON_SC_002, aLine()] }, {}, "SC-001, SC-002"],
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
      { vendors: [aVendor({ name: "Other Steel", originId: "V9" })] },
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

  it("follows a person's word before whatever a rule has stored, earlier or since", () => {
    const billLinks = [aBillLink({ invoiceId: 901 })];
    const invoices = [anInvoice(), anInvoice({ id: 901, number: "18" })];
    expect(found(match({}, { invoices, billLinks, billDecisions: [aBillDecision()] }))).toBe("person: 900");
    const unlinked = [aBillDecision({ decide: "unlink" })];
    expect(found(match({}, { invoices, billLinks, billDecisions: unlinked }))).toBe("unlinked");
  });

  it("never lets a rule choose another once the invoice that a person chose is gone", () => {
    const invoices = [anInvoice({ id: 901 })];
    expect(found(match({}, { invoices, billDecisions: [aBillDecision()] }))).toBe("invoice_gone");
  });
});
