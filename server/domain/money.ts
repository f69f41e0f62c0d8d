/** A whole number of a currency's smallest unit (cents, yen, fils). Branded: a bare number cannot stand in for it. */
export type Minor = number & { readonly unit: "minor" };

export type Currency = string;

export type Money = { readonly minor: Minor; readonly currency: Currency };

/** An amount that cannot be read exactly in its currency. The text is kept out of the message: amounts are not logged. */
export class AmountError extends RangeError {}

export const ZERO = 0 as Minor;

const DECIMAL = /^(-?)(\d{1,16})(?:\.(\d+))?$/;

const digitsByCurrency = new Map<Currency, number>();

/** How many decimals the currency has (ISO 4217, as every Intl knows it): USD 2, JPY 0, KWD 3. */
export function digitsOf(currency: Currency): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    if (!/^[A-Z]{3}$/.test(currency)) throw new AmountError(`Not a currency code: ${JSON.stringify(currency)}`);
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

/**
 * Reads a decimal text as either vendor writes it ("1000000.0", "1087.8", "-20.0000") into minor units of `currency`.
 * Digits are never multiplied as a float; a significant decimal beyond the currency's is refused, not rounded.
 * @throws AmountError
 */
export function parseMinor(text: string, currency: Currency): Minor {
  const digits = digitsOf(currency);
  const parts = DECIMAL.exec(text.trim());
  const fraction = (parts?.[3] ?? "").replace(/0+$/, "");
  if (!parts || fraction.length > digits) throw new AmountError(`Not an amount in ${currency} with ${digits} decimals`);
  const minor = Number(parts[2] + fraction.padEnd(digits, "0"));
  if (!Number.isSafeInteger(minor)) throw new AmountError(`An amount in ${currency} too large to keep exactly`);
  return (parts[1] === "-" ? 0 - minor : minor) as Minor;
}

/** Writes minor units as the decimal text both vendors and our own API read: "1234.50", "-0.05", "900" (JPY). */
export function formatMinor(minor: Minor, currency: Currency): string {
  const digits = digitsOf(currency);
  const sign = minor < 0 ? "-" : "";
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** @throws AmountError when the sum is no longer exact. */
export function add(a: Minor, b: Minor): Minor {
  const sum = a + b;
  if (!Number.isSafeInteger(sum)) throw new AmountError("A sum too large to keep exactly");
  return sum as Minor;
}

export function subtract(a: Minor, b: Minor): Minor {
  return add(a, (0 - b) as Minor);
}
