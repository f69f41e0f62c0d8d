import { describe, expect, it } from "vitest";
import {
  REDIRECT,
  procore,
  http,
  user,
  later,
  ask,
  grant,
  authorize,
  newCode,
  inProcore,
  itKeepsTheContract,
  type Json,
} from "./procore-world.ts";

inProcore();

describe("the login host", () => {
  it("shows a page that refuses framing and lists whom one can be", async () => {
    const page = await authorize();

    expect(page.headers["x-frame-options"]).toBe("DENY");
    expect(page.data).toContain("Pat Doe");
  });

  it("redirects with a code and the state after the choice", async () => {
    const form = { client_id: procore.app.clientId, redirect_uri: REDIRECT, state: "s1", user_id: String(user) };
    const reply = await http.post("/oauth/authorize", new URLSearchParams(form));

    const location = new URL(String(reply.headers["location"]));
    expect(location.origin + location.pathname).toBe(REDIRECT);
    expect([location.searchParams.has("code"), location.searchParams.get("state")]).toEqual([true, "s1"]);
  });

  it("says so to the app when the person cancels", async () => {
    const form = { client_id: procore.app.clientId, redirect_uri: REDIRECT, deny: "1" };
    const reply = await http.post("/oauth/authorize", new URLSearchParams(form));

    expect(reply.headers["location"]).toBe(`${REDIRECT}?error=access_denied`);
  });

  it("refuses a redirect URI that differs by a trailing slash", async () => {
    expect((await authorize({ redirect_uri: `${REDIRECT}/` })).status).toBe(400);
  });

  it("trades a code once, for the same redirect URI only", async () => {
    const code = await newCode();
    const reply = await grant({ grant_type: "authorization_code", code, redirect_uri: REDIRECT });

    expect(reply.data).toMatchObject({ token_type: "bearer", expires_in: 5_400 });
    expect(reply.data).toHaveProperty("refresh_token");
    expect((await grant({ grant_type: "authorization_code", code, redirect_uri: REDIRECT })).data["error"]).toBe(
      "invalid_grant",
    );
    const other = { grant_type: "authorization_code", code: await newCode(), redirect_uri: "http://localhost/other" };
    expect((await grant(other)).data["error"]).toBe("invalid_grant");
  });

  it("forgets a code after ten minutes", async () => {
    const code = await newCode();
    later(600);

    const reply = await grant({ grant_type: "authorization_code", code, redirect_uri: REDIRECT });

    expect([reply.status, reply.data["error"]]).toEqual([401, "invalid_grant"]);
  });

  it("takes a JSON body as well as a form", async () => {
    const { clientId, clientSecret } = procore.app;
    const body = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const reply = await http.post<Json>("/oauth/token", body);

    expect(reply.status).toBe(200);
    expect(reply.data).not.toHaveProperty("refresh_token");
  });

  it("refuses a wrong client secret", async () => {
    const reply = await grant({ grant_type: "client_credentials", client_secret: "guess" });

    expect([reply.status, reply.data["error"]]).toEqual([401, "invalid_client"]);
  });

  it("rotates a refresh token and ends the old pair", async () => {
    const { refreshToken } = procore.signIn(user);
    const first = await grant({ grant_type: "refresh_token", refresh_token: refreshToken });
    const second = await grant({ grant_type: "refresh_token", refresh_token: refreshToken });

    expect(first.data["refresh_token"]).not.toBe(refreshToken);
    expect([first.status, second.status]).toEqual([200, 401]);
  });

  it("burns a refresh token even if the reply is lost", async () => {
    const { refreshToken } = procore.signIn(user);
    procore.wire.failNext({ kind: "reset after" });
    await expect(grant({ grant_type: "refresh_token", refresh_token: refreshToken })).rejects.toThrow();

    const again = await grant({ grant_type: "refresh_token", refresh_token: refreshToken });

    expect(again.data["error"]).toBe("invalid_grant");
  });

  it("ends an access token after 90 minutes", async () => {
    later(5_399);
    expect((await ask("GET", "/rest/v1.0/me")).status).toBe(200);
    later(1);
    expect((await ask("GET", "/rest/v1.0/me")).status).toBe(401);
  });

  it("revokes both tokens of a pair, and answers 200 for an unknown one too", async () => {
    const { clientId, clientSecret } = procore.app;
    const pair = procore.signIn(user);
    const client = { client_id: clientId, client_secret: clientSecret };
    const revoke = (text: string) => http.post("/oauth/revoke", new URLSearchParams({ ...client, token: text }));

    expect([(await revoke(pair.accessToken)).status, (await revoke("unknown")).status]).toEqual([200, 200]);
    const refreshed = await grant({ grant_type: "refresh_token", refresh_token: pair.refreshToken });
    expect(refreshed.data["error"]).toBe("invalid_grant");
  });

  it("tells whose token it is", async () => {
    const reply = await ask("GET", "/oauth/token/info", { company: null });

    expect(reply.data).toMatchObject({ resource_owner_id: user, expires_in_seconds: 5_400 });
  });

  it("ends the tokens of a terminated employee", async () => {
    procore.admin.deactivateUser(user);

    expect((await ask("GET", "/rest/v1.0/me")).status).toBe(401);
  });
});

itKeepsTheContract();
