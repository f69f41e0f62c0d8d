import type { RequestHandler } from "express";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { HttpExchange } from "../net/http.ts";

export type Metrics = {
  /** Times every request of ours by its route; ids never become labels. */
  readonly observe: RequestHandler;
  readonly expose: RequestHandler;
  /** Hand it to `createHttp`. */
  vendorExchange(exchange: HttpExchange): void;
  runEnded(status: string): void;
  /** Asked at every scrape. */
  onScrape(name: "queued_runs" | "connections_needing_sign_in", read: () => Promise<number>): void;
};

const GAUGES = {
  queued_runs: "Sync runs that wait for a worker",
  connections_needing_sign_in: "Connections that wait for somebody to sign in to Acumatica",
} as const;

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
  const runs = new Counter({ name: "sync_runs_total", help: "Sync runs ended", labelNames: ["status"], registers });
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
      response.type(registry.contentType).send(await registry.metrics());
    },
    vendorExchange({ system, method, status, ms }) {
      vendors.observe({ system, method, status: status ?? 0 }, ms / 1000);
    },
    runEnded: (status) => runs.inc({ status }),
    onScrape(name, read) {
      const gauge: Gauge = new Gauge({
        name,
        help: GAUGES[name],
        registers,
        async collect() {
          gauge.set(await read());
        },
      });
    },
  };
}
