import { spawnSync } from "node:child_process";

/**
 * `npm run prove` holds at depth what `.ci/run` is too short for, one proof after the other, and goes on after one that
 * fails; it ends with a table, and with 1 when any failed. `npm run prove -- crash fuzz` picks by name.
 */
type Proof = {
  readonly name: string;
  readonly what: string;
  readonly script: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

const npm = (script: string, ...args: readonly string[]): readonly string[] => ["npm", "run", script, "--", ...args];
const tests = (...files: readonly string[]): readonly string[] => [
  "npx",
  "vitest",
  "run",
  "--project",
  "server",
  ...files,
];

const PROOFS: readonly Proof[] = [
  { name: "worlds", what: "2,000 random worlds, seeds 1 to 2,000", script: npm("simulate", "--worlds", "2000") },
  { name: "fresh-worlds", what: "worlds nobody has seen, 120 s", script: npm("simulate", "--fresh-seconds", "120") },
  { name: "laws", what: "the planner's laws, fresh companies, 120 s", script: npm("laws", "--fresh-seconds", "120") },
  { name: "crash-sqlite", what: "a process killed at every write, SQLite", script: npm("crash", "--engine", "sqlite") },
  {
    name: "crash-postgres",
    what: "a process killed at 60 drawn writes, PostgreSQL",
    script: npm("crash", "--engine", "postgres", "--sample", "60"),
  },
  {
    name: "crash-servers",
    what: "3 servers over one PostgreSQL, killed 20 times",
    script: npm("crash", "--instances", "3", "--kills", "20"),
  },
  {
    name: "variants",
    what: "both readers, both databases, every variant of the stand-ins",
    script: tests("test/battery", "test/scenario/lock-variants.test.ts", "test/scenario/lost-replies.test.ts"),
  },
  {
    name: "fuzz",
    what: "1,500 random ledgers, through both readers",
    script: tests("test/battery/payment-source-random.test.ts", "--testTimeout", "1800000"),
    env: { LEDGER_RUNS: "1500" },
  },
  { name: "mutants", what: "every planted bug", script: npm("mutants", "--shell") },
];

const asked = process.argv.slice(2);
const proofs = PROOFS.filter(({ name }) => asked.length === 0 || asked.some((one) => name.includes(one)));
const told = proofs.map((proof) => ({ ...proof, ...proved(proof) }));
for (const { name, what, holds, seconds } of told) {
  console.log(`${holds ? "holds " : "BROKEN"}  ${name.padEnd(14)}  ${String(seconds).padStart(5)} s  ${what}`);
}
const broken = told.filter(({ holds }) => !holds).length;
console.log(`${told.length} proofs, ${broken} broken`);
process.exitCode = broken > 0 || told.length === 0 ? 1 : 0;

function proved({ name, what, script, env }: Proof): { readonly holds: boolean; readonly seconds: number } {
  console.log(`\n== ${name}: ${what}\n`);
  const since = performance.now();
  const [program = "", ...args] = script;
  // npm is a script on Windows, which only a shell starts; no argument has anything in it that a shell would read.
  const { status } = spawnSync([program, ...args].join(" "), {
    shell: true,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  return { holds: status === 0, seconds: Math.round((performance.now() - since) / 1_000) };
}
