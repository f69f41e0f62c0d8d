import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { MUTANTS } from "./mutants.ts";
import type { Mutant } from "./planted.ts";
import { mutatePure, PURE_FILES } from "./pure.ts";

/**
 * `npm run mutants` plants each bug of the hand-written list, one at a time, in a copy of the tree, and runs the tests
 * that are said to catch it; then a mutation-testing library changes the pure files, operator by operator. `--shell` and
 * `--pure` do one of the two, `--only PATTERN` picks hand-written ones by file and name, `--file PATH` one of the pure files, `--lanes N`
 * plants in so many copies side by side. Exits 1 when a bug survives without an explanation, or no longer fits the code.
 */
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    file: { type: "string" },
    shell: { type: "boolean", default: false },
    pure: { type: "boolean", default: false },
    lanes: { type: "string", default: "2" },
  },
});
/** A planted bug may also make the engine wait for ever. */
const STUCK_MS = 10 * 60_000;
/** A busy machine must not catch a bug by being slow. */
const SLOW_MS = 120_000;

const both = !values.shell && !values.pure;
let survived = 0;
if ((both && !values.file) || values.shell) survived += await plantAll();
if ((both && !values.only) || values.pure) survived += await mutatePure(values.file ? [values.file] : PURE_FILES);
process.exitCode = survived > 0 ? 1 : 0;

/** @returns how many of the hand-written bugs were not caught */
async function plantAll(): Promise<number> {
  const only = new RegExp(values.only ?? "");
  const picked = MUTANTS.filter(({ name, file }) => only.test(`${file}: ${name}`));
  const waiting = [...picked];
  const missed: string[] = [];
  const lane = async (): Promise<void> => {
    const tree = copyOfTree();
    try {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const outcome = await plant(tree, mutant);
        if (outcome !== "caught") missed.push(mutant.name);
        console.log(`${outcome.padEnd(16)} ${mutant.name}`);
      }
    } finally {
      rmSync(tree, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
  console.log(`${picked.length} planted bugs, ${picked.length - missed.length} caught, ${missed.length} not`);
  for (const name of missed) console.log(`  not caught: ${name}`);
  return missed.length;
}

async function plant(tree: string, { file, from, to, by }: Mutant): Promise<"caught" | "SURVIVED" | "DOES NOT FIT"> {
  const path = join(tree, file);
  const text = readFileSync(path, "utf8");
  if (text.split(from).length !== 2) return "DOES NOT FIT";
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    for (const tests of by) if (await fails(tree, tests)) return "caught";
    return "SURVIVED";
  } finally {
    writeFileSync(path, text);
  }
}

/** Test files under vitest, or "simulate" for a few dozen random worlds. */
function fails(tree: string, what: string): Promise<boolean> {
  const command =
    what === "simulate"
      ? ["node", "test/simulation/main.ts", "--worlds", "60"]
      : ["vitest", "run", "--bail=1", "--project=server", `--testTimeout=${SLOW_MS}`, what];
  const [program = "", ...args] = command;
  return new Promise((resolve, reject) => {
    spawn(join(tree, "node_modules/.bin", program), args, { cwd: tree, stdio: "ignore", timeout: STUCK_MS })
      .once("error", reject)
      .once("exit", (status) => resolve(status !== 0));
  });
}

/** What git knows and what it does not ignore, without history and without installing again. */
function copyOfTree(): string {
  const folder = mkdtempSync(join(tmpdir(), "mutants-"));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
  for (const file of files.split("\n").filter(Boolean)) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    cpSync(file, join(folder, file));
  }
  symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  return folder;
}
