import { beforeAll, describe, expect, it } from "vitest";
import { serveApp, type ServedApp, textOf } from "./served-app.ts";

let app: ServedApp;
beforeAll(async () => {
  app = await serveApp();
});

/** Follows the popup to its last page, as a browser with a cookie jar would. */
async function popup(userId: number, jar: { cookie: string } = { cookie: "" }) {
  const begun = await app.get(`/auth/procore?company_id=${app.companyId}`);
  jar.cookie ||= (begun.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const authorize = new URL(begun.headers.get("location") ?? "");
  const form = new URLSearchParams([...authorize.searchParams, ["user_id", String(userId)]]);
  const approved = await fetch(`${authorize.origin}${authorize.pathname}`, {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  const back = approved.headers.get("location") ?? "";
  const last = await fetch(back, { headers: { cookie: jar.cookie }, redirect: "manual" });
  const page = await last.text();
  return { status: last.status, page, back, code: /data-one-time-code="([^"]+)"/.exec(page)?.[1] ?? null };
}

function aUser(): number {
  const { admin } = app.procore;
  const user = admin.addUser();
  admin.joinCompany(user.id, app.companyId, {});
  return user.id;
}

describe("a session", () => {
  it("is protected: renewing or ending one needs its token", async () => {
    expect((await app.ask("POST", "/api/session/renew")).status).toBe(401);
    expect((await app.ask("DELETE", "/api/session")).status).toBe(401);
  });

  it("begins in a popup and is exchanged for a bearer token", async () => {
    const userId = aUser();

    const { status, code } = await popup(userId);
    const { status: exchanged, body } = await app.ask("POST", "/api/session", { body: { code } });

    expect([status, exchanged]).toEqual([200, 200]);
    expect(body).toMatchObject({ user: { id: userId } });
    expect((await app.get(`${app.company}/access`, textOf(body["token"]))).status).toBe(200);
  });

  it("sends the code to the app's own origin alone", async () => {
    const { page } = await popup(aUser());

    expect(page).toContain(`data-target-origin="${app.url}"`);
    expect((await app.get("/auth/final-page.js")).text).toContain("postMessage(message, targetOrigin)");
  });

  it("takes a one-time code once", async () => {
    const { code } = await popup(aUser());

    const answers = await Promise.all([1, 2].map(() => app.ask("POST", "/api/session", { body: { code } })));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it("takes no code after sixty seconds", async () => {
    const { code } = await popup(aUser());
    app.clock.now = new Date(app.clock.now.getTime() + 60_001);

    expect((await app.ask("POST", "/api/session", { body: { code } })).status).toBe(401);
  });

  it("does not begin in a window that did not ask for it", async () => {
    const { status, code } = await popup(aUser(), { cookie: "procore_sign_in=forged.9999999999999..mac" });

    expect([status, code]).toEqual([400, null]);
  });

  it("does not begin twice with one answer of Procore", async () => {
    const jar = { cookie: "" };
    const { back } = await popup(aUser(), jar);

    const again = await fetch(back, { headers: { cookie: jar.cookie } });

    expect(await again.text()).not.toContain("data-one-time-code");
  });

  it("sets a signed first-party cookie for ten minutes, for the popup's path alone", async () => {
    const { headers } = await app.get("/auth/procore");

    expect(headers.get("set-cookie")).toMatch(
      /^procore_sign_in=.*Max-Age=600; Path=\/auth\/procore;.*HttpOnly; SameSite=Lax$/,
    );
  });

  it("is refused with a token in the URL, even beside a good one", async () => {
    const token = await app.admin();

    const { status } = await app.get(`${app.company}/access?access_token=${token}`, token);

    expect(status).toBe(401);
  });

  it("ends when it is ended", async () => {
    const token = await app.admin();

    expect((await app.ask("DELETE", "/api/session", { token })).status).toBe(204);
    expect((await app.get(`${app.company}/access`, token)).status).toBe(401);
  });

  it("ends at Procore, too, when it is ended", async () => {
    const token = await app.admin();
    const before = app.procore.log.length;

    await app.ask("DELETE", "/api/session", { token });

    const after = app.procore.log.slice(before).map(({ request }) => request.target);
    expect(after).toEqual(["/oauth/revoke"]);
  });

  it("goes on under a new token when renewed, and the old one is worth nothing", async () => {
    const token = await app.admin();

    const { body } = await app.ask("POST", "/api/session/renew", { token });

    expect((await app.get(`${app.company}/access`, textOf(body["token"]))).status).toBe(200);
    expect((await app.get(`${app.company}/access`, token)).status).toBe(401);
  });

  it("is over after eight hours", async () => {
    const token = await app.admin();
    app.clock.now = new Date(app.clock.now.getTime() + 8 * 3_600_000 + 1);

    expect((await app.get(`${app.company}/access`, token)).status).toBe(401);
  });

  it("outlives Procore's own token, refreshed once for all who ask at the same moment", async () => {
    const token = await app.admin();
    app.clock.now = new Date(app.clock.now.getTime() + 2 * 3_600_000);
    const before = app.procore.log.length;

    const answers = await Promise.all([1, 2, 3].map(() => app.get(`${app.company}/access`, token)));

    const refreshes = app.procore.log.slice(before).filter(({ request }) => request.body.includes("refresh_token"));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(refreshes).toHaveLength(1);
  });

  it("ends with 401 when Procore no longer knows the person", async () => {
    const userId = aUser();
    const token = await app.signIn(userId);
    app.procore.admin.endTokens(userId);

    expect((await app.get(`${app.company}/access`, token)).status).toBe(401);
  });

  it("names the field that is wrong", async () => {
    const { status, body } = await app.ask("POST", "/api/session", { body: {} });

    expect(status).toBe(422);
    expect(body).toMatchObject({ kind: "invalid", pointer: "/code" });
  });
});
