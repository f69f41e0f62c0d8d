import { describe, expect, it } from "vitest";
import { toCsv } from "../../../server/http/csv.ts";

const cell = (value: string | number | null) =>
  toCsv([[value]])
    .replace(/^\uFEFF/, "")
    .replace(/\r\n$/, "");

describe("a file for spreadsheets", () => {
  it.each<[value: string | number | null, written: string]>([
    ["plain", "plain"],
    [12, "12"],
    [null, ""],
    ["-12.50", "-12.50"],
    ["one, two", '"one, two"'],
    ['6" pipe', '"6"" pipe"'],
    ["two\nlines", '"two\nlines"'],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ["+1 555", `"'+1 555"`],
    ["-1+2", `"'-1+2"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["\t=1", `"'\t=1"`],
    ["  =1", `"'  =1"`],
  ])("writes %j as %j", (value, written) => {
    expect(cell(value)).toBe(written);
  });

  it("tells that it is UTF-8 and ends each row", () => {
    expect(toCsv([["a", "b"], ["é"]])).toBe("\uFEFFa,b\r\né\r\n");
  });
});
