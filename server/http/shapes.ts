import type { MoneyShape } from "../contract/shapes.ts";
import { formatMinor, type Currency, type Minor } from "../domain/money.ts";

/** Money as it goes over the wire: a decimal text with the currency's digits. */
export function money(minor: Minor, currency: Currency): MoneyShape {
  return { amount: formatMinor(minor, currency), currency };
}

export function moneyOrNull(minor: Minor | null, currency: Currency): MoneyShape | null {
  return minor === null ? null : money(minor, currency);
}
