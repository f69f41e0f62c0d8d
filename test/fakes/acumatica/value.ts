import type { Oddity } from "./rows.ts";

/** What a stored field holds. A day is "YYYY-MM-DD", an instant epoch milliseconds, each tagged so. */
export type Decimal = { readonly minor: number; readonly digits: number };
export type Instant = { readonly at: number };
export type Day = { readonly day: string };
export type Value = string | number | boolean | null | Decimal | Instant | Day;

const DIGITS: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  CLP: 0,
  VND: 0,
  ISK: 0,
  BHD: 3,
  KWD: 3,
  OMR: 3,
  JOD: 3,
  TND: 3,
};

/** Decimals of a currency by ISO 4217. */
export function digitsOf(currency: string): number {
  return DIGITS[currency] ?? 2;
}

export function money(minor: number, currency: string): Decimal {
  return { minor, digits: digitsOf(currency) };
}

type Oddities = { readonly odd: ReadonlyMap<string, Oddity> };

/** The amount that a row was made to show, with as many decimals as were written. */
export function oddAmount({ odd }: Oddities, noteId: string | undefined): Decimal | null {
  const text = odd.get(noteId ?? "")?.amount;
  if (text === undefined) return null;
  const fraction = text.split(".")[1] ?? "";
  return { minor: Number(text.replace(".", "")), digits: fraction.length };
}

export function oddDate({ odd }: Oddities, noteId: string): Day | null {
  const day = odd.get(noteId)?.date;
  return day === undefined ? null : { day };
}

/** As the vendor's database has it, with four decimals whatever the currency: 1500.0000. */
export function decimalText({ minor, digits }: Decimal): string {
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const units = text.slice(0, text.length - digits);
  const fraction = digits === 0 ? "" : text.slice(-digits);
  return `${minor < 0 ? "-" : ""}${units}.${fraction.padEnd(4, "0")}`;
}

/** A JSON number with exactly these digits; TypeScript's library does not know JSON.rawJSON yet (ES2025 proposal). */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON.bind(JSON);

export function jsonNumber(decimal: Decimal): unknown {
  return rawJson(decimalText(decimal));
}

/** The offset of the API user's time zone, such as "-05:00" or "+10:00". */
export type Offset = string;

export function offsetMinutes(offset: Offset): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  if (!sign) throw new RangeError(`Not an offset: ${offset}`);
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** 2025-06-17T10:31:28.403-04:00 */
export function instantText(at: number, offset: Offset): string {
  return new Date(at + offsetMinutes(offset) * 60_000).toISOString().replace("Z", offset);
}

/** A pure date travels as midnight of the user's zone. */
export function dateText(date: string, offset: Offset): string {
  return `${date}T00:00:00${offset}`;
}

/** The calendar day an instant falls on for the API user. */
export function dayOf(at: number, offset: Offset): string {
  return instantText(at, offset).slice(0, 10);
}

/** For comparing and ordering: text folded as the database's collation folds it, instants and days as numbers. */
export function comparable(value: Value, offset: Offset): string | number | boolean | null {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return foldText(value);
  if ("day" in value) return Date.parse(dateText(value.day, offset));
  return "at" in value ? value.at : value.minor / 10 ** value.digits;
}

export function foldText(text: string): string {
  return text.trimEnd().toUpperCase();
}
