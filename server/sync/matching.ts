import { isBill, type Bill } from "../domain/bill.ts";
import { add, formatMinor, ZERO } from "../domain/money.ts";
import { docId } from "../domain/payment.ts";
import { reason } from "../domain/reasons.ts";
import { Groups } from "./groups.ts";
import { matchBill, type Match } from "./match.ts";
import type { MatchIndex } from "./match-index.ts";

type Found = Extract<Match, { readonly found: true }>;
type Claim = { readonly bill: Bill; readonly match: Found };

/**
 * Every bill matched once, and then what each by itself cannot tell: whether the bills on one invoice are together more
 * than it billed (product.md §3). Those linked before stay; of the others the earliest keeps its match.
 */
export class Matching {
  readonly #index: MatchIndex;
  readonly #alone = new Map<Bill, Match>();
  readonly #over: ReadonlyMap<Bill, Match>;

  constructor(bills: readonly Bill[], index: MatchIndex) {
    this.#index = index;
    for (const bill of bills) this.#alone.set(bill, matchBill(bill, index));
    this.#over = billedOver(bills, this.#alone, index);
  }

  of(bill: Bill): Match {
    const alone = this.#alone.get(bill);
    if (alone && this.#over.size === 0) return alone;
    // What comes from a bill that is a question is one, too.
    return matchBill(bill, this.#index, this.#over);
  }
}

function billedOver(
  bills: readonly Bill[],
  matches: ReadonlyMap<Bill, Match>,
  index: MatchIndex,
): ReadonlyMap<Bill, Match> {
  const claims = new Groups<number, Claim>();
  const shared = new Set<number>();
  for (const bill of bills) {
    const match = matches.get(bill);
    if (!match?.found || !counts(bill, match)) continue;
    const { id } = match.invoice;
    if (claims.get(id).length > 0) shared.add(id);
    claims.add(id, { bill, match });
  }
  const over = new Map<Bill, Match>();
  if (shared.size === 0) return over;
  const reversed = reversedAmong(bills);
  for (const id of shared) {
    const standing = claims.get(id).filter(({ bill }) => !reversed.has(docId(bill)));
    for (const [bill, match] of beyond(standing, index)) over.set(bill, match);
  }
  return over;
}

/** Retainage and instalments are parts of what another bill was for. */
function counts(bill: Bill, { invoice }: Found): boolean {
  const isPart = bill.retainageOf !== null || bill.instalmentOf !== null;
  return isBill(bill) && bill.released && !isPart && invoice.billed !== null && bill.currency === invoice.currency;
}

/** Bills that were taken back whole by an adjustment made from them. */
function reversedAmong(bills: readonly Bill[]): ReadonlySet<string> {
  const amounts = new Map(bills.map((bill) => [docId(bill), bill.amount]));
  const reversed = new Set<string>();
  for (const { released, amount, reverses } of bills) {
    if (released && reverses && amount >= (amounts.get(docId(reverses)) ?? Infinity)) reversed.add(docId(reverses));
  }
  return reversed;
}

function* beyond(claims: readonly Claim[], index: MatchIndex): Generator<readonly [Bill, Match]> {
  const linked = claims.filter(({ bill }) => index.billLink(bill) !== null);
  const taken = linked.map(({ bill }) => bill);
  const others = claims.filter(({ bill }) => index.billLink(bill) === null).sort((a, b) => earliest(a.bill, b.bill));
  for (const { bill, match } of others) {
    const sum = [...taken, bill].map(({ amount }) => amount).reduce(add, ZERO);
    if (taken.length === 0 || sum <= (match.invoice.billed ?? Infinity)) taken.push(bill);
    else yield [bill, question(match, [...taken, bill], sum)];
  }
}

function earliest(a: Bill, b: Bill): number {
  return compare(a.date, b.date) || compare(a.ref, b.ref);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function question({ invoice }: Found, bills: readonly Bill[], sum: Bill["amount"]): Match {
  const { currency, number, billed } = invoice;
  const refs = bills.map(({ ref }) => ref).sort(compare);
  const money = (amount: Bill["amount"]) => `${formatMinor(amount, currency)} ${currency}`;
  const says = `${refs.join(", ")} on invoice ${number}: ${money(sum)} of ${money(billed ?? ZERO)}`;
  return { found: false, why: reason("billed_over", says), candidates: [invoice] };
}
