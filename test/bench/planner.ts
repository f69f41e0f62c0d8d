import { plan } from "../../server/sync/plan.ts";
import type { Pictures } from "../../server/domain/pictures.ts";
import { besideHandEntered, bulk, inStepBulk, waiting, type Shape } from "../build/bulk.ts";

/**
 * How fast plans are made, on one core, and that the cost is linear. Printed as ratios: to 100,000 applications a second
 * (the least that is asked for), and of the cost for each application to that of the smallest size in the same run.
 *
 * node test/bench/planner.ts [largest size, default 1000000]
 */
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const WANTED_PER_SECOND = 100_000;
/** The largest is measured on the ordinary shapes alone: the others would take minutes. */
const LARGEST = 1_000_000;

type Scenario = { readonly name: string; readonly build: (shape: Shape) => Pictures; readonly spread: boolean };

const SCENARIOS: readonly Scenario[] = [
  { name: "all new, spread over commitments", build: bulk, spread: true },
  { name: "all new, one commitment", build: bulk, spread: false },
  { name: "all in step, spread", build: inStepBulk, spread: true },
  { name: "all in step, one commitment", build: inStepBulk, spread: false },
  { name: "beside hand-entered ones, one commitment", build: besideHandEntered, spread: false },
  { name: "all waiting for an invoice, spread", build: waiting, spread: true },
  { name: "all waiting for an invoice, one commitment", build: waiting, spread: false },
];

export type PlannerRow = {
  readonly scenario: string;
  readonly applications: number;
  readonly perSecond: number;
  /** How many times the least that is asked for. */
  readonly ofWanted: number;
  /** Cost for each application, as a multiple of that at the smallest size: 1 is linear. */
  readonly costGrowth: number;
};

/** Each scenario at each size up to `largest`; CPU time of this process alone, the best of a few tries. */
export function benchPlanner(largest: number): PlannerRow[] {
  return SCENARIOS.flatMap(({ name, build, spread }) => {
    let smallest: number | null = null;
    const sizes = SIZES.filter((size) => size <= largest && (spread || size < LARGEST));
    return sizes.map((applications): PlannerRow => {
      const commitments = spread ? Math.max(1, Math.floor(applications / 50)) : 1;
      const pictures = build({ applications, commitments, billsPerCheck: 5 });
      const seconds = best(() => plan(pictures), applications);
      const each = seconds / applications;
      smallest ??= each;
      const perSecond = Math.round(applications / seconds);
      const ofWanted = perSecond / WANTED_PER_SECOND;
      return { scenario: name, applications, perSecond, ofWanted, costGrowth: each / smallest };
    });
  });
}

function best(act: () => unknown, size: number): number {
  const tries = size >= LARGEST ? 2 : size >= 100_000 ? 4 : 30;
  const seconds = Array.from({ length: tries }, () => {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return Math.min(...seconds);
}

function main(): void {
  const rows = benchPlanner(Number(process.argv[2] ?? SIZES.at(-1)));
  console.log("scenario | applications | a second | x wanted | cost growth");
  for (const row of rows) {
    const { scenario, applications, perSecond, ofWanted, costGrowth } = row;
    console.log([scenario, applications, perSecond, ofWanted.toFixed(2), costGrowth.toFixed(2)].join(" | "));
  }
}

if (import.meta.main) main();
