/** A decimal number in ten-thousandths, as a database column with four decimals keeps it. */
export type Decimal = bigint;

const SCALE = 4;
const DECIMAL = /^([+-]?)(\d{1,15})(?:\.(\d+))?$/;

/** Reads "1000000.0" or "-20"; digits past the fourth are rounded half up, as a decimal column does. Null: not a number. */
export function parseDecimal(text: string): Decimal | null {
  const parts = DECIMAL.exec(text.trim());
  if (!parts) return null;
  const [, sign, units = "0", fraction = ""] = parts;
  const kept = fraction.slice(0, SCALE).padEnd(SCALE, "0");
  const roundsUp = (fraction[SCALE] ?? "0") >= "5";
  const magnitude = BigInt(units + kept) + (roundsUp ? 1n : 0n);
  return sign === "-" ? -magnitude : magnitude;
}

/** As {@link parseDecimal}, for amounts that a test or a seed writes itself. @throws RangeError when it is not a number. */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === null) throw new RangeError(`Not a decimal: ${JSON.stringify(text)}`);
  return value;
}

/** Ruby's way of writing a BigDecimal, seen in the vendor's examples: "1000000.0", "1087.8", "0.0". */
export function writeDecimal(value: Decimal): string {
  const digits = (value < 0n ? -value : value).toString().padStart(SCALE + 1, "0");
  const fraction = digits.slice(-SCALE).replace(/0+$/, "") || "0";
  return `${value < 0n ? "-" : ""}${digits.slice(0, -SCALE)}.${fraction}`;
}

/** A share in percent with two decimals, "96.36". Zero of zero is zero. */
export function writePercentage(part: Decimal, whole: Decimal): string {
  return whole === 0n ? "0.0" : writeDecimal(((part * 10_000n) / whole) * 100n);
}
