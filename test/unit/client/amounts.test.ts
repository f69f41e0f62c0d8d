import { describe, expect, it } from "vitest";
import {
  addMoney,
  compareMoney,
  isZero,
  shareOf,
  subtractMoney,
  totalsOf,
  unitsOf,
  type Money,
} from "../../../client/ui/amounts.ts";

const usd = (amount: string): Money => ({ amount, currency: "USD" });
const yen = (amount: string): Money => ({ amount, currency: "JPY" });
const dinar = (amount: string): Money => ({ amount, currency: "KWD" });

describe("an amount on the page", () => {
  it.each([
    ["0.00", 0n],
    ["12.34", 123_400n],
    ["-12.34", -123_400n],
    ["900", 9_000_000n],
    ["1.234", 12_340n],
    ["0.0001", 1n],
    ["90071992547409.93", 900_719_925_474_099_300n],
  ])("of %s is read in ten-thousandths", (amount, units) => {
    expect(unitsOf(usd(amount))).toBe(units);
  });

  it("is zero whatever its sign and its decimals", () => {
    expect(["0.00", "-0.00", "0", "0.000"].map((amount) => isZero(usd(amount)))).toEqual([true, true, true, true]);
    expect(["0.01", "-0.01", "1"].map((amount) => isZero(usd(amount)))).toEqual([false, false, false]);
  });

  it("is compared as a number, not as a text", () => {
    expect(compareMoney(usd("9.00"), usd("10.00"))).toBe(-1);
    expect(compareMoney(usd("10.00"), usd("9.00"))).toBe(1);
    expect(compareMoney(usd("10.0"), usd("10.00"))).toBe(0);
    expect(compareMoney(usd("-2.00"), usd("-1.00"))).toBe(-1);
  });
});

describe("two amounts", () => {
  it.each([
    [usd("0.10"), usd("0.20"), usd("0.30")],
    [usd("-0.05"), usd("0.02"), usd("-0.03")],
    [usd("-100.00"), usd("100.00"), usd("0.00")],
    [usd("1"), usd("0.50"), usd("1.50")],
    [yen("1200"), yen("34"), yen("1234")],
    [dinar("0.001"), dinar("0.999"), dinar("1.000")],
    [usd("90071992547409.93"), usd("0.01"), usd("90071992547409.94")],
  ])("%o and %o make %o", (a, b, sum) => {
    expect(addMoney(a, b)).toEqual(sum);
  });

  it.each([
    [usd("0.30"), usd("0.10"), usd("0.20")],
    [usd("0.02"), usd("0.05"), usd("-0.03")],
    [usd("5"), usd("0.05"), usd("4.95")],
    [usd("5.05"), usd("5"), usd("0.05")],
    [yen("1000"), yen("1"), yen("999")],
    [dinar("1.000"), dinar("0.001"), dinar("0.999")],
  ])("%o less %o is %o", (a, b, rest) => {
    expect(subtractMoney(a, b)).toEqual(rest);
  });
});

describe("the totals of a list", () => {
  it("are one per currency, in the order in which they come, never added together", () => {
    const amounts = [usd("1.10"), yen("500"), usd("2.20"), yen("-700"), dinar("0.005")];

    expect(totalsOf(amounts)).toEqual([usd("3.30"), yen("-200"), dinar("0.005")]);
  });

  it("have the decimals of the amount that has most", () => {
    expect(totalsOf([usd("1.50"), usd("2")])).toEqual([usd("3.50")]);
    expect(totalsOf([usd("2"), usd("1.50")])).toEqual([usd("3.50")]);
  });

  it("are none where there is nothing", () => {
    expect(totalsOf([])).toEqual([]);
  });
});

describe("a part of a whole", () => {
  it.each([
    ["50.00", "200.00", 25],
    ["200.00", "200.00", 100],
    ["300.00", "200.00", 100],
    ["0.00", "200.00", 0],
    ["-5.00", "200.00", 0],
    ["1.00", "0.00", 0],
    ["1.00", "-2.00", 0],
    ["1.00", "3.00", 33.33],
  ])("%s of %s is drawn as %d percent", (part, whole, percent) => {
    expect(shareOf(usd(part), usd(whole))).toBe(percent);
  });
});
