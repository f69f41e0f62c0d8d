import { describe, expect, it } from "vitest";
import { applicationsOf, type Surroundings } from "../../../server/acumatica/applications.ts";
import type { AdjustRow } from "../../../server/acumatica/schema.ts";

const USD: Surroundings = { currencyOf: () => "USD", isVoided: () => false };

function aRow(more: Partial<AdjustRow> = {}): AdjustRow {
  return {
    AdjgDocType: "CHK",
    AdjgRefNbr: "000123",
    AdjdDocType: "INV",
    AdjdRefNbr: "000077",
    AdjdLineNbr: 0,
    AdjNbr: 0,
    VoidAdjNbr: null,
    CuryAdjdAmt: "1000",
    CuryAdjdPPDAmt: "0",
    CuryAdjdWhTaxAmt: "0",
    AdjgDocDate: "2026-02-01T00:00:00-05:00",
    AdjdDocDate: "",
    PaymentMethodID: "CHECK",
    Released: true,
    Voided: false,
    IsMigratedRecord: false,
    IsInitialApplication: false,
    ...more,
  };
}

const voidingRow = { AdjgDocType: "VCK", VoidAdjNbr: 0, CuryAdjdAmt: "-1000", Voided: true } as const;
const reversal = { AdjNbr: 1, VoidAdjNbr: 0, CuryAdjdAmt: "-1000", Voided: true } as const;

describe("applicationsOf", () => {
  it("sums what is released and not voided over lines and repeated applications, dated by the earliest", () => {
    const rows = [
      aRow({ AdjdLineNbr: 1, CuryAdjdAmt: "10.01", AdjgDocDate: "2026-02-03T00:00:00-05:00" }),
      aRow({ AdjdLineNbr: 2, CuryAdjdAmt: "20.02" }),
      aRow({ AdjNbr: 4, CuryAdjdAmt: "0.97" }),
      aRow({ AdjNbr: 5, CuryAdjdAmt: "500", Released: false }),
    ];

    expect(applicationsOf(rows, USD)).toMatchObject([
      { state: "active", amount: 3_100, date: "2026-02-01", nets: true, ended: null },
    ]);
  });

  it("folds the void into the payment that shares its number", () => {
    const rows = [aRow({ Voided: true }), aRow({ ...voidingRow, AdjgDocDate: "2026-02-09" })];

    expect(applicationsOf(rows, USD)).toMatchObject([
      {
        payment: { type: "CHK", ref: "000123" },
        state: "ended",
        amount: 100_000,
        ended: { how: "voided", by: { type: "VCK", ref: "000123" }, at: "2026-02-09" },
        nets: true,
      },
    ]);
  });

  it("is migrated as soon as one of its rows is: what was paid before the app's time is not written", () => {
    const [first, second] = [aRow({ AdjdLineNbr: 1 }), aRow({ AdjdLineNbr: 2 })];

    expect(applicationsOf([first, { ...second, IsMigratedRecord: true }], USD)).toMatchObject([{ migrated: true }]);
    expect(applicationsOf([first, { ...second, IsInitialApplication: true }], USD)).toMatchObject([{ migrated: true }]);
    expect(applicationsOf([first, second], USD)).toMatchObject([{ migrated: false }]);
  });

  it("changes nothing for a void that is not released", () => {
    const rows = [aRow(), aRow({ ...voidingRow, Released: false })];

    expect(applicationsOf(rows, USD)).toMatchObject([{ state: "active", amount: 100_000, nets: true }]);
  });

  it("gives the void to the one of two payments with the same number that it voided", () => {
    const prepayment = aRow({ AdjgDocType: "PPM", CuryAdjdAmt: "250" });
    const rows = [prepayment, aRow({ Voided: true }), aRow(voidingRow)];

    expect(applicationsOf(rows, USD)).toMatchObject([
      { payment: { type: "PPM" }, state: "active", amount: 25_000, nets: true },
      { payment: { type: "CHK" }, state: "ended", nets: true },
    ]);
  });

  it("ends by reversal when the payment still stands", () => {
    const rows = [aRow({ Voided: true }), aRow({ ...reversal, AdjgDocDate: "2026-02-15T00:00:00-05:00" })];

    expect(applicationsOf(rows, USD)).toMatchObject([
      {
        state: "ended",
        amount: 100_000,
        ended: { how: "reversed", by: { type: "CHK" }, at: "2026-02-15" },
        nets: true,
      },
    ]);
  });

  it("is active again when it was put back", () => {
    const rows = [aRow({ Voided: true }), aRow(reversal), aRow({ AdjNbr: 2, CuryAdjdAmt: "750" })];

    expect(applicationsOf(rows, USD)).toMatchObject([{ state: "active", amount: 75_000, nets: true }]);
  });

  it("does not net when a row is missing, so that nobody guesses", () => {
    expect(applicationsOf([aRow({ Voided: true })], USD)).toMatchObject([{ state: "ended", nets: false }]);
    expect(applicationsOf([aRow(), aRow(reversal)], USD)).toMatchObject([{ state: "active", nets: false }]);
  });

  it("does not net while header and rows disagree about a void", () => {
    expect(applicationsOf([aRow()], { ...USD, isVoided: () => true })).toMatchObject([
      { state: "ended", ended: { how: "voided" }, nets: false },
    ]);
  });

  it("never takes what other documents apply for a payment", () => {
    const rows = ["ADR", "REF", "QCK", "VQC"].map((AdjgDocType) => aRow({ AdjgDocType }));

    expect(applicationsOf(rows, USD)).toEqual([]);
  });

  it("keeps what is applied to something that is not a bill, with its type", () => {
    expect(applicationsOf([aRow({ AdjdDocType: "ACR" })], USD)).toMatchObject([
      { bill: { type: "ACR", ref: "000077" } },
    ]);
  });

  it("keeps a void whose payment is hidden, and never says that it nets", () => {
    expect(applicationsOf([aRow(voidingRow)], USD)).toMatchObject([
      { payment: { type: "VCK" }, nets: false, hidden: "the payment that VCK 000123 voids is not shown" },
    ]);
  });

  it("sets an amount apart that its currency cannot hold, and reads the others", () => {
    const rows = [aRow({ CuryAdjdAmt: "10.005" }), aRow({ AdjdRefNbr: "000078" })];

    expect(applicationsOf(rows, USD)).toMatchObject([
      { amount: 0, nets: false, odd: "the amount 10.005 in USD" },
      { amount: 100_000, nets: true },
    ]);
  });

  it.each([
    ["a discount", { CuryAdjdPPDAmt: "0.005" }, "the amount 0.005 in USD"],
    ["a date", { AdjgDocDate: "2026-13-45T00:00:00-05:00" }, "the date 2026-13-45T00:00:00-05:00"],
    ["a sum", { AdjdLineNbr: 1, CuryAdjdAmt: "90071992547409.91" }, "a sum too large to keep exactly"],
  ])("says by name of %s that it cannot be read", (_what, odd, says) => {
    expect(applicationsOf([aRow(), aRow({ AdjNbr: 7, ...odd })], USD)).toMatchObject([{ nets: false, odd: says }]);
  });

  it("reads the amounts of a currency that nobody knows with all their decimals", () => {
    const rows = [aRow({ CuryAdjdAmt: "1000.1234" })];

    expect(applicationsOf(rows, { ...USD, currencyOf: () => "USDX" })).toMatchObject([
      { amount: 10_001_234, currency: "USDX", nets: true },
    ]);
  });

  it("counts with minus what a check puts to a debit adjustment, also what a void took back", () => {
    const credit = { AdjdDocType: "ADR", AdjdRefNbr: "000012", CuryAdjdAmt: "200" } as const;
    const taken = applicationsOf([aRow(), aRow(credit)], USD);
    const voided = applicationsOf(
      [aRow({ ...credit, Voided: true }), aRow({ ...credit, ...voidingRow, CuryAdjdAmt: "-200" })],
      USD,
    );

    expect(taken).toMatchObject([{ amount: 100_000 }, { bill: { type: "ADR" }, amount: -20_000, nets: true }]);
    expect(voided).toMatchObject([{ state: "ended", amount: -20_000, nets: true }]);
  });

  it("marks what was entered in migration mode", () => {
    expect(applicationsOf([aRow({ IsInitialApplication: true })], USD)).toMatchObject([{ migrated: true }]);
    expect(applicationsOf([aRow({ IsMigratedRecord: true })], USD)).toMatchObject([{ migrated: true }]);
  });
});
