import { describe, expect, it } from "vitest";
import { isReleased, labelSetOf, labelsOf, meansLabel, statusCode, typeCode } from "../../../server/acumatica/codes.ts";
import { invoiceInField, invoiceInText } from "../../../server/acumatica/note-link.ts";
import { AdjustStamp, CheckStamp, PaymentRow, TranRow } from "../../../server/acumatica/schema.ts";
import { dateOf, readStamp } from "../../../server/acumatica/stamp.ts";

describe("document types and statuses", () => {
  it.each([
    ["Payment", "CHK"],
    ["Check", "CHK"],
    ["voided check ", "VCK"],
    ["Voided Payment", "VCK"],
    ["Bill", "INV"],
    ["Debit Adj.", "ADR"],
    ["Quick Check", "QCK"],
    ["CHK", "CHK"],
  ])("read the label %s as %s", (label, code) => {
    expect(typeCode(label)).toBe(code);
  });

  it("read the object that endpoint 26 sends, by its id", () => {
    expect(typeCode({ id: "VCK", description: "Pago anulado" })).toBe("VCK");
    expect(statusCode({ id: "C", description: "Closed" })).toBe("C");
  });

  it("never guess a label they do not know", () => {
    expect(typeCode("Pago")).toBeNull();
    expect(statusCode("Cerrado")).toBeNull();
  });

  it.each(["Open", "Closed", "Reserved", "Voided"])("know that a payment of status %s was released", (label) => {
    expect(isReleased(statusCode(label) ?? "H")).toBe(true);
  });

  it.each(["On Hold", "Balanced", "Printed", "Pending Print", "Pending Approval", "Rejected", "Pending Processing"])(
    "know that a payment of status %s was not",
    (label) => {
      expect(isReleased(statusCode(label) ?? "N")).toBe(false);
    },
  );

  it("try the build's own labels first, and learn them from what they see", () => {
    expect(labelsOf("VCK", "old")).toEqual(["Voided Check", "Voided Payment"]);
    expect(labelsOf("CHK", "new")).toEqual(["Payment", "Check"]);
    expect(labelSetOf("Check")).toBe("old");
    expect(labelSetOf("Payment")).toBe("new");
    expect(labelSetOf("Prepayment")).toBeNull();
  });

  it("read means of payment from label or code, and keep what they do not know", () => {
    expect(meansLabel("Cash/Check")).toBe("Cash/Check");
    expect(meansLabel("DDT")).toBe("Direct Deposit");
    expect(meansLabel("Carrier Pigeon")).toBe("Carrier Pigeon");
  });
});

describe("a Procore invoice in a text", () => {
  it.each([
    ["https://app.procore.com/9/project/commitments/4/requisitions/1234", 1234],
    ["see https://us02.procore.com/x/subcontractor_invoices/55. Thanks", 55],
    ["<a href='https://app.procore.com/9/invoices/77/'>", 77],
    ["https://app.procore.com/requisitions/5?tab=general", 5],
    ["https://app.procore.com/requisitions/5 and again https://app.procore.com/requisitions/5", 5],
  ])("is found: %s", (text, id) => {
    expect(invoiceInText(text)).toBe(id);
  });

  it.each([
    ["no URL", "requisitions/1234"],
    ["another host", "https://example.com/requisitions/1234"],
    ["a host that only ends alike", "https://notprocore.com/requisitions/1234"],
    ["something else of Procore's", "https://app.procore.com/9/project/commitments/4"],
    ["a page below the invoice", "https://app.procore.com/requisitions/1234/edit"],
    ["two different invoices", "https://app.procore.com/requisitions/1 https://app.procore.com/requisitions/2"],
    ["nothing", ""],
  ])("is not found in %s", (_what, text) => {
    expect(invoiceInText(text)).toBeNull();
  });

  it("is found on a host of the installation's own", () => {
    expect(invoiceInText("http://127.0.0.1:9000/requisitions/8", ["127.0.0.1:9000"])).toBe(8);
  });

  it("may be the bare id in a field", () => {
    expect(invoiceInField(" 77 ")).toBe(77);
    expect(invoiceInField("77a")).toBeNull();
  });
});

describe("stamps and dates", () => {
  it.each([
    ["2025-06-17T10:31:28.403-04:00", "2025-06-17T14:31:28.403Z", ""],
    ["2025-06-17T10:31:28Z", "2025-06-17T10:31:28.000Z", ""],
    ["2025-06-17T10:31:28.4Z", "2025-06-17T10:31:28.400Z", ""],
    ["2025-06-17T10:31:28.4029871Z", "2025-06-17T10:31:28.402Z", "9871"],
    ["2025-06-17T10:31:28.4029000+00:00", "2025-06-17T10:31:28.402Z", "9"],
    ["2025-06-17T10:31:28.403", "2025-06-17T10:31:28.403Z", ""],
  ])("are cut, not rounded, to the millisecond: %s", (text, at, beyond) => {
    expect(readStamp(text)).toEqual({ at, beyond });
  });

  it("are refused when they are none", () => {
    expect(() => readStamp("yesterday")).toThrow(expect.objectContaining({ kind: "unexpected reply" }) as Error);
    for (const text of ["", "tomorrow", "2026-13-45T00:00:00Z", "2026-02-30"]) expect(dateOf(text)).toBeNull();
  });

  it("are the day as written, whatever the zone", () => {
    expect(dateOf("2026-02-01T00:00:00+10:00")).toBe("2026-02-01");
    expect(dateOf("2026-02-01T00:00:00-05:00")).toBe("2026-02-01");
    expect(dateOf("2026-02-01")).toBe("2026-02-01");
  });
});

describe("rows", () => {
  it("trim what the vendor fills up with spaces", () => {
    const row = { DocType: "CHK", RefNbr: "000123 ", DocDate: "2026-02-01", CuryID: "USD", Released: true };
    const vendor = { AcctCD: "V000001   ", AcctName: "Ace" };

    expect(PaymentRow.parse({ ...row, VendorByVendorID: vendor })).toMatchObject({
      RefNbr: "000123",
      ExtRefNbr: "",
      VendorByVendorID: { AcctCD: "V000001" },
    });
  });

  it("read amounts from their digits", () => {
    const read = (json: string) =>
      TranRow.parse(JSON.parse(`{"TranType":"INV","RefNbr":"1","LineNbr":1,"CuryTranAmt":${json}}`)).CuryTranAmt;

    expect(read("1500.0000")).toBe("1500");
    expect(read("0.1")).toBe("0.1");
    expect(read("-20.05")).toBe("-20.05");
    expect(read("99999999999.9999")).toBe("99999999999.9999");
    expect(read('"1000.10"')).toBe("1000.10");
    // a double no longer tells this number from its neighbours
    expect(read("90071992547409.917")).toContain("not exact");
  });

  it("are refused without their keys", () => {
    expect(AdjustStamp.safeParse({ AdjgDocType: "CHK" }).success).toBe(false);
  });

  it("of contract REST hold {} for nothing, and either form of a label", () => {
    const row = { Type: { value: { id: "CHK", description: "Payment" } }, ReferenceNbr: { value: "000123" } };

    expect(CheckStamp.parse({ ...row, LastModifiedDateTime: {} })).toEqual({
      Type: { id: "CHK", description: "Payment" },
      ReferenceNbr: "000123",
      LastModifiedDateTime: null,
    });
  });
});
