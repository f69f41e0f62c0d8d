/** A whole number of a currency's smallest unit (cents, yen, fils). Branded: a bare number cannot stand in for it. */
export type Minor = number & { readonly unit: "minor" };

export type Currency = string;

export type Money = { readonly minor: Minor; readonly currency: Currency };

/** An amount that cannot be read exactly in its currency. The text is kept out of the message: amounts are not logged. */
export class AmountError extends RangeError {}

export const ZERO = 0 as Minor;

const DECIMAL = /^(-?)(\d{1,16})(?:\.(\d+))?$/;

/** ISO 4217's code for "no currency": for a document that we may not see. */
export const NO_CURRENCY = "XXX";

const ISO: ReadonlySet<Currency> = new Set(Intl.supportedValuesOf("currency"));

/** As many as Acumatica's columns keep, so that nothing it wrote in a currency nobody knows is cut off. */
const DIGITS_OF_UNKNOWN = 4;
/** A currency nobody knows is written with the decimals it has, and as most currencies with at least two. */
const SHOWN_OF_UNKNOWN = 2;

const digitsByCurrency = new Map<Currency, number>();

/** Is it a currency of ISO 4217? Acumatica's ids are up to five letters of any kind; how many decimals one has only ISO tells. */
export function isKnownCurrency(currency: Currency): boolean {
  return ISO.has(currency) && currency !== NO_CURRENCY;
}

/** How many decimals are kept of the currency (ISO 4217, as every Intl knows it): USD 2, JPY 0, KWD 3. */
export function digitsOf(currency: Currency): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    digits = isKnownCurrency(currency) ? isoDigitsOf(currency) : DIGITS_OF_UNKNOWN;
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

function isoDigitsOf(currency: Currency): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
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
  if (digits === 0) return sign + text;
  const fraction = text.slice(-digits);
  return `${sign}${text.slice(0, -digits)}.${isKnownCurrency(currency) ? fraction : shortened(fraction)}`;
}

function shortened(fraction: string): string {
  return fraction.replace(/0+$/, "").padEnd(SHOWN_OF_UNKNOWN, "0");
}

/** As `parseMinor`, but null for what cannot be read: one odd value is one row, and stops nothing else. */
export function readMinor(text: string, currency: Currency): Minor | null {
  try {
    return parseMinor(text, currency);
  } catch (error) {
    if (error instanceof AmountError) return null;
    throw error;
  }
}

/**
 * Could a text that cannot be read exactly mean this amount? Yes where it lies less than one minor unit away (33.3333 and
 * 33.33), and where it is no number at all: nobody knows then what it says.
 */
export function couldMean(text: string, minor: Minor, currency: Currency): boolean {
  const read = Number(text);
  return Number.isNaN(read) || Math.abs(read * 10 ** digitsOf(currency) - minor) < 1;
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
