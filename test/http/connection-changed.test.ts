import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acumaticaOwner } from "../../server/store/tokens.ts";
import { STREAMS } from "../../server/sync/ports.ts";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";
import { textOf } from "./served-app.ts";

let company: PaidCompany;
beforeEach(async () => {
  company = await aPaidCompany();
});
afterEach(() => company.app.close());

const connection = () => `${company.app.company}/connection`;
const other = () => ({ ...company.app.entered(), tenant: "Second", clientId: "ABCD@Second", ledger: "another" });
const put = (body: unknown) => company.app.ask("PUT", connection(), { token: company.admin, body });
const read = async () => {
  const { pictures } = company.app.composed.store;
  const { companyId, projectId } = company.app;
  const marks = await Promise.all(STREAMS.map((stream) => pictures.watermark(companyId, stream)));
  const { bills, payments, applications } = await pictures.pictures(companyId, projectId);
  return { documents: bills.length + payments.length + applications.length, through: marks.map((one) => one.through) };
};

/** Begins to read, and keeps Acumatica's answer on its way until `meanwhile` is done. */
async function readingMeanwhile(meanwhile: () => Promise<unknown>): Promise<unknown> {
  const { app } = company;
  let asked = (): void => undefined;
  const isAsked = new Promise<void>((done) => (asked = done));
  const release = app.acumatica.wire.holdNext(({ target }) => {
    const hit = target.includes("PX_Objects_AP_APAdjust");
    if (hit) asked();
    return hit;
  });
  const reading = app.composed.engine.observe(app.companyId).catch((error: unknown) => error);
  await isAsked;
  await meanwhile();
  release();
  return reading;
}

const NOTHING = { documents: 0, through: [null, null] };
const CHANGED = /^The connection to Acumatica was changed meanwhile/;

describe("an answer of Acumatica that is on its way", () => {
  it("stands in no picture of other books that were connected meanwhile", async () => {
    company.pay("1001", 500_00);

    const end = await readingMeanwhile(() => put(other()));

    expect(String(end)).toMatch(/changed meanwhile/);
    expect(await read()).toEqual(NOTHING);
  });

  it("is not kept where the company was disconnected and connected anew meanwhile", async () => {
    const before = await read();
    company.pay("1001", 500_00);

    const end = await readingMeanwhile(async () => {
      await company.app.ask("DELETE", connection(), { token: company.admin });
      await put(company.app.entered());
    });

    expect(String(end)).toMatch(/changed meanwhile/);
    expect(await read()).toEqual(before);
  });

  it("leaves no row of a company whose data was purged meanwhile", async () => {
    company.pay("1001", 500_00);

    await readingMeanwhile(async () => {
      const { status } = await company.app.ask("POST", `${company.app.company}/purge`, { token: company.admin });
      expect(status).toBe(200);
    });

    expect(await read()).toEqual(NOTHING);
    expect(await company.app.composed.store.pictures.trouble(company.app.companyId)).toBeNull();
  });

  it("ends the sync that waited for it, which says why", async () => {
    company.pay("1001", 500_00);
    const { app, admin } = company;
    const body = { mode: "apply" };
    const release = app.acumatica.wire.holdNext(({ target }) => target.includes("PX_Objects_AP_APAdjust"));
    const { body: started } = await app.ask("POST", `${app.project}/runs`, { token: admin, body });
    await put(other());
    release();

    const run = await app.ended(admin, textOf(started["runId"]));

    expect(run["status"]).toBe("failed");
    expect(
      app.procore.log.filter(({ request }) => request.method === "POST").map((one) => one.request.target),
    ).not.toContain("/rest/v1.0/contract_payments");
  });

  it("writes nothing more into Procore once the books are others", async () => {
    const { app, admin } = company;
    for (let n = 1001; n < 1031; n += 1) company.pay(String(n), 500_00);
    const isCreate = (method: string, target: string) => method === "POST" && target.includes("/contract_payments");
    const creates = () => app.procore.log.filter(({ request }) => isCreate(request.method, request.target)).length;
    const release = app.procore.wire.holdNext(({ method, target }) => isCreate(method, target) && creates() >= 3);
    const { body: started } = await app.ask("POST", `${app.project}/runs`, { token: admin, body: { mode: "apply" } });
    while (creates() < 3) await new Promise((turn) => setImmediate(turn));
    await put(other());
    app.later(2);
    release();

    const run = await app.ended(admin, textOf(started["runId"]));

    expect(run["status"]).toBe("failed");
    expect(textOf(run["error"]?.["says"])).toMatch(CHANGED);
    expect(creates()).toBeLessThan(30);
  });
});

describe("a change of the connection that cannot be stored", () => {
  it("leaves everything as it was", async () => {
    const tokens = await company.app.composed.store.tokens.load(acumaticaOwner(company.app.companyId));
    const before = await read();

    const { status, body } = await put({ ...other(), tenant: "Sec\u0000ond" });

    expect([status, body["pointer"]]).toEqual([422, "/tenant"]);
    expect(await company.app.composed.store.tokens.load(acumaticaOwner(company.app.companyId))).toEqual(tokens);
    expect(await read()).toEqual(before);
  });

  it("gives tokens back to the books that were left", async () => {
    const revocations = () =>
      company.app.acumatica.wire.log.filter(({ request }) => request.target.endsWith("/connect/revocation")).length;

    await put(other());
    while (revocations() === 0) await new Promise((turn) => setImmediate(turn));

    expect(revocations()).toBe(1);
  });
});

describe("coming back from Acumatica's sign-in", () => {
  it("signs in to nothing where the address was changed meanwhile, though the client is the same", async () => {
    const { app, admin } = company;
    const { body } = await app.ask("POST", `${connection()}/authorize`, { token: admin });
    const approved = await fetch(textOf(body["url"]), { redirect: "manual" });
    await put({ ...app.entered(), baseUrl: "https://new.example.com", ledger: "moved" });

    const last = await fetch(approved.headers.get("location") ?? "");

    expect(last.status).toBe(400);
    expect((await app.get(connection(), admin)).body["status"]).toBe("needs sign-in");
  });
});
