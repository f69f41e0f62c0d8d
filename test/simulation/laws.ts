import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/**
 * `npm run laws -- --fresh-seconds N [--seed S]` holds each of the planner's laws against random companies that nobody
 * has seen, for that time in all. Exits 1, and says loudly how to see it again, when one breaks a law.
 */
const LAWS = "test/unit/sync/plan.laws.test.ts";
const RANGE = 2 ** 31 - 1;

const { values } = parseArgs({ options: { "fresh-seconds": { type: "string" }, seed: { type: "string" } } });
const seconds = Number(values["fresh-seconds"] ?? 60);
const seed = Number(values.seed ?? randomInt(RANGE));
const laws = readFileSync(LAWS, "utf8").split(/^ +holds\(/m).length - 1;

console.log(`Fresh companies for ${laws} laws, ${seconds} s, seed ${seed}`);
const vitest = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [vitest, "run", "--project", "server", LAWS, "--testTimeout", String((seconds + 60) * 1_000)],
  { env: { ...process.env, LAW_SEED: String(seed), LAW_MS: String((seconds * 1_000) / laws) }, stdio: "inherit" },
);
if (status !== 0) {
  const banner = "!".repeat(100);
  console.log(banner);
  console.log("A FRESH COMPANY BREAKS A LAW. The failure above says how to see it again: mend it, and keep its seed.");
  console.log(`Everything again: npm run laws -- --fresh-seconds ${seconds} --seed ${seed}`);
  console.log(banner);
}
process.exitCode = status ?? 1;
