import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InstanceBriefing } from "../crash/instance.ts";
import { startDatabases } from "../crash/databases.ts";
import type { CompaniesCommands } from "./companies-process.ts";
import type { InstanceCommands } from "./instance-process.ts";
import { quantile, type Measure } from "./measure.ts";
import { start, type Remote } from "./remote.ts";

/** The rows of whole servers: several on one PostgreSQL, and one with a thousand companies. Their clocks run faster. */

const START_FLAGS = ["--max-semi-space-size=8"];
const LOOK_EVERY_MS = 500;
const SETTLED_WITHIN_MS = 180_000;

type Vendors = Remote<CompaniesCommands>;
type Instance = Remote<InstanceCommands>;

async function withVendors<T>(act: (vendors: Vendors) => Promise<T>): Promise<T> {
  const vendors = start<CompaniesCommands>("companies-process.ts");
  try {
    return await act(vendors);
  } finally {
    await vendors.stop();
  }
}

async function withInstances<T>(
  count: number,
  briefing: InstanceBriefing,
  act: (instances: readonly Instance[]) => Promise<T>,
): Promise<T> {
  const instances = Array.from({ length: count }, () => start<InstanceCommands>("instance-process.ts", START_FLAGS));
  try {
    await Promise.all(instances.map((instance) => instance.call("start", briefing)));
    return await act(instances);
  } finally {
    await Promise.all(instances.map((instance) => instance.stop()));
  }
}

async function cpuOf(instances: readonly Instance[]): Promise<number> {
  return (await Promise.all(instances.map((instance) => instance.call("cpu")))).reduce((sum, ms) => sum + ms, 0);
}

/** Until both sides agree, or for as long as patience lasts: what is wrong then is the answer. */
async function settled(vendors: Vendors, paid: number) {
  const until = Date.now() + SETTLED_WITHIN_MS;
  let books = await vendors.call("books");
  while ((books.wrong > 0 || books.shown < paid) && Date.now() < until) {
    await pause(LOOK_EVERY_MS);
    books = await vendors.call("books");
  }
  return books;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

// ---- Several instances on one PostgreSQL ---------------------------------------------------------------------------

const FEW = { companies: 12, payments: 40 } as const;
/** A schedule of five minutes comes round in ten seconds. */
const SPEED = 30;

type Worked = {
  readonly wrong: number;
  readonly requests: number;
  readonly cpuMs: number;
};

export async function instances(): Promise<Measure[]> {
  const databases = await startDatabases("postgres");
  try {
    const worked = new Map<number, Worked>();
    for (const count of [1, 2, 4]) {
      const database = await databases.fresh();
      worked.set(count, await workedBy(count, database.url));
      await database.drop();
    }
    const alone = worked.get(1) ?? { wrong: Number.NaN, requests: Number.NaN, cpuMs: Number.NaN };
    return [...worked].flatMap(([count, one]) => linesOf(count, one, alone));
  } finally {
    await databases.stop();
  }
}

/** Each company's books are brought into step from nothing, and once more after as many payments again. */
function workedBy(count: number, databaseUrl: string): Promise<Worked> {
  return withVendors(async (vendors) => {
    const since = Date.now();
    const clock = { from: since, since, speed: SPEED };
    const briefing = await vendors.call("open", { ...FEW, databaseUrl, schedule: "5m", clock });
    return withInstances(count, briefing, async (servers) => {
      const before = await cpuOf(servers);
      await vendors.call("reset");
      await settled(vendors, FEW.companies * FEW.payments);
      await vendors.call("pays", FEW.payments);
      const books = await settled(vendors, 2 * FEW.companies * FEW.payments);
      const cpuMs = (await cpuOf(servers)) - before;
      return { wrong: books.wrong, requests: books.procore + books.acumatica, cpuMs };
    });
  });
}

function linesOf(count: number, one: Worked, alone: Worked): Measure[] {
  const who = count === 1 ? "1 instance" : `${count} instances`;
  const payments = 2 * FEW.companies * FEW.payments;
  const base = { row: "instances", sense: "most" } as const;
  const agree = { ...base, what: `${who} on one PostgreSQL: lost, doubled, left unlocked, refused`, unit: "" };
  // A company pays twice, so it takes two runs.
  const runs = 2 * FEW.companies;
  const note = `${(one.cpuMs / payments).toFixed(1)} ms`;
  return [
    { ...agree, goal: 0, ours: one.wrong, note: `${payments} payments of ${FEW.companies} companies, clock x${SPEED}` },
    {
      ...base,
      what: `${who}: requests for each run, to those of one instance`,
      note: `${(one.requests / runs).toFixed(1)}, for ${FEW.payments} payments`,
      goal: 1.1,
      ours: one.requests / alone.requests,
      unit: "x",
    },
    {
      ...base,
      what: `${who}: CPU of a payment, to one instance's`,
      note,
      goal: 2,
      ours: one.cpuMs / alone.cpuMs,
      unit: "x",
    },
  ];
}

// ---- A thousand companies on one instance --------------------------------------------------------------------------

/** Some of them pay, to see that all is in order; the rest is at rest. */
const MANY = { companies: 1_000, paying: 50, payments: 1 } as const;
/** Fifteen minutes become one. */
const MANY_SPEED = 15;
const INTERVAL_MS = 900_000 / MANY_SPEED;
const IDLE_MS = 15_000;
const WARM_UP_MS = 3_000;
/** The product looks at its schedule so often. */
const TICK_MS = 5_000;

export async function schedule(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    return await withVendors(async (vendors) => {
      const since = Date.now();
      const clock = { from: since, since, speed: MANY_SPEED };
      const databaseUrl = `file:${join(folder, "many.db")}`;
      const briefing = await vendors.call("open", { ...MANY, databaseUrl, schedule: "15m", clock });
      const busy = await withInstances(1, briefing, (servers) => busyUnder(vendors, servers));
      await vendors.call("putOn", "daily");
      const idleMs = await withInstances(1, briefing, costOfRest);
      return scheduleLines(busy, idleMs);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Busy = {
  readonly wrong: number;
  readonly neverAsked: number;
  readonly latenessSeconds: readonly number[];
  readonly requests: number;
  readonly cpuMs: number;
};

/** Once round the schedule, when what was due at the start is over. */
async function busyUnder(vendors: Vendors, servers: readonly Instance[]): Promise<Busy> {
  const { wrong } = await settled(vendors, MANY.paying * MANY.payments);
  await pause(INTERVAL_MS / 2);
  await vendors.call("reset");
  const before = await cpuOf(servers);
  await pause(INTERVAL_MS * 1.1);
  const cpuMs = (await cpuOf(servers)) - before;
  const { seconds, neverAsked } = await vendors.call("lateness");
  const { acumatica } = await vendors.call("books");
  return { wrong, neverAsked, latenessSeconds: seconds, requests: acumatica, cpuMs };
}

async function costOfRest(servers: readonly Instance[]): Promise<number> {
  await pause(WARM_UP_MS);
  const before = await cpuOf(servers);
  await pause(IDLE_MS);
  return (await cpuOf(servers)) - before;
}

function scheduleLines(
  { wrong, neverAsked, latenessSeconds: seconds, requests, cpuMs }: Busy,
  idleMs: number,
): Measure[] {
  const note = `15 min as ${INTERVAL_MS / 1_000} s`;
  const base = { row: "schedule", sense: "most", note } as const;
  const companies = MANY.companies.toLocaleString("en-US");
  return [
    {
      ...base,
      what: `${companies} companies every 15 min, one instance: wrong in the books`,
      goal: 0,
      ours: wrong,
      unit: "",
    },
    { ...base, what: "Companies that were not looked at within their 15 min", goal: 0, ours: neverAsked, unit: "" },
    { ...base, what: "Lateness of a scheduled look, 95 %", goal: 60, ours: quantile(seconds, 0.95), unit: "s" },
    { ...base, what: "Requests to Acumatica for each look", goal: 2, ours: requests / seconds.length, unit: "" },
    { ...base, what: "CPU of a look at which nothing changed", goal: 100, ours: cpuMs / seconds.length, unit: "ms" },
    {
      ...base,
      what: "CPU of a tick at which nothing is due",
      goal: 100,
      ours: (idleMs / (IDLE_MS * MANY_SPEED)) * TICK_MS,
      unit: "ms",
    },
  ];
}
