import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";

let company: PaidCompany;
beforeEach(async () => {
  company = await aPaidCompany({ lasting: true });
  await company.sync();
});
afterEach(() => company.app.close());

const signOuts = () =>
  company.app.acumatica.wire.log.filter(({ request }) => request.target.endsWith("/entity/auth/logout"));
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((turn) => setImmediate(turn));
};

describe("an API session in Acumatica", () => {
  it("is given back once nobody used it for five minutes, and taken anew by the next look", async () => {
    const { app } = company;
    expect(app.acumatica.seats.taken).toBe(1);
    app.later(299);
    await app.composed.seats.tick();
    expect(app.acumatica.seats.taken).toBe(1);

    app.later(2);
    await app.composed.seats.tick();
    await app.composed.seats.tick();

    expect(app.acumatica.seats.taken).toBe(0);
    expect(signOuts().map(({ reply }) => reply?.status)).toEqual([204]);
    company.pay("1001", 500_00);
    expect((await company.sync())["status"]).toBe("succeeded");
    expect(app.acumatica.seats.taken).toBe(1);
  });

  it("is kept while a request is under way, however long Acumatica lets it wait", async () => {
    const { app } = company;
    let asked = false;
    const release = app.acumatica.wire.holdNext(() => (asked = true));
    const reading = app.composed.engine.observe(app.companyId);
    await until(() => asked);
    for (let minute = 0; minute < 9; minute += 1) {
      app.later(60);
      await app.composed.seats.tick();
    }
    expect(signOuts()).toEqual([]);

    release();
    await reading;
  });

  it("is kept while another instance uses it", async () => {
    const { app } = company;
    const { seats, pictures } = app.composed.store;
    const then = new Date(app.clock.now.getTime() + 301_000).toISOString();
    await seats.used(await pictures.asItStands(app.companyId), "another", then);
    app.later(301);

    await app.composed.seats.tick();
    await app.restart(1);
    expect(signOuts()).toEqual([]);

    app.later(301);
    await app.composed.seats.tick();
    expect(signOuts()).toHaveLength(1);
  });

  it("is given back when the server stops", async () => {
    await company.app.restart(1);

    expect([signOuts().length, company.app.acumatica.seats.taken]).toEqual([1, 0]);
  });

  it.each([
    ["is disconnected", "DELETE", "connection"],
    ["has all its data deleted", "POST", "purge"],
  ])("is given back when the company %s", async (_what, method, path) => {
    const { app, admin } = company;

    await app.ask(method, `${app.company}/${path}`, { token: admin });
    await until(() => signOuts().length > 0);

    expect(app.acumatica.seats.taken).toBe(0);
  });
});

describe("Acumatica's limit of API logins", () => {
  it.each(["redirect", "exception"] as const)(
    "told by %s is named as what it is, and ends by itself when one is free",
    async (refusedBy) => {
      const { app, admin } = company;
      app.later(3_600);
      app.acumatica.seats.refusedBy = refusedBy;
      app.acumatica.seats.limit = 1;
      app.acumatica.seats.takeForOthers(1);
      company.pay("1001", 500_00);

      const run = await company.sync();

      expect(run["status"]).toBe("failed");
      expect(run["error"]).toMatchObject({ kind: "unavailable", retryAt: expect.any(String) as string });
      expect(run["error"]?.["says"]).toMatch(/^All API logins that Acumatica allows/);
      const shown = await app.get(`${app.company}/connection`, admin);
      expect(shown.body).toMatchObject({ status: "connected", trouble: { says: run["error"]?.["says"] } });
      const checked = await app.ask("POST", `${app.company}/connection/checks`, { token: admin });
      const checks = checked.body["checks"] as unknown as readonly { readonly id: string; readonly ok: boolean }[];
      expect(checks.find(({ ok }) => !ok)?.id).toBe("sign-in");

      app.acumatica.seats.takeForOthers(-1);
      expect((await company.sync())["status"]).toBe("succeeded");
    },
  );
});
