import type { Bookkeeper } from "./bookkeeper.ts";
import type { Cast } from "./cast.ts";
import type { DemoCommitment, Held } from "./told.ts";

const waiting = (reason: Held["reason"]): Held => ({ state: "waiting_for_invoice", reason });
const excluded = (reason: Held["reason"]): Held => ({ state: "excluded", reason });

/** Riverside Elementary School: what is excluded, what waits for its invoice, and bills linked by their notes. */
export function tellSchool(books: Bookkeeper, { commitments }: Cast) {
  return {
    ...tellSitework(books, commitments.sitework),
    ...tellPower(books, commitments.schoolPower),
    ...tellCasework(books, commitments.casework),
  };
}

function tellSitework(books: Bookkeeper, sitework: DemoCommitment) {
  const { on } = books;
  const old = books.bill(sitework, { monthsAgo: 11, amount: 41_900_00, number: "GS 1009" });
  const early = { held: excluded("before_start_date"), tale: "paid before the start date" };
  books.pay([[old, old.amount]], { date: on(10, 14), reference: "39871", ...early });

  const [one, carded, three, four] = books.bills(
    sitework,
    { monthsAgo: 7, number: "GS 1014" },
    [58_200_00, 2_418_36, 71_005_50, 64_480_00],
  );
  books.payEach([one], { monthsAgo: 6, reference: "40126" });
  books.pay([[carded, carded.amount]], {
    date: on(5, 4),
    reference: "PC 0093",
    method: "PCARD",
    held: { state: "needs_review", reason: "unknown_method" },
    tale: "a payment method that nobody has mapped",
  });
  books.payHalves([three, four], { monthsAgo: 4, reference: "40152" });

  const strange = books.bill(sitework, { monthsAgo: 3, amount: 6_630_00, number: "VE-3003", withoutInvoice: true });
  books.pay([[strange, strange.amount]], {
    date: on(2, 14),
    reference: "40190",
    held: waiting("other_vendor"),
    tale: "its number fits only another vendor's invoice",
  });
  tellMigrated(books, sitework);
  tellCredit(books, sitework);
  return {};
}

/** Brought over from the old system with part of it paid there. */
function tellMigrated(books: Bookkeeper, sitework: DemoCommitment): void {
  const more = { migratedBalance: 18_000_00 };
  const bill = books.bill(sitework, { monthsAgo: 8, amount: 30_000_00, number: "GS 1012", more });
  books.pay([[bill, 18_000_00]], {
    date: books.on(7, 2),
    reference: "40098",
    held: excluded("migrated"),
    tale: "a bill brought over from the old system",
  });
}

function tellCredit(books: Bookkeeper, sitework: DemoCommitment): void {
  const credit = books.bill(sitework, {
    monthsAgo: 4,
    amount: 1_250_00,
    number: "GS 1018-C",
    withoutInvoice: true,
    more: { type: "ACR" },
  });
  books.pay([[credit, credit.amount]], {
    date: books.on(3, 14),
    reference: "40174",
    held: excluded("not_a_bill"),
    tale: "applied to a credit adjustment",
  });
}

function tellPower(books: Bookkeeper, power: DemoCommitment) {
  const { on } = books;
  const bills = books.bills(
    power,
    { monthsAgo: 8, number: "VE-3001" },
    [47_010_00, 52_260_90, 49_875_00, 61_340_25, 58_400_00, 44_925_60],
  );
  const [one, two, three, four, five, six] = bills;
  books.payHalves([one, two], { monthsAgo: 7, reference: "40102" });
  books.pay([[five, 30_000_00]], { date: on(3, 4), reference: "ACH 770455", method: "ACH", tale: "half by ACH" });
  books.pay([[five, 28_400_00]], { date: on(3, 18), reference: "40178", tale: "half by check" });
  books.payEach([six], { monthsAgo: 2, reference: "40191" });

  const late = books.bills(power, { monthsAgo: 2, number: "VE-3007", withoutInvoice: true }, [39_720_00, 12_004_40]);
  const [arrives, missing] = late;
  const wish = { held: waiting("no_invoice"), tale: "paid before its invoice is in Procore" };
  const early = books.pay([[arrives, arrives.amount]], { date: on(1, 14), reference: "40212", ...wish });
  books.pay([[missing, missing.amount]], { date: on(1, 21), reference: "40220", ...wish });
  return { schoolShare: [three, four] as const, late: { payment: early, bill: arrives, number: "VE-3007" } };
}

function tellCasework(books: Bookkeeper, casework: DemoCommitment) {
  const { on, ledger } = books;
  const noted = books.bills(casework, { monthsAgo: 7, number: "FM-410", linkedBy: "note" }, [22_480_00, 31_150_00]);
  const [one, two] = noted;
  books.pay([[one, one.amount]], { date: on(6, 14), reference: "40127", tale: "linked by the note on its bill" });
  books.pay([[two, two.amount]], {
    date: on(5, 14),
    reference: "",
    tale: "linked by its note; without a check number",
  });
  const [three, stopped, five] = books.bills(
    casework,
    { monthsAgo: 5, number: "FM-412" },
    [18_905_00, 27_340_00, 24_600_00],
  );
  books.payEach([three], { monthsAgo: 4, reference: "40160" });
  const check = books.pay([[stopped, stopped.amount]], {
    date: on(3, 14),
    reference: "40175",
    tale: "a void that is not released yet: it still counts",
  });
  books.at(on(3, 20), () => ledger.startVoid(check, on(3, 20)));
  books.payEach([five], { monthsAgo: 2, reference: "40193" });
  return { stopped: { payment: check, bill: stopped } };
}
