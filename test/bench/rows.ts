import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppCommands, Cost } from "./app-process.ts";
import type { BareCommands } from "./bare-process.ts";
import { median, type Measure } from "./measure.ts";
import { benchPlanner } from "./planner.ts";
import { start, type Remote } from "./remote.ts";
import type { Tally, VendorsWish } from "./vendors.ts";
import type { VendorsCommands } from "./vendors-process.ts";

/** The rows of the bench: each sets up what it needs, measures, and returns its lines of the table. */

/** As `npm start` runs the server. */
const START_FLAGS = ["--max-semi-space-size=8"];

type Processes = {
  readonly vendors: Remote<VendorsCommands>;
  readonly app: Remote<AppCommands>;
  readonly bare: Remote<BareCommands>;
  readonly folder: string;
};

let databases = 0;

async function withProcesses<T>(flags: readonly string[], act: (processes: Processes) => Promise<T>): Promise<T> {
  const vendors = start<VendorsCommands>("vendors-process.ts", ["--max-old-space-size=6000"]);
  const app = start<AppCommands>("app-process.ts", flags);
  const bare = start<BareCommands>("bare-process.ts");
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    return await act({ vendors, app, bare, folder });
  } finally {
    await Promise.all([vendors.stop(), app.stop(), bare.stop()]);
    rmSync(folder, { recursive: true });
  }
}

/** On a file, as the product runs: every commit reaches the disk. */
async function opened({ vendors, app, folder }: Processes, wish: VendorsWish): Promise<void> {
  databases += 1;
  await app.call("start", await vendors.call("open", wish), `file:${join(folder, `${databases}.db`)}`);
}

/** What both vendors were asked while `act` ran. */
async function asked({ vendors }: Processes, act: () => Promise<unknown>): Promise<Tally> {
  await vendors.call("reset");
  await act();
  return vendors.call("tally");
}

// ---- Calls ---------------------------------------------------------------------------------------------------------

const NEW = 60;
const COMMITMENTS = 12;
const CHANGED = 10;

export async function calls(): Promise<Measure[]> {
  return withProcesses(START_FLAGS, async (processes) => {
    const { vendors, app } = processes;
    await opened(processes, { payments: 480, commitments: COMMITMENTS, latencyMs: 0 });
    await app.call("sync");
    // The look that follows a write finds what was written; only then does everything rest.
    await app.call("sync");
    const scheduled = await asked(processes, () => app.call("scheduled"));
    const onDemand = await asked(processes, () => app.call("sync"));
    await vendors.call("pays", NEW);
    const created = await asked(processes, () => app.call("scheduled"));
    await vendors.call("corrects", CHANGED);
    const updated = await asked(processes, () => app.call("scheduled"));
    await vendors.call("voids", CHANGED);
    const removed = await asked(processes, () => app.call("scheduled"));
    const inStep = [created, updated, removed].every((tally) => tally.inStep && tally.unlocked === 0);
    // One look for the new invoices, which a project with applications that wait for one costs.
    const least = NEW + COMMITMENTS + 1;
    return [
      line("Scheduled, nothing changed: requests to Acumatica", 2, scheduled.acumatica),
      line("Scheduled, nothing changed: requests to Procore", 0, scheduled.procore),
      line("On demand, nothing changed: requests to Acumatica", 2, onDemand.acumatica),
      line("On demand, nothing changed: requests to Procore", 3, onDemand.procore),
      line(
        `${NEW} new payments on ${COMMITMENTS} commitments: requests to Procore`,
        least + COMMITMENTS,
        created.procore,
      ),
      line("An update: requests to Procore", 4, updated.procore / CHANGED),
      line("A removal: requests to Procore", 4, removed.procore / CHANGED),
      { ...line("Sides that agree to the cent after each, none left unlocked", 1, Number(inStep)), sense: "least" },
    ];
  });
}

function line(what: string, goal: number, ours: number): Measure {
  return { row: "calls", what, goal, ours, sense: "most", unit: "" };
}

// ---- Speed ---------------------------------------------------------------------------------------------------------

const CREATES = 2_000;
/** As many commitments as the product applies at the same time. */
const AT_ONCE = 6;
const ROUNDS = 3;

export async function speed(): Promise<Measure[]> {
  return withProcesses(START_FLAGS, async (processes) => {
    // Both warm up first: a server has been running for days.
    await against(processes, { payments: CREATES, commitments: 24, latencyMs: 0 });
    const slow: Pair[] = [];
    const fast: Pair[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      slow.push(await against(processes, { payments: CREATES, commitments: 24, latencyMs: 20 }));
      fast.push(await against(processes, { payments: CREATES, commitments: 24, latencyMs: 0 }));
    }
    const wall = median(slow.map(({ ours, bare }) => ours.wallMs / bare.wallMs));
    const cpu = median(fast.map(({ ours, bare }) => ours.cpuMs / bare.cpuMs));
    const base = { row: "speed", sense: "most", unit: "x", note: `middle of ${ROUNDS}` } as const;
    return [
      { ...base, what: "2,000 creates at 20 ms, whole run: wall time, to a bare axios loop's", goal: 1.15, ours: wall },
      { ...base, what: "2,000 creates at 0 ms, whole run: CPU time, to a bare axios loop's", goal: 3, ours: cpu },
    ];
  });
}

type Pair = { readonly ours: Cost; readonly bare: Cost };

/** The product's run, and then its very requests from a bare loop, to vendors that are as they were. */
async function against(processes: Processes, wish: VendorsWish): Promise<Pair> {
  const { vendors, app, bare } = processes;
  await opened(processes, wish);
  await app.call("preview");
  await vendors.call("reset");
  const ours = await app.call("sync");
  const { inStep } = await vendors.call("tally");
  if (!inStep) throw new Error("What was written is not what was paid");
  const sent = await vendors.call("sent");
  const { procoreUrl } = await vendors.call("open", wish);
  return { ours, bare: await bare.call("replay", procoreUrl, sent, AT_ONCE) };
}

// ---- Planning ------------------------------------------------------------------------------------------------------

export function planning(largest: number): Promise<Measure[]> {
  const rows = benchPlanner(largest);
  const ofSize = (size: number) => rows.filter(({ applications }) => applications === size);
  const sizes = [...new Set(rows.map(({ applications }) => applications))];
  const slowest = (size: number) => Math.min(...ofSize(size).map(({ perSecond }) => perSecond));
  const middle = (size: number) => median(ofSize(size).map(({ perSecond }) => perSecond));
  const base = { row: "planning", sense: "least", unit: "/s" } as const;
  const rates = sizes.flatMap((size): Measure[] => [
    {
      ...base,
      what: `Applications planned in a second, ${size.toLocaleString("en-US")} at once`,
      note: `middle of ${ofSize(size).length} kinds of project; slowest ${slowest(size).toLocaleString("en-US")}`,
      goal: 100_000,
      ours: middle(size),
    },
  ]);
  const [smallest = 1, last = 1] = [sizes[1] ?? sizes[0], sizes.at(-1)];
  const growth = middle(smallest) / middle(last);
  const what = `Cost of one application among ${last.toLocaleString("en-US")}, to one among ${smallest.toLocaleString("en-US")}`;
  return Promise.resolve([...rates, { row: "planning", what, goal: 3, ours: growth, sense: "most", unit: "x" }]);
}

// ---- Memory --------------------------------------------------------------------------------------------------------

const MEGABYTE = 1_024 * 1_024;

export async function memory(payments: number): Promise<Measure[]> {
  return withProcesses([...START_FLAGS, "--expose-gc"], async (processes) => {
    await opened(processes, { payments: 50, commitments: 40, latencyMs: 0 });
    await processes.app.call("observe");
    await opened(processes, { payments, commitments: 40, latencyMs: 0, withoutInvoices: true });
    const { grewBy } = await processes.app.call("observe");
    const what = `A backfill of ${payments.toLocaleString("en-US")} applications: resident memory above idle`;
    return [{ row: "memory", what, goal: 200, ours: grewBy / MEGABYTE, sense: "most", unit: "MB" }];
  });
}

// ---- Limits --------------------------------------------------------------------------------------------------------

/** Ten seconds become two, an hour half a minute. */
const WINDOWS = { spikeLimit: 120, spikeWindowMs: 2_000, hourlyLimit: 1_200, hourlyWindowMs: 30_000 } as const;
const LIMITED_CREATES = 2_600;

export async function limits(): Promise<Measure[]> {
  return withProcesses(START_FLAGS, async (processes) => {
    const { app, vendors } = processes;
    await opened(processes, { payments: LIMITED_CREATES, commitments: 24, latencyMs: 0, procore: WINDOWS });
    await vendors.call("reset");
    const started = Date.now();
    await app.call("sync");
    const allowed = allowedBetween(started, Date.now());
    const { procore, refused } = await vendors.call("tally");
    const base = { row: "limits", note: "10 s as 2 s, an hour as 30 s" } as const;
    return [
      {
        ...base,
        what: "Refusals (429) by a vendor with both windows",
        goal: 0,
        ours: refused,
        sense: "most",
        unit: "",
      },
      {
        ...base,
        what: "Share of the allowance that was used",
        goal: 90,
        ours: (100 * procore) / allowed,
        sense: "least",
        unit: "%",
      },
    ];
  });
}

/** Requests that both windows together let through from one moment to another; they begin at whole multiples of their length. */
export function allowedBetween(from: number, to: number): number {
  const { spikeLimit, spikeWindowMs, hourlyLimit, hourlyWindowMs } = WINDOWS;
  let allowed = 0;
  for (let hour = Math.floor(from / hourlyWindowMs) * hourlyWindowMs; hour <= to; hour += hourlyWindowMs) {
    const begins = Math.max(hour, Math.floor(from / spikeWindowMs) * spikeWindowMs);
    const ends = Math.min(hour + hourlyWindowMs, to + 1);
    allowed += Math.min(hourlyLimit, Math.ceil((ends - begins) / spikeWindowMs) * spikeLimit);
  }
  return allowed;
}
