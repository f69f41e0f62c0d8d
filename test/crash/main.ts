import { parseArgs } from "node:util";
import { Random } from "../simulation/random.ts";
import { startDatabases } from "./databases.ts";
import { killInstances } from "./instances.ts";
import { everyBoundary, someBoundaries, wordsOf, type Told } from "./loop.ts";
import { STORIES } from "./stories.ts";

/**
 * `npm run crash -- --engine sqlite|postgres --boundaries writes|all [--sample 30 --seed S] [--twice] [--lanes 2]`
 * kills real processes in the middle of a sync and looks at what the next one makes of it. Exits 1 when anything is
 * wrong. `npm run crash -- --instances 3 --kills 40` kills whole servers over one PostgreSQL while companies go on paying.
 */
const { values } = parseArgs({
  options: {
    engine: { type: "string", default: "sqlite" },
    boundaries: { type: "string", default: "writes" },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    twice: { type: "boolean", default: false },
    lanes: { type: "string", default: "2" },
    instances: { type: "string" },
    kills: { type: "string", default: "20" },
  },
});
if (values.instances !== undefined) process.exit(await killServers(Number(values.instances)));
if (!["sqlite", "postgres"].includes(values.engine)) throw new Error("--engine is sqlite or postgres");
if (!["writes", "all"].includes(values.boundaries)) throw new Error("--boundaries is writes or all");
const databases = await startDatabases(values.engine === "postgres" ? "postgres" : "sqlite");
try {
  process.exitCode = summarize(await live());
} finally {
  await databases.stop();
}

function live(): Promise<readonly Told[]> {
  const watched = values.boundaries === "all" ? "all" : "writes";
  const options = { databases, watched, lanes: Number(values.lanes), told: print } as const;
  if (values.sample === undefined) return everyBoundary(options);
  const random = new Random(Number(values.seed));
  return someBoundaries(options, { random, count: Number(values.sample), twice: values.twice });
}

async function killServers(instances: number): Promise<number> {
  const servers = await startDatabases("postgres");
  try {
    const { url: databaseUrl } = await servers.fresh();
    const wish = { databaseUrl, instances, kills: Number(values.kills), seed: Number(values.seed) };
    const { kills, payments, runs, wrong } = await killInstances(wish);
    for (const words of wrong) console.log(words);
    console.log(
      `${kills} of ${instances} instances killed, ${payments} payments, ${runs} syncs: ${wrong.length} wrong`,
    );
    return wrong.length > 0 ? 1 : 0;
  } finally {
    await servers.stop();
  }
}

/** All boundaries take hours on a busy machine: each story says now and then how far it is. */
function print(told: Told): void {
  for (const words of wordsOf([told])) console.log(words);
  const { story, killAt, died } = told;
  if (values.sample === undefined && killAt % 50 === 0 && died) console.log(`... ${killAt} deaths in ${story.name}`);
}

function summarize(all: readonly Told[]): number {
  for (const story of STORIES) {
    const own = all.filter((one) => one.story === story);
    console.log(`${String(own.filter(({ died }) => died).length).padStart(6)} deaths in ${story.name}`);
  }
  const deaths = all.filter(({ died }) => died).length + all.filter(({ heirDied }) => heirDied).length;
  const wrong = all.filter((one) => one.wrong.length > 0).length;
  console.log(`${deaths} processes killed on ${values.engine} (${values.boundaries}), ${wrong} left something wrong`);
  return wrong > 0 || deaths === 0 ? 1 : 0;
}
