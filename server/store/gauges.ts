import type { State } from "../domain/reason-entry.ts";
import type { Settings } from "../domain/settings.ts";
import { fromJson } from "./batches.ts";
import type { Db } from "./db.ts";

/** What the operator's metrics show of everything stored, over all companies; the same from every instance. */
export type Gauges = {
  readonly queuedRuns: number;
  readonly connectionsNeedingSignIn: number;
  /** Bill Applications by state, as each project's last Sync Run left them. */
  readonly states: Readonly<Partial<Record<State, number>>>;
  /** Age in seconds of the last complete reading, of the connections that are read on a schedule; ascending. */
  readonly readingAges: readonly number[];
};

/** Small reads only, none of them over payments: a scrape must cost nothing. */
export async function readGauges({ query }: Db, now: Date): Promise<Gauges> {
  const queued = await query
    .selectFrom("sync_run")
    .select((eb) => eb.fn.countAll<number>().as("many"))
    .where("finished_at", "is", null)
    .where("status", "=", "queued")
    .executeTakeFirstOrThrow();
  const connections = await query
    .selectFrom("connection")
    .leftJoin("company", "company.company_id", "connection.company_id")
    .leftJoin("watermark", "watermark.company_id", "connection.company_id")
    .select((eb) => [
      "connection.company_id",
      "connection.status",
      "company.settings",
      eb.fn.min("watermark.read_at").as("read_at"),
    ])
    .groupBy(["connection.company_id", "connection.status", "company.settings"])
    .execute();
  const states = await query.selectFrom("project_states").select("counts").execute();
  return {
    queuedRuns: Number(queued.many),
    connectionsNeedingSignIn: connections.filter(({ status }) => status === "needs sign-in").length,
    states: summed(states.map(({ counts }) => fromJson<Gauges["states"]>(counts))),
    readingAges: connections
      .filter(({ settings }) => isScheduled(settings))
      .flatMap(({ read_at }) => (read_at === null ? [] : [(now.getTime() - Date.parse(read_at)) / 1000]))
      .sort((a, b) => a - b),
  };
}

function isScheduled(settings: string | null): boolean {
  const { schedule = "never" } = fromJson<Partial<Settings>>(settings ?? "{}");
  return schedule !== "never";
}

function summed(all: readonly Gauges["states"][]): Gauges["states"] {
  const sum: Partial<Record<State, number>> = {};
  for (const counts of all) {
    for (const [state, many] of Object.entries(counts) as [State, number][]) sum[state] = (sum[state] ?? 0) + many;
  }
  return sum;
}
