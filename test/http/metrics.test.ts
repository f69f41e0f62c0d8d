import http from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { beforeAll, describe, expect, it } from "vitest";
import { createMetrics, type Metrics } from "../../server/http/metrics.ts";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";

/** The metrics alone on a port. */
async function exposed(metrics: Metrics) {
  const server = http.createServer(express().get("/metrics", metrics.expose) as http.RequestListener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  return { read: async () => (await fetch(url)).text(), close: () => server.close() };
}

let world: PaidCompany;
beforeAll(async () => {
  world = await aPaidCompany();
});

describe("GET /metrics", () => {
  it("counts the applications by state as the last sync left them, and how long it had to wait", async () => {
    world.pay("1", 1_000_00);
    world.pay("2", 200_00);
    await world.sync();
    world.pay("3", 50_00);
    await world.sync({ mode: "preview" });

    const { text } = await world.app.get("/metrics");

    expect(text).toContain('bill_applications{state="synced"} 2');
    expect(text).toContain('bill_applications{state="pending"} 1');
    expect(text).toContain('sync_run_wait_seconds_count{trigger="person"} 2');
    expect(text).toContain('sync_runs_total{status="succeeded"} 2');
  });

  it("shows the age of the last reading only of companies on a schedule", async () => {
    const before = await world.app.get("/metrics");
    const settings = `${world.app.company}/settings`;
    await world.app.ask("PATCH", settings, { token: world.admin, body: { schedule: "hourly" } });
    const { text } = await world.app.get("/metrics");

    expect(before.text).not.toContain("acumatica_reading_age_seconds{");
    expect(text).toMatch(/acumatica_reading_age_seconds\{quantile="1"\} \d/);
  });

  it("shows the least that a reply said was left of the allowance, of those since the last look", async () => {
    const metrics = createMetrics();
    const exchange = { system: "Procore", method: "GET", host: "api.procore.com", status: 200, ms: 5 } as const;
    const at = await exposed(metrics);
    for (const left of [0.9, 0.25, 0.5, null]) metrics.vendorExchange({ ...exchange, left });

    const [first, second] = [await at.read(), await at.read()];
    at.close();

    expect(first).toContain('vendor_budget_left_ratio{system="Procore"} 0.25');
    expect(second).not.toContain("vendor_budget_left_ratio{");
  });

  it("leaves out what the database does not tell, instead of calling it zero", async () => {
    const metrics = createMetrics();
    metrics.onScrape(() => Promise.reject(new Error("the database is away")));
    const at = await exposed(metrics);

    const text = await at.read();
    at.close();

    expect(text).not.toMatch(/^queued_runs \d/m);
    expect(text).toContain("# TYPE sync_runs_total counter");
  });
});
