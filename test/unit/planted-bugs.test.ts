import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MUTANTS } from "../mutants/mutants.ts";
import { PURE_FILES } from "../mutants/pure.ts";

describe("a planted bug", () => {
  it.each(MUTANTS)("fits the code in one place: $name", ({ file, from, to }) => {
    const code = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

    expect(code.split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  });

  it.each(MUTANTS)("is looked for by tests that there are: $name", ({ by }) => {
    const files = by.filter((what) => what !== "simulate");

    expect(by).not.toEqual([]);
    expect(files.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([]);
  });

  it("has a name of its own", () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });
});

describe("the mutation library", () => {
  it("changes files that there are, each once", () => {
    expect(PURE_FILES.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([]);
    expect(new Set(PURE_FILES).size).toBe(PURE_FILES.length);
  });
});
