import { beforeAll, describe, expect, it } from "vitest";
import { serveApp, type ServedApp, textOf } from "./served-app.ts";

let app: ServedApp;
beforeAll(async () => {
  app = await serveApp();
});

const accessTo = (query = "") => `${app.company}/access${query}`;

describe("GET …/access", () => {
  it("is protected", async () => {
    expect(await app.statuses("GET", accessTo(`?project_id=${app.projectId}`))).toEqual({
      nobody: 401,
      stranger: 404,
      outsider: 200,
      viewer: 200,
      accountant: 200,
      admin: 200,
    });
  });

  it("says what an admin may do, and which company and project it is about", async () => {
    const { body } = await app.get(accessTo(`?project_id=${app.projectId}`), await app.admin());

    expect(body).toMatchObject({
      canView: true,
      canSync: true,
      canConfigure: true,
      company: { id: app.companyId, name: "Harbor Builders" },
      project: { id: app.projectId, name: "Harbor Tower", number: "HT-1" },
    });
  });

  it("says to somebody outside of the project that seeing it needs Read Only on Commitments", async () => {
    const { body } = await app.get(accessTo(`?project_id=${app.projectId}`), await app.person({ project: null }));

    expect(body).toMatchObject({ canView: false, canSync: false, canConfigure: false });
    expect(textOf(body["because"])).toContain("Commitments");
  });

  it("knows no project of another company", async () => {
    const { admin } = app.procore;
    const elsewhere = admin.addProject({ companyId: admin.addCompany().id });

    expect((await app.get(accessTo(`?project_id=${elsewhere.id}`), await app.admin())).status).toBe(404);
  });

  it("takes a right away within a minute of its end in Procore", async () => {
    const userId = app.procore.admin.addUser().id;
    app.procore.admin.joinCompany(userId, app.companyId, { "ERP Integrations": "Admin" });
    const token = await app.signIn(userId);
    const before = await app.get(accessTo(), token);
    app.procore.admin.joinCompany(userId, app.companyId, {});
    app.clock.now = new Date(app.clock.now.getTime() + 60_001);

    const after = await app.get(accessTo(), token);

    expect([before.body["canConfigure"], after.body["canConfigure"]]).toEqual([true, false]);
  });

  it("asks Procore anew at a new sign-in: who was just let in, or promoted, need not wait", async () => {
    const userId = app.procore.admin.addUser().id;
    app.procore.admin.joinCompany(userId, app.companyId, {});
    const before = await app.get(accessTo(), await app.signIn(userId));
    app.procore.admin.joinCompany(userId, app.companyId, { "ERP Integrations": "Admin" });

    const after = await app.get(accessTo(), await app.signIn(userId));

    expect([before.body["canConfigure"], after.body["canConfigure"]]).toEqual([false, true]);
  });

  it("asks Procore once for many requests within the minute", async () => {
    const token = await app.admin();
    await app.get(accessTo(), token);
    const before = app.procore.log.length;

    await Promise.all([1, 2, 3, 4].map(() => app.get(accessTo(), token)));

    expect(app.procore.log.length - before).toBe(0);
  });

  it("refuses nothing at Procore for a stranger's guess", async () => {
    const token = await app.stranger();
    app.procore.resetHealth();

    await app.get(accessTo(), token);

    expect(Object.values(app.procore.health()).reduce((sum, count) => sum + count, 0)).toBe(0);
  });

  it("points at an id that is none", async () => {
    const { status, body } = await app.get(accessTo("?project_id=tower"), await app.admin());

    expect([status, body["pointer"]]).toEqual([422, "/project_id"]);
  });
});
