import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applicationKey, docId, documentsOf, isOurs } from "../../../server/domain/payment.ts";

const CHECK = { type: "CHK", ref: "000045" };
const BILL = { type: "INV", ref: "000123" };
const text = fc.string({ minLength: 1, maxLength: 15 });
const doc = fc.record({ type: fc.constantFrom("CHK", "PPM", "INV", "ACR"), ref: text });

describe("an application key", () => {
  it("names tenant, payment and bill", () => {
    expect(applicationKey("MyStore", CHECK, BILL)).toBe("acu:MyStore:CHK:000045:INV:000123");
  });

  it("tells a check from a prepayment of the same number", () => {
    expect(applicationKey("MyStore", CHECK, BILL)).not.toBe(applicationKey("MyStore", { ...CHECK, type: "PPM" }, BILL));
  });

  it("reads back into its documents, whatever a numbering sequence holds", () => {
    fc.assert(
      fc.property(text, doc, doc, (tenant, payment, bill) => {
        expect(documentsOf(applicationKey(tenant, payment, bill))).toEqual({ payment, bill });
      }),
    );
  });

  it("is never shared by two applications", () => {
    const parts = fc.tuple(text, doc, doc);
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(applicationKey(...a) === applicationKey(...b)).toBe(same);
      }),
    );
  });

  it("is known as ours for its own tenant only", () => {
    fc.assert(
      fc.property(text, text, doc, doc, (tenant, other, payment, bill) => {
        const key = applicationKey(tenant, payment, bill);
        expect(isOurs(key, tenant)).toBe(true);
        expect(isOurs(key, other)).toBe(tenant === other);
      }),
    );
  });

  it.each([null, "", "5501", "acu:MyStore:INV:000123", "acu:MyStore:CHK:1:INV:2:3", "acu:Other:CHK:1:INV:2"])(
    "is not what %j is",
    (originId) => {
      expect(isOurs(originId, "MyStore")).toBe(false);
    },
  );
});

describe("a document", () => {
  it("has one text, type and number", () => {
    expect(docId(BILL)).toBe("INV:000123");
  });
});
