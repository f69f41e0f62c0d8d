import { describe, expect, it } from "vitest";
import { asRead, checkNumber, folded, isBlank } from "../../../server/domain/number.ts";

describe("a number on a bill, an invoice or a commitment", () => {
  it.each([
    [" sc-001 ", "SC-001"],
    ["SC\u2013001", "SC-001"],
    ["SC\u2011001", "SC-001"],
    ["SC\u2212001", "SC-001"],
    ["SC\u2043001", "SC-001"],
    ["sc \t\u00a0 7", "SC 7"],
    ["SC\u200b-\u2060001\ufeff", "SC-001"],
    ["SC\u00ad-001", "SC-001"],
    ["\uff33\uff23\uff0d\uff10\uff10\uff11", "SC-001"],
    ["\u2460\u2461", "12"],
    ["\ufb01-7", "FI-7"],
    ["e\u0301-1", "\u00c9-1"],
    ["\u0000 17 \u0000 a", "17 A"],
    ["0017", "17"],
    ["\uff10\uff10\uff11\uff17", "17"],
    ["\u200b017", "17"],
    ["000", "0"],
    ["0", "0"],
    ["", ""],
  ])("is read as people read it: %j as %j", (text, read) => {
    expect(asRead(text)).toBe(read);
    expect(asRead(asRead(text))).toBe(read);
  });

  it.each([
    ["SC-01", "SC-001"],
    ["017A", "17A"],
    ["1-7", "17"],
    ["1 7", "17"],
    ["170", "17"],
    ["00-17", "0-17"],
  ])("keeps apart what people tell apart: %j and %j", (one, other) => {
    expect(asRead(one)).not.toBe(asRead(other));
  });

  it("is blank where there is nothing to read", () => {
    for (const text of ["", " ", "\u200b", "\u00a0\ufeff", "\u0000"]) expect(isBlank(text)).toBe(true);
    for (const text of ["0", "-", "17"]) expect(isBlank(text)).toBe(false);
  });
});

describe("the key of a document", () => {
  it("keeps its zeros: Acumatica holds 7 beside 007", () => {
    expect(folded("007")).not.toBe(folded("7"));
    expect(folded(" inv\u2013007 ")).toBe("INV-007");
  });
});

describe("a check number", () => {
  it.each([
    ["001045", "1045"],
    [" 10 45 ", "1045"],
    [" 1050", "1050"],
    ["ach-7", "ACH-7"],
    ["ach\u20117", "ACH-7"],
    ["0A7", "A7"],
    ["\u200b0 0 7", "7"],
    ["0000", "0"],
    ["", ""],
    ["  ", ""],
  ])("reads %j as %j", (text, expected) => {
    expect(checkNumber(text)).toBe(expected);
  });

  it("keeps zeros that stand inside or at the end", () => {
    expect(checkNumber("01050")).toBe("1050");
    expect(checkNumber("1050")).not.toBe(checkNumber("105"));
  });
});
