import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  AmountError,
  couldMean,
  digitsOf,
  formatMinor,
  isKnownCurrency,
  parseMinor,
  readMinor,
  subtract,
  type Minor,
} from "../../../server/domain/money.ts";

const minor = (value: number) => value as Minor;
const CURRENCIES = ["USD", "EUR", "JPY", "KWD"] as const;

describe("an amount", () => {
  it.each([
    ["1000000.0", "USD", 100_000_000],
    ["1087.8", "USD", 108_780],
    ["-20.0000", "USD", -2000],
    ["0.05", "USD", 5],
    ["-0.05", "USD", -5],
    [" 12.34 ", "USD", 1234],
    ["900", "JPY", 900],
    ["900.00", "JPY", 900],
    ["1.234", "KWD", 1234],
    ["0.29", "USD", 29],
    ["1.1", "USD", 110],
    ["4.35", "USD", 435],
    ["90071992547409.91", "USD", Number.MAX_SAFE_INTEGER],
  ])("reads %j in %s as %i minor units", (text, currency, expected) => {
    expect(parseMinor(text, currency)).toBe(expected);
  });

  it("has no negative zero, which Object.is tells from zero", () => {
    expect(Object.is(parseMinor("-0.00", "USD"), 0)).toBe(true);
    expect(Object.is(subtract(minor(0), minor(0)), 0)).toBe(true);
  });

  it.each([
    ["10.001", "USD"],
    ["1.5", "JPY"],
    ["1.2345", "KWD"],
  ])("refuses %j in %s instead of rounding it", (text, currency) => {
    expect(() => parseMinor(text, currency)).toThrow(AmountError);
  });

  it.each(["", "1,000.00", "1e3", "$5", "0x10", "NaN", ".", "1.", ".5", "--1", "+1", "１"])(
    "refuses %j, which is not a decimal",
    (text) => {
      expect(() => parseMinor(text, "USD")).toThrow(AmountError);
    },
  );

  it("refuses what is too large to keep exactly", () => {
    expect(() => parseMinor("90071992547409.92", "USD")).toThrow(AmountError);
    expect(() => parseMinor("9".repeat(16), "JPY")).toThrow(AmountError);
  });

  it("keeps the amount out of the error, because errors are logged", () => {
    expect(() => parseMinor("1234.567", "USD")).toThrow(/^(?!.*1234)/);
  });

  it.each(["usd", "USDX", "US$", "ZZZ", "XXX", ""])(
    "is read and written whole in %j, a currency that nobody knows",
    (odd) => {
      expect([isKnownCurrency(odd), digitsOf(odd)]).toEqual([false, 4]);
      for (const text of ["1000.00", "1234.50", "0.1234", "-0.003"])
        expect(formatMinor(parseMinor(text, odd), odd)).toBe(text);
      expect(() => parseMinor("1.00001", odd)).toThrow(AmountError);
    },
  );

  it("is null where it cannot be read, for one who asks for no error", () => {
    expect([readMinor("33.3333", "USD"), readMinor("", "USD"), readMinor("1000.50", "JPY")]).toEqual([
      null,
      null,
      null,
    ]);
    expect(readMinor("1000.50", "USD")).toBe(100_050);
  });

  it.each([
    ["33.3333", 3333, true],
    ["33.3333", 3334, true],
    ["33.3333", 3335, false],
    ["100.10000000000001", 10_010, true],
    ["a lot", 1, true],
  ])("that cannot be read, %j, could mean %i cents: %s", (text, minor_, could) => {
    expect(couldMean(text, minor(minor_), "USD")).toBe(could);
  });

  it.each([
    [123450, "USD", "1234.50"],
    [-5, "USD", "-0.05"],
    [0, "USD", "0.00"],
    [900, "JPY", "900"],
    [-1, "KWD", "-0.001"],
  ])("writes %i in %s as %j", (value, currency, expected) => {
    expect(formatMinor(minor(value), currency)).toBe(expected);
  });

  it("reads what it wrote, in any currency", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...CURRENCIES), (value, currency) => {
        expect(parseMinor(formatMinor(minor(value), currency), currency)).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe("a sum", () => {
  it("is exact, where floating dollars are not", () => {
    const cents = [10, 20].map(minor).reduce(add, minor(0));
    expect(formatMinor(cents, "USD")).toBe("0.30");
    expect(subtract(minor(110), minor(100))).toBe(10);
  });

  it("is refused once it is no longer exact", () => {
    expect(() => add(minor(Number.MAX_SAFE_INTEGER), minor(1))).toThrow(AmountError);
    expect(() => subtract(minor(-Number.MAX_SAFE_INTEGER), minor(1))).toThrow(AmountError);
  });
});
