import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { MUTANTS, type Mutant } from "./mutants.ts";
import { mutatePure, PURE_FILES } from "./pure.ts";

/**
 * `npm run mutants` plants each bug of the hand-written list, one at a time, in a copy of the tree, and runs the tests
 * that are said to catch it; then a mutation-testing library changes the pure files, operator by operator. `--shell` and
 * `--pure` do one of the two, `--only TEXT` picks hand-written ones by name, `--file PATH` one of the pure files. Exits 1
 * when a bug survives without an explanation, or no longer fits the code.
 */
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    file: { type: "string" },
    shell: { type: "boolean", default: false },
    pure: { type: "boolean", default: false },
  },
});
/** A planted bug may also make the engine wait for ever. */
const STUCK_MS = 10 * 60_000;

const both = !values.shell && !values.pure;
let survived = 0;
if ((both && !values.file) || values.shell) survived += plantAll();
if ((both && !values.only) || values.pure) survived += await mutatePure(values.file ? [values.file] : PURE_FILES);
process.exitCode = survived > 0 ? 1 : 0;

/** @returns how many of the hand-written bugs were not caught */
function plantAll(): number {
  const picked = MUTANTS.filter(({ name }) => !values.only || name.includes(values.only));
  const tree = copyOfTree();
  let missed = 0;
  try {
    for (const mutant of picked) {
      const outcome = plant(tree, mutant);
      if (outcome !== "caught") missed += 1;
      console.log(`${outcome.padEnd(16)} ${mutant.name}`);
    }
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
  console.log(`${picked.length} planted bugs, ${picked.length - missed} caught, ${missed} not`);
  return missed;
}

function plant(tree: string, { file, from, to, by }: Mutant): "caught" | "SURVIVED" | "DOES NOT FIT" {
  const path = join(tree, file);
  const text = readFileSync(path, "utf8");
  if (text.split(from).length !== 2) return "DOES NOT FIT";
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    return by.some((tests) => fails(tree, tests)) ? "caught" : "SURVIVED";
  } finally {
    writeFileSync(path, text);
  }
}

/** Test files under vitest, or "simulate" for a few dozen random worlds. */
function fails(tree: string, what: string): boolean {
  const command =
    what === "simulate"
      ? ["node", "test/simulation/main.ts", "--worlds", "60"]
      : ["vitest", "run", "--bail=1", "--project=server", what];
  const [program = "", ...args] = command;
  const { status } = spawnSync(join(tree, "node_modules/.bin", program), args, {
    cwd: tree,
    stdio: "ignore",
    timeout: STUCK_MS,
  });
  return status !== 0;
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
