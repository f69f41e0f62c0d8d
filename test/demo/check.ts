import type { Adjust } from "../fakes/acumatica/rows.ts";
import type { Paid } from "../fakes/acumatica/oracle.ts";
import { decimal, writeDecimal } from "../fakes/procore/decimal.ts";
import type { ContractPayment } from "../fakes/procore/state.ts";
import { decimalOf } from "./bookkeeper.ts";
import type { DemoCompany } from "./company.ts";
import type { Told } from "./told.ts";

/** A contract payment that has to stand in Payments Issued, straight from the ledger and the story. */
export type Due = {
  readonly told: Told;
  /** Decimal text, "1234.50". */
  readonly amount: string;
  readonly date: string;
  readonly checkNumber: string;
};

export type Verdict = {
  /** Every way in which Procore is not as it has to be, in words; none: the two agree to the cent. */
  readonly wrong: readonly string[];
  readonly due: number;
  readonly untouched: number;
  /** What stands in Procore as ours, in cents of US dollars. */
  readonly total: number;
};

/** Payments that were there before the app: typed in by hand, or another integration's. By id, as they were. */
export type Before = ReadonlyMap<number, string>;

export function paymentsBefore({ books }: DemoCompany): Before {
  const payments = [...books.procore.world.payments.values()];
  return new Map(payments.map((payment) => [payment.id, textOf(payment)]));
}

/**
 * The demo's own oracle. It knows nothing of the app: from what the ledger itself says of each application, and how the
 * story linked it, it says what Payments Issued must hold, and compares the fake Procore with that. Nothing of ours may
 * be missing, doubled, left over or different by a cent; nothing of anybody else's may be touched.
 */
export function checkPayments(company: DemoCompany, before: Before): Verdict {
  const { books } = company;
  const truth = books.ledger.paid();
  const all = [...books.procore.world.payments.values()];
  const ours = all.filter(({ originId }) => originId?.startsWith("acu:"));
  const due = truth.flatMap((paid) => dueOf(company, paid) ?? []);
  const expected = new Set(due.map(({ told }) => told.key));
  const twins = new Set([...books.told.values()].flatMap(({ twinId }) => twinId ?? []));
  const others = [...before].filter(([id]) => !twins.has(id));
  const wrong = [
    ...truth.flatMap((paid) => (toldOf(company, paid) ? [] : [`${nameOf(paid)}: nobody told of it`])),
    ...due.flatMap((one) => compare(one, all)),
    ...ours
      .filter(({ originId }) => !expected.has(originId ?? ""))
      .map(({ originId }) => `${originId}: must not stand`),
    ...others.flatMap(([id, text]) => untouched(books.procore.world.payments.get(id), text, id)),
    ...meddledWith(company),
  ];
  const known = new Set([...before.keys(), ...ours.map(({ id }) => id)]);
  const meddled = new Set([...books.told.values()].filter(({ meddled }) => meddled !== null).map(({ key }) => key));
  const extra = all.filter(
    ({ id, originData }) => !known.has(id) && ![...meddled].some((key) => names(originData, key)),
  );
  const total = ours.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n) / 100n;
  return {
    wrong: [...wrong, ...extra.map(({ id }) => `Contract payment ${id}: nobody knows where it comes from`)],
    due: due.length,
    untouched: others.length,
    total: Number(total),
  };
}

/** What the ledger wants of one application now; null: nothing of ours may stand for it. */
function dueOf(company: DemoCompany, paid: Paid): Due | null {
  const told = toldOf(company, paid);
  if (!told || told.held !== null || told.meddled !== null) return null;
  const { ledger } = company.books;
  const payment = ledger.payment(told.payment);
  const checkNumber = payment.payment?.extRef ?? "";
  if (paid.state === "active") {
    const active = ledger.books.appliedBy(payment).filter((row) => isActive(row) && row.adjd.ref === paid.billRef);
    const date = [payment.date, earliest(active)].sort().at(-1) ?? payment.date;
    return { told, amount: decimalOf(paid.amount), date, checkNumber };
  }
  return paid.state === "ended" && told.keptAtZero ? { told, amount: "0.00", date: payment.date, checkNumber } : null;
}

function compare({ told, amount, date, checkNumber }: Due, all: readonly ContractPayment[]): readonly string[] {
  const [one, second] = all.filter(({ originId }) => originId === told.key);
  if (!one) return [`${told.key}: ${amount} is not in Procore`];
  if (second) return [`${told.key}: stands in Procore twice`];
  const differs = (what: string, expected: string | number | null, shown: string | number | null) =>
    expected === shown ? [] : [`${told.key}: ${what} must be ${String(expected)} and is ${String(shown)}`];
  return [
    ...differs("the amount", writeDecimal(decimal(amount)), one.amount === null ? null : writeDecimal(one.amount)),
    ...differs("the date", date, one.date),
    ...differs("the check number", checkNumber, one.checkNumber ?? ""),
    ...differs("the commitment", told.bill.commitment.id, one.contractId),
    ...differs("the invoice", told.bill.invoiceId, one.requisitionId),
    ...(told.twinId === null ? [] : differs("the contract payment", told.twinId, one.id)),
  ];
}

function untouched(payment: ContractPayment | undefined, text: string, id: number): readonly string[] {
  if (!payment) return [`Contract payment ${id}, not ours, is gone`];
  return textOf(payment) === text ? [] : [`Contract payment ${id}, not ours, was changed`];
}

/** What a person changed in Procore stays as that person left it, until somebody decides. */
function meddledWith({ books }: DemoCompany): readonly string[] {
  const payments = [...books.procore.world.payments.values()];
  return [...books.told.values()].flatMap(({ meddled, key }) => {
    const standing = payments.filter(({ originId, originData }) => originId === key || names(originData, key));
    if (meddled === "deleted") return standing.length === 0 ? [] : [`${key}: was written again after it was deleted`];
    if (meddled !== "edited") return [];
    const [only, second] = standing;
    const asLeft = only && !second && only.originId === null && only.amount === decimal("26750.00");
    return asLeft ? [] : [`${key}: is not as the person left it`];
  });
}

function toldOf({ books, tenant }: DemoCompany, paid: Paid): Told | undefined {
  return books.told.get(`acu:${tenant}:${paid.paymentType}:${paid.paymentRef}:${paid.billType}:${paid.billRef}`);
}

function nameOf({ paymentType, paymentRef, billType, billRef }: Paid): string {
  return `${paymentType} ${paymentRef} on ${billType} ${billRef}`;
}

function isActive({ released, voided }: Adjust): boolean {
  return released && !voided;
}

function earliest(rows: readonly Adjust[]): string {
  return rows.map(({ date }) => date).sort()[0] ?? "";
}

function names(originData: string | null, key: string): boolean {
  return originData?.includes(key) ?? false;
}

function textOf(payment: ContractPayment): string {
  return JSON.stringify(payment, (_name, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}
