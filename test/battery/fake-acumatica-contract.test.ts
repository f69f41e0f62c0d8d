import { describe, expect, it } from "vitest";
import {
  acumatica,
  ask,
  bill,
  entity,
  inAcumatica,
  itKeepsTheContract,
  ledger,
  reopen,
  vendor,
  type Json,
} from "./acumatica-world.ts";

inAcumatica();

function pay(amount: number, extRef: string | null = null) {
  return ledger.addPayment({ vendor, date: "2026-02-20", extRef, applications: [{ bill, amount }] });
}

function asRows(data: unknown): readonly Json[] {
  return data as readonly Json[];
}

/** The exceptionType of a 500, after its last dot, or the status where there is none. */
async function trouble(path: string, params: Json = {}): Promise<string> {
  const { status, data } = await entity(path, params);
  return status === 500 ? (String(data.exceptionType).split(".").at(-1) ?? "") : String(status);
}

describe("a payment by key", () => {
  it("wraps every value, sends null as an empty object, and fills segmented keys up with spaces", async () => {
    const { ref } = pay(40_000);

    const { data } = await entity(`Check/Payment/${ref}`);

    expect(data).toMatchObject({
      Type: { value: "Payment" },
      ReferenceNbr: { value: ref },
      Status: { value: "Closed" },
      Vendor: { value: "V000001   " },
      PaymentRef: {},
      ApplicationDate: { value: "2026-02-20T00:00:00-05:00" },
      LastModifiedDateTime: { value: "2026-03-02T10:00:00.000-05:00" },
      custom: {},
    });
    expect(acumatica.wire.log.at(-1)?.reply?.body).toContain(`"PaymentAmount":{"value":400.0000}`);
  });

  it("keeps its grids empty unless they are expanded, whatever is in them", async () => {
    const { ref } = pay(40_000);

    expect((await entity(`Check/Payment/${ref}`)).data).toMatchObject({ History: [], Details: [] });
    const { data } = await entity(`Check/Payment/${ref}`, { $expand: "History,Details" });
    expect(data).toMatchObject({
      Details: [],
      History: [{ DocType: { value: "Bill" }, ReferenceNbr: { value: bill }, AmountPaid: { value: 400 } }],
    });
  });

  it("lists what waits for release under Details alone", async () => {
    const applications = [{ bill, amount: 40_000 }];
    const { ref } = ledger.addPayment({ vendor, date: "2026-02-20", applications, release: false });

    const { data } = await entity(`Check/Payment/${ref}`, { $expand: "History,Details" });

    expect(data).toMatchObject({
      Status: { value: "Balanced" },
      Details: [{ AmountPaid: { value: 400 } }],
      History: [],
    });
  });

  it("shows a reversed application as a row and its negative", async () => {
    const check = pay(40_000);
    ledger.reverse(check, { bill });

    const { data } = await entity(`Check/Payment/${check.ref}`, { $expand: "History" });

    expect(asRows(data.History).map(({ AmountPaid }) => AmountPaid)).toEqual([{ value: 400 }, { value: -400 }]);
    expect(data.Status).toEqual({ value: "Open" });
  });

  it("keeps its history after a void, which has the negative rows on a document of its own", async () => {
    const { ref } = ledger.voidPayment(pay(40_000));
    const read = async (label: string) => (await entity(`Check/${label}/${ref}`, { $expand: "History" })).data;

    expect(await read("Payment")).toMatchObject({
      Status: { value: "Voided" },
      History: [{ AmountPaid: { value: 400 } }],
    });
    expect(await read("Voided%20Payment")).toMatchObject({
      Status: { value: "Closed" },
      PaymentAmount: { value: -400 },
      History: [{ AmountPaid: { value: -400 } }],
    });
  });

  it("shows today as its application date while it is open, though the list shows the stored one", async () => {
    const { ref } = ledger.addPayment({
      vendor,
      date: "2026-02-20",
      amount: 90_000,
      applications: [{ bill, amount: 1 }],
    });
    const custom = { $custom: "CurrentDocument.DocDate" };

    const { data } = await entity(`Check/Payment/${ref}`, custom);
    const list = await entity("Check", { $select: "ApplicationDate" });

    expect(data.ApplicationDate).toEqual({ value: "2026-03-02T00:00:00-05:00" });
    expect(data.custom).toEqual({
      CurrentDocument: { DocDate: { type: "CustomDateTimeField", value: "2026-02-20T00:00:00-05:00" } },
    });
    expect(asRows(list.data)[0]?.ApplicationDate).toEqual({ value: "2026-02-20T00:00:00-05:00" });
  });

  it("is found under the labels its build shows, and under no others", async () => {
    const { ref } = pay(40_000);
    expect(await trouble(`Check/Check/${ref}`)).toBe("NoEntitySatisfiesTheConditionException");

    await reopen({ labels: "old" });

    const old = pay(40_000);
    expect((await entity(`Check/Check/${old.ref}`)).data).toMatchObject({ Type: { value: "Check" } });
    expect(await trouble(`Check/Payment/${old.ref}`)).toBe("NoEntitySatisfiesTheConditionException");
  });

  it("is found by its entity id too", async () => {
    const { ref } = pay(40_000);
    const { data } = await entity(`Check/Payment/${ref}`);

    expect((await entity(`Check/${String(data.id)}`)).data).toEqual(data);
  });
});

describe("a bill by key", () => {
  it("lists unreleased, voided, reversing and debit adjustment rows among its applications", async () => {
    const check = pay(40_000);
    ledger.voidPayment(check);
    const applications = [{ bill, amount: 10_000 }];
    ledger.addPayment({ vendor, date: "2026-02-21", applications, release: false });
    const credit = ledger.addBill({ type: "ADR", vendor, date: "2026-02-22", lines: [{ amount: 5_000 }] });
    ledger.apply(credit, { bill, amount: 5_000 });
    ledger.releasePayment(credit);

    const { data } = await entity(`Bill/Bill/${bill}`, { $expand: "Applications" });

    const shown = asRows(data.Applications).map(({ DocType, Status, AmountPaid }) =>
      [DocType, Status, AmountPaid].map((wrapped) => (wrapped as { value: unknown }).value),
    );
    expect(shown).toEqual([
      ["Payment", "Voided", 400],
      ["Voided Payment", "Closed", -400],
      ["Payment", "Balanced", 100],
      ["Debit Adj.", "Closed", 50],
    ]);
  });

  it("lists the vendor's open prepayments, with nothing applied, while it is unreleased", async () => {
    ledger.addPayment({ type: "PPM", vendor, date: "2026-01-05", amount: 30_000 });
    const { ref } = ledger.addBill({ vendor, date: "2026-02-01", lines: [{ amount: 100 }], release: false });

    const { data } = await entity(`Bill/Bill/${ref}`, { $expand: "Applications" });

    expect(data.Applications).toMatchObject([{ DocType: { value: "Prepayment" }, AmountPaid: { value: 0 } }]);
  });

  it("carries its lines' orders, its header project, its note and its user-defined fields", async () => {
    ledger.setNote({ type: "INV", ref: bill }, "See Procore");
    ledger.setAttribute({ type: "INV", ref: bill }, "PROCOREID", "55");

    const { data } = await entity(`Bill/Bill/${bill}`, {
      $expand: "Details",
      $custom: "Document.AttributePROCOREID,Document.IsRetainageDocument,Details/Transactions.SubcontractNbr",
    });

    expect(data).toMatchObject({
      note: { value: "See Procore" },
      Project: { value: "PR-0001   " },
      custom: {
        Document: {
          AttributePROCOREID: { type: "CustomStringField", value: "55" },
          IsRetainageDocument: { type: "CustomBooleanField", value: false },
        },
      },
      Details: [
        {
          // the form hides a subcontract among the fields of orders
          POOrderType: {},
          POOrderNbr: {},
          POLine: {},
          custom: { Transactions: { SubcontractNbr: { type: "CustomStringField", value: "SC-000001" } } },
        },
      ],
    });
  });

  it("shows a subcontract among the fields of orders only where Construction is off", async () => {
    await reopen({ features: { construction: false } });

    const { data } = await entity(`Bill/Bill/${bill}`, { $expand: "Details" });
    const schema = await entity("Bill/$adHocSchema");

    expect(data).toMatchObject({
      Details: [{ POOrderType: { value: "Subcontract" }, POOrderNbr: { value: "SC-000001" }, POLine: { value: 1 } }],
    });
    expect(JSON.stringify(schema.data)).not.toContain("SubcontractNbr");
  });

  it("names no single project when its lines have several", async () => {
    ledger.addProject({ id: "PR-0002" });
    const lines = ["PR-0001", "PR-0002"].map((project) => ({ amount: 100, project }));
    const { ref } = ledger.addBill({ vendor, date: "2026-02-01", lines });

    expect((await entity(`Bill/Bill/${ref}`)).data.Project).toEqual({ value: "X         " });
  });

  it("lists the bills made of its retainage from version 25 on", async () => {
    const original = ledger.addBill({ vendor, date: "2026-02-01", lines: [{ amount: 1_000, retainage: 100 }] });
    const child = ledger.releaseRetainage(original, { date: "2026-02-02" });
    const path = `Bill/Bill/${original.ref}`;

    const { data } = await ask(`/entity/Default/25.200.001/${path}`, { $expand: "RetainageDocuments" });

    expect(data.RetainageDocuments).toMatchObject([{ ReferenceNbr: { value: child.ref } }]);
    expect(await trouble(path, { $expand: "RetainageDocuments" })).toBe("PXException");
  });
});

itKeepsTheContract();
