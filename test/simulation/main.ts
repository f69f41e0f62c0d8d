import { cpus } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { parseArgs } from "node:util";
import { simulate, type Result } from "./simulate.ts";
import { EXPECTED, Sometimes } from "./sometimes.ts";

/**
 * `npm run simulate -- --worlds N [--from S]` lives through N random worlds on all cores; `--seed S` replays one and
 * prints its story. Exits 1 when anything was broken, a seed did not replay to the byte, or a *sometimes* was never
 * reached over 1,000 worlds or more.
 */
type Share = { readonly seeds: readonly number[] };
type Told = Pick<Result, "seed" | "broken" | "reached">;

const REPLAYED = 50;

// Processes killed in a replayed world wait for ever: the command does not wait for them.
if (isMainThread) process.exit(await main());
else await work(workerData as Share);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { worlds: { type: "string" }, seed: { type: "string" }, from: { type: "string" } },
  });
  if (values.seed !== undefined) return replay(Number(values.seed));
  const worlds = Number(values.worlds ?? 200);
  const from = Number(values.from ?? 1);
  const seeds = Array.from({ length: worlds }, (_, index) => from + index);
  const threads = Math.min(cpus().length, worlds);
  const shares = Array.from({ length: threads }, (_, nth) => seeds.filter((_seed, index) => index % threads === nth));
  const sometimes = new Sometimes();
  const failed: Told[] = [];
  let lived = 0;
  await Promise.all(
    shares.map((share) =>
      inThread({ seeds: share }, (told) => {
        lived += 1;
        sometimes.add(told.reached);
        if (told.broken.length > 0) failed.push(told);
        if (lived % 500 === 0) console.log(`${lived} worlds, ${failed.length} broken`);
      }),
    ),
  );
  const summary = summarize({ worlds: lived, failed, sometimes });
  if (lived === worlds) return summary;
  console.log(`${worlds - lived} worlds did not end`);
  return 1;
}

type Summary = { readonly worlds: number; readonly failed: readonly Told[]; readonly sometimes: Sometimes };

function summarize({ worlds, failed, sometimes }: Summary): number {
  for (const { seed, broken } of [...failed].sort((a, b) => a.seed - b.seed).slice(0, 20)) {
    console.log(`seed ${seed}: ${broken.slice(0, 3).join("; ")}`);
  }
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
    let lived = 0;
    worker.on("message", (result: Told) => {
      told(result);
      lived += 1;
      if (lived === share.seeds.length) void worker.terminate();
    });
    worker.on("error", fail);
    worker.on("exit", () => done());
  });
}

async function work({ seeds }: Share): Promise<void> {
  for (const [index, seed] of seeds.entries()) {
    const { broken, reached, trace } = await simulate(seed);
    const replayed = index % REPLAYED === 0 ? await simulate(seed) : null;
    const unlike = replayed && replayed.trace !== trace ? ["the same seed gave another trace"] : [];
    parentPort?.postMessage({ seed, broken: [...broken, ...unlike], reached } satisfies Told);
  }
}
