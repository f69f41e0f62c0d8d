import { beforeAll, describe, expect, it } from "vitest";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";

describe("the lists of one page", () => {
  let company: PaidCompany;
  beforeAll(async () => {
    company = await aPaidCompany();
    company.pay("1001", 500_00);
    await company.sync();
  });

  it("read the books once when they are asked for together", async () => {
    const { app } = company;
    const [one, two] = await Promise.all([
      app.composed.engine.report(app.companyId, app.projectId),
      app.composed.engine.report(app.companyId, app.projectId),
    ]);

    expect(two).toBe(one);
  });

  it("read them again only once something has changed", async () => {
    const { app, admin } = company;
    const report = () => app.composed.engine.report(app.companyId, app.projectId);
    const before = await report();
    expect((await report()).applications).toBe(before.applications);

    const [one] = before.applications;
    await app.ask("POST", `${app.project}/decisions`, { token: admin, body: { key: one?.key, decide: "unlink" } });
    const between = await report();
    expect(between.applications).not.toBe(before.applications);

    await app.ask("POST", `${app.project}/decisions`, { token: admin, body: { key: one?.key, decide: "reset" } });
    expect((await report()).applications).toEqual(before.applications);
  });

  it("never show what stood before they were asked for", async () => {
    const { app, admin } = company;
    const before = app.composed.engine.report(app.companyId, app.projectId);
    await before;
    company.pay("1002", 700_00);
    await company.sync();

    const { body } = await app.get(`${app.project}/payments`, admin);

    expect(body["total"]).toBe((await before).applications.length + 1);
    const other = await app.composed.engine.report(app.companyId, app.projectId + 1);
    expect(other.applications).toEqual([]);
  });
});
