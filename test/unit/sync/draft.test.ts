import { describe, expect, it } from "vitest";
import type { Link } from "../../../server/domain/link.ts";
import type { AcumaticaMethod, Settings } from "../../../server/domain/settings.ts";
import { DEFAULT_SETTINGS } from "../../../server/domain/settings.ts";
import {
  dateOf,
  differences,
  draftOf,
  isComplete,
  methodOf,
  sameDraft,
  type Whole,
} from "../../../server/sync/draft.ts";
import { originDataOf } from "../../../server/domain/contract-payment.ts";
import { aBill, aMethod, anApplication, aPayment } from "../../build/acumatica.ts";
import { aDraft, aLink, aSyncedPayment, KEY } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { aCommitment, anInvoice } from "../../build/procore.ts";

const FOUND = {
  found: true,
  invoice: anInvoice(),
  commitment: aCommitment(),
  evidence: { rule: "origin id", says: "…" },
} as const;

function draft(over: Partial<Whole> = {}, found = FOUND) {
  const whole = { key: KEY, application: anApplication(), bill: aBill(), payment: aPayment(), ...over };
  return draftOf(whole, found, { method: "check", link: null });
}

describe("a draft", () => {
  it("holds what Acumatica says of the application, on the invoice that it pays", () => {
    expect(draft()).toEqual(aDraft());
  });

  it("has the amount applied to this bill, not the payment's or the bill's", () => {
    const part = anApplication({ amount: usd("250.00") });
    expect(draft({ application: part, bill: aBill({ amount: usd("4000.00") }) }).amount).toBe(usd("250.00"));
  });

  it("has the bill's Vendor Ref. as invoice number, else the subcontractor invoice's", () => {
    expect(draft({ bill: aBill({ vendorRef: "17-A" }) }).invoiceNumber).toBe("17-A");
    expect(draft({ bill: aBill({ vendorRef: "" }) }).invoiceNumber).toBe("17");
  });

  it("has the payment's reference as check number, however empty", () => {
    expect(draft({ payment: aPayment({ reference: "ACH 0042" }) }).checkNumber).toBe("ACH 0042");
    expect(draft({ payment: aPayment({ reference: "" }) }).checkNumber).toBe("");
  });

  it.each<[what: string, over: Partial<Whole>, text: string]>([
    ["the documents' numbers", {}, "Acumatica payment CHK 000045, bill INV 000123."],
    [
      "a retainage bill's original",
      { bill: aBill({ retainageOf: { type: "INV", ref: "000100" } }) },
      "Retainage of bill 000100.",
    ],
    [
      "an instalment's master",
      { bill: aBill({ instalmentOf: { type: "INV", ref: "000100" } }) },
      "Instalment of bill 000100.",
    ],
    ["a joint payee", { payment: aPayment({ jointPayee: "Ace Supply" }) }, "Joint payee: Ace Supply."],
    [
      "a cash discount, which closed the bill but was not paid",
      { application: anApplication({ discount: usd("20.00") }) },
      "Cash discount taken: 20.00 USD.",
    ],
    [
      "withheld tax, which closed the bill but was not paid",
      { application: anApplication({ withheld: usd("12.50") }) },
      "Tax withheld: 12.50 USD.",
    ],
  ])("names in its notes %s", (_what, over, text) => {
    expect(draft(over).notes).toContain(text);
    expect(draft(over).amount).toBe(usd("1000.00"));
  });
});

describe("the date of a contract payment", () => {
  it.each([
    ["2026-02-10", null, "2026-02-10"],
    ["2026-02-10", "2026-02-10", "2026-02-10"],
    ["2026-01-05", "2026-02-10", "2026-02-10"],
    ["2026-02-10", "2026-01-05", "2026-02-10"],
  ])("for a payment of %s applied on %s is %s", (date, applied, expected) => {
    expect(dateOf({ payment: aPayment({ date }), application: anApplication({ date: applied }) })).toBe(expected);
  });
});

describe("the date written before", () => {
  const before = aDraft({ date: "2026-02-15" });
  const undated = { key: KEY, application: anApplication({ date: null }), bill: aBill(), payment: aPayment() };
  const dateWith = (link: Link | null) => draftOf(undated, FOUND, { method: "check", link }).date;

  it("stands where the reader cannot tell the application's own", () => {
    expect(dateWith(aLink({ draft: before }))).toBe("2026-02-15");
  });

  it.each<[what: string, link: Link | null]>([
    ["nothing was written", null],
    ["it was only a stand-in", aLink({ draft: before, dated: false })],
    ["what was written is removed", aLink({ draft: before, removed: true })],
  ])("gives way to the payment's where %s", (_what, link) => {
    expect(dateWith(link)).toBe("2026-02-10");
  });
});

describe("the payment method", () => {
  const method = (means: string, settings: Partial<Settings> = {}, known: Partial<AcumaticaMethod> = {}) =>
    methodOf(aPayment(), new Map([["CHECK", aMethod({ means, ...known })]]), { ...DEFAULT_SETTINGS, ...settings });

  it.each([
    ["Cash/Check", "check"],
    ["CHC", "check"],
    ["Credit Card", "credit_card"],
    ["CCD", "credit_card"],
    ["EFT", "electronic"],
    ["Direct Deposit", "electronic"],
    ["DDT", "electronic"],
    ["External Payment Processor", "electronic"],
    ["EPP", "electronic"],
    [" cash/check ", "check"],
  ])("by means of payment %s is %s", (means, expected) => {
    expect(method(means)).toBe(expected);
  });

  it("is what the company says, over its means of payment", () => {
    expect(method("CHC", { methodOverrides: { CHECK: "electronic" } })).toBe("electronic");
  });

  it("is not guessed for means that nobody mapped, nor for a method not seen", () => {
    expect(method("POS Terminal")).toBeNull();
    expect(method("")).toBeNull();
    expect(methodOf(aPayment({ methodId: "NEW" }), new Map(), DEFAULT_SETTINGS)).toBeNull();
  });
});

describe("two drafts", () => {
  it("would be written the same when only the notes differ", () => {
    expect(sameDraft(aDraft({ notes: "x" }), aDraft(), true)).toBe(true);
  });

  it("would be written differently when a date differs", () => {
    expect(sameDraft(aDraft({ date: "2026-02-11" }), aDraft(), true)).toBe(false);
  });

  it("would be written the same when the earlier date was a stand-in and nothing else differs", () => {
    expect(sameDraft(aDraft({ date: "2026-02-11" }), aDraft(), false)).toBe(true);
    expect(sameDraft(aDraft({ date: "2026-02-11", amount: usd("1.00") }), aDraft(), false)).toBe(false);
  });

  it("differ in words that a bookkeeper knows, without amounts", () => {
    const after = aDraft({ amount: usd("900.00"), date: "2026-02-11", invoiceId: 901, method: "electronic" });
    expect(differences(aDraft(), after)).toBe("amount, date, payment method, invoice");
    expect(differences(aDraft(), aDraft())).toBe("");
    const elsewhere = aDraft({ checkNumber: "9", invoiceNumber: "18", invoiceDate: "2026-02-01", commitmentId: 41 });
    expect(differences(aDraft(), elsewhere)).toBe("check number, invoice number, invoice date, commitment");
  });
});

describe("a contract payment is complete", () => {
  const data = originDataOf(aDraft());

  it("when it shows the draft, locked, with the fingerprint", () => {
    expect(isComplete(aSyncedPayment(), aDraft(), data)).toBe(true);
  });

  it.each([
    [{ originId: null }],
    [{ originData: null }],
    [{ originData: originDataOf(aDraft({ method: "electronic" })) }],
    [{ amount: usd("1.00") }],
    [{ date: null }],
    [{ checkNumber: "9" }],
    [{ invoiceNumber: "18" }],
    [{ invoiceId: null }],
    [{ commitmentId: 41 }],
  ])("but not with %o", (over) => {
    expect(isComplete(aSyncedPayment(over), aDraft(), data)).toBe(false);
  });
});
