import type { Ledger } from "../fakes/acumatica/ledger.ts";

export type Story = (ledger: Ledger, vendor: string) => void;

function aBill(ledger: Ledger, vendor: string, amount: number, more: object = {}): string {
  const lines = [{ amount, project: "PR-1", order: { number: "SC-000001" } }];
  return ledger.addBill({ vendor, date: "2026-01-10", vendorRef: "INV-1", lines, ...more }).ref;
}

function pay(ledger: Ledger, vendor: string, bill: string, amount: number, more: object = {}): string {
  return ledger.addPayment({ vendor, date: "2026-02-01", extRef: "5501", applications: [{ bill, amount }], ...more })
    .ref;
}

/** What can happen to a payment, each in one ledger of its own. */
export const STORIES: Readonly<Record<string, Story>> = {
  "references that do not survive in an address": (ledger, vendor) => {
    for (const ref of ["2026/0007", ".", "..", "a b", "q?1#2", "100%", "x'y", "b-1."]) {
      const bill = aBill(ledger, vendor, 10_000, { ref });
      const check = pay(ledger, vendor, bill, 10_000, { ref });
      if (ref === ".." || ref === "2026/0007") ledger.voidPayment(check);
    }
  },
  "a bill paid in parts": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 100_000);
    pay(ledger, vendor, bill, 60_000);
    pay(ledger, vendor, bill, 15_001, { extRef: "5502" });
  },
  "one check for many bills": (ledger, vendor) => {
    const applications = [10_000, 20_000, 30_001].map((amount) => ({ bill: aBill(ledger, vendor, amount), amount }));
    ledger.addPayment({ vendor, date: "2026-02-01", extRef: "5501", applications });
  },
  "an unreleased payment": (ledger, vendor) => {
    pay(ledger, vendor, aBill(ledger, vendor, 5_000), 5_000, { release: false });
  },
  "a printed check": (ledger, vendor) => {
    pay(ledger, vendor, aBill(ledger, vendor, 5_000), 5_000, { printed: true });
  },
  "a voided check": (ledger, vendor) => {
    const check = pay(ledger, vendor, aBill(ledger, vendor, 50_000), 50_000);
    ledger.voidPayment(check);
  },
  "a void not yet released": (ledger, vendor) => {
    ledger.startVoid(pay(ledger, vendor, aBill(ledger, vendor, 50_000), 50_000));
  },
  "a void taken back": (ledger, vendor) => {
    const check = pay(ledger, vendor, aBill(ledger, vendor, 50_000), 50_000);
    ledger.delete(ledger.startVoid(check));
  },
  "a void dated later": (ledger, vendor) => {
    ledger.voidPayment(pay(ledger, vendor, aBill(ledger, vendor, 50_000), 40_000), "2026-02-20");
  },
  "an application reversed": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 50_000);
    ledger.reverse(pay(ledger, vendor, bill, 50_000), { bill, date: "2026-02-15" });
  },
  "a reversal not yet released": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 50_000);
    ledger.startReverse(pay(ledger, vendor, bill, 50_000), { bill });
  },
  "a check moved to another bill": (ledger, vendor) => {
    const [first, second] = [aBill(ledger, vendor, 50_000), aBill(ledger, vendor, 45_000)];
    const check = pay(ledger, vendor, first, 50_000);
    ledger.reverse(check, { bill: first, date: "2026-02-15" });
    ledger.apply(check, { bill: second, amount: 45_000, date: "2026-02-16" });
    ledger.releasePayment(check);
  },
  "a check put back on its bill with another amount": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 50_000);
    const check = pay(ledger, vendor, bill, 50_000);
    ledger.reverse(check, { bill, date: "2026-02-15" });
    ledger.apply(check, { bill, amount: 42_500, date: "2026-02-16" });
    ledger.releasePayment(check);
  },
  "a check moved, then voided": (ledger, vendor) => {
    const [first, second] = [aBill(ledger, vendor, 50_000), aBill(ledger, vendor, 50_000)];
    const check = pay(ledger, vendor, first, 50_000);
    ledger.reverse(check, { bill: first });
    ledger.apply(check, { bill: second, amount: 50_000 });
    ledger.releasePayment(check);
    ledger.voidPayment(check);
  },
  "a second application waiting on a released check": (ledger, vendor) => {
    const [first, second] = [aBill(ledger, vendor, 30_000), aBill(ledger, vendor, 20_000)];
    const check = pay(ledger, vendor, first, 30_000, { amount: 50_000 });
    ledger.apply(check, { bill: second, amount: 20_000 });
  },
  "a check on a bill twice, once waiting": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 50_000);
    const check = pay(ledger, vendor, bill, 30_000, { amount: 50_000 });
    ledger.apply(check, { bill, amount: 20_000 });
  },
  "a prepayment applied later": (ledger, vendor) => {
    const prepayment = ledger.addPayment({ vendor, date: "2025-12-01", type: "PPM", extRef: "77", amount: 80_000 });
    const bill = aBill(ledger, vendor, 50_000);
    ledger.apply(prepayment, { bill, amount: 50_000, date: "2026-02-10" });
    ledger.releasePayment(prepayment);
  },
  "a voided prepayment": (ledger, vendor) => {
    const prepayment = ledger.addPayment({ vendor, date: "2025-12-01", type: "PPM", amount: 50_000 });
    ledger.apply(prepayment, { bill: aBill(ledger, vendor, 50_000), amount: 50_000, date: "2026-02-10" });
    ledger.releasePayment(prepayment);
    ledger.voidPayment(prepayment);
  },
  "a retainage bill": (ledger, vendor) => {
    const original = ledger.addBill({
      vendor,
      date: "2026-01-10",
      vendorRef: "INV-1",
      lines: [{ amount: 100_000, retainage: 10_000, project: "PR-1", order: { number: "SC-000001" } }],
    });
    pay(ledger, vendor, original.ref, 90_000);
    const child = ledger.releaseRetainage(original, { date: "2026-02-10" });
    pay(ledger, vendor, child.ref, 10_000, { extRef: "5502" });
  },
  "a bill in installments": (ledger, vendor) => {
    const master = aBill(ledger, vendor, 90_000, { installments: [30_000, 60_000] });
    const children = [...ledger.books.documents.values()].filter(({ bill }) => bill?.master === master);
    for (const { ref, amount } of children) pay(ledger, vendor, ref, amount);
  },
  "a bill paid line by line": (ledger, vendor) => {
    const lines = [
      { amount: 30_000, project: "PR-1", order: { number: "SC-000001" } },
      { amount: 20_000, project: "PR-2", order: { number: "SC-000002" } },
    ];
    const bill = ledger.addBill({ vendor, date: "2026-01-10", payByLine: true, lines }).ref;
    const applications = [
      { bill, amount: 30_000, line: 1 },
      { bill, amount: 12_500, line: 2 },
    ];
    ledger.addPayment({ vendor, date: "2026-02-01", applications });
  },
  "a bill paid line by line, one line reversed": (ledger, vendor) => {
    const lines = [{ amount: 30_000 }, { amount: 20_000 }];
    const bill = ledger.addBill({ vendor, date: "2026-01-10", payByLine: true, lines }).ref;
    const applications = [
      { bill, amount: 30_000, line: 1 },
      { bill, amount: 20_000, line: 2 },
    ];
    const check = ledger.addPayment({ vendor, date: "2026-02-01", applications });
    ledger.reverse(check, { bill, line: 2 });
  },
  "yen without decimals": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 1_234_567, { currency: "JPY" });
    pay(ledger, vendor, bill, 234_567, { currency: "JPY" });
  },
  "dinars with three decimals": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 1_234_567, { currency: "KWD" });
    pay(ledger, vendor, bill, 1_234_001, { currency: "KWD" });
  },
  "a bill in euros paid in dollars": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 100_000, { currency: "EUR" });
    ledger.addPayment({ vendor, date: "2026-02-01", applications: [{ bill, amount: 40_000, paid: 43_210 }] });
  },
  "a bill in euros paid in dollars, voided": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 100_000, { currency: "EUR" });
    const check = ledger.addPayment({
      vendor,
      date: "2026-02-01",
      applications: [{ bill, amount: 40_000, paid: 43_210 }],
    });
    ledger.voidPayment(check);
  },
  "a cash discount and withholding tax": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 100_000);
    const applications = [{ bill, amount: 93_000, discount: 2_000, withholding: 5_000 }];
    ledger.addPayment({ vendor, date: "2026-02-01", applications });
  },
  "a credit adjustment paid": (ledger, vendor) => {
    const lines = [{ amount: 7_000 }];
    const adjustment = ledger.addBill({ vendor, date: "2026-01-10", type: "ACR", lines });
    ledger.addPayment({ vendor, date: "2026-02-01", applications: [{ bill: adjustment, amount: 7_000 }] });
  },
  "a debit adjustment applied, which is no payment": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 50_000);
    const adjustment = ledger.addBill({ vendor, date: "2026-01-11", type: "ADR", lines: [{ amount: 5_000 }] });
    ledger.apply(adjustment, { bill, amount: 5_000 });
    ledger.releasePayment(adjustment);
    pay(ledger, vendor, bill, 45_000);
  },
  "a cash purchase, which pays no bill": (ledger, vendor) => {
    ledger.addPayment({ vendor, date: "2026-02-01", type: "QCK", amount: 4_000 });
    pay(ledger, vendor, aBill(ledger, vendor, 1_000), 1_000);
  },
  "documents that were archived": (ledger, vendor) => {
    const bill = aBill(ledger, vendor, 50_000);
    const check = pay(ledger, vendor, bill, 50_000);
    ledger.archive(ledger.bill(bill));
    ledger.archive(ledger.payment(check));
  },
};
