import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MUTANTS } from "../mutants/mutants.ts";

describe("a planted bug", () => {
  it.each(MUTANTS)("fits the code in one place: $name", ({ file, from, to }) => {
    const code = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

    expect(code.split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  });
});
