import { describe, expect, it } from "vitest";
import type { Bill } from "../../../server/domain/bill.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { matchBill, type Match } from "../../../server/sync/match.ts";
import { MatchIndex } from "../../../server/sync/match-index.ts";
import { aBill, aLine, purchaseOrder, subcontract } from "../../build/acumatica.ts";
import { aBillLink } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { pictures } from "../../build/pictures.ts";
import { aCommitment, anInvoice, aVendor } from "../../build/procore.ts";

type Seen = Omit<Partial<Pictures>, "settings" | "bills">;

const SUBCONTRACT = aCommitment({ number: "000001" });
const PURCHASE_ORDER = aCommitment({ id: 42, number: "000001", type: "purchase order" });
/** Invoice 900 on the subcontract, 942 on the purchase order, alike in number and amount. */
const BOTH: Seen = {
  commitments: [SUBCONTRACT, PURCHASE_ORDER],
  invoices: [anInvoice(), anInvoice({ id: 942, commitmentId: 42 })],
};

const RS = aLine({ order: subcontract("000001") });
const RO = aLine({ order: purchaseOrder("000001") });
const UNSEEN = aLine({ order: "unknown" });

function match(bill: Partial<Bill>, seen: Seen = {}): Match {
  const one = aBill(bill);
  return matchBill(one, new MatchIndex(pictures({ ...seen, bills: [one] })));
}

function found(result: Match): string {
  return result.found ? `${result.evidence.rule}: ${result.invoice.id}` : `${result.why.code}: ${result.why.detail}`;
}

function candidates(result: Match): readonly number[] {
  return result.found ? [] : result.candidates.map(({ id }) => id);
}

describe("a subcontract and a purchase order of one number", () => {
  it("are two: each bill goes to the one that its lines name", () => {
    expect(found(match({ lines: [RS] }, BOTH))).toBe("commitment and number: 900");
    expect(found(match({ lines: [RO] }, BOTH))).toBe("commitment and number: 942");
  });

  it("make a bill with lines of both one that spans several commitments", () => {
    expect(found(match({ lines: [RO, RS] }, BOTH))).toBe(
      "several_commitments: purchase order 000001, subcontract 000001",
    );
  });

  it("make one commitment of two lines of one kind, however its number is written", () => {
    const lines = [RS, aLine({ order: subcontract("1") })];
    expect(found(match({ lines }, BOTH))).toBe("commitment and number: 900");
  });
});

describe("a number that fits only a commitment of the other kind", () => {
  it("is a question that names both and offers its invoice", () => {
    const result = match(
      { lines: [RS] },
      { commitments: [PURCHASE_ORDER], invoices: [anInvoice({ commitmentId: 42 })] },
    );
    expect(found(result)).toBe(
      "commitment_differs: subcontract 000001 on the bill, purchase order 000001 on the invoice",
    );
    expect(candidates(result)).toEqual([900]);
  });

  it("offers the invoices there, the nearest to the amount first, where none has the bill's number", () => {
    const invoices = [
      anInvoice({ commitmentId: 42, number: "1", billed: usd("5.00") }),
      anInvoice({ id: 901, commitmentId: 42, number: "2", billed: usd("999.00") }),
    ];
    const result = match({ lines: [RS] }, { commitments: [PURCHASE_ORDER], invoices });
    expect(found(result)).toContain("commitment_differs");
    expect(candidates(result)).toEqual([901, 900]);
  });

  it("is a question also by the invoice's origin id", () => {
    const invoices = [anInvoice({ commitmentId: 42, originId: "000123" })];
    expect(found(match({ lines: [RS] }, { commitments: [PURCHASE_ORDER], invoices }))).toContain("commitment_differs");
  });

  it("waits where that commitment is another vendor's", () => {
    const strange = aVendor({ id: 301, name: "Other Steel", originId: "V9" });
    const seen = {
      commitments: [{ ...PURCHASE_ORDER, vendorId: 301 }],
      invoices: [anInvoice({ commitmentId: 42, number: "1", vendorId: 301 })],
      vendors: [aVendor(), strange],
    };
    expect(found(match({ lines: [RS] }, seen))).toContain("no_invoice");
  });

  it("waits where one of its own kind is there, whose invoice is not yet", () => {
    const seen = { ...BOTH, invoices: [anInvoice({ id: 942, commitmentId: 42, number: "1" })] };
    expect(found(match({ lines: [RS] }, seen))).toContain("no_invoice");
  });

  it("does not hinder a link that a person made", () => {
    const link = aBillLink({ commitmentId: 42, evidence: { rule: "person", says: "Linked by kim." } });
    const seen = { commitments: [PURCHASE_ORDER], invoices: [anInvoice({ commitmentId: 42 })], billLinks: [link] };
    expect(found(match({ lines: [RS] }, seen))).toBe("person: 900");
  });
});

describe("a line whose order the reader cannot see", () => {
  it.each<[rule: string, lines: Bill["lines"]]>([
    ["commitment and number: another line may name another commitment", [aLine(), UNSEEN]],
    ["project and amount: it may name another commitment", [UNSEEN]],
  ])("keeps a bill from being linked by %s", (_rule, lines) => {
    const result = match({ lines });
    expect(found(result)).toBe("unreadable: the orders of its lines");
    expect(candidates(result)).toEqual([900]);
  });

  it("does not keep it from what names the bill or the invoice itself", () => {
    expect(found(match({ lines: [UNSEEN] }, { invoices: [anInvoice({ originId: "000123" })] }))).toBe("origin id: 900");
    expect(found(match({ lines: [UNSEEN], procoreInvoiceId: 900 }))).toBe("bill field: 900");
    expect(found(match({ lines: [UNSEEN] }, { billLinks: [aBillLink()] }))).toBe("commitment and number: 900");
  });

  it("lets another line's order still contradict", () => {
    const lines = [UNSEEN, aLine({ order: subcontract("SC-002") })];
    expect(found(match({ lines, procoreInvoiceId: 900 }))).toContain("commitment_differs");
  });

  it("is told beside what else is hidden", () => {
    expect(found(match({ lines: [UNSEEN], unreadable: "the projects of its lines" }))).toBe(
      "unreadable: the projects of its lines, the orders of its lines",
    );
  });
});
