import type { Bookkeeper } from "./bookkeeper.ts";
import type { Cast } from "./cast.ts";
import type { DemoCommitment, Held } from "./told.ts";

const review = (reason: Held["reason"]): Held => ({ state: "needs_review", reason });

/** Harbor Point Tower: partial payments, checks over many bills, retainage, a prepayment, and what was typed in by hand. */
export function tellTower(books: Bookkeeper, { commitments }: Cast) {
  return {
    ...tellConcrete(books, commitments.concrete),
    ...tellSteel(books, commitments.steel),
    ...tellGlazing(books, commitments.glazing),
    ...tellMechanical(books, commitments.hvac, commitments.plumbing),
    ...tellElevators(books, commitments.elevators),
  };
}

function tellConcrete(books: Bookkeeper, concrete: DemoCommitment) {
  const { on, ledger } = books;
  const first = { monthsAgo: 8, number: "IBC-2201" };
  const plain = books.bills(concrete, first, [184_250_00, 212_980_50, 240_115_75, 263_400_20]);
  const retained = books.bill(concrete, { monthsAgo: 4, amount: 318_642_90, retainage: 31_864_29, number: "IBC-2205" });
  const other = books.bill(concrete, { monthsAgo: 3, amount: 287_330_00, retainage: 28_733_00, number: "IBC-2206" });
  const last = books.bill(concrete, { monthsAgo: 2, amount: 195_870_35, number: "IBC-2207" });
  const [one, two, halves, thirds] = plain;
  books.payEach([one, two], { monthsAgo: 7, reference: "40112" });
  books.pay([[halves, 120_000_00]], { date: on(5, 6), reference: "40133", tale: "paid in two parts" });
  books.pay([[halves, halves.amount - 120_000_00]], { date: on(5, 20), reference: "40139", tale: "paid in two parts" });
  for (const [index, part] of [100_000_00, 100_000_00, 63_400_20].entries()) {
    const tale = "several checks on one bill";
    books.pay([[thirds, part]], { date: on(4, 4 + index * 9), reference: String(40151 + index), tale });
  }
  books.pay([[retained, retained.amount]], { date: on(3, 14), reference: "40171", tale: "less 10 % retainage" });
  books.pay([[other, other.amount]], { date: on(2, 14), reference: "40188", tale: "less 10 % retainage" });
  const release = books.at(on(2, 26), () => ledger.releaseRetainage(retained.doc, { date: on(2, 26) }));
  const retainage = books.child(retained, release);
  const tale = "retainage bill, paid against the original's invoice";
  books.pay([[retainage, retainage.amount]], { date: on(1, 9), reference: "40207", method: "ACH", tale });
  const half = books.pay([[last, 100_000_00]], { date: on(1, 14), reference: "40211", tale: "half of it, so far" });
  return { halfPaid: { bill: last, payment: half, rest: 95_870_35 } };
}

function tellSteel(books: Bookkeeper, steel: DemoCommitment) {
  const { on, ledger } = books;
  const first = { monthsAgo: 8, number: "KSF 118", linkedBy: "origin id" } as const;
  const amounts = [96_400_00, 141_225_60, 158_090_00, 203_775_25, 88_310_40, 121_650_00] as const;
  const bills = books.bills(steel, first, amounts);
  const [one, two, three, four, five, six] = bills;
  const all = [one, two, three].map((bill) => [bill, bill.amount] as const);
  books.pay(all, { date: on(5, 17), reference: "40140", tale: "one check over three bills" });
  books.pay([[four, four.amount]], { date: on(4, 14), reference: "ACH 770412", method: "ACH", tale: "ACH" });
  const discount = 883_10;
  books.pay([[five, five.amount - discount, { discount }]], {
    date: on(3, 9),
    reference: "VISA 4411",
    method: "VISA",
    tale: "card, less a cash discount",
  });
  const lost = books.pay([[six, six.amount]], {
    date: on(2, 12),
    reference: "40186",
    tale: "lost in the mail: voided",
  });
  books.at(on(2, 20), () => ledger.voidPayment(lost, on(2, 20)));
  books.pay([[six, six.amount]], { date: on(2, 21), reference: "40192", tale: "paid again after the void" });
  return { attached: { bill: five } };
}

/** Northlight's payments were typed into Procore before the app came. */
function tellGlazing(books: Bookkeeper, glazing: DemoCommitment) {
  const { on } = books;
  const first = { monthsAgo: 7, number: "NG-0931", linkedBy: "amount" } as const;
  const bills = books.bills(glazing, first, [74_500_00, 112_045_00, 98_760_80, 131_200_00, 67_915_00]);
  const [wired, twin, close, foreign, twice] = bills;
  books.pay([[wired, wired.amount]], { date: on(6, 14), reference: "WIRE-20931", method: "WIRE", tale: "wire" });

  const adopted = books.pay([[twin, twin.amount]], {
    date: on(5, 14),
    reference: "0040142",
    tale: "typed in by hand: taken over, not doubled",
  });
  const more = { paymentNumber: 2, notes: "Confirmed by phone with Northlight." };
  const told = books.toldOf(adopted, twin);
  told.twinId = books.typedIn(twin, { amount: twin.amount, date: on(5, 15), checkNumber: "40142", more });
  told.keptAtZero = true;

  const tale = "a typing error in Procore: 98,670.80 for 98,760.80";
  books.pay([[close, close.amount]], { date: on(4, 14), reference: "40157", held: review("close_payment"), tale });
  const closeId = books.typedIn(close, { amount: 98_670_80, date: on(4, 15), checkNumber: "40157" });

  books.pay([[foreign, foreign.amount]], {
    date: on(3, 14),
    reference: "40172",
    held: review("foreign_payment"),
    tale: "another integration already wrote it",
  });
  const theirs = { amount: foreign.amount, date: on(3, 14), checkNumber: "40172" };
  books.typedIn(foreign, { ...theirs, more: { originId: "sage300:AP:40172" } });

  books.pay([[twice, twice.amount]], {
    date: on(2, 14),
    reference: "40187",
    held: review("several_twins"),
    tale: "typed in twice by hand",
  });
  for (const day of [15, 16]) books.typedIn(twice, { amount: twice.amount, date: on(2, day), checkNumber: "40187" });
  return { closePaymentId: closeId };
}

function tellMechanical(books: Bookkeeper, hvac: DemoCommitment, plumbing: DemoCommitment) {
  const { on, ledger } = books;
  const first = { monthsAgo: 7, number: "TM-5501" };
  const bills = books.bills(hvac, first, [52_300_00, 61_840_00, 77_125_50, 80_490_00, 45_000_00, 69_333_33]);
  const [one, two, three, four, moved, six] = bills;
  const date = on(7, 3);
  const advance = books.at(date, () =>
    ledger.addPayment({ type: "PPM", vendor: hvac.vendor, date, extRef: "40109", amount: 60_000_00 }),
  );
  const tale = "out of a prepayment";
  books.apply(advance, one, { amount: 30_000_00, date: on(6, 9), tale });
  books.apply(advance, two, { amount: 30_000_00, date: on(5, 9), tale });
  books.pay([[one, 22_300_00]], { date: on(6, 14), reference: "40125" });
  books.pay([[two, 31_840_00]], { date: on(5, 14), reference: "40143" });
  const attached = books.pay([[three, three.amount]], { date: on(4, 14), reference: "40158" });
  books.pay([[four, four.amount]], { date: on(3, 14), reference: "ACH 770460", method: "ACH" });
  const check = books.pay([[moved, moved.amount]], {
    date: on(2, 5),
    reference: "40183",
    tale: "applied to the wrong bill: reversed",
  });
  books.at(on(2, 9), () => ledger.reverse(check, { bill: moved.doc, date: on(2, 9) }));
  books.apply(check, six, { amount: moved.amount, date: on(2, 9), tale: "moved here from another bill" });
  books.pay([[moved, moved.amount]], { date: on(2, 19), reference: "ACH 770498", method: "ACH" });
  return { ...tellPlumbing(books, hvac, plumbing), voidedLater: { payment: attached, bill: three } };
}

function tellPlumbing(books: Bookkeeper, hvac: DemoCommitment, plumbing: DemoCommitment) {
  const first = { monthsAgo: 7, number: "TM-6601" };
  const bills = books.bills(plumbing, first, [38_100_00, 41_250_75, 29_990_00, 33_405_10, 47_760_00]);
  books.payEach(bills, { monthsAgo: 6, reference: "770430", method: "ACH" });
  const project = plumbing.project.acumaticaId;
  const lines = [hvac, plumbing].map(({ number }) => ({ amount: 9_600_00, project, order: { number } }));
  const both = books.bill(plumbing, {
    monthsAgo: 3,
    amount: 19_200_00,
    number: "TM-7001",
    withoutInvoice: true,
    more: { lines },
  });
  books.pay([[both, both.amount]], {
    date: books.on(2, 14),
    reference: "40189",
    held: review("several_commitments"),
    tale: "one bill over two subcontracts",
  });
  return {};
}

function tellElevators(books: Bookkeeper, elevators: DemoCommitment) {
  const { on, ledger } = books;
  const first = { monthsAgo: 6, amount: 144_000_00, number: "MEC-880", more: { installments: [72_000_00, 72_000_00] } };
  const master = books.bill(elevators, first);
  const parts = [...ledger.books.documents.values()].filter(({ bill }) => bill?.master === master.doc.ref);
  const instalments = parts.map((part) => books.child(master, part));
  for (const [index, part] of instalments.entries()) {
    const tale = "instalment of a bill";
    books.pay([[part, part.amount]], { date: on(5 - index, 14), reference: String(40144 + index * 11), tale });
  }
  const bills = books.bills(elevators, { monthsAgo: 4, number: "MEC-881" }, [96_500_00, 88_020_00, 54_300_00]);
  const [paid, also, printed] = bills;
  books.payEach([paid, also], { monthsAgo: 3, reference: "40173" });
  books.pay([[printed, printed.amount]], {
    date: on(1, 20),
    reference: "40219",
    held: { state: "excluded", reason: "unreleased" },
    tale: "printed, not released",
    more: { printed: true },
  });
  return {};
}
