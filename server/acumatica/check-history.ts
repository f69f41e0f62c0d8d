import { isBill, isCredit } from "../domain/bill.ts";
import { add, AmountError, parseMinor, subtract, ZERO, type Currency, type Minor } from "../domain/money.ts";
import { docId, VOIDING_TYPE, type BillApplication, type DocKey, type LocalDate } from "../domain/payment.ts";
import { hiddenWords } from "./normalize.ts";
import { firstOdd, OddValue } from "./odd.ts";

/** One line of a check's grid. Amounts are decimal texts in the payment's currency. */
export type GridLine = {
  readonly bill: DocKey;
  readonly amount: string;
  readonly discount: string;
  readonly withheld: string;
  readonly date: LocalDate | null;
};

/** A check as contract REST shows it by key. */
export type ShownCheck = {
  readonly key: DocKey;
  readonly currency: Currency;
  /** null: its type or status is a label we do not know; `odd` says which. */
  readonly released: boolean | null;
  readonly odd: string | null;
  readonly voided: boolean;
  /** When its voiding document is dated, where that was read. */
  readonly voidedAt: LocalDate | null;
  /** Released lines, oldest first: a reversed application is there twice, once negative. */
  readonly history: readonly GridLine[];
  /** Lines not yet released. */
  readonly details: readonly GridLine[];
};

/** What a bill's own grid says of the payments on it; amounts in the bill's currency, unreleased lines included. */
export type ShownBill = {
  readonly currency: Currency;
  readonly applications: readonly { readonly payment: DocKey; readonly amount: string }[];
};

/**
 * PURE: a check's grids to Bill Applications, one per bill.
 *
 * The history shows neither voids nor dates to rely on: after a void it still says +X, so the header's status decides;
 * after a reversal it says +X and -X, so lines are summed per bill. Amounts are the payment's currency; where the
 * bill's is another, the bill's own grid has them.
 */
export function applicationsOfCheck(
  check: ShownCheck,
  billOf: (bill: DocKey) => ShownBill | null,
): readonly BillApplication[] {
  const bills = new Map([...check.history, ...check.details].map(({ bill }) => [docId(bill), bill]));
  return [...bills.values()].map((bill) => {
    const lines = {
      history: check.history.filter((line) => docId(line.bill) === docId(bill)),
      details: check.details.filter((line) => docId(line.bill) === docId(bill)),
    };
    const shown = billOf(bill);
    try {
      const upright = isCredit(bill) && isNegative(lines) ? flipped(lines) : lines;
      return application(check, bill, upright, shown);
    } catch (error) {
      const currency = shown?.currency ?? check.currency;
      const state = lines.history.length > 0 ? "active" : "unreleased";
      return { ...blank(check, bill, currency), state, nets: false, odd: oddIn(error, lines, currency) };
    }
  });
}

type Lines = { readonly history: readonly GridLine[]; readonly details: readonly GridLine[] };

/** What could not be read, in words. @throws what is no odd value */
function oddIn(error: unknown, { history, details }: Lines, currency: Currency): string {
  if (error instanceof OddValue) return error.message;
  if (!(error instanceof AmountError)) throw error;
  const texts = [...history, ...details].flatMap(({ amount, discount, withheld }) => [amount, discount, withheld]);
  return firstOdd(texts, currency);
}

function application(check: ShownCheck, bill: DocKey, lines: Lines, shown: ShownBill | null): BillApplication {
  const currency = shown?.currency ?? check.currency;
  const same = currency === check.currency;
  const { history, details } = same ? amountsOf(lines, currency) : foreignAmounts(check.key, lines, shown);
  const net = sum(history);
  const ends = check.voided || (history.length > 0 && net === 0 && !isDiscountAlone(lines.history, check.currency));
  const state = check.released === false || history.length === 0 ? "unreleased" : ends ? "ended" : "active";
  const standing = state === "unreleased" ? lines.details : state === "active" ? lines.history : [];
  const extra = (read: (line: GridLine) => string): Minor =>
    same ? sum(standing.map((line) => parseMinor(read(line), currency))) : ZERO;
  const applied = (): Minor =>
    state === "unreleased" ? sum(details) : state === "active" ? net : wasApplied(history, net);
  const by = check.voided ? { type: VOIDING_TYPE, ref: check.key.ref } : check.key;
  return {
    ...blank(check, bill, currency),
    state,
    amount: isCredit(bill) ? negative(applied()) : applied(),
    ended: state === "ended" ? { how: check.voided ? "voided" : "reversed", by, at: check.voidedAt } : null,
    date: state === "active" ? earliestStanding(lines.history) : null,
    discount: extra((line) => line.discount),
    withheld: extra((line) => line.withheld),
    nets: check.released !== null && (state !== "active" || bothAgree({ check, bill, shown, net, details })),
  };
}

/** What a bill shows of a payment that may not be seen itself: never said to net, so that nobody writes it. */
export function hiddenApplication(payment: DocKey, bill: DocKey, shown: ShownBill): BillApplication {
  const hidden = { state: "active", nets: false, hidden: hiddenWords(payment) } as const;
  const nothing = blank({ key: payment, released: null, odd: null }, bill, shown.currency);
  try {
    return { ...nothing, ...hidden, amount: sum(onBill(payment, shown)) };
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    const texts = shown.applications.map(({ amount }) => amount);
    return { ...nothing, ...hidden, odd: firstOdd(texts, shown.currency) };
  }
}

/**
 * Whether the history shows what a check puts to a debit adjustment with minus is not known: the first line tells, for
 * nothing is reversed before it was applied. Either way it counts with minus.
 */
function isNegative({ history, details }: Lines): boolean {
  return (history[0] ?? details[0])?.amount.startsWith("-") === true;
}

function flipped({ history, details }: Lines): Lines {
  const flip = (line: GridLine): GridLine => {
    const { amount } = line;
    return { ...line, amount: amount.startsWith("-") ? amount.slice(1) : `-${amount}` };
  };
  return { history: history.map(flip), details: details.map(flip) };
}

/** No money was applied, and yet nothing was taken back: a discount or withheld tax still stands. */
function isDiscountAlone(history: readonly GridLine[], currency: Currency): boolean {
  const taken = history.flatMap(({ discount, withheld }) => [discount, withheld]);
  return sum(taken.map((text) => parseMinor(text, currency))) !== 0;
}

function negative(minor: Minor): Minor {
  return subtract(ZERO, minor);
}

function blank(
  { key, released, odd }: Pick<ShownCheck, "key" | "released" | "odd">,
  bill: DocKey,
  currency: Currency,
): BillApplication {
  const nothing = { amount: ZERO, discount: ZERO, withheld: ZERO, ended: null, date: null, migrated: false };
  const blanks = { payment: key, bill, state: "unreleased", currency, ...nothing, nets: released !== null } as const;
  return odd === null ? blanks : { ...blanks, odd };
}

type Amounts = { readonly history: readonly Minor[]; readonly details: readonly Minor[] };

function amountsOf({ history, details }: Lines, currency: Currency): Amounts {
  const read = (line: GridLine): Minor => parseMinor(line.amount, currency);
  return { history: history.map(read), details: details.map(read) };
}

/**
 * The bill's grid does not tell released lines from others. It does where the check has only one kind on this bill;
 * with both, what is released cannot be known in the bill's currency.
 */
function foreignAmounts(payment: DocKey, lines: Lines, shown: ShownBill | null): Amounts {
  if (!shown || (lines.history.length > 0 && lines.details.length > 0)) {
    throw new OddValue("its amounts in the bill's currency");
  }
  const amounts = onBill(payment, shown);
  if (amounts.length === 0) throw new OddValue("its amounts in the bill's currency");
  return lines.history.length > 0 ? { history: amounts, details: [] } : { history: [], details: amounts };
}

function onBill(payment: DocKey, { currency, applications }: ShownBill): readonly Minor[] {
  const own = applications.filter((line) => docId(line.payment) === docId(payment));
  return own.map((line) => parseMinor(line.amount, currency));
}

type Both = {
  readonly check: ShownCheck;
  readonly bill: DocKey;
  readonly shown: ShownBill | null;
  readonly net: Minor;
  readonly details: readonly Minor[];
};

/** What the check says of the bill must be what the bill says of the check; a hidden bill says nothing. */
function bothAgree({ check, bill, shown, net, details }: Both): boolean {
  if (!shown || !isBill(bill)) return true;
  return sum(onBill(check.key, shown)) === add(net, sum(details));
}

/** What stood before it ended: what was not reversed, else the reversals after the last line that applied. */
function wasApplied(history: readonly Minor[], net: Minor): Minor {
  if (net !== 0) return net;
  const last = history.findLastIndex((amount) => amount > 0);
  return subtract(ZERO, sum(history.slice(last + 1)));
}

/**
 * The earliest date of a line that still stands. A reversing line takes the latest line of the same amount with it;
 * where there is none, or a date is not shown, the date is not known.
 */
function earliestStanding(history: readonly GridLine[]): LocalDate | null {
  const standing: GridLine[] = [];
  for (const line of history) {
    if (!line.amount.startsWith("-")) {
      standing.push(line);
      continue;
    }
    const at = standing.findLastIndex(({ amount }) => `-${amount}` === line.amount);
    if (at < 0) return null;
    standing.splice(at, 1);
  }
  const dates = standing.map(({ date }) => date);
  return dates.some((date) => date === null) ? null : (dates.toSorted()[0] ?? null);
}

function sum(amounts: readonly Minor[]): Minor {
  return amounts.reduce(add, ZERO);
}
