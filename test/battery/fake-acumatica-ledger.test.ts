import { describe, expect, it } from "vitest";
import { LedgerError } from "../fakes/acumatica/books.ts";
import { createFakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { Ledger } from "../fakes/acumatica/ledger.ts";

const NOW = new Date("2026-03-02T15:00:00Z");

function aLedger(): { ledger: Ledger; vendor: string } {
  const { ledger } = createFakeAcumatica({ now: () => NOW });
  return { ledger, vendor: ledger.addVendor({ name: "Acme Concrete" }).id };
}

function aBill(ledger: Ledger, vendor: string, amount = 100_000): string {
  return ledger.addBill({ vendor, date: "2026-02-01", lines: [{ amount }] }).ref;
}

describe("the ledger", () => {
  it("counts an application only from the release of its payment on", () => {
    const { ledger, vendor } = aLedger();
    const bill = aBill(ledger, vendor);
    const check = ledger.addPayment({
      vendor,
      date: "2026-03-01",
      applications: [{ bill, amount: 40_000 }],
      release: false,
    });
    expect(ledger.paid()).toMatchObject([{ state: "unreleased", amount: 0 }]);

    ledger.releasePayment(check);

    expect(ledger.paid()).toMatchObject([{ state: "active", how: null, amount: 40_000, billRef: bill }]);
    expect(ledger.bill(bill).balance).toBe(60_000);
  });

  it("ends applications when the voiding document is released, not when it is made", () => {
    const { ledger, vendor } = aLedger();
    const bill = aBill(ledger, vendor);
    const check = ledger.addPayment({ vendor, date: "2026-03-01", applications: [{ bill, amount: 100_000 }] });

    const voiding = ledger.startVoid(check);
    expect(ledger.paid()).toMatchObject([{ state: "active" }]);
    ledger.releasePayment(voiding);

    expect(voiding).toMatchObject({ type: "VCK", ref: check.ref, amount: -100_000, date: "2026-03-01" });
    expect(ledger.paid()).toMatchObject([{ state: "ended", how: "voided", amount: 0 }]);
    expect(ledger.bill(bill).balance).toBe(100_000);
    expect(ledger.payment(check).voided).toBe(true);
  });

  it("leaves everything as it was when a void is deleted before its release", () => {
    const { ledger, vendor } = aLedger();
    const bill = aBill(ledger, vendor);
    const check = ledger.addPayment({ vendor, date: "2026-03-01", applications: [{ bill, amount: 100_000 }] });

    ledger.delete(ledger.startVoid(check));

    expect(ledger.paid()).toMatchObject([{ state: "active", amount: 100_000 }]);
  });

  it("takes a payment off a bill without voiding it, and lets it be applied to another", () => {
    const { ledger, vendor } = aLedger();
    const [wrong, right] = [aBill(ledger, vendor), aBill(ledger, vendor)];
    const check = ledger.addPayment({ vendor, date: "2026-03-01", applications: [{ bill: wrong, amount: 100_000 }] });

    ledger.reverse(check, { bill: wrong });
    ledger.apply(check, { bill: right, amount: 100_000, date: "2026-03-05" });
    ledger.releasePayment(check);

    expect(ledger.payment(check)).toMatchObject({ voided: false, balance: 0 });
    expect(ledger.paid().map(({ billRef, state, how }) => [billRef, state, how])).toEqual([
      [wrong, "ended", "reversed"],
      [right, "active", null],
    ]);
  });

  it("adds up what is applied to one bill again after a reversal", () => {
    const { ledger, vendor } = aLedger();
    const bill = aBill(ledger, vendor);
    const check = ledger.addPayment({ vendor, date: "2026-03-01", applications: [{ bill, amount: 100_000 }] });
    ledger.reverse(check, { bill });
    for (const amount of [30_000, 20_000]) {
      ledger.apply(check, { bill, amount });
      ledger.releasePayment(check);
    }

    expect(ledger.paid()).toMatchObject([{ state: "active", amount: 50_000 }]);
    ledger.voidPayment(check);
    expect(ledger.paid()).toMatchObject([{ state: "ended", how: "voided" }]);
    expect(ledger.bill(bill).balance).toBe(100_000);
  });

  it("pays a bill line by line, one application each", () => {
    const { ledger, vendor } = aLedger();
    const lines = [{ amount: 60_000 }, { amount: 40_000 }];
    const bill = ledger.addBill({ vendor, date: "2026-02-01", payByLine: true, lines }).ref;
    const applications = [
      { bill, line: 1, amount: 60_000 },
      { bill, line: 2, amount: 10_000 },
    ];

    const check = ledger.addPayment({ vendor, date: "2026-03-01", applications });

    expect(ledger.books.appliedBy(check)).toHaveLength(2);
    expect(ledger.paid()).toMatchObject([{ state: "active", amount: 70_000 }]);
  });

  it("makes retainage a bill of its own, and keeps the original open until it is paid", () => {
    const { ledger, vendor } = aLedger();
    const original = ledger.addBill({ vendor, date: "2026-02-01", lines: [{ amount: 100_000, retainage: 10_000 }] });
    ledger.addPayment({ vendor, date: "2026-03-01", applications: [{ bill: original, amount: 90_000 }] });

    const child = ledger.releaseRetainage(original, { date: "2026-03-02" });

    expect(child).toMatchObject({ amount: 10_000, original: { type: "INV", ref: original.ref } });
    expect(child.bill).toMatchObject({ isRetainage: true });
    expect(ledger.books.linesOf(child)).toMatchObject([
      { amount: 10_000, originalLine: 1, project: null, order: null },
    ]);
  });

  it("splits a bill with installments into bills that name it, and closes it", () => {
    const { ledger, vendor } = aLedger();
    const installments = [40_000, 60_000];
    const master = ledger.addBill({ vendor, date: "2026-02-01", lines: [{ amount: 100_000 }], installments });

    const children = [...ledger.books.documents.values()].filter(({ bill }) => bill?.master === master.ref);

    expect(ledger.bill(master).balance).toBe(0);
    expect(children.map(({ amount, bill }) => [amount, bill?.installment])).toEqual([
      [40_000, 1],
      [60_000, 2],
    ]);
  });

  it("keeps discount and withheld tax out of what was paid, though they reduce the bill", () => {
    const { ledger, vendor } = aLedger();
    const bill = aBill(ledger, vendor);
    const applications = [{ bill, amount: 95_000, discount: 2_000, withholding: 3_000 }];

    ledger.addPayment({ vendor, date: "2026-03-01", applications });

    expect(ledger.bill(bill).balance).toBe(0);
    expect(ledger.paid()).toMatchObject([{ amount: 95_000 }]);
  });

  it("states what was paid in the bill's currency, whatever the payment's", () => {
    const { ledger } = aLedger();
    const vendor = ledger.addVendor({ name: "Nordbau", currency: "EUR" }).id;
    const bill = ledger.addBill({ vendor, date: "2026-02-01", currency: "EUR", lines: [{ amount: 50_000 }] }).ref;

    const check = ledger.addPayment({
      vendor,
      date: "2026-03-01",
      applications: [{ bill, amount: 50_000, paid: 54_321 }],
    });

    expect(check).toMatchObject({ currency: "USD", amount: 54_321, balance: 0 });
    expect(ledger.paid()).toMatchObject([{ amount: 50_000, currency: "EUR" }]);
  });

  it("applies prepayments, and leaves cash purchases, refunds and debit adjustments out of what was paid", () => {
    const { ledger, vendor } = aLedger();
    const bill = aBill(ledger, vendor);
    const prepayment = ledger.addPayment({ type: "PPM", vendor, date: "2026-01-05", amount: 30_000 });
    ledger.apply(prepayment, { bill, amount: 20_000, date: "2026-02-10" });
    ledger.releasePayment(prepayment);
    ledger.addPayment({
      type: "REF",
      vendor,
      date: "2026-02-11",
      applications: [{ bill: prepayment, amount: 10_000 }],
    });
    ledger.addPayment({ type: "QCK", vendor, date: "2026-02-12", amount: 7_700 });
    const credit = ledger.addBill({ type: "ADR", vendor, date: "2026-02-13", lines: [{ amount: 5_000 }] });
    ledger.apply(credit, { bill, amount: 5_000 });
    ledger.releasePayment(credit);

    expect(ledger.paid()).toMatchObject([{ paymentType: "PPM", amount: 20_000 }]);
    expect([ledger.bill(bill).balance, ledger.payment(prepayment).balance]).toEqual([75_000, 0]);
  });

  it.each<[what: string, act: (ledger: Ledger, vendor: string, bill: string) => unknown]>([
    ["pay more than a bill has left", (l, v, bill) => pay(l, v, [{ bill, amount: 100_001 }])],
    [
      "pay a bill twice over in one payment",
      (l, v, bill) =>
        pay(
          l,
          v,
          [60_000, 60_000].map((amount, line) => ({ bill, line, amount })),
        ),
    ],
    ["delete a released payment", (l, v, bill) => l.delete(pay(l, v, [{ bill, amount: 1 }]))],
    [
      "void an unreleased payment",
      (l, v) => l.startVoid(l.addPayment({ vendor: v, date: "2026-03-01", release: false })),
    ],
    [
      "pay another vendor's bill",
      (l, _v, bill) => pay(l, l.addVendor({ name: "Bolt Steel" }).id, [{ bill, amount: 1 }]),
    ],
  ])("refuses to %s", (_what, act) => {
    const { ledger, vendor } = aLedger();

    expect(() => act(ledger, vendor, aBill(ledger, vendor))).toThrow(LedgerError);
  });
});

function pay(ledger: Ledger, vendor: string, applications: { bill: string; amount: number; line?: number }[]) {
  return ledger.addPayment({ vendor, date: "2026-03-01", applications });
}
