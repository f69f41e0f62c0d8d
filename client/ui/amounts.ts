/** Money as our API writes it: a decimal text with its currency's digits. Added and compared as integers, never floats. */
export type Money = { readonly amount: string; readonly currency: string };

const SCALE = 4;

/** The amount in ten-thousandths: no currency has more than four decimals (CLF). */
export function unitsOf({ amount }: Money): bigint {
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const units = BigInt(whole + fraction.padEnd(SCALE, "0").slice(0, SCALE));
  return amount.startsWith("-") ? -units : units;
}

function moneyOf(units: bigint, currency: string, digits: number): Money {
  const text = String(units < 0n ? -units : units).padStart(SCALE + 1, "0");
  const fraction = text.slice(-SCALE, digits - SCALE || undefined);
  const sign = units < 0n ? "-" : "";
  return { amount: `${sign}${text.slice(0, -SCALE)}${digits === 0 ? "" : `.${fraction}`}`, currency };
}

function digitsIn({ amount }: Money): number {
  const point = amount.indexOf(".");
  return point === -1 ? 0 : amount.length - point - 1;
}

export function addMoney(a: Money, b: Money): Money {
  return moneyOf(unitsOf(a) + unitsOf(b), a.currency, Math.max(digitsIn(a), digitsIn(b)));
}

export function subtractMoney(a: Money, b: Money): Money {
  return moneyOf(unitsOf(a) - unitsOf(b), a.currency, Math.max(digitsIn(a), digitsIn(b)));
}

/** One sum per currency, in the order the currencies first appear. Amounts of two currencies are never added. */
export function totalsOf(amounts: Iterable<Money>): readonly Money[] {
  // Written as text once, at the end: ten thousand amounts are added while a reader scrolls.
  const sums = new Map<string, { units: bigint; digits: number }>();
  for (const money of amounts) {
    const sum = sums.get(money.currency) ?? { units: 0n, digits: 0 };
    sum.units += unitsOf(money);
    sum.digits = Math.max(sum.digits, digitsIn(money));
    sums.set(money.currency, sum);
  }
  return [...sums].map(([currency, { units, digits }]) => moneyOf(units, currency, digits));
}

export function isZero(money: Money): boolean {
  return unitsOf(money) === 0n;
}

export function compareMoney(a: Money, b: Money): number {
  const difference = unitsOf(a) - unitsOf(b);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** `part` of `whole` in percent, 0 to 100, for drawing only. */
export function shareOf(part: Money, whole: Money): number {
  const all = unitsOf(whole);
  if (all <= 0n) return 0;
  return Math.max(0, Math.min(100, Number((unitsOf(part) * 10_000n) / all) / 100));
}
