import http from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { traced } from "../../server/http/traced.ts";
import { createHttp } from "../../server/net/http.ts";
import { createTrace, tracedHttp, UNTRACED, type Trace } from "../../server/trace.ts";

/** Spans as a real collector gets them: OTLP over HTTP. */

type SentSpan = {
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
};
type Sent = {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[] }[];
};

let collected: string[];
let servers: http.Server[];
let trace: Trace;

beforeEach(async () => {
  collected = [];
  servers = [];
  const collector = await serve((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      collected.push(body);
      response.setHeader("content-type", "application/json").end("{}");
    });
  });
  trace = await createTrace(`${collector}/`);
});

afterEach(async () => {
  await trace.stop();
  for (const server of servers) server.close();
});

async function serve(listener: http.RequestListener): Promise<string> {
  const server = http.createServer(listener).listen(0, "127.0.0.1");
  servers.push(server);
  await new Promise((done) => server.once("listening", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Everything sent, once the trace is stopped. */
async function spans(): Promise<readonly SentSpan[]> {
  await trace.stop();
  return collected
    .map((body) => JSON.parse(body) as Sent)
    .flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans)));
}

const factsOf = (span: SentSpan | undefined) =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]));

describe("a trace", () => {
  it("shows a request to us and, within it, the request to the vendor, by route and status", async () => {
    const vendor = await serve((_request, response) => response.writeHead(404).end());
    const send = tracedHttp(createHttp({ system: "Procore", timeoutMs: 5_000 }), "Procore", trace);
    const app = express();
    app.use(traced(trace));
    app.get("/api/companies/:c/access", async (_request, response) => {
      await send({
        method: "GET",
        url: `${vendor}/rest/v1.0/me?secret=hush`,
        headers: { Authorization: "Bearer hush" },
      });
      response.json({});
    });
    const us = await serve(app as http.RequestListener);

    await (await fetch(`${us}/api/companies/4711/access?token=hush`)).text();
    const [toVendor, toUs] = await spans();

    expect(toUs).toMatchObject({ name: "HTTP GET", kind: 2 });
    expect(factsOf(toUs)).toMatchObject({ "http.route": "/api/companies/:c/access", "http.response.status_code": 200 });
    expect(toVendor).toMatchObject({ name: "Procore GET", kind: 3, parentSpanId: toUs?.spanId });
    expect(factsOf(toVendor)).toMatchObject({ "http.response.status_code": 404, "peer.service": "Procore" });
    expect(collected.join()).not.toMatch(/hush|4711/);
  });

  it("marks what failed, and lets the error through", async () => {
    const failing = trace.span("sync run", { runId: "r1" }, () => Promise.reject(new Error("amount 12.00")));

    await expect(failing).rejects.toThrow("amount 12.00");
    const [run] = await spans();

    expect(run).toMatchObject({ name: "sync run", status: { code: 2 } });
    expect(factsOf(run)).toEqual({ runId: "r1" });
    expect(collected.join()).not.toContain("12.00");
  });

  it("costs nothing where no collector is configured", async () => {
    const plain = createHttp({ system: "Procore", timeoutMs: 5_000 });

    expect(tracedHttp(plain, "Procore", UNTRACED)).toBe(plain);
    expect(await UNTRACED.span("sync run", {}, () => Promise.resolve(7))).toBe(7);
  });
});
