import type { RequestHandler } from "express";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { HttpExchange } from "../net/http.ts";
import type { Gauges } from "../store/gauges.ts";

export type Metrics = {
  /** Times every request of ours by its route; ids never become labels. */
  readonly observe: RequestHandler;
  readonly expose: RequestHandler;
  /** Hand it to `createHttp`. */
  vendorExchange(exchange: HttpExchange): void;
  /** `waitedMs`: from the request to the first step. */
  runStarted(trigger: string, waitedMs: number): void;
  runEnded(status: string): void;
  /** What is stored, read once at every scrape; while it cannot be read, the gauges show nothing. */
  onScrape(read: () => Promise<Gauges>): void;
};

/** The same from every instance: take the maximum over instances, never the sum. */
const GAUGES = {
  queued_runs: "Sync runs that wait for a worker",
  connections_needing_sign_in: "Connections that wait for somebody to sign in to Acumatica",
  bill_applications: "Bill applications by state, as each project's last sync run left them",
  acumatica_reading_age_seconds: "Age of the last complete reading of Acumatica, over the connections on a schedule",
} as const;

const QUANTILES = [0.5, 0.95, 1];

export function createMetrics(): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "http_request_duration_seconds",
    help: "Requests to this app, by route and status",
    labelNames: ["method", "route", "status"],
    registers,
  });
  const vendors = new Histogram({
    name: "vendor_request_duration_seconds",
    help: "Requests to Procore and Acumatica; status 0: no reply",
    labelNames: ["system", "method", "status"],
    registers,
  });
  const waits = new Histogram({
    name: "sync_run_wait_seconds",
    help: "From the request of a sync run to its first step, by what asked for it",
    labelNames: ["trigger"],
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600],
    registers,
  });
  const runs = new Counter({ name: "sync_runs_total", help: "Sync runs ended", labelNames: ["status"], registers });
  const budget = new Gauge({
    name: "vendor_budget_left_ratio",
    help: "The least that any reply since the last scrape said was left of its allowance: 1 all, 0 nothing",
    labelNames: ["system"],
    registers,
  });
  const least = new Map<string, number>();
  const show = gauges(registers);
  let read: () => Promise<Gauges | null> = () => Promise.resolve(null);
  return {
    observe(request, response, next) {
      const started = performance.now();
      response.on("finish", () => {
        const route = (request.route as { path?: unknown } | undefined)?.path;
        const labels = { method: request.method, status: response.statusCode };
        const seconds = (performance.now() - started) / 1000;
        requests.observe({ ...labels, route: typeof route === "string" ? route : "other" }, seconds);
      });
      next();
    },
    async expose(_request, response) {
      show(await read().catch(() => null));
      budget.reset();
      for (const [system, left] of least) budget.set({ system }, left);
      least.clear();
      response.type(registry.contentType).send(await registry.metrics());
    },
    vendorExchange({ system, method, status, ms, left }) {
      vendors.observe({ system, method, status: status ?? 0 }, ms / 1000);
      if (left !== null) least.set(system, Math.min(left, least.get(system) ?? 1));
    },
    runStarted: (trigger, waitedMs) => waits.observe({ trigger }, waitedMs / 1000),
    runEnded: (status) => runs.inc({ status }),
    onScrape(reader) {
      read = reader;
    },
  };
}

/** Returns what sets them to what is stored now. */
function gauges(registers: Registry[]): (seen: Gauges | null) => void {
  const gauge = (name: keyof typeof GAUGES, labelNames: string[] = []) =>
    new Gauge({ name, help: GAUGES[name], labelNames, registers });
  const queued = gauge("queued_runs");
  const signIns = gauge("connections_needing_sign_in");
  const states = gauge("bill_applications", ["state"]);
  const ages = gauge("acumatica_reading_age_seconds", ["quantile"]);
  return (seen) => {
    // Removed, not reset: a number that could not be read is no number, and not zero.
    for (const one of [queued, signIns]) one.remove();
    for (const one of [states, ages]) one.reset();
    if (!seen) return;
    queued.set(seen.queuedRuns);
    signIns.set(seen.connectionsNeedingSignIn);
    for (const [state, many] of Object.entries(seen.states)) states.set({ state }, many);
    for (const quantile of QUANTILES) {
      const age = seen.readingAges[Math.ceil(quantile * seen.readingAges.length) - 1];
      if (age !== undefined) ages.set({ quantile }, age);
    }
  };
}
