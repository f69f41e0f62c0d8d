import { beforeAll, describe, expect, it } from "vitest";
import { serveApp, WEB_ORIGINS, type Json, type ServedApp, textOf } from "./served-app.ts";

const COMPANY = "/api/companies/{c}";
const PROJECT = `${COMPANY}/projects/{p}`;
const DOCUMENTED = [
  ...["", "/authorize", "/checks", "/push"].map((path) => `${COMPANY}/connection${path}`),
  ...["", "/{id}", "/{id}/events"].map((path) => `${COMPANY}/runs${path}`),
  ...["access", "audit", "mappings", "methods", "people", "purge", "settings"].map((name) => `${COMPANY}/${name}`),
  ...["decisions", "invoices", "payments", "runs", "tie-out"].map((name) => `${PROJECT}/${name}`),
  ...["/api/session", "/api/session/renew", "/healthz", "/readyz"],
].sort();

let app: ServedApp;
beforeAll(async () => {
  app = await serveApp();
});

describe("the page", () => {
  it("may be framed by Procore's origins and by nobody else", async () => {
    const { headers } = await app.get(`/embed?company_id=${app.companyId}`);

    const policy = (headers.get("content-security-policy") ?? "").split(";");
    expect(policy.find((line) => line.startsWith("frame-ancestors"))).toBe(`frame-ancestors ${WEB_ORIGINS.join(" ")}`);
    expect(headers.get("x-frame-options")).toBeNull();
  });

  it("keeps its opener, or the popup could never answer", async () => {
    expect((await app.get("/embed")).headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
  });

  it("runs no script and no style but its own", async () => {
    const policy = (await app.get("/embed")).headers.get("content-security-policy") ?? "";

    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';");
    expect(policy).not.toContain("unsafe-inline");
  });

  it("is told which origins may talk to it", async () => {
    expect((await app.get("/embed")).text).toContain(`name="procore-web-origins" content="${WEB_ORIGINS.join(" ")}"`);
  });

  it("is never kept by the browser", async () => {
    expect((await app.get("/embed")).headers.get("cache-control")).toBe("no-cache");
  });
});

describe("health", () => {
  it("says that the process is alive and can serve, to anybody", async () => {
    const answers = await Promise.all(["/healthz", "/readyz"].map((path) => app.get(path)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it("counts requests by route, never by id", async () => {
    await app.get(`${app.company}/access`, await app.admin());

    const { text } = await app.get("/metrics");

    expect(text).toContain('route="/api/companies/:c/access"');
    expect(text).not.toContain(String(app.companyId));
    expect(text).toContain("vendor_request_duration_seconds");
    expect(text).toContain("queued_runs 0");
  });
});

describe("openapi.json", () => {
  it("describes every route, who may call it, and what is sent and answered", async () => {
    const { body } = await app.get("/openapi.json");

    const paths = body["paths"] as unknown as Record<string, Record<string, Json>>;
    expect(Object.keys(paths).sort()).toEqual(DOCUMENTED);
    expect(paths["/api/companies/{c}/projects/{p}/runs"]?.["post"]).toMatchObject({
      security: [{ bearer: [] }],
      requestBody: {
        content: { "application/json": { schema: { properties: { mode: { enum: ["preview", "apply"] } } } } },
      },
      responses: { 202: {}, 401: {}, 403: {}, 409: {}, 422: {} },
    });
    expect(paths["/api/session"]?.["post"]).toMatchObject({ security: [] });
  });
});

describe("a problem", () => {
  it("is told as RFC 9457", async () => {
    const { status, headers, body } = await app.get("/api/nothing");

    expect(status).toBe(404);
    expect(headers.get("content-type")).toContain("application/problem+json");
    expect(body).toMatchObject({ status: 404, kind: "not found", title: "Not found", system: "This app" });
  });

  it("of Procore is 502 with its kind, never a status that asks for the wrong sign-in", async () => {
    const token = await app.admin();
    const refused = {
      status: 403,
      headers: {},
      body: JSON.stringify({ error: "App is not connected to this company" }),
    };
    app.procore.wire.failNext(
      { kind: "reply", reply: refused },
      ({ target }) => target.startsWith("/rest/v1.0/companies"),
      9,
    );

    const { status, body } = await app.get(`${app.company}/access`, token);
    app.procore.wire.heal();

    expect(status).toBe(502);
    expect(body).toMatchObject({ kind: "forbidden", system: "Procore" });
  });

  it("of ours is 500 with an id, and the process goes on", async () => {
    const broken = app.composed.store.settings;
    const get = broken.get.bind(broken);
    const token = await app.admin();
    broken.get = () => Promise.reject(new Error("secret-0001 is in this message"));
    const { status, body, text } = await app.get(`${app.company}/settings`, token);
    broken.get = get;

    expect(status).toBe(500);
    expect(body).toMatchObject({ kind: "bug" });
    expect(textOf(body["id"])).not.toBe("");
    expect(text).not.toContain("secret-0001");
    expect((await app.get(`${app.company}/settings`, token)).status).toBe(200);
  });

  it("tells a caller who asks too often to wait", async () => {
    const answers = await Promise.all(
      Array.from({ length: 301 }, () => app.ask("POST", "/api/session", { body: { code: "guess" } })),
    );

    const last = answers.filter(({ status }) => status === 429);
    expect(last.length).toBeGreaterThan(0);
    expect(last[0]?.body).toMatchObject({ kind: "rate limited" });
  });
});
