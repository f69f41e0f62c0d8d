import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acumaticaOwner } from "../../server/store/tokens.ts";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";

const DAY = 86_400_000;

describe("a company that uninstalls the app", () => {
  let company: PaidCompany;
  beforeEach(async () => {
    company = await aPaidCompany();
    await company.app.ask("PATCH", `${company.app.company}/settings`, {
      token: company.admin,
      body: { schedule: "hourly" },
    });
  });
  afterEach(() => company.app.close());

  const stored = async () => (await company.app.composed.store.connections.get(company.app.companyId)) ?? null;
  const check = () => company.app.composed.departures.check();
  const later = (ms: number) => (company.app.clock.now = new Date(company.app.clock.now.getTime() + ms));
  const uninstall = () => company.app.procore.admin.disconnectApp(company.app.companyId);
  const told = async () => {
    const { entries } = await company.app.composed.store.audit.list(company.app.companyId, null, 100);
    return entries.filter(({ who }) => who === "Procore").map(({ what }) => what);
  };
  const writes = () =>
    company.app.procore.log.filter(
      ({ request }) => request.method !== "GET" && request.target.includes("/contract_pay"),
    );
  const until = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await new Promise((turn) => setImmediate(turn));
  };

  it("has its tokens given back at once, and is asked nothing more, when a sync meets the refusal", async () => {
    const { app } = company;
    company.pay("1001", 500_00);
    const run = await app.composed.engine.requestRun({
      companyId: app.companyId,
      projectId: app.projectId,
      mode: "apply",
      scope: null,
      planOf: null,
      undoOf: null,
      askedBy: { id: 1, login: "pat@example.com" },
    });
    uninstall();

    app.composed.queue.wake();
    await until(async () => (await app.composed.store.runs.run(app.companyId, run.id))?.finishedAt !== null);
    await until(async () => (await told()).length > 0);

    expect((await stored())?.status).toBe("needs sign-in");
    expect((await stored())?.heldBecause).toContain("removed from this company");
    expect(await app.composed.store.tokens.load(acumaticaOwner(app.companyId))).toBeNull();
    expect(await told()).toEqual(["removed the app in Procore"]);
    const asked = app.procore.log.length;
    await app.composed.engine.scheduled(app.companyId);
    expect(app.procore.log.length).toBe(asked);
  });

  it("is noticed within a day although nothing is asked of it", async () => {
    uninstall();

    await check();

    expect((await stored())?.status).toBe("needs sign-in");
    later(DAY);
    await check();
    expect(await told()).toEqual(["removed the app in Procore"]);
  });

  it("keeps what is stored, unless it chose otherwise, for as long as it likes", async () => {
    uninstall();
    await check();

    later(400 * DAY);
    await check();

    expect(await stored()).not.toBeNull();
  });

  it("has everything deleted after thirty days where an admin chose that, with a receipt, and nothing in Procore", async () => {
    const { app, admin } = company;
    company.pay("1001", 500_00);
    await company.sync();
    await app.ask("PATCH", `${app.company}/settings`, { token: admin, body: { afterUninstall: "purge" } });
    uninstall();
    await check();

    later(29 * DAY);
    await check();
    expect(await stored()).not.toBeNull();

    later(2 * DAY);
    await check();
    expect(await stored()).toBeNull();
    const [receipt] = await app.composed.store.purge.receipts(app.companyId);
    expect(receipt?.counts["payment"]).toBe(1);
    expect(writes().map(({ request }) => request.method)).toEqual(["POST"]);
  });

  it("goes on after it installs the app again and signs in", async () => {
    const { app } = company;
    uninstall();
    await check();
    app.procore.admin.connectApp(app.companyId, [app.projectId]);

    later(DAY);
    await check();
    expect(await stored()).toMatchObject({ status: "needs sign-in", heldBecause: null });
    expect(await told()).toContain("installed the app in Procore again");
    const admin = await app.admin();
    company.pay("1002", 700_00);
    await app.connect(admin);
    const { body } = await app.get(`${app.company}/connection`, admin);

    expect(body).toMatchObject({ status: "connected" });
    await until(() => Promise.resolve(writes().length > 0));
    await app.composed.engine.idle();
    expect(writes().map(({ reply }) => reply?.status)).toEqual([201]);
  });

  it("is not taken for one while Procore answers nothing", async () => {
    const down = { status: 503, headers: {}, body: "" };
    company.app.procore.wire.failNext({ kind: "reply", reply: down }, () => true, 20);

    await check();

    expect(await stored()).toMatchObject({ status: "ready", heldBecause: null });
  });
});
