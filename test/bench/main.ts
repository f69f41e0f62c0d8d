import { parseArgs } from "node:util";
import { table, verdictOf, type Measure } from "./measure.ts";
import { instances, schedule } from "./instances.ts";
import { page } from "./page.ts";
import { calls, limits, memory, planning, speed } from "./rows.ts";

/**
 * `npm run bench` measures every figure that the product promises, as counts and ratios, and prints one table; `--json`
 * prints the same as JSON; `--only calls,speed` a part of it. Exits 1 when a goal is missed.
 */
const ROWS: Readonly<Record<string, () => Promise<Measure[]>>> = {
  calls,
  speed,
  planning: () => planning(1_000_000),
  memory: () => memory(200_000),
  limits,
  instances,
  schedule,
  page,
};

const { values } = parseArgs({ options: { only: { type: "string" }, json: { type: "boolean" } } });
const wanted = values.only?.split(",") ?? Object.keys(ROWS);
const unknown = wanted.filter((name) => !ROWS[name]);
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(", ")}: ${Object.keys(ROWS).join(", ")}.`);
  process.exit(2);
}
const measures: Measure[] = [];
for (const name of wanted) {
  if (!values.json) console.error(`measuring ${name} …`);
  measures.push(...((await ROWS[name]?.()) ?? []));
}
if (values.json)
  console.log(
    JSON.stringify(
      measures.map((one) => ({ ...one, verdict: verdictOf(one) })),
      null,
      2,
    ),
  );
else console.log(table(measures));
process.exit(measures.some((one) => verdictOf(one) === "missed") ? 1 : 0);
