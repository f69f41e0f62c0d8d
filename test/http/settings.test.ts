import { beforeAll, describe, expect, it } from "vitest";
import { aPaidCompany } from "./paid-company.ts";
import { serveApp, type ServedApp } from "./served-app.ts";

let app: ServedApp;
let admin: string;
beforeAll(async () => {
  app = await serveApp();
  admin = await app.admin();
});

const settings = () => `${app.company}/settings`;
const patch = (body: unknown, token = admin) => app.ask("PATCH", settings(), { token, body });

describe("…/settings", () => {
  it("are protected: who may sync reads, who may configure changes", async () => {
    const read = await app.statuses("GET", settings());
    const changed = await app.statuses("PATCH", settings(), {});

    expect(read).toEqual({ nobody: 401, stranger: 404, outsider: 403, viewer: 403, accountant: 200, admin: 200 });
    expect(changed).toEqual({ nobody: 401, stranger: 404, outsider: 403, viewer: 403, accountant: 403, admin: 200 });
  });

  it("refuse before they look at the body", async () => {
    const { status } = await patch({ schedule: "yearly" }, await app.accountant());

    expect(status).toBe(403);
  });

  it("merge the top level", async () => {
    await patch({ schedule: "15m" });
    const { body } = await patch({ voidPolicy: "zero" });

    expect(body).toMatchObject({ schedule: "15m", voidPolicy: "zero", drift: "report", adoptTwins: true });
  });

  it.each<[what: string, body: unknown, pointer: string]>([
    ["a schedule that there is not", { schedule: "yearly" }, "/schedule"],
    ["a time zone that nobody lives in", { timeZone: "Mars/Olympus" }, "/timeZone"],
    ["a day that no calendar has", { startDate: "2026-02-30" }, "/startDate"],
    ["half of the methods", { methods: { check: true } }, "/methods/credit_card"],
    ["a field that there is not", { color: "red" }, "/color"],
    ["another company's project", { projectMap: { 12345: "PR-0001" } }, "/projectMap/12345"],
    ["a body that is no JSON", "{", ""],
  ])("point at %s", async (_what, body, pointer) => {
    const answer = await patch(body);

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ kind: "invalid", pointer });
  });

  it("map the company's own projects", async () => {
    const { body } = await patch({ projectMap: { [app.projectId]: "PR-0001" } });

    expect(body).toMatchObject({ projectMap: { [app.projectId]: "PR-0001" } });
  });

  it("keep who changed what", async () => {
    await patch({ drift: "restore" });

    const { body } = await app.get(`${app.company}/audit`, admin);

    const entries = body["items"] as unknown as readonly { what: string; after: unknown }[];
    expect(entries.at(-1)).toMatchObject({ what: "changed settings", after: { drift: "restore" } });
  });

  it("make a named approver of somebody at once, where there is no ERP Integrations tool", async () => {
    const { admin: staff } = app.procore;
    const company = staff.addCompany({ tools: ["Admin", "Directory"] });
    const project = staff.addProject({ companyId: company.id });
    const [boss, clerk] = [staff.addUser().id, staff.addUser().id];
    staff.joinCompany(boss, company.id, { Admin: "Admin" });
    staff.joinCompany(clerk, company.id, {});
    staff.joinProject(clerk, project.id, { Commitments: "Read Only" });
    const path = `/api/companies/${company.id}`;
    const [bossToken, clerkToken] = [await app.signIn(boss), await app.signIn(clerk)];
    const access = `${path}/access?project_id=${project.id}`;
    await app.get(`${path}/access`, bossToken);
    const before = await app.get(access, clerkToken);

    const { status } = await app.ask("PATCH", `${path}/settings`, { token: bossToken, body: { approvers: [clerk] } });

    const after = await app.get(access, clerkToken);
    expect(status).toBe(200);
    expect([before.body["canSync"], after.body["canSync"]]).toEqual([false, true]);
  });

  it("name the currency of commitments that name none, and have Procore read again when it changes", async () => {
    const world = await aPaidCompany();
    world.app.procore.world.behavior.namesCurrency = "nowhere";
    world.pay("1", 500_00);
    await world.sync();
    const path = `${world.app.company}/settings`;

    const wrong = await world.app.ask("PATCH", path, { token: world.admin, body: { currency: "Dollar" } });
    await world.app.ask("PATCH", path, { token: world.admin, body: { currency: "CAD" } });
    await world.sync();

    expect([wrong.status, wrong.body["pointer"]]).toEqual([422, "/currency"]);
    const { body } = await world.app.get(`${world.app.project}/payments`, world.admin);
    expect(body["items"]).toMatchObject([{ reason: { code: "currency_differs" } }]);
  });
});
