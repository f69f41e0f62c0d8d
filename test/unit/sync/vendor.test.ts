import { describe, expect, it } from "vitest";
import { foldName, sameVendor } from "../../../server/sync/vendor.ts";
import { aVendor } from "../../build/procore.ts";

const ACUMATICA = { id: "V000300", name: "Summit Steel" };

describe("the same vendor", () => {
  it("is told by the number that Procore keeps of it", () => {
    expect(sameVendor(ACUMATICA, aVendor({ name: "Renamed since", originId: "V000300" }))).toBe("by number");
  });

  it("is told by number without case and outer space", () => {
    expect(sameVendor(ACUMATICA, aVendor({ originId: " v000300 " }))).toBe("by number");
  });

  it("is not told by name once a number says otherwise: two companies may share a name", () => {
    expect(sameVendor(ACUMATICA, aVendor({ name: "Summit Steel", originId: "V000999" }))).toBeNull();
  });

  it.each([null, "", "  "])("is told by name where Procore keeps no number (%j)", (originId) => {
    expect(sameVendor(ACUMATICA, aVendor({ name: "SUMMIT STEEL, L.L.C.", originId }))).toBe("by name");
  });

  it("is unknown without a vendor", () => {
    expect(sameVendor(ACUMATICA, null)).toBeNull();
  });

  it("is never told by an empty name", () => {
    expect(sameVendor({ id: "V1", name: "" }, aVendor({ name: "", originId: null }))).toBeNull();
    expect(sameVendor({ id: "V1", name: "-" }, aVendor({ name: "...", originId: null }))).toBeNull();
  });
});

describe("a vendor's name", () => {
  it.each([
    ["ACME Steel, Inc.", "Acme Steel LLC"],
    ["Acme Steel Co., Inc.", "acme steel"],
    ["Acme Steel L.L.C.", "Acme Steel, LLC"],
    ["Smith & Sons", "Smith and Sons, Ltd."],
    ["O'Brien Electric", "OBrien Electric"],
    ["Müller GmbH & Co. KG", "Muller"],
    ["A.B. Roofing", "AB Roofing"],
    ["Peña-Díaz  Concrete", "Pena Diaz Concrete"],
    ["Northwest Paving Company", "Northwest Paving"],
  ])("reads the same: %s and %s", (a, b) => {
    expect(foldName(a)).toBe(foldName(b));
  });

  it.each([
    ["Acme Steel", "Acme Steal"],
    ["Acme Steel East", "Acme Steel"],
    ["AG Electric, Inc.", "Electric, Inc."],
    ["Co Op Builders", "Op Builders"],
    ["SA Concrete", "Concrete"],
    ["Company Store Supply", "Store Supply"],
  ])("reads apart: %s and %s, for a suffix stands at the end", (a, b) => {
    expect(foldName(a)).not.toBe(foldName(b));
  });

  it("keeps its first word, be it a suffix", () => {
    expect(foldName("The Company")).toBe("the");
    expect(foldName("Inc. Co.")).toBe("inc");
    expect(foldName("AG")).toBe("ag");
  });
});
