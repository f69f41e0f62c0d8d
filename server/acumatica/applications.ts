import { isCredit } from "../domain/bill.ts";
import { add, AmountError, parseMinor, subtract, ZERO, type Currency, type Minor } from "../domain/money.ts";
import {
  docId,
  PAYING_TYPES,
  VOIDING_TYPE,
  type BillApplication,
  type DocKey,
  type Ending,
  type LocalDate,
} from "../domain/payment.ts";
import { firstOdd, oddDate, OddValue } from "./odd.ts";
import type { AdjustRow } from "./schema.ts";
import { dateOf } from "./stamp.ts";

/** What the documents say that the rows do not. */
export type Surroundings = {
  readonly currencyOf: (bill: DocKey) => Currency;
  /** Is the payment's own header voided? */
  readonly isVoided: (payment: DocKey) => boolean;
};

/** Rows of one payment on one bill; `voiding` are rows of its voiding document. */
type Pair = {
  readonly payment: DocKey;
  readonly bill: DocKey;
  readonly own: AdjustRow[];
  readonly voiding: AdjustRow[];
};

/**
 * PURE: APAdjust rows to Bill Applications, one per payment and bill, all its rows and lines summed.
 *
 * Active is what is released and not voided. A voiding document shares its payment's reference number and carries the
 * same amounts negative; its rows fold into that payment's and count once it is released, never before. What other
 * documents apply (debit adjustments, refunds, cash purchases) is no payment. What a check puts to a debit adjustment is
 * stored positive and counts with minus (APAdjust.AdjgBalSign).
 */
export function applicationsOf(rows: readonly AdjustRow[], around: Surroundings): readonly BillApplication[] {
  return pairsOf(rows).map((pair) => {
    try {
      return applicationOf(pair, around);
    } catch (error) {
      if (error instanceof OddValue) return unreadable(pair, error.message, around);
      if (!(error instanceof AmountError)) throw error;
      const rows = [...pair.own, ...pair.voiding];
      return unreadable(pair, firstOdd(rows.flatMap(amountsOf), around.currencyOf(pair.bill)), around);
    }
  });
}

export function payingOf(row: AdjustRow): DocKey {
  return { type: row.AdjgDocType, ref: row.AdjgRefNbr };
}

export function paidOf(row: AdjustRow): DocKey {
  return { type: row.AdjdDocType, ref: row.AdjdRefNbr };
}

function pairsOf(rows: readonly AdjustRow[]): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  const byPlace = new Map<string, Pair[]>();
  for (const row of rows) {
    if (!PAYING_TYPES.has(row.AdjgDocType)) continue;
    const [payment, bill] = [payingOf(row), paidOf(row)];
    const id = `${docId(payment)} ${docId(bill)}`;
    let pair = pairs.get(id);
    if (!pair) {
      pair = { payment, bill, own: [], voiding: [] };
      pairs.set(id, pair);
      listIn(byPlace, `${payment.ref} ${docId(bill)}`).push(pair);
    }
    pair.own.push(row);
  }
  for (const row of rows) {
    if (row.AdjgDocType !== VOIDING_TYPE) continue;
    const place = `${row.AdjgRefNbr} ${docId(paidOf(row))}`;
    for (const pair of voidedBy(row, listIn(byPlace, place))) pair.voiding.push(row);
    if (listIn(byPlace, place).length === 0) pairs.set(`alone ${place}`, alone(row, pairs.get(`alone ${place}`)));
  }
  return [...pairs.values()];
}

/**
 * A check and a prepayment may share a number too. The one meant has the row that the voiding row names, voided once
 * that is released; if both have one, or neither, the row goes to both: what then does not net, a person looks at.
 */
function voidedBy(row: AdjustRow, candidates: readonly Pair[]): readonly Pair[] {
  const named = candidates.filter(({ own }) => own.some((original) => isVoidedBy(original, row)));
  return named.length > 0 ? named : candidates;
}

function isVoidedBy(original: AdjustRow, row: AdjustRow): boolean {
  const same = original.AdjNbr === row.VoidAdjNbr && original.AdjdLineNbr === row.AdjdLineNbr;
  return same && original.Voided === row.Released;
}

/** A voiding row whose payment is not to be seen: kept under its own type, and never said to net. */
function alone(row: AdjustRow, before: Pair | undefined): Pair {
  return { payment: payingOf(row), bill: paidOf(row), own: [...(before?.own ?? []), row], voiding: [] };
}

function applicationOf(pair: Pair, around: Surroundings): BillApplication {
  const { payment, bill, own } = pair;
  const currency = around.currencyOf(bill);
  const released = own.filter((row) => row.Released);
  const voiding = pair.voiding.filter((row) => row.Released);
  const voided = around.isVoided(payment);
  const active = voided ? [] : released.filter((row) => !row.Voided);
  const signed = (minor: Minor): Minor => (takesCredit(pair) ? subtract(ZERO, minor) : minor);
  const sum = (rows: readonly AdjustRow[], read = amountOf): Minor => signed(total(rows, currency, read));
  const state = active.length > 0 ? "active" : released.length > 0 ? "ended" : "unreleased";
  const standing = state === "unreleased" ? own : active;
  return {
    payment,
    bill,
    state,
    amount: state === "ended" ? signed(wasApplied(released, voiding, currency)) : sum(standing),
    currency,
    ended: state === "ended" ? endingOf(pair, { released, voiding, voided }) : null,
    date: state === "active" ? earliest(active) : null,
    discount: sum(standing, (row) => row.CuryAdjdPPDAmt ?? "0"),
    withheld: sum(standing, (row) => row.CuryAdjdWhTaxAmt ?? "0"),
    migrated: own.some((row) => row.IsMigratedRecord || row.IsInitialApplication),
    nets: payment.type !== VOIDING_TYPE && add(sum(released), sum(voiding)) === sum(active),
    ...(payment.type === VOIDING_TYPE && {
      hidden: `the payment that ${payment.type} ${payment.ref} voids is not shown`,
    }),
  };
}

function takesCredit({ payment, bill }: Pair): boolean {
  return isCredit(bill) && (payment.type === "CHK" || payment.type === VOIDING_TYPE);
}

type Parts = {
  readonly released: readonly AdjustRow[];
  readonly voiding: readonly AdjustRow[];
  readonly voided: boolean;
};

function endingOf({ payment }: Pair, { released, voiding, voided }: Parts): Ending {
  if (voided || voiding.length > 0) {
    return { how: "voided", by: { type: VOIDING_TYPE, ref: payment.ref }, at: latestDate(voiding) };
  }
  return { how: "reversed", by: payment, at: latestDate(released.filter((row) => isReversal(row))) };
}

/** What stood before it all ended: what the void took back, else the reversals after the last row that applied. */
function wasApplied(released: readonly AdjustRow[], voiding: readonly AdjustRow[], currency: Currency): Minor {
  if (voiding.length > 0) return subtract(ZERO, total(voiding, currency, amountOf));
  const inOrder = released.toSorted((a, b) => a.AdjNbr - b.AdjNbr);
  const last = inOrder.findLastIndex((row) => !isReversal(row));
  const reversals = inOrder.slice(last + 1);
  if (reversals.length > 0) return subtract(ZERO, total(reversals, currency, amountOf));
  return total(released, currency, amountOf);
}

function isReversal(row: AdjustRow): boolean {
  return row.CuryAdjdAmt.startsWith("-");
}

function amountOf(row: AdjustRow): string {
  return row.CuryAdjdAmt;
}

function total(rows: readonly AdjustRow[], currency: Currency, read: (row: AdjustRow) => string): Minor {
  return rows.reduce((sum, row) => add(sum, parseMinor(read(row), currency)), ZERO);
}

function amountsOf({ CuryAdjdAmt, CuryAdjdPPDAmt, CuryAdjdWhTaxAmt }: AdjustRow): readonly string[] {
  return [CuryAdjdAmt, CuryAdjdPPDAmt ?? "0", CuryAdjdWhTaxAmt ?? "0"];
}

/** A value that cannot be read: nobody may round or guess it, and it must not stop the others. */
function unreadable({ payment, bill, own }: Pair, odd: string, around: Surroundings): BillApplication {
  const currency = around.currencyOf(bill);
  const state = own.some((row) => row.Released) ? "active" : "unreleased";
  const nothing = { amount: ZERO, discount: ZERO, withheld: ZERO, ended: null, date: null };
  return { payment, bill, state, currency, ...nothing, migrated: false, nets: false, odd };
}

function earliest(rows: readonly AdjustRow[]): LocalDate | null {
  return datesOf(rows)[0] ?? null;
}

function latestDate(rows: readonly AdjustRow[]): LocalDate | null {
  return datesOf(rows).at(-1) ?? null;
}

function datesOf(rows: readonly AdjustRow[]): readonly LocalDate[] {
  const dates = rows.map(({ AdjgDocDate }) => {
    const date = dateOf(AdjgDocDate);
    if (date === null) throw new OddValue(oddDate(AdjgDocDate));
    return date;
  });
  return dates.toSorted();
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  let list = lists.get(key);
  if (!list) {
    list = [];
    lists.set(key, list);
  }
  return list;
}
