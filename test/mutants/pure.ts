import { readFileSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";
import { EQUIVALENT } from "./equivalent.ts";

/** Every file that decides without any effect: everything else is held by the hand-written bugs. */
export const PURE_FILES: readonly string[] = [
  "client/ui/amounts.ts",
  "client/ui/changes.ts",
  "client/ui/negative-balance.ts",
  "server/acumatica/applications.ts",
  "server/acumatica/check-history.ts",
  "server/acumatica/contract-windows.ts",
  "server/acumatica/dac-query.ts",
  "server/domain/contract-payment.ts",
  "server/domain/money.ts",
  "server/domain/number.ts",
  "server/domain/payment.ts",
  "server/jobs/schedule.ts",
  "server/net/backoff.ts",
  "server/net/budget.ts",
  "server/procore/paging.ts",
  "server/procore/webhook-plan.ts",
  "server/sync/bill-reference.ts",
  "server/sync/decide.ts",
  "server/sync/draft.ts",
  "server/sync/groups.ts",
  "server/sync/home.ts",
  "server/sync/match-index.ts",
  "server/sync/match.ts",
  "server/sync/nearest.ts",
  "server/sync/orders.ts",
  "server/sync/plan-fresh.ts",
  "server/sync/plan-odd.ts",
  "server/sync/plan-one.ts",
  "server/sync/plan.ts",
  "server/sync/reissue.ts",
  "server/sync/report.ts",
  "server/sync/select.ts",
  "server/sync/standing.ts",
  "server/sync/stops.ts",
  "server/sync/tally.ts",
  "server/sync/target-index.ts",
  "server/sync/tie-out-commitments.ts",
  "server/sync/tie-out-differences.ts",
  "server/sync/tie-out-figures.ts",
  "server/sync/tie-out.ts",
  "server/sync/undo.ts",
  "server/sync/vendor-index.ts",
  "server/sync/vendor.ts",
  "server/sync/watermark.ts",
];

type MutantResult = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

/** One change of one place, and what came of it. */
type Mutation = {
  readonly file: string;
  readonly status: MutantResult["status"];
  readonly at: number;
  readonly line: string;
  /** From where on in the line. */
  readonly column: number;
  readonly replacement: string;
};

/**
 * Has the library change every operator, condition and block of the files, one at a time, and run the unit tests that
 * reach it. Sentences are left alone (what people read is held by tests of its own), and so is what runs once at import.
 * @returns how many mutations survived without an explanation in `equivalent.ts`, and how many explanations no longer
 * fit the code; each printed
 */
export async function mutatePure(files: readonly string[]): Promise<number> {
  const results = await new Stryker({
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "test/mutants/vitest.pure.config.ts", related: true },
    mutate: [...files],
    mutator: { plugins: null, excludedMutations: ["StringLiteral"] },
    coverageAnalysis: "perTest",
    concurrency: 2,
    ignoreStatic: true,
    timeoutMS: 20_000,
    tempDirName: ".mutants",
    ignorePatterns: ["dist", "docs", "manifest", "data"],
    reporters: ["progress-append-only"],
    allowConsoleColors: false,
  }).runMutationTest();
  const counted = results.filter(({ status }) => status !== "Ignored").map((one) => inLine(one, files));
  const survivors = counted.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  const unexplained = survivors.filter((one) => !isExplained(one));
  // Caught if it loops for ever, but a busy machine may be as slow: worth a look, so each is named.
  const stuck = counted.filter(({ status }) => status === "Timeout");
  for (const one of stuck) console.log(`NEVER ENDED      ${wordsOf(one)}`);
  for (const one of unexplained) console.log(`SURVIVED         ${wordsOf(one)}`);
  const caught = counted.length - survivors.length;
  console.log(
    `${counted.length} mutations, ${caught} caught (${stuck.length} by never ending), ` +
      `${survivors.length - unexplained.length} explained, ${unexplained.length} not`,
  );
  const stale = EQUIVALENT.filter((one) => files.includes(one.file) && !linesOf(one.file).includes(one.line));
  for (const { file, line } of stale) console.log(`DOES NOT FIT     ${file}  ${line}`);
  return unexplained.length + stale.length;
}

function linesOf(file: string): readonly string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim());
}

function inLine({ fileName, location, replacement, status }: MutantResult, files: readonly string[]): Mutation {
  const file = files.find((one) => fileName.endsWith(one)) ?? fileName;
  const text = readFileSync(file, "utf8").split("\n")[location.start.line - 1] ?? "";
  const column = location.start.column - text.search(/\S/);
  return { file, status, at: location.start.line, line: text.trim(), column, replacement: replacement ?? "" };
}

function wordsOf({ file, at, line, column, replacement }: Mutation): string {
  return `${file}:${at}  ${line.slice(0, column - 1)}«${line.slice(column - 1)}  ->  ${replacement.replace(/\s+/g, " ")}`;
}

function isExplained({ file, line, replacement }: Mutation): boolean {
  return EQUIVALENT.some(
    (one) => one.file === file && one.line === line && (one.replacement ?? replacement) === replacement,
  );
}
