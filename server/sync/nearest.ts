import type { SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Minor } from "../domain/money.ts";

/** By amount, those without one last; equal amounts by id. */
export function sortedByBilled(invoices: readonly SubcontractorInvoice[]): readonly SubcontractorInvoice[] {
  return [...invoices].sort((a, b) => (a.billed ?? Infinity) - (b.billed ?? Infinity) || a.id - b.id);
}

/** Of invoices sorted by amount, at most `limit`, the nearest to `amount` first; without looking at all of them. */
export function nearestBilled(
  sorted: readonly SubcontractorInvoice[],
  amount: Minor,
  limit: number,
): readonly SubcontractorInvoice[] {
  const nearest = sorted.slice(0, limit);
  let above = firstFrom(sorted, amount);
  let below = above - 1;
  for (let n = 0; n < nearest.length; n += 1) {
    const low = sorted[below];
    const high = sorted[above];
    const takeLow = low && (!high || distance(low, amount) <= distance(high, amount));
    nearest[n] = (takeLow ? low : high) as SubcontractorInvoice;
    if (takeLow) below -= 1;
    else above += 1;
  }
  return nearest;
}

function firstFrom(sorted: readonly SubcontractorInvoice[], amount: Minor): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle]?.billed ?? Infinity) < amount) from = middle + 1;
    else to = middle;
  }
  return from;
}

function distance({ billed }: SubcontractorInvoice, amount: Minor): number {
  return Math.abs((billed ?? Infinity) - amount);
}
