import { describe, expect, it } from "vitest";
import {
  fingerprint,
  keyInOriginData,
  originDataOf,
  sameOwned,
  sameShown,
  shownOf,
  type Draft,
  type Shown,
} from "../../../server/domain/contract-payment.ts";
import { aDraft, aSyncedPayment, KEY } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";

const OWNED: Partial<Draft>[] = [
  { projectId: 8 },
  { commitmentId: 41 },
  { invoiceId: 901 },
  { amount: usd("999.99") },
  { currency: "CAD" },
  { date: "2026-02-11" },
  { checkNumber: "1046" },
  { method: "electronic" },
  { invoiceNumber: "18" },
  { invoiceDate: "2026-02-01" },
];

describe("a fingerprint", () => {
  it.each(OWNED)("changes with an owned field: %o", (change) => {
    expect(fingerprint(aDraft(change))).not.toBe(fingerprint(aDraft()));
    expect(sameOwned(aDraft(change), aDraft())).toBe(false);
  });

  it("is the same for what would be written the same: notes are written once and then the user's", () => {
    expect(fingerprint(aDraft({ notes: "Paid at last." }))).toBe(fingerprint(aDraft()));
    expect(sameOwned(aDraft({ notes: "Paid at last." }), aDraft())).toBe(true);
  });

  it("never confuses two fields that hold the same text", () => {
    const a = aDraft({ checkNumber: "1", invoiceNumber: "" });
    const b = aDraft({ checkNumber: "", invoiceNumber: "1" });
    expect(fingerprint(a)).not.toBe(fingerprint(b));
  });
});

describe("origin data", () => {
  it("carries our key, so that a payment whose lock is open is still known as ours", () => {
    expect(keyInOriginData(originDataOf(aDraft()))).toBe(KEY);
  });

  it("carries the fingerprint of what was written", () => {
    expect(JSON.parse(originDataOf(aDraft()))).toEqual({ key: KEY, fingerprint: fingerprint(aDraft()) });
  });

  it.each([null, "", "XYZ-0012", "{", "{}", '{"key":5}', "[1]", '{"key":null}', "null", '"key"'])(
    "is somebody else's when it reads %j",
    (text) => {
      expect(keyInOriginData(text)).toBeNull();
    },
  );
});

describe("what Procore shows", () => {
  const shown = shownOf(aSyncedPayment());
  const fields: Partial<Shown>[] = [
    { amount: usd("1.00") },
    { date: null },
    { checkNumber: "" },
    { invoiceNumber: "18" },
    { invoiceId: null },
    { originId: null },
  ];

  it.each(fields)("differs when %o was changed", (change) => {
    expect(sameShown({ ...shown, ...change }, shown)).toBe(false);
  });

  it("is the same while only what is the user's changed", () => {
    const noted = aSyncedPayment({ notes: "Called the bank.", attachments: 2, originData: "{}" });
    expect(sameShown(shownOf(noted), shown)).toBe(true);
  });
});
