import { beforeAll, describe, expect, it } from "vitest";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";
import { textOf } from "./served-app.ts";

describe("whoever comes to a sync that waits for Procore", () => {
  let company: PaidCompany;
  beforeAll(async () => {
    company = await aPaidCompany();
  });

  it("is told until when, though the wait began before they came", async () => {
    const { app, admin } = company;
    const { wire } = app.procore;
    company.pay("1001", 500_00);
    const reset = String(Math.ceil(app.clock.now.getTime() / 1_000) + 60);
    const headers = { "x-rate-limit-limit": "100", "x-rate-limit-remaining": "0", "x-rate-limit-reset": reset };
    const refused = { status: 429, headers, body: "{}" };
    const isCreate = ({ method, target }: { method: string; target: string }) =>
      method === "POST" && target.startsWith("/rest/v1.0/contract_payments");
    const slowedDown = new Promise<void>((done) => {
      wire.onExchange = ({ reply }) => void (reply?.status === 429 && done());
    });
    wire.failNext({ kind: "reply", reply: refused }, isCreate);
    const started = await app.ask("POST", `${app.project}/runs`, { token: admin, body: { mode: "apply" } });
    const runId = textOf(started.body["runId"]);
    await slowedDown;
    await app.get(`${app.company}/runs/${runId}`, admin);

    const events = await fetch(`${app.url}${app.company}/runs/${runId}/events`, {
      headers: { authorization: `Bearer ${admin}` },
    });
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = (await reader?.read())?.value ?? "";
    app.clock.now = new Date(app.clock.now.getTime() + 120_000);
    while ((await reader?.read())?.done === false);

    expect(first).toMatch(/"status":"running".*"done":0,"total":1,"waitsUntil":"2026-03-02T10:01:0/);
    expect((await app.get(`${app.company}/runs/${runId}`, admin)).body["status"]).toBe("succeeded");
  });
});
