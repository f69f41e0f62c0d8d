import { describe, expect, it } from "vitest";
import { median, quantile, table, verdictOf, type Measure } from "../bench/measure.ts";
import { allowedBetween } from "../bench/rows.ts";

const aMeasure = (measure: Partial<Measure> = {}): Measure => ({
  row: "calls",
  what: "Requests",
  goal: 2,
  ours: 2,
  sense: "most",
  unit: "",
  ...measure,
});

describe("a measure of the bench", () => {
  it.each([
    ["most", 2, "met"],
    ["most", 2.01, "missed"],
    ["least", 2, "met"],
    ["least", 1.99, "missed"],
    ["most", Number.NaN, "missed"],
    ["least", Number.POSITIVE_INFINITY, "missed"],
  ] as const)("against at %s 2 is, at %d, %s", (sense, ours, verdict) => {
    expect(verdictOf(aMeasure({ sense, ours }))).toBe(verdict);
  });

  it("is a line of a table, with its goal, its unit and how it was measured", () => {
    const lines = table([
      aMeasure(),
      aMeasure({ what: "Wall", unit: "x", goal: 1.15, ours: 1.2, note: "middle of 3" }),
    ]);

    expect(lines.split("\n").map((line) => line.replace(/ +/g, " "))).toEqual([
      "| Row | Measure | Goal | Ours | Verdict |",
      expect.stringMatching(/^\|-+\|/),
      "| calls | Requests | ≤ 2 | 2 | met |",
      "| calls | Wall (middle of 3) | ≤ 1.15 x | 1.20 x | missed |",
    ]);
  });
});

describe("the middle and the quantile", () => {
  it("are those of the values in order, whatever order they come in", () => {
    expect(median([5, 1, 9])).toBe(5);
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.95)).toBe(4);
    expect(median([])).toBeNaN();
  });
});

describe("the allowance of two windows", () => {
  it("is the shorter window's, until the longer one's is used up", () => {
    expect(allowedBetween(0, 1_999)).toBe(120);
    expect(allowedBetween(0, 5_999)).toBe(360);
    expect(allowedBetween(0, 29_999)).toBe(1_200);
    expect(allowedBetween(0, 30_000)).toBe(1_320);
  });

  it("begins where its windows do, not where the asking did", () => {
    expect(allowedBetween(29_999, 30_001)).toBe(240);
  });
});
