import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { Bookkeeper } from "./bookkeeper.ts";
import type { Cast } from "./cast.ts";
import type { DemoBill, DemoCommitment, Held } from "./told.ts";

const review = (reason: Held["reason"]): Held => ({ state: "needs_review", reason });

/** Mill Street Parking Garage: another currency, a mistyped number, and a commitment that takes no payments. */
export function tellGarage(books: Bookkeeper, { commitments }: Cast, schoolShare: readonly DemoBill[]) {
  return {
    ...tellPrecast(books, commitments.precast),
    ...tellPower(books, commitments.garagePower, schoolShare),
    ...tellParking(books, commitments.parking),
  };
}

function tellPrecast(books: Bookkeeper, precast: DemoCommitment) {
  const { on } = books;
  const first = books.bill(precast, { monthsAgo: 8, amount: 176_500_00, number: "AP-77" });
  const foreign = books.bill(precast, { monthsAgo: 7, amount: 90_000_00, number: "AP-78", currency: "CAD" });
  books.payEach([first], { monthsAgo: 7, reference: "40114" });
  books.pay([[foreign, foreign.amount]], {
    date: on(6, 14),
    reference: "WIRE-20940",
    method: "WIRE",
    held: review("currency_differs"),
    tale: "a bill in Canadian dollars on a commitment in US dollars",
    more: { currency: "CAD" },
  });
  const wish = {
    monthsAgo: 6,
    amount: 133_410_00,
    number: "AP-79",
    linkedBy: "origin id",
    vendorRef: "AP-97",
  } as const;
  const mistyped = books.bill(precast, wish);
  const check = books.pay([[mistyped, mistyped.amount]], {
    date: on(5, 14),
    reference: "40145",
    held: review("number_differs"),
    tale: "the bill says AP-97, the invoice AP-79",
  });
  const project = precast.project.acumaticaId;
  const order = { number: precast.number };
  const lines = [81_000_00, 47_500_00].map((amount) => ({ amount, project, order }));
  const byLine = books.bill(precast, {
    monthsAgo: 5,
    amount: 128_500_00,
    number: "AP-80",
    more: { lines, payByLine: true },
  });
  books.pay(
    [
      [byLine, 81_000_00, { line: 1 }],
      [byLine, 20_000_00, { line: 2 }],
    ],
    { date: on(4, 14), reference: "40161", tale: "paid line by line: one application" },
  );
  const [five, six] = books.bills(precast, { monthsAgo: 4, number: "AP-81" }, [150_225_45, 98_064_05]);
  books.payHalves([five, six], { monthsAgo: 3, reference: "40166" });
  return { mistyped: { payment: check, bill: mistyped, right: "AP-79" } };
}

/** Voltline works on two projects, and one check of the general contractor pays for both. */
function tellPower(books: Bookkeeper, power: DemoCommitment, schoolShare: readonly DemoBill[]) {
  const { on } = books;
  const bills = books.bills(
    power,
    { monthsAgo: 6, number: "VE-4001" },
    [19_880_00, 23_417_75, 27_650_00, 21_300_00, 30_045_20],
  );
  const [one, two, three, four, five] = bills;
  const shared = [...schoolShare, one, two].map((bill) => [bill, bill.amount] as const);
  books.pay(shared, { date: on(4, 24), reference: "40165", tale: "one check over bills of two projects" });
  const [edited, deleted] = [three, four].map((bill, index) =>
    books.pay([[bill, bill.amount]], { date: on(3 - index, 14), reference: String(40177 + index * 17) }),
  );
  books.payEach([five], { monthsAgo: 1, reference: "40213" });
  if (!edited || !deleted) throw new RangeError("Two checks were to be written");
  return { edited: { payment: edited, bill: three }, deleted: { payment: deleted, bill: four } };
}

/** "Enable Payments" is off on this purchase order. */
function tellParking(books: Bookkeeper, parking: DemoCommitment) {
  const bills = books.bills(parking, { monthsAgo: 6, number: "PR/2056" }, [31_200_00, 28_470_00, 44_015_00, 17_988_00]);
  const held: Held = { state: "failed", reason: "payments_off" };
  const tale = "payments are switched off on the commitment";
  books.payEach(bills, { monthsAgo: 5, reference: "40146", held, tale });
  books.procore.admin.setAllowPayments(parking.id, false);
  return {};
}

/** The general contractor's own office: a project that Procore does not know. */
export function tellOffice(books: Bookkeeper, { ledger }: FakeAcumatica, parking: DemoCommitment): void {
  ledger.addProject({ id: "HQ-FITOUT", description: "Head office fit-out" });
  ledger.addVendor({ id: "V000190", name: "Summit Office Interiors" });
  const project = { ...parking.project, id: 0, acumaticaId: "HQ-FITOUT" };
  const office = { ...parking, id: 0, number: "", title: "Head office fit-out", project, vendor: "V000190" };
  const held: Held = { state: "excluded", reason: "project_not_mapped" };
  for (const [index, amount] of [14_300_00, 9_120_50].entries()) {
    const wish = { monthsAgo: 4 - index, amount, number: `SO-${61 + index}`, linkedBy: "amount" } as const;
    const bill = books.bill(office, { ...wish, withoutInvoice: true });
    const reference = String(40162 + index * 14);
    books.pay([[bill, bill.amount]], {
      date: books.on(3 - index, 14),
      reference,
      held,
      tale: "not a project of Procore's",
    });
  }
}
