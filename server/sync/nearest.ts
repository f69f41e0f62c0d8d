import type { SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Minor } from "../domain/money.ts";

/** Invoices by amount; the amounts also by themselves, so that a search among them touches no invoice. */
export type ByBilled = {
  readonly invoices: readonly SubcontractorInvoice[];
  /** Of the invoice at the same place; Infinity where it has none. */
  readonly amounts: readonly number[];
};

/** By amount, those without one last; equal amounts by id. */
export function sortedByBilled(invoices: readonly SubcontractorInvoice[]): ByBilled {
  const sorted = [...invoices].sort((a, b) => amountOf(a) - amountOf(b) || a.id - b.id);
  return { invoices: sorted, amounts: sorted.map(amountOf) };
}

/** Of invoices sorted by amount, at most `limit`, the nearest to `amount` first; without looking at all of them. */
export function nearestBilled(
  { invoices, amounts }: ByBilled,
  amount: Minor,
  limit: number,
): readonly SubcontractorInvoice[] {
  const nearest = invoices.slice(0, limit);
  let above = firstFrom(amounts, amount);
  let below = above - 1;
  for (let n = 0; n < nearest.length; n += 1) {
    const low = amounts[below];
    const high = amounts[above];
    const takeLow = low !== undefined && (high === undefined || amount - low <= high - amount);
    nearest[n] = invoices[takeLow ? below : above] as SubcontractorInvoice;
    if (takeLow) below -= 1;
    else above += 1;
  }
  return nearest;
}

function firstFrom(amounts: readonly number[], amount: Minor): number {
  let [from, to] = [0, amounts.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((amounts[middle] ?? Infinity) < amount) from = middle + 1;
    else to = middle;
  }
  return from;
}

function amountOf({ billed }: SubcontractorInvoice): number {
  return billed ?? Infinity;
}
