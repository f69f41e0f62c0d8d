import { cpus } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { parseArgs } from "node:util";
import { KEPT_SEEDS } from "./kept-seeds.ts";
import { simulate, type Result } from "./simulate.ts";
import { EXPECTED, Sometimes } from "./sometimes.ts";

/**
 * `npm run simulate -- --worlds N [--from S]` lives through N random worlds on all cores, and through those that broke
 * once; `--fresh-seconds N` through worlds that nobody has seen, for so long; `--seed S` replays one and prints its story.
 * Exits 1 when anything was broken, a seed did not replay to the byte, or a *sometimes* was never reached over 1,000
 * worlds or more. What breaks among fresh ones need not be the fault
 * of the last change: who calls for them decides what to do about it.
 */
type Share = {
  readonly seeds: readonly number[];
  /** Goes on after the last seed until then, in so many steps from seed to seed; null: it ends with the last. */
  readonly fresh: { readonly until: number; readonly step: number } | null;
};
type Told = Pick<Result, "seed" | "broken" | "reached">;

const REPLAYED = 50;
/** Fixed seeds are small, so that fresh ones never meet them. */
const FRESH_FROM = 1_000_000;
const FRESH_RANGE = 1_000_000_000;

// Processes killed in a replayed world wait for ever: the command does not wait for them.
if (isMainThread) process.exit(await main());
else await work(workerData as Share);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      worlds: { type: "string" },
      seed: { type: "string" },
      from: { type: "string" },
      "fresh-seconds": { type: "string" },
    },
  });
  if (values.seed !== undefined) return replay(Number(values.seed));
  if (values["fresh-seconds"] !== undefined) return fresh(Number(values["fresh-seconds"]));
  return fixed(Number(values.worlds ?? 200), Number(values.from ?? 1));
}

async function fixed(worlds: number, from: number): Promise<number> {
  const seeds = [...KEPT_SEEDS, ...Array.from({ length: worlds }, (_, index) => from + index)];
  const threads = Math.min(cpus().length, seeds.length);
  const shares = Array.from({ length: threads }, (_, nth) => ({
    seeds: seeds.filter((_seed, index) => index % threads === nth),
    fresh: null,
  }));
  const lived = await live(shares);
  const failed = summarize(lived);
  if (lived.seeds.length === seeds.length) return failed;
  console.log(`${seeds.length - lived.seeds.length} worlds did not end`);
  return 1;
}

async function fresh(seconds: number): Promise<number> {
  const from = FRESH_FROM + (Date.now() % FRESH_RANGE);
  const until = Date.now() + seconds * 1_000;
  const threads = cpus().length;
  console.log(`Fresh worlds for ${seconds} s, from seed ${from} on`);
  const shares = Array.from({ length: threads }, (_, nth) => ({
    seeds: [from + nth],
    fresh: { until, step: threads },
  }));
  const { seeds, failed } = await live(shares);
  console.log(`${seeds.length} fresh worlds, seeds ${from} to ${Math.max(...seeds)}, ${failed.length} broken`);
  if (failed.length === 0) return seeds.length === 0 ? 1 : 0;
  const banner = "!".repeat(100);
  console.log(banner);
  console.log("FRESH WORLDS ARE BROKEN. Replay each, mend it, and keep its seed in test/simulation/kept-seeds.ts:");
  for (const { seed, broken } of failed) console.log(`  npm run simulate -- --seed ${seed}    ${broken[0]}`);
  console.log(banner);
  return 1;
}

type Lived = { readonly seeds: readonly number[]; readonly failed: readonly Told[]; readonly sometimes: Sometimes };

async function live(shares: readonly Share[]): Promise<Lived> {
  const sometimes = new Sometimes();
  const failed: Told[] = [];
  const seeds: number[] = [];
  const told = (one: Told): void => {
    seeds.push(one.seed);
    sometimes.add(one.reached);
    if (one.broken.length > 0) failed.push(one);
    if (seeds.length % 500 === 0) console.log(`${seeds.length} worlds, ${failed.length} broken`);
  };
  await Promise.all(shares.map((share) => inThread(share, told)));
  return { seeds, failed: failed.sort((a, b) => a.seed - b.seed), sometimes };
}

function summarize({ seeds, failed, sometimes }: Lived): number {
  const worlds = seeds.length;
  for (const { seed, broken } of failed.slice(0, 40)) console.log(`seed ${seed}: ${broken.slice(0, 3).join("; ")}`);
  const reached = EXPECTED.map((what) => `  ${String(sometimes.counts.get(what) ?? 0).padStart(8)}  ${what}`);
  console.log(["Reached:", ...reached].join("\n"));
  const missing = worlds >= 1_000 ? sometimes.missing() : [];
  if (missing.length > 0) console.log(`Never reached: ${missing.join(", ")}`);
  console.log(`${worlds} worlds, ${failed.length} broken; replay one with: npm run simulate -- --seed <number>`);
  return failed.length > 0 || missing.length > 0 ? 1 : 0;
}

async function replay(seed: number): Promise<number> {
  const { story, broken, trace } = await simulate(seed);
  console.log(story.join("\n"));
  const again = await simulate(seed);
  console.log(broken.length === 0 ? "Nothing is broken." : `BROKEN:\n${broken.join("\n")}`);
  console.log(`trace ${trace}${again.trace === trace ? ", the same twice" : `, then ${again.trace}`}`);
  return broken.length > 0 || again.trace !== trace ? 1 : 0;
}

/**
 * Ends with the share's last world. The thread itself would not end: processes killed in its worlds wait for ever.
 * Should it die early, the worlds it did not live are missed by the count.
 */
function inThread(share: Share, told: (result: Told) => void): Promise<void> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share, argv: [] });
    worker.on("message", (result: Told | null) => {
      if (result) told(result);
      else void worker.terminate();
    });
    worker.on("error", fail);
    worker.on("exit", () => done());
  });
}

async function work({ seeds, fresh }: Share): Promise<void> {
  for (let index = 0; ; index += 1) {
    const seed = seeds[index] ?? (fresh && (seeds[0] ?? 0) + index * fresh.step);
    if (seed === null || (fresh && Date.now() >= fresh.until)) break;
    const { broken, reached, trace } = await simulate(seed);
    const replayed = index % REPLAYED === 0 ? await simulate(seed) : null;
    const unlike = replayed && replayed.trace !== trace ? ["the same seed gave another trace"] : [];
    parentPort?.postMessage({ seed, broken: [...broken, ...unlike], reached } satisfies Told);
  }
  parentPort?.postMessage(null);
}
