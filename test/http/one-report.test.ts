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
