import { describe, expect, it } from "vitest";
import { toCommitment, toContractPayment, toInvoice, toProject, toVendor } from "../../../server/procore/normalize.ts";
import { ContractPaymentRow, ContractRow, RequisitionRow } from "../../../server/procore/schema.ts";

const ID = 598_134_325_841_112;
const at = { projectId: 8, commitmentId: 9, currency: "USD" };
const payment = (row: object) => toContractPayment(ContractPaymentRow.parse({ id: ID, ...row }), at);
const invoice = (row: object) =>
  toInvoice(RequisitionRow.parse({ id: ID, commitment_id: 9, ...row }), { projectId: 8, companyCurrency: "USD" });
const commitment = (row: object) =>
  toCommitment(ContractRow.parse({ id: ID, ...row }), { projectId: 8, type: "subcontract", companyCurrency: "USD" });

describe("a contract payment", () => {
  it("reads the vendor's own example", () => {
    const shown = payment({
      amount: "1000000.0",
      check_number: "ABC93759372",
      contract_id: 9,
      date: "2015-07-15",
      external_payment_id: "2169c3f0-5ee4-4eec-8e3c-9644db424550",
      invoice_number: "Invoice 123",
      notes: "January Payment",
      payment_number: 5,
      attachments: [{ id: 5324, url: "http://www.example.com/", filename: "january_receipt_copy.jpg" }],
      requisition_id: 789,
      origin_id: "abc-123",
      origin_data: "XYZ-0012",
      status: "in_review",
    });

    expect(shown).toEqual({
      id: ID,
      ...at,
      amount: 100_000_000,
      date: "2015-07-15",
      checkNumber: "ABC93759372",
      invoiceNumber: "Invoice 123",
      invoiceId: 789,
      notes: "January Payment",
      originId: "abc-123",
      originData: "XYZ-0012",
      externalPaymentId: "2169c3f0-5ee4-4eec-8e3c-9644db424550",
      attachments: 1,
    });
  });

  it("reads ids sent as texts and amounts sent as numbers", () => {
    const shown = payment({ id: String(ID), amount: 1234.5, requisition_id: "789" });

    expect(shown).toMatchObject({ id: ID, amount: 123_450, invoiceId: 789 });
  });

  it("stands although Procore shows nothing but its id", () => {
    expect(payment({ amount: null, date: null, notes: null })).toMatchObject({
      amount: 0,
      date: null,
      checkNumber: "",
      originId: null,
      attachments: 0,
    });
  });

  it("counts an empty origin id as none", () => {
    expect(payment({ origin_id: "", origin_data: "" })).toMatchObject({ originId: null, originData: null });
  });

  it.each(["10.005", "33.3333", "100.10000000000001", "ten", "1e3"])(
    "keeps the amount %s as it is shown, rather than rounding or guessing",
    (amount) => {
      expect(payment({ amount })).toMatchObject({ amount: 0, oddAmount: amount });
    },
  );

  it("has no date where Procore shows a day that no calendar has", () => {
    expect(payment({ amount: "1.0", date: "2026-13-45" }).date).toBeNull();
  });

  it("has as many decimals as its currency", () => {
    const row = ContractPaymentRow.parse({ id: 1, amount: "900.0" });

    expect(toContractPayment(row, { ...at, currency: "JPY" }).amount).toBe(900);
    expect(toContractPayment(row, { ...at, currency: "KWD" }).amount).toBe(900_000);
  });
});

describe("a commitment", () => {
  it("has its own currency, else the company's", () => {
    const named = commitment({ currency_configuration: { currency_iso_code: "cad" } });

    expect([named.currency, commitment({}).currency, commitment({ currency_configuration: {} }).currency]).toEqual([
      "CAD",
      "USD",
      "USD",
    ]);
  });

  it("keeps a currency that is none as it is named: no bill is in it", () => {
    expect(commitment({ currency_configuration: { currency_iso_code: " us$ " } }).currency).toBe("US$");
  });

  it("knows its vendor, and what was paid in Procore's own text", () => {
    const read = commitment({ vendor: { id: 3, company: "Acme" }, total_payments: "12.50", origin_id: "SC-001" });

    expect(read).toMatchObject({ vendorId: 3, totalPayments: "12.50", originId: "SC-001", allowPayments: null });
  });
});

describe("a subcontractor invoice", () => {
  it("carries what a bill is matched by", () => {
    const read = invoice({
      invoice_number: "INV-7",
      vendor_id: 3,
      vendor_name: "Acme",
      status: "approved",
      billing_date: "2026-01-31",
      origin_id: "AP000001",
      erp_status: "synced",
      updated_at: "2026-02-01T10:00:00-05:00",
      summary: { current_payment_due: "1000.0" },
    });

    expect(read).toMatchObject({
      commitmentId: 9,
      number: "INV-7",
      billed: 100_000,
      originId: "AP000001",
      updatedAt: "2026-02-01T15:00:00.000Z",
    });
  });

  it.each([{}, { summary: null }, { summary: { current_payment_due: "1,000.00" } }])(
    "is no evidence of an amount where %o shows none that can be read",
    (row) => {
      expect(invoice(row)?.billed).toBeNull();
    },
  );

  it("without a commitment is left out: nothing can be paid against it", () => {
    expect(invoice({ commitment_id: null })).toBeNull();
  });
});

describe("a project and a vendor", () => {
  it("stand with what little Procore shows", () => {
    expect(toProject({ id: 1 })).toEqual({ id: 1, name: "", number: null, active: true });
    expect(toVendor({ id: 2, company: "Acme", origin_id: "" })).toEqual({ id: 2, name: "Acme", originId: null });
  });
});
