import { describe, expect, it } from "vitest";
import {
  applicationsOfCheck,
  type GridLine,
  type ShownBill,
  type ShownCheck,
} from "../../../server/acumatica/check-history.ts";

const BILL = { type: "INV", ref: "000077" };
const CHECK = { type: "CHK", ref: "000123" };

function aLine(amount: string, more: Partial<GridLine> = {}): GridLine {
  return { bill: BILL, amount, discount: "0", withheld: "0", date: "2026-02-01", ...more };
}

function aCheck(more: Partial<ShownCheck> = {}): ShownCheck {
  const status = { released: true, odd: null, voided: false, voidedAt: null };
  return { key: CHECK, currency: "USD", ...status, history: [aLine("1000")], details: [], ...more };
}

function aShownBill(...amounts: readonly string[]): ShownBill {
  return { currency: "USD", applications: amounts.map((amount) => ({ payment: CHECK, amount })) };
}

describe("applicationsOfCheck", () => {
  it("takes what both documents say", () => {
    expect(applicationsOfCheck(aCheck(), () => aShownBill("1000"))).toMatchObject([
      { state: "active", amount: 100_000, date: "2026-02-01", nets: true },
    ]);
  });

  it("does not net where the bill says otherwise", () => {
    expect(applicationsOfCheck(aCheck(), () => aShownBill("900"))).toMatchObject([{ state: "active", nets: false }]);
  });

  it("believes the header's void, not the history, which still shows the amount", () => {
    const check = aCheck({ voided: true, voidedAt: "2026-02-09" });

    expect(applicationsOfCheck(check, () => aShownBill("1000"))).toMatchObject([
      {
        state: "ended",
        amount: 100_000,
        ended: { how: "voided", by: { type: "VCK", ref: "000123" }, at: "2026-02-09" },
      },
    ]);
  });

  it("sums an application and its reversal to nothing", () => {
    const check = aCheck({ history: [aLine("1000"), aLine("-1000")] });

    expect(applicationsOfCheck(check, () => aShownBill("1000", "-1000"))).toMatchObject([
      { state: "ended", amount: 100_000, ended: { how: "reversed", by: CHECK } },
    ]);
  });

  it("does not know a date where a reversal fits no line", () => {
    const check = aCheck({ history: [aLine("1000"), aLine("-400")] });

    expect(applicationsOfCheck(check, () => aShownBill("1000", "-400"))).toMatchObject([
      { amount: 60_000, date: null },
    ]);
  });

  it("takes the bill's own amounts where the currencies differ", () => {
    const bill: ShownBill = { currency: "EUR", applications: [{ payment: CHECK, amount: "930.50" }] };

    expect(applicationsOfCheck(aCheck(), () => bill)).toMatchObject([{ amount: 93_050, currency: "EUR", nets: true }]);
  });

  it("does not guess what is released in another currency while something waits", () => {
    const check = aCheck({ details: [aLine("50")] });
    const bill: ShownBill = { currency: "EUR", applications: [{ payment: CHECK, amount: "930.50" }] };

    expect(applicationsOfCheck(check, () => bill)).toMatchObject([
      { amount: 0, currency: "EUR", nets: false, odd: "its amounts in the bill's currency" },
    ]);
  });

  it("says by name which amount it cannot read", () => {
    const check = aCheck({ history: [aLine("33.3333")] });

    expect(applicationsOfCheck(check, () => null)).toMatchObject([
      { state: "active", amount: 0, nets: false, odd: "the amount 33.3333 in USD" },
    ]);
  });

  it.each([["200"], ["-200"]])("counts a debit adjustment with minus, shown as %s", (shown) => {
    const bill = { type: "ADR", ref: "000012" };
    const reversed = shown.startsWith("-") ? shown.slice(1) : `-${shown}`;
    const [taken] = applicationsOfCheck(aCheck({ history: [aLine(shown, { bill })] }), () => null);
    const [back] = applicationsOfCheck(
      aCheck({ history: [aLine(shown, { bill }), aLine(reversed, { bill })] }),
      () => null,
    );
    const details = [aLine(shown, { bill })];
    const [waiting] = applicationsOfCheck(aCheck({ released: false, history: [], details }), () => null);

    expect(taken).toMatchObject({ bill, state: "active", amount: -20_000, date: "2026-02-01", nets: true });
    expect(back).toMatchObject({ state: "ended", amount: -20_000, ended: { how: "reversed" } });
    expect(waiting).toMatchObject({ state: "unreleased", amount: -20_000 });
  });

  it("tells a discount alone from an application that was taken back", () => {
    const alone = [aLine("0", { discount: "20" })];
    const back = [aLine("0", { discount: "20" }), aLine("0", { discount: "-20" })];

    expect(applicationsOfCheck(aCheck({ history: alone }), () => null)).toMatchObject([
      { state: "active", amount: 0, discount: 2_000, nets: true },
    ]);
    expect(applicationsOfCheck(aCheck({ history: back }), () => null)).toMatchObject([{ state: "ended" }]);
  });

  it("says nothing of a check whose status it cannot read but that nobody may write it", () => {
    expect(
      applicationsOfCheck(aCheck({ released: null, odd: 'what its status "Wartend" means' }), () => null),
    ).toMatchObject([{ nets: false, odd: 'what its status "Wartend" means' }]);
  });

  it("has nothing applied while the check is not released", () => {
    const check = aCheck({ released: false, history: [], details: [aLine("1000")] });

    expect(applicationsOfCheck(check, () => aShownBill("1000"))).toMatchObject([
      { state: "unreleased", amount: 100_000, ended: null, nets: true },
    ]);
  });
});
