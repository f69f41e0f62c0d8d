import { describe, expect, it } from "vitest";
import type { Bill } from "../../../server/domain/bill.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { matchBill } from "../../../server/sync/match.ts";
import { MatchIndex } from "../../../server/sync/match-index.ts";
import { aBill, aLine } from "../../build/acumatica.ts";
import { pictures } from "../../build/pictures.ts";
import { anInvoice, aVendor } from "../../build/procore.ts";

type Seen = Omit<Partial<Pictures>, "settings" | "bills">;

/** The evidence of the link, or what the reason names. */
function words(over: Partial<Bill>, seen: Seen = {}): string | null {
  const bill = aBill(over);
  const result = matchBill(bill, new MatchIndex(pictures({ ...seen, bills: [bill] })));
  return result.found ? result.evidence.says : result.why.detail;
}

describe("a link says what it rests on", () => {
  it.each<[what: string, bill: Partial<Bill>, seen: Seen, says: string]>([
    [
      "the invoice's origin id",
      {},
      { invoices: [anInvoice({ originId: "000123" })] },
      "Procore says that invoice 17 was exported as bill 000123; same vendor by number.",
    ],
    [
      "the bill's field",
      { procoreInvoiceId: 900, noteInvoiceId: 900 },
      {},
      "Bill 000123 names Procore invoice 17 in its field.",
    ],
    ["the bill's note", { noteInvoiceId: 900 }, {}, "Bill 000123 names Procore invoice 17 in its note."],
    [
      "project, vendor, amount and number",
      { lines: [aLine({ order: null })] },
      { vendors: [aVendor({ originId: null })] },
      "Project, vendor (by name), amount, and Vendor Ref. 17 = invoice number agree; " +
        "the bill's lines name no other commitment.",
    ],
  ])("%s", (_what, bill, seen, says) => {
    expect(words(bill, seen)).toBe(says);
  });
});

describe("invoices that fit alike are named", () => {
  const alike = (count: number, over: Parameters<typeof anInvoice>[0] = {}): Seen => ({
    invoices: Array.from({ length: count }, (_, n) => anInvoice({ id: 1000 + n, vendorName: "", ...over })),
  });

  it("without a vendor's name where Procore shows none", () => {
    expect(words({}, alike(2))).toBe("invoice 17 on SC-001, invoice 17 on SC-001");
  });

  it("by their commitment's id where Procore does not list it", () => {
    const named = alike(2, { commitmentId: 99, originId: "000123" });
    expect(words({}, named)).toBe("invoice 17 on commitment 99, invoice 17 on commitment 99");
  });

  it("up to twenty, and counted from there", () => {
    const named = (count: number) => Array<string>(count).fill("invoice 17 on SC-001").join(", ");
    expect(words({}, alike(20))).toBe(named(20));
    expect(words({}, alike(23))).toBe(`${named(20)} and 3 more`);
  });
});
