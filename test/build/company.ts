import fc from "fast-check";
import type { Bill, BillLine, Order } from "../../server/domain/bill.ts";
import type { Commitment, SubcontractorInvoice } from "../../server/domain/contract-payment.ts";
import { subtract, ZERO } from "../../server/domain/money.ts";
import type { BillApplication, Payment } from "../../server/domain/payment.ts";
import type { Pictures } from "../../server/domain/pictures.ts";
import { DEFAULT_SETTINGS } from "../../server/domain/settings.ts";
import { aBill, aMethod, anApplication, aPayment, purchaseOrder, subcontract, TENANT } from "./acumatica.ts";
import { usd } from "./money.ts";
import { aCommitment, anInvoice, aVendor } from "./procore.ts";

/** A whole company: as pictures, but with the contract payments of all its projects. */
export type Company = Omit<Pictures, "projectId">;

export const PROJECTS = [7, 8] as const;

/** What one project sees of the company. */
export function seenBy(projectId: number, company: Company): Pictures {
  return { ...company, projectId, issued: company.issued.filter((one) => one.projectId === projectId) };
}

// Few values of each kind, so that things meet: same numbers, same amounts, same vendors.
const AMOUNTS = ["100.00", "250.00", "1000.00"].map(usd);
export const amount = fc.constantFrom(...AMOUNTS);
export const date = fc.constantFrom("2026-01-05", "2026-02-10", "2026-02-12", "2026-06-30");
export const checkNumber = fc.constantFrom("1045", "01045", "7", "");
export const invoiceNumber = fc.constantFrom("1", "2", "17");
/** Now and then, once in so many. */
const now = <T>(arbitrary: fc.Arbitrary<T>, odds: number) =>
  fc.oneof({ weight: odds - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
export const rarely = (odds: number) => fc.integer({ min: 1, max: odds }).map((n) => n === odds);

const VENDORS = [
  { id: "V000300", name: "Summit Steel" },
  { id: "V000301", name: "Other Electric" },
] as const;

const commitments: fc.Arbitrary<Commitment[]> = fc
  .tuple(
    fc.constantFrom(true, true, true, false, null),
    fc.constantFrom("CAD", "USDX", "USDX", ...Array.from({ length: 7 }, () => "USD")),
    rarely(6),
  )
  .map(([allowPayments, currency, alike]) => [
    aCommitment({ allowPayments }),
    aCommitment({ id: 41, number: "SC-002", vendorId: 301, currency }),
    aCommitment({ id: 42, number: alike ? "SC-001" : "PO-9", type: "purchase order" }),
    aCommitment({ id: 50, projectId: 8 }),
  ]);

/** Invoices 900, 901, … each on one of the four commitments, named as one of the bills now and then. */
const invoices: fc.Arbitrary<SubcontractorInvoice[]> = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 3 }),
      number: invoiceNumber,
      billed: fc.option(amount, { freq: 8 }),
      named: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 1 }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((all) =>
    all.map(({ at, number, billed, named }, n) => {
      const [commitmentId, projectId, vendor] = [
        [40, 7, 300],
        [41, 7, 301],
        [42, 7, 300],
        [50, 8, 300],
      ][at] as [number, number, number];
      const vendorName = vendor === 300 ? "Summit Steel, Inc." : "Other Electric";
      const originId = named === null ? null : billRef(named);
      return anInvoice({
        id: 900 + n,
        commitmentId,
        projectId,
        vendorId: vendor,
        vendorName,
        number,
        billed,
        originId,
      });
    }),
  );

export function billRef(n: number): string {
  return `00010${n}`;
}

const line: fc.Arbitrary<BillLine> = fc.record({
  order: fc.oneof(
    {
      weight: 12,
      arbitrary: fc.constantFrom(subcontract("SC-001"), subcontract("SC-002"), purchaseOrder("PO-9"), null),
    },
    // The same number as an order of the other kind; and one that the reader could not see.
    { weight: 1, arbitrary: fc.constantFrom(purchaseOrder("SC-001"), subcontract("PO-9")) },
    { weight: 1, arbitrary: fc.constant("unknown" as const) },
  ),
  project: fc.constantFrom("P-100", "P-100", "P-200", null),
  amount,
});

const billWish = fc.record({
  /** Which invoice it was exported from; null for none. */
  of: fc.option(fc.nat(9), { freq: 5 }),
  vendor: fc.constantFrom(...VENDORS),
  vendorRef: fc.oneof({ weight: 5, arbitrary: invoiceNumber }, fc.constant("")),
  lines: fc.array(line, { minLength: 1, maxLength: 2 }),
  amount,
  date,
  from: now(fc.integer({ min: 1, max: 5 }), 5),
  field: now(fc.integer({ min: 900, max: 907 }), 5),
  hidden: rarely(12),
  migrated: rarely(15),
  credit: rarely(15),
  /** What the vendor owes: a check takes it along. */
  debit: rarely(12),
  /** Which bill it takes back; null for a back-charge. */
  reverses: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 1 }),
  /** A currency that is none of ISO 4217, or a date that no calendar has. */
  odd: fc.constantFrom(...Array.from({ length: 17 }, () => null), "currency", "date", "both"),
});
type BillWish = typeof billWish extends fc.Arbitrary<infer Wished> ? Wished : never;

function billOf(
  { of, from, field, hidden, credit, debit, reverses, odd, ...own }: BillWish,
  n: number,
  seen: Seen,
): Bill {
  const invoice = of === null ? undefined : seen.invoices[of % seen.invoices.length];
  const bill = aBill({
    ...own,
    type: credit ? "ACR" : debit ? "ADR" : "INV",
    reverses: credit || !debit || reverses === null ? null : { type: "INV", ref: billRef(reverses) },
    ref: billRef(n + 1),
    retainageOf: from === null || from === n + 1 ? null : { type: "INV", ref: billRef(from) },
    procoreInvoiceId: field,
    unreadable: hidden ? "its projects" : null,
    ...(odd === "currency" && { currency: "USDX" }),
    ...(odd === "date" && { date: "", unreadable: "the date 2026-13-45" }),
  });
  if (!invoice) return bill;
  const exported = { ...bill, ...exportedFrom(invoice, bill, seen.commitments) };
  const { currency } = seen.commitments.find(({ id }) => id === invoice.commitmentId) ?? bill;
  return odd === "both" || (currency === "USDX" && n % 2 === 0) ? { ...exported, currency } : exported;
}

function orderOf({ type: kind, number }: Commitment): Order {
  return { kind, number };
}

type Seen = { readonly invoices: readonly SubcontractorInvoice[]; readonly commitments: readonly Commitment[] };

function exportedFrom(invoice: SubcontractorInvoice, bill: Bill, known: readonly Commitment[]): Partial<Bill> {
  const commitment = known.find(({ id }) => id === invoice.commitmentId);
  const project = invoice.projectId === 7 ? "P-100" : "P-200";
  const billed = invoice.billed ?? bill.amount;
  return {
    vendor: invoice.vendorId === 300 ? VENDORS[0] : VENDORS[1],
    vendorRef: invoice.number,
    amount: billed,
    lines: [{ order: commitment ? orderOf(commitment) : null, project, amount: billed }],
  };
}

const payments: fc.Arbitrary<Payment[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom("CHK", "CHK", "PPM"),
      odd: rarely(25),
      reference: checkNumber,
      date,
      methodId: fc.constantFrom("CHECK", "CHECK", "CHECK", "ODD"),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.map(({ odd, ...one }, n) => {
      const unread = odd ? { date: "", odd: "the date 2026-13-45" } : {};
      return aPayment({ ...one, ref: `00020${n + 1}`, ...unread });
    }),
  );

/** As it mostly is; with a value that nobody can read; a discount alone. */
const kinds = [...Array.from({ length: 20 }, () => "plain" as const), "odd", "discount"] as const;
type Wish = {
  readonly pays: number;
  readonly bill: number;
  readonly amount: BillApplication["amount"];
  readonly kind: (typeof kinds)[number];
};

function shapeOf({ kind, amount: applied }: Wish, { type }: Bill): Partial<BillApplication> {
  if (kind === "odd") return { amount: ZERO, nets: false, odd: "the amount 33.3333 in USD" };
  if (kind === "discount") return { amount: ZERO, discount: applied };
  return { amount: type === "ADR" ? subtract(ZERO, applied) : applied };
}

/** Each pair of payment and bill at most once. */
function applicationsOf(wishes: readonly Wish[], paying: readonly Payment[], paid: readonly Bill[]): BillApplication[] {
  const byPair = new Map<string, BillApplication>();
  for (const wish of wishes) {
    const { pays, bill } = wish;
    const [payment, one] = [paying[pays % paying.length], paid[bill % paid.length]];
    if (!payment || !one) continue;
    const application = anApplication({
      payment: { type: payment.type, ref: payment.ref },
      bill: { type: one.type, ref: one.ref },
      ...shapeOf(wish, one),
      currency: one.currency,
      date: payment.date || null,
    });
    byPair.set(`${payment.ref} ${one.ref}`, application);
  }
  return [...byPair.values()];
}

/** A company before anything was synced: everything paid is active, nothing is in Procore. */
export const freshCompany: fc.Arbitrary<Company> = fc
  .record({
    commitments,
    invoices,
    wished: fc.array(billWish, { minLength: 1, maxLength: 5 }),
    payments,
    wishes: fc.array(fc.record({ pays: fc.nat(9), bill: fc.nat(9), amount, kind: fc.constantFrom(...kinds) }), {
      minLength: 1,
      maxLength: 8,
    }),
    mapsSecond: rarely(2),
    /** Another system's own id in Procore's directory. */
    foreign: rarely(5),
    policy: fc.record({
      voidPolicy: fc.constantFrom("delete", "zero"),
      drift: fc.constantFrom("report", "report", "restore"),
      adoptTwins: rarely(4).map((off) => !off),
    }),
  })
  .map(({ wished, ...seen }) => ({ ...seen, bills: wished.map((wish, n) => billOf(wish, n, seen)) }))
  .map(({ wishes, mapsSecond, foreign, policy, ...seen }) => ({
    ...seen,
    tenant: TENANT,
    backfillComplete: true,
    applications: applicationsOf(wishes, seen.payments, seen.bills),
    methods: [aMethod(), aMethod({ id: "ODD", means: "POS Terminal" })],
    vendors: [aVendor(), aVendor({ id: 301, name: "Other Electric", originId: foreign ? "5501" : null })],
    issued: [],
    links: [],
    billLinks: [],
    billDecisions: [],
    decisions: [],
    attempts: [],
    settings: {
      ...DEFAULT_SETTINGS,
      ...policy,
      methodOverrides: mapsSecond ? { ODD: "electronic" as const } : {},
      projectMap: { 7: "P-100", ...(mapsSecond && { 8: "P-200" }) },
    },
  }));
