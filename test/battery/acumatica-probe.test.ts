import { describe, expect, it } from "vitest";
import { probe, type ProbeDeps } from "../../server/acumatica/probe.ts";
import { createHttp } from "../../server/net/http.ts";
import {
  createFakeAcumatica,
  type FakeAcumatica,
  type FakeAcumaticaOptions,
} from "../fakes/acumatica/fake-acumatica.ts";
import { axiosAdapter } from "../fakes/wire.ts";

const ORIGIN = "https://erp.example.com";

function aTenant(options: Partial<FakeAcumaticaOptions> = {}) {
  let at = Date.parse("2026-03-02T15:00:00Z");
  const now = () => new Date(at);
  const sleep = (ms: number) => Promise.resolve(void (at += ms));
  const fake = createFakeAcumatica({ now, delay: sleep, ...options });
  const vendor = fake.ledger.addVendor({ name: "Ace Concrete" }).id;
  const bill = fake.ledger.addBill({ vendor, date: "2026-01-10", lines: [{ amount: 100 }] }).ref;
  fake.ledger.addPayment({ vendor, date: "2026-02-01", applications: [{ bill, amount: 100 }] });
  const token = fake.token();
  const look = (more: Partial<ProbeDeps> = {}) =>
    probe({
      http: createHttp({ system: "Acumatica", timeoutMs: 1_000, adapter: axiosAdapter({ [ORIGIN]: fake.wire }) }),
      baseUrl: ORIGIN + fake.site,
      tenant: fake.tenant,
      accessToken: () => Promise.resolve(token),
      billField: null,
      now,
      sleep,
      random: () => 0,
      ...more,
    });
  return { fake, look, now };
}

function verdicts({ checks }: Awaited<ReturnType<typeof probe>>): Record<string, boolean | null> {
  return Object.fromEntries(checks.map(({ id, ok }) => [id, ok]));
}

describe("probe", () => {
  it("finds everything in order, and says how to read the tenant", async () => {
    const { look, fake } = aTenant();
    const found = await look();

    expect(verdicts(found)).toEqual({
      address: true,
      "sign-in": true,
      version: true,
      clock: true,
      payments: true,
      bills: true,
      vendors: true,
      projects: true,
      "payment-methods": true,
      subcontracts: true,
      language: true,
      odata: true,
      "methods-found": true,
    });
    expect(found).toMatchObject({
      reader: "dac",
      reach: { endpoint: "25.200.001", dacPath: "/t/MyStore/api/odata/dac", labels: "new" },
    });
    expect(found.methods.map(({ id }) => id)).toEqual(["ACH", "CHECK", "VISA", "WIRE"]);
    expect(fake.wire.log.map(({ request }) => request.method)).toEqual(fake.wire.log.map(() => "GET"));
  });

  it.each<[what: string, options: Partial<FakeAcumaticaOptions>, expected: object]>([
    ["an older place of OData", { odata: "old" }, { reader: "dac", reach: { dacPath: "/odatav4/MyStore" } }],
    ["no OData", { odata: "none" }, { reader: "contract", reach: { dacPath: null } }],
    ["OData without the right to it", { odata: "forbidden" }, { reader: "contract", reach: { dacPath: null } }],
    ["OData that hides a column", { withoutFields: ["APAdjust.VoidAdjNbr"] }, { reader: "contract" }],
    ["OData that hides the stamp", { withoutFields: ["APAdjust.LastModifiedDateTime"] }, { reader: "contract" }],
    ["OData that hides the vendor", { withoutFields: ["APRegister.VendorByVendorID"] }, { reader: "contract" }],
    ["OData that hides what is read elsewhere", { withoutFields: ["APInvoice.IsMigratedRecord"] }, { reader: "dac" }],
    ["old labels", { labels: "old" }, { reach: { labels: "old" } }],
    ["an old endpoint", { versions: ["20.200.001", "22.200.001"] }, { reach: { endpoint: "22.200.001" } }],
    ["the newest endpoint alone", { versions: ["26.200.001"] }, { reach: { endpoint: "26.200.001" } }],
    ["a choice with the newest", { versions: ["25.200.001", "26.200.001"] }, { reach: { endpoint: "25.200.001" } }],
    ["the index of an older build", { indexShape: "old" }, { reach: { endpoint: "25.200.001" } }],
    ["a site path", { site: "/AcumaticaERP" }, { reader: "dac" }],
  ])("copes with %s", async (_what, options, expected) => {
    expect(await aTenant(options).look()).toMatchObject(expected);
  });

  it("says that OData is missing without calling it a fault", async () => {
    const found = await aTenant({ odata: "none" }).look();

    expect(found.checks.find(({ id }) => id === "odata")).toMatchObject({ ok: null, fix: null });
  });

  it("keeps off OData whose common list does not show the edits of payments", async () => {
    const { look, fake } = aTenant();
    const stale = { DocType: "CHK", RefNbr: "000001", LastModifiedDateTime: "2020-01-01T00:00:00Z" };
    const reply = { status: 200, headers: {}, body: JSON.stringify({ value: [stale] }) };
    fake.wire.failNext({ kind: "reply", reply }, ({ target }) => target.includes("APRegister"));

    expect(await look()).toMatchObject({ reader: "contract", reach: { dacPath: null } });
  });

  it.each([
    ["AP302000", "payments"],
    ["AP301000", "bills"],
    ["AP303000", "vendors"],
    ["PM301000", "projects"],
    ["CA204000", "payment-methods"],
  ])("names the right to %s that is missing", async (screen, id) => {
    const { look, fake } = aTenant();
    fake.deny(screen);
    const check = (await look()).checks.find((one) => one.id === id);

    expect(check).toMatchObject({ ok: false, fix: expect.stringContaining(screen) as string });
  });

  it("does without subcontracts, and says so", async () => {
    const found = await aTenant({ features: { construction: false } }).look();

    expect(found.checks.find(({ id }) => id === "subcontracts")).toMatchObject({ ok: null });
    expect(found.reader).toBe("dac");
  });

  it("has no reader where neither interface shows payments", async () => {
    const { look, fake } = aTenant({ odata: "none" });
    fake.deny("AP302000");

    expect(await look()).toMatchObject({ reader: null, reach: null });
  });

  it("tells a module that was never set up", async () => {
    const { look, fake } = aTenant();
    fake.leaveUnconfigured("AP302000");

    expect((await look()).checks.find(({ id }) => id === "payments")).toMatchObject({
      ok: false,
      says: expect.stringContaining("not set up") as string,
    });
  });

  it("tells clocks that disagree", async () => {
    const { look, now } = aTenant();
    const found = await look({ now: () => new Date(now().getTime() - 900_000) });

    expect(found.checks.find(({ id }) => id === "clock")).toMatchObject({
      ok: false,
      says: expect.stringContaining("900 seconds ahead") as string,
    });
  });

  it("looks for the configured bill field", async () => {
    const { look } = aTenant({ attributes: ["PROCOREID"] });

    expect(verdicts(await look({ billField: "Document.AttributePROCOREID" }))["bill-field"]).toBe(true);
    expect(verdicts(await look({ billField: "Document.AttributeOTHER" }))["bill-field"]).toBe(false);
  });
});

describe("probe of something wrong", () => {
  const nothing = { reach: null, reader: null };

  it("says that the sign-in is refused", async () => {
    const found = await aTenant().look({ accessToken: () => Promise.resolve("stolen") });

    expect(found).toMatchObject(nothing);
    expect(verdicts(found)).toEqual({ address: true, "sign-in": false });
  });

  it("says that nobody is at the address", async () => {
    const found = await aTenant().look({ baseUrl: "https://nowhere.example.com" });

    expect(found).toMatchObject(nothing);
    expect(found.checks).toMatchObject([
      { id: "address", ok: false, says: expect.stringContaining("nowhere") as string },
    ]);
  });

  it("says that the site path is missing", async () => {
    const found = await aTenant({ site: "/AcumaticaERP" }).look({ baseUrl: ORIGIN });

    expect(verdicts(found)).toEqual({ address: false });
  });

  it.each([
    ["a web page", "<html><body>Welcome</body></html>"],
    ["somebody else's data", '{"hello":"world"}'],
    ["nothing", ""],
  ])("says that it is no Acumatica: %s", async (_what, body) => {
    const { look, fake } = aTenant();
    fake.wire.failNext({ kind: "reply", reply: { status: 200, headers: {}, body } });
    const found = await look();

    expect(found).toMatchObject(nothing);
    expect(verdicts(found).address).toBe(false);
  });

  it("says that no known version is offered", async () => {
    const found = await aTenant({ versions: ["17.200.001"] }).look();

    expect(found).toMatchObject(nothing);
    expect(verdicts(found).version).toBe(false);
  });

  it("never throws, whichever request fails, and however", async () => {
    const { fake, look } = aTenant();
    await look();
    const count = fake.wire.log.length;
    for (const fault of [
      { kind: "reset before" },
      { kind: "truncated" },
      failing(500),
      failing(302),
      failing(403),
    ] as const) {
      for (let index = 0; index < count; index += 1) {
        await expect(lookFailing(fault, index)).resolves.toHaveProperty("checks");
      }
    }
  });
});

type Fault = Parameters<FakeAcumatica["wire"]["failNext"]>[0];

function failing(status: number): Fault {
  return { kind: "reply", reply: { status, headers: {}, body: "<html></html>" } };
}

async function lookFailing(fault: Fault, index: number) {
  const { fake, look } = aTenant();
  let seen = 0;
  fake.wire.failNext(fault, () => seen++ >= index, 3);
  return look();
}
