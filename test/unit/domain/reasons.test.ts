import { describe, expect, it } from "vitest";
import { inWords, reason, REASONS, stateOf, type ReasonCode } from "../../../server/domain/reasons.ts";
import { STATES, type ReasonEntry } from "../../../server/domain/reason-entry.ts";

const CODES = Object.keys(REASONS) as ReasonCode[];
const WHO = ["nobody", "project accountant", "accounting", "company admin", "Procore admin"];
const SENTENCE = /^[A-Z{].*[.?}]$/s;

describe("the catalogue of reasons", () => {
  it.each(CODES)("says of %s its state, effect on money, next step and who can do it", (code) => {
    const { state, says, effect, nextStep, who } = REASONS[code];

    expect(STATES).toContain(state);
    expect(WHO).toContain(who);
    expect([says, effect, nextStep]).toEqual([
      expect.stringMatching(SENTENCE),
      expect.stringMatching(SENTENCE),
      expect.stringMatching(SENTENCE),
    ]);
  });

  it.each(CODES)("reads %s as one sentence", (code) => {
    expect(inWords(reason(code, "SC-001")).says).not.toMatch(/[{}]|undefined|null| {2}| [.,]/);
  });

  it.each(CODES.filter((code) => /[\w)]\{detail\}/.test(REASONS[code].says)))(
    "reads %s as one sentence without what was seen, which may not be known",
    (code) => {
      expect(inWords(reason(code)).says).not.toMatch(/[{}]|undefined|null| {2}| [.,]/);
    },
  );

  it.each(CODES)("shows what was seen for %s wherever the sentence has a place for it", (code) => {
    const { says } = inWords(reason(code, "VCK 000045"));
    expect(says.includes("VCK 000045")).toBe(REASONS[code].says.includes("{detail}"));
  });

  it("has a reason for every state", () => {
    expect(new Set(CODES.map((code) => stateOf(reason(code))))).toEqual(new Set(STATES));
  });

  it("puts what was seen in brackets where the sentence stands without it", () => {
    expect(inWords(reason("to_remove_voided", "VCK 000045")).says).toBe(
      "The payment was voided in Acumatica (VCK 000045).",
    );
    expect(inWords(reason("to_remove_voided")).says).toBe("The payment was voided in Acumatica.");
  });

  it("leaves no open state to nobody, except what the next sync does by itself", () => {
    const left = CODES.filter((code) => {
      const { state, who }: ReasonEntry = REASONS[code];
      return who === "nobody" && (state === "needs_review" || state === "waiting_for_invoice");
    });
    expect(left).toEqual([]);
  });

  it("shows a detail as it is, whatever it holds", () => {
    expect(inWords(reason("refused", "$& $1 {detail}")).says).toBe("Procore refused it: $& $1 {detail}");
  });
});
