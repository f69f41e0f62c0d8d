import { beforeAll, describe, expect, it } from "vitest";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";
import { textOf, type Json } from "./served-app.ts";

let world: PaidCompany;
beforeAll(async () => {
  world = await aPaidCompany();
});

const items = (body: Json) => body["items"] as unknown as readonly Json[];
const onlyAdmins = { nobody: 401, stranger: 404, outsider: 403, viewer: 403, accountant: 403, admin: 200 };

describe("GET …/mappings", () => {
  const path = () => `${world.app.company}/mappings`;

  it("is protected", async () => {
    expect(await world.app.statuses("GET", path())).toEqual(onlyAdmins);
  });

  it("lists the projects of both sides, what is mapped, and what looks alike", async () => {
    const { admin } = world.app.procore;
    const { companyId } = world.app;
    admin.addProject({ companyId, name: "Pier 4", number: "PR-0002" });
    world.app.acumatica.ledger.addProject({ id: "PR-0002" });
    world.app.clock.now = new Date(world.app.clock.now.getTime() + 61_000);

    const { body } = await world.app.get(path(), world.admin);

    const mapped = items(body).find(({ acumaticaProjectId }) => textOf(acumaticaProjectId) === "PR-0001");
    const free = items(body).find(({ project }) => textOf(project?.["number"]) === "PR-0002");
    expect(mapped).toMatchObject({ project: { id: world.app.projectId }, suggestion: null });
    expect(free).toMatchObject({ acumaticaProjectId: null, suggestion: { acumaticaProjectId: "PR-0002" } });
  });

  it("lists the payments that no project claims, with the reason", async () => {
    const { ledger } = world.app.acumatica;
    ledger.addProject({ id: "PR-0009" });
    const { ref } = ledger.addBill({
      vendor: "V000001",
      date: "2026-02-01",
      vendorRef: "77",
      lines: [{ amount: 70_00, project: "PR-0009" }],
    });
    ledger.addPayment({
      vendor: "V000001",
      date: "2026-03-01",
      extRef: "9",
      applications: [{ bill: ref, amount: 70_00 }],
    });
    await world.sync({ mode: "preview" });

    const { body } = await world.app.get(path(), world.admin);

    expect(body["unplaced"]).toMatchObject([
      { amount: { amount: "70.00", currency: "USD" }, bill: { ref }, reason: { code: "project_not_mapped" } },
    ]);
  });
});

describe("GET …/methods", () => {
  const path = () => `${world.app.company}/methods`;

  it("is protected", async () => {
    expect(await world.app.statuses("GET", path())).toEqual(onlyAdmins);
  });

  it("says what each method counts as, and which an admin decided", async () => {
    const before = items((await world.app.get(path(), world.admin)).body);
    const id = textOf(before[0]?.["id"]);

    const body = { methodOverrides: { [id]: "electronic" } };
    await world.app.ask("PATCH", `${world.app.company}/settings`, { token: world.admin, body });

    const after = items((await world.app.get(path(), world.admin)).body);
    expect(before[0]).toMatchObject({ overridden: false });
    expect(after[0]).toMatchObject({ id, method: "electronic", overridden: true });
  });
});

describe("GET …/audit", () => {
  const path = () => `${world.app.company}/audit`;

  it("is protected", async () => {
    expect(await world.app.statuses("GET", path())).toEqual(onlyAdmins);
  });

  it("chains its entries, so that one taken out shows", async () => {
    const entries = items((await world.app.get(path(), world.admin)).body);

    expect(entries.length).toBeGreaterThan(2);
    expect(entries.map(({ previousHash }) => previousHash)).toEqual([
      null,
      ...entries.slice(0, -1).map(({ hash }) => hash),
    ]);
  });

  it("goes on after an entry", async () => {
    const entries = items((await world.app.get(path(), world.admin)).body);

    const after = items((await world.app.get(`${path()}?after=${textOf(entries[0]?.["id"])}`, world.admin)).body);

    expect(after).toEqual(entries.slice(1));
  });

  it("comes as a file too, whole, with what its chain can be checked by", async () => {
    const entries = items((await world.app.get(path(), world.admin)).body);

    const reply = await fetch(world.app.url + path(), {
      headers: { authorization: `Bearer ${world.admin}`, accept: "text/csv" },
    });
    const lines = (await reply.text()).trim().split("\r\n");

    expect(reply.headers.get("content-disposition")).toMatch(/^attachment; filename="activity-\d+\.csv"$/);
    expect(lines).toHaveLength(entries.length + 1);
    for (const [at, { hash }] of entries.entries()) expect(lines[at + 1]).toContain(textOf(hash));
  });

  it("names no secret", async () => {
    const { text } = await world.app.get(path(), world.admin);

    expect(text).toContain("changed the connection");
    expect(text).not.toContain(world.app.entered().clientSecret);
  });
});

describe("POST …/purge", () => {
  it("is protected", async () => {
    const callers: [number, string | null][] = [
      [401, null],
      [404, await world.app.stranger()],
      [403, await world.app.person({ project: null })],
      [403, await world.app.person()],
      [403, await world.app.accountant()],
    ];

    for (const [status, token] of callers) {
      expect((await world.app.ask("POST", `${world.app.company}/purge`, { token })).status).toBe(status);
    }
  });

  it("deletes everything of the company, gives its tokens back, and answers a receipt", async () => {
    const { status, body } = await world.app.ask("POST", `${world.app.company}/purge`, { token: world.admin });

    expect(status).toBe(200);
    expect(body).toMatchObject({ tokensRevoked: true, counts: { connection: 1 } });
    expect(await world.app.composed.store.connections.get(world.app.companyId)).toBeNull();
    const { body: after } = await world.app.get(`${world.app.project}/payments`, await world.app.person());
    expect(after["items"]).toEqual([]);
  });
});
