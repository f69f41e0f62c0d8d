import { describe, expect, it } from "vitest";
import {
  byCommitment,
  effectOf,
  effectOfAll,
  isIncrease,
  keyInWords,
  type ChangeView,
} from "../../../client/ui/changes.ts";

const usd = (amount: string) => ({ amount, currency: "USD" });

function aChange(over: Partial<ChangeView> & { readonly was?: string; readonly will?: string }): ChangeView {
  const { was, will, ...rest } = over;
  const rows = { date: "2026-02-01", checkNumber: "1045", invoiceNumber: "17" };
  return {
    key: "acu:Main:CHK:000123:INV:000456",
    kind: "create",
    because: { code: "new_payment", says: "", effect: "", nextStep: "", who: "nobody" },
    commitmentId: 40,
    before: was === undefined ? null : { ...rows, amount: usd(was) },
    after: will === undefined ? null : { ...rows, amount: usd(will) },
    outcome: null,
    error: null,
    ...rest,
  };
}

describe("what a change does to the sum that Procore shows", () => {
  it("is the whole amount where nothing stood", () => {
    expect(effectOf(aChange({ will: "100.00" }))).toEqual(usd("100.00"));
  });

  it("is the difference where something stood", () => {
    expect(effectOf(aChange({ was: "80.00", will: "100.00" }))).toEqual(usd("20.00"));
    expect(effectOf(aChange({ was: "100.00", will: "0.00" }))).toEqual(usd("-100.00"));
  });

  it("is what stood, taken away, where nothing will stand", () => {
    expect(effectOf(aChange({ was: "100.05" }))).toEqual(usd("-100.05"));
  });

  it("is nothing where no amount is known", () => {
    expect(effectOf(aChange({}))).toBeNull();
    expect(effectOf(aChange({ before: { amount: null, date: null, checkNumber: "", invoiceNumber: "" } }))).toBeNull();
  });

  it("is added up per currency", () => {
    const changes = [aChange({ will: "100.00" }), aChange({ was: "30.00" }), aChange({})];

    expect(effectOfAll(changes)).toEqual([usd("70.00")]);
  });

  it("is an increase only above zero", () => {
    expect(["0.01", "0.00", "-0.01"].map((amount) => isIncrease(usd(amount)))).toEqual([true, false, false]);
  });
});

describe("the changes of a plan", () => {
  it("are grouped by commitment, in the order in which they come", () => {
    const [a, b, c] = [aChange({ commitmentId: 41 }), aChange({ commitmentId: 40 }), aChange({ commitmentId: 41 })];

    expect(byCommitment([a, b, c])).toEqual([
      { commitmentId: 41, changes: [a, c] },
      { commitmentId: 40, changes: [b] },
    ]);
  });

  it("are named by their two documents, as Acumatica writes their numbers", () => {
    expect(keyInWords("acu:Main:CHK:2026%3A07:INV:50%25")).toBe("CHK 2026:07 · INV 50%");
    expect(keyInWords("acu:Main:CHK:%253A:INV:1")).toBe("CHK %3A · INV 1");
    expect(keyInWords("acu")).toBe("  ·  ");
  });
});
