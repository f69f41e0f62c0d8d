import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";

let company: PaidCompany;
beforeEach(async () => {
  company = await aPaidCompany();
  company.pay("1001", 500_00);
  await company.sync();
});
afterEach(() => company.app.close());

const shown = async () => (await company.app.get(`${company.app.company}/connection`, company.admin)).body;
const check = async (id: string) => {
  const checks = (await shown())["checks"] as unknown as readonly {
    readonly id: string;
    readonly ok: boolean | null;
  }[];
  return checks.find((one) => one.id === id)?.ok;
};
const issued = () =>
  [...company.app.procore.world.payments.values()].map(({ amount, id }) => `${id} ${String(amount)}`);
const probes = () =>
  company.app.acumatica.wire.log.filter(({ request }) => request.target.endsWith("/api/odata/dac/$metadata")).length;

describe("OData that an upgrade switched off", () => {
  it.each(["none", "forbidden"] as const)(
    "(%s) is noticed by itself: the sync reads by contract REST",
    async (where) => {
      const { app } = company;
      const before = issued();
      app.later(3_600);
      app.acumatica.moveOdata(where);

      const idle = await company.sync();

      expect([idle["status"], idle["counts"]?.["update"], issued()]).toEqual(["succeeded", 0, before]);
      expect(await shown()).toMatchObject({ status: "connected", reader: "contract", trouble: null });
      expect(await check("odata")).toBeNull();
      const { paymentRef } = company.pay("1002", 700_00);
      expect((await company.sync())["status"]).toBe("succeeded");
      expect(issued()).toHaveLength(2);
      app.later(3_600);
      app.acumatica.ledger.voidPayment(paymentRef);
      expect((await company.sync())["status"]).toBe("succeeded");
      expect(issued()).toEqual(before);
    },
  );

  it("is found when it is back, once a night or by a check, and nothing is written for that", async () => {
    const { app, admin } = company;
    const before = issued();
    app.acumatica.moveOdata("none");
    await company.sync();
    app.later(3_600);
    app.acumatica.moveOdata("old");

    await app.ask("POST", `${app.company}/connection/checks`, { token: admin });

    expect((await shown())["reader"]).toBe("dac");
    const run = await company.sync();
    expect([run["status"], issued()]).toEqual(["succeeded", before]);
    company.pay("1003", 300_00);
    expect((await company.sync())["status"]).toBe("succeeded");
    expect(issued()).toHaveLength(2);
  });

  it("loses no change that one stream had yet to read", async () => {
    const { app } = company;
    const { ledger, wire } = app.acumatica;
    app.later(3_600);
    wire.failNext({ kind: "reset before" }, ({ target }) => target.includes("PX_Objects_AP_APRegister"), 1_000);
    company.pay("1004", 400_00);
    const edited = [...app.procore.world.payments.values()].length;
    ledger.editPayment("000001", { extRef: "9999" });
    app.later(1_800);
    company.pay("1005", 500_00);
    await company.sync();
    wire.heal();
    app.acumatica.moveOdata("none");

    await company.sync();

    expect(edited).toBe(1);
    expect([...app.procore.world.payments.values()].map(({ checkNumber }) => checkNumber)).toContain("9999");
    expect(issued()).toHaveLength(3);
  });

  it("is not looked for at every sync while nothing can be read at all", async () => {
    const { app } = company;
    app.acumatica.moveOdata("none");
    for (const form of ["AP302000", "AP301000"]) app.acumatica.deny(form);
    const runs = [await company.sync(), await company.sync(), await company.sync()];

    expect(runs.map((run) => run["status"])).toEqual(["failed", "failed", "failed"]);
    expect(probes()).toBeLessThanOrEqual(3);
    expect(await check("payments")).toBe(false);

    app.later(3_601);
    for (const form of ["AP302000", "AP301000"]) app.acumatica.allow(form);
    expect((await company.sync())["status"]).toBe("succeeded");
  });
});
