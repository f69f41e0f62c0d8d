import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serveApp, type ServedApp, textOf } from "./served-app.ts";

let app: ServedApp;
let admin: string;
beforeEach(async () => {
  app = await serveApp();
  admin = await app.admin();
});
// Each has connections to the database, and a server gives out only so many.
afterEach(() => app.close());

const connection = () => `${app.company}/connection`;
const put = (body: unknown, token = admin) => app.ask("PUT", connection(), { token, body });

describe("…/connection", () => {
  it("is protected: who may sync reads, who may configure changes", async () => {
    const changed = { nobody: 401, stranger: 404, outsider: 403, viewer: 403, accountant: 403 };

    expect(await app.statuses("GET", connection())).toEqual({ ...changed, accountant: 200, admin: 200 });
    expect(await app.statuses("PUT", connection(), {})).toEqual({ ...changed, admin: 422 });
    expect(await app.statuses("POST", `${connection()}/authorize`)).toEqual({ ...changed, admin: 422 });
    expect(await app.statuses("POST", `${connection()}/checks`)).toEqual({ ...changed, admin: 422 });
    expect(await app.statuses("POST", `${connection()}/push`)).toEqual({ ...changed, admin: 422 });
    expect(await app.statuses("DELETE", connection())).toEqual({ ...changed, admin: 204 });
  });

  it("says that there is none yet", async () => {
    const { body } = await app.get(connection(), admin);

    expect(body).toMatchObject({ status: "not connected", baseUrl: null, checks: [] });
  });

  it("never shows the secret again", async () => {
    await put(app.entered());

    const { text, body } = await app.get(connection(), admin);

    expect(body).toMatchObject({ status: "needs sign-in", hasClientSecret: true });
    expect(text).not.toContain(app.entered().clientSecret);
  });

  it("tells where Acumatica's push notifications go to those who may configure alone", async () => {
    await put(app.entered());

    const told = await app.get(connection(), admin);
    const untold = await app.get(connection(), await app.accountant());

    expect(told.body["acumaticaPush"]).toMatchObject({ header: { name: "Authorization" }, lastAt: null });
    expect(told.body["acumaticaPush"]?.["url"]).toMatch(/\/hooks\/acumatica\/.{20,}/);
    expect(told.body["acumaticaPush"]?.["header"]?.["value"]).toMatch(/^Bearer .{20,}/);
    expect(untold.body["acumaticaPush"]).toBeNull();
    expect([told.text, untold.text].filter((text) => text.includes("/hooks/procore/"))).toEqual([]);
  });

  it("says that Procore can tell nothing to an address that is not https", async () => {
    await put(app.entered());

    const { procoreTells } = (await app.get(connection(), admin)).body;

    expect(procoreTells).toMatchObject({ live: false });
    expect(textOf(procoreTells?.["says"])).toContain("no public https address");
    expect(app.procore.webhooks.hooks.size).toBe(0);
  });

  it("notes who renewed the address for push notifications, and neither address nor secret", async () => {
    await put(app.entered());

    const { body } = await app.ask("POST", `${connection()}/push`, { token: admin });

    const { text } = await app.get(`${app.company}/audit`, admin);
    expect(text).toContain("renewed the address for push notifications");
    const { url, header } = body["acumaticaPush"] as unknown as { url: string; header: { value: string } };
    expect([url, header.value.slice(7)].filter((secret) => text.includes(secret))).toEqual([]);
  });

  it("is signed in to through a popup, and probed", async () => {
    await app.connect(admin);

    const { body } = await app.get(connection(), admin);

    expect(body).toMatchObject({ status: "connected", reader: "dac", signInExpiresAt: app.in(30 * 86_400) });
    expect(body["checks"]?.length).toBeGreaterThan(5);
  });

  it("tells that Acumatica could not be read, since the first attempt that failed, until it is read again", async () => {
    await app.connect(admin);
    await app.composed.engine.idle();
    const trouble = async () => (await app.get(connection(), admin)).body["trouble"];
    expect(await trouble()).toBeNull();

    app.acumatica.wire.failNext({ kind: "reply", reply: { status: 503, headers: {}, body: "" } }, () => true, 1_000);
    await app.composed.engine.scheduled(app.companyId);
    const first = await trouble();
    await app.composed.engine.scheduled(app.companyId);

    expect(first).toMatchObject({ kind: "unavailable", says: "Acumatica is not available just now." });
    expect(await trouble()).toEqual(first);
    app.acumatica.wire.heal();
    await app.composed.engine.scheduled(app.companyId);
    expect(await trouble()).toBeNull();
  });

  it("refuses a client id of another tenant", async () => {
    const { status, body } = await put({ ...app.entered(), clientId: "ABCD@Elsewhere" });

    expect([status, body["pointer"]]).toEqual([422, "/clientId"]);
  });

  it.each(["http://erp.example.com", "https://10.0.0.8/Site", "https://localhost", "erp"])(
    "refuses the address %s",
    async (baseUrl) => {
      const { status, body } = await put({ ...app.entered(), baseUrl });

      expect([status, body["pointer"]]).toEqual([422, "/baseUrl"]);
    },
  );

  it("asks which ledger it is when the tenant changes, and changes nothing until told", async () => {
    await app.connect(admin);
    const other = { ...app.entered(), tenant: "Second", clientId: "ABCD@Second" };

    const { status, body } = await put(other);

    expect([status, body["pointer"]]).toEqual([422, "/ledger"]);
    expect((await app.get(connection(), admin)).body).toMatchObject({ status: "connected", tenant: "MyStore" });
  });

  it.each([
    ["keeps its keys when the same ledger moved", "moved", "MyStore"],
    ["gets new keys for another ledger", "another", "Second"],
  ])("%s", async (_sentence, ledger, keyTenant) => {
    await app.connect(admin);

    await put({ ...app.entered(), tenant: "Second", clientId: "ABCD@Second", ledger });

    const stored = await app.composed.store.connections.get(app.companyId);
    expect(stored).toMatchObject({ tenant: "Second", keyTenant, status: "needs sign-in" });
    expect(await app.composed.store.tokens.load(`acumatica:${app.companyId}`)).toBeNull();
  });

  it("asks which ledger it is after a removal, too", async () => {
    await put(app.entered());
    await app.ask("DELETE", connection(), { token: admin });

    const { body } = await put({ ...app.entered(), tenant: "Second", clientId: "ABCD@Second" });

    expect(body["pointer"]).toBe("/ledger");
  });

  it("does not send a kept secret to another address", async () => {
    await app.connect(admin);
    const { tenant, clientId } = app.entered();

    const { status, body } = await put({ baseUrl: "https://elsewhere.example.com", tenant, clientId, ledger: "moved" });

    expect([status, body["pointer"]]).toEqual([422, "/clientSecret"]);
  });

  it("takes no answer of Acumatica that nobody here asked for", async () => {
    await put(app.entered());

    const { status, text } = await app.get("/auth/acumatica/callback?code=stolen&state=forged");

    expect(status).toBe(400);
    expect(text).toContain("data-failure=");
    expect((await app.get(connection(), admin)).body["status"]).toBe("needs sign-in");
  });

  it("takes no answer of Acumatica after ten minutes", async () => {
    await put(app.entered());
    const { body } = await app.ask("POST", `${connection()}/authorize`, { token: admin });
    const approved = await fetch(textOf(body["url"]), { redirect: "manual" });
    app.clock.now = new Date(app.clock.now.getTime() + 600_001);

    const last = await fetch(approved.headers.get("location") ?? "");

    expect(last.status).toBe(400);
  });

  it("forgets its tokens when it is removed, and gives them back", async () => {
    await app.connect(admin);

    const { status } = await app.ask("DELETE", connection(), { token: admin });

    const revoked = app.acumatica.wire.log.some(({ request }) => request.target.endsWith("/connect/revocation"));
    expect([status, revoked]).toEqual([204, true]);
    expect((await app.get(connection(), admin)).body["status"]).toBe("not connected");
  });

  it("shows that somebody has to sign in once Acumatica ended the chain", async () => {
    await app.connect(admin);
    app.acumatica.oauth.revokeAll();

    const { body } = await app.ask("POST", `${connection()}/checks`, { token: admin });

    expect(body["status"]).toBe("needs sign-in");
  });
});
