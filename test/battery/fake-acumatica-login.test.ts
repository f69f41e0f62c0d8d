import { createHash } from "node:crypto";
import axios, { type AxiosResponse } from "axios";
import { describe, expect, it } from "vitest";
import { acumatica, ask, DAC, inAcumatica, later, reopen, server, type Json } from "./acumatica-world.ts";

inAcumatica();

const REDIRECT = "https://app.example.com/auth/acumatica/callback";
const VERIFIER = "a-verifier-that-is-long-enough-for-the-rules-of-pkce-0001";
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");
const DAY = 24 * 60;

function authorize(changes: Record<string, string> = {}, decision?: string): Promise<AxiosResponse<string>> {
  acumatica.client.redirectUris.splice(0, Infinity, REDIRECT);
  const query = new URLSearchParams({
    response_type: "code",
    client_id: acumatica.client.id,
    redirect_uri: REDIRECT,
    scope: "api offline_access",
    state: "s1",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...changes,
  });
  const url = `${server.url}/identity/connect/authorize?${query.toString()}`;
  const options = { maxRedirects: 0, validateStatus: () => true };
  return decision ? axios.post<string>(url, `decision=${decision}`, options) : axios.get<string>(url, options);
}

async function code(scope = "api offline_access"): Promise<string> {
  const { headers } = await authorize({ scope }, "allow");
  return new URL(String(headers.location)).searchParams.get("code") ?? "";
}

function token(form: Record<string, string>): Promise<AxiosResponse<Json>> {
  const { id, secret } = acumatica.client;
  const body = new URLSearchParams({ client_id: id, client_secret: secret, ...form });
  return axios.post<Json>(`${server.url}/identity/connect/token`, body, { validateStatus: () => true });
}

async function exchange(changes: Record<string, string> = {}): Promise<AxiosResponse<Json>> {
  const grant = { grant_type: "authorization_code", redirect_uri: REDIRECT, code_verifier: VERIFIER };
  return token({ ...grant, code: changes.code ?? (await code()), ...changes });
}

function refresh(refreshToken: unknown): Promise<AxiosResponse<Json>> {
  return token({ grant_type: "refresh_token", refresh_token: String(refreshToken) });
}

async function answer(accessToken: unknown): Promise<number> {
  return (await ask("/entity", {}, { authorization: `Bearer ${String(accessToken)}` })).status;
}

describe("the sign-in page", () => {
  it("asks for approval, refuses to be framed, and comes back with the code and the state", async () => {
    const page = await authorize();
    expect(page.data).toContain(`<button name="decision" value="allow">`);
    expect(page.headers["x-frame-options"]).toBe("DENY");

    const back = new URL(String((await authorize({}, "allow")).headers.location));

    expect(back.origin + back.pathname).toBe(REDIRECT);
    expect([back.searchParams.has("code"), back.searchParams.get("state")]).toEqual([true, "s1"]);
  });

  it("approves by itself where it is told to", async () => {
    await reopen({ autoApprove: true });

    expect((await authorize()).status).toBe(302);
  });

  it.each<[changes: Record<string, string>, error: string]>([
    [{ code_challenge: "" }, "invalid_request"],
    [{ code_challenge_method: "plain" }, "invalid_request"],
    [{ scope: "offline_access" }, "invalid_scope"],
    [{ scope: "api everything" }, "invalid_scope"],
    [{ response_type: "token" }, "unsupported_response_type"],
  ])("sends %j back as %s", async (changes, error) => {
    const { headers } = await authorize(changes, "allow");

    expect(new URL(String(headers.location)).searchParams.get("error")).toBe(error);
  });

  it("says so when the person refuses", async () => {
    const { headers } = await authorize({}, "deny");

    expect(new URL(String(headers.location)).searchParams.get("error")).toBe("access_denied");
  });

  it.each([{ redirect_uri: `${REDIRECT}/` }, { client_id: "FE34CB3A-7B98-F6E4-FCED-0480D54868D5@Other" }])(
    "shows an error instead of redirecting for %j",
    async (changes) => {
      expect((await authorize(changes, "allow")).status).toBe(400);
    },
  );
});

describe("tokens", () => {
  it("come for a code with its verifier, and open both interfaces", async () => {
    const { data } = await exchange();

    expect(data).toMatchObject({ expires_in: 3600, token_type: "Bearer", scope: "api offline_access" });
    const authorization = { authorization: `Bearer ${String(data.access_token)}` };
    expect((await ask("/entity", {}, authorization)).status).toBe(200);
    expect((await ask(`${DAC}/Vendor`, {}, authorization)).status).toBe(200);
  });

  it.each<[what: string, changes: Record<string, string>, error: string]>([
    ["another verifier", { code_verifier: "somebody-else" }, "invalid_grant"],
    ["another redirect URI", { redirect_uri: "https://elsewhere.example.com" }, "invalid_grant"],
    ["a wrong secret", { client_secret: "guess" }, "invalid_client"],
    ["client credentials", { grant_type: "client_credentials" }, "unauthorized_client"],
    ["a password", { grant_type: "password" }, "unsupported_grant_type"],
  ])("are refused for %s", async (_what, changes, error) => {
    const { status, data } = await exchange(changes);

    expect([status, data.error]).toEqual([400, error]);
  });

  it("are refused for a code used twice, or older than five minutes", async () => {
    const used = await code();
    await exchange({ code: used });
    expect((await exchange({ code: used })).data.error).toBe("invalid_grant");

    const old = await code();
    later(5);
    expect((await exchange({ code: old })).data.error).toBe("invalid_grant");
  });

  it("hold for an hour; then every call answers 401 with the vendor's body", async () => {
    const { data } = await exchange();
    later(59);
    expect(await answer(data.access_token)).toBe(200);
    later(1);

    const refused = await ask("/entity", {}, { authorization: `Bearer ${String(data.access_token)}` });

    expect([refused.status, refused.data]).toEqual([
      401,
      { message: "Authorization has been denied for this request." },
    ]);
  });

  it("are renewed by a refresh token that works once", async () => {
    const { data: first } = await exchange();
    const { data: second } = await refresh(first.refresh_token);

    expect((await refresh(first.refresh_token)).data.error).toBe("invalid_grant");
    expect(await answer(second.access_token)).toBe(200);
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  it("are lost with the reply that carried the next refresh token", async () => {
    const { data } = await exchange();
    acumatica.wire.failNext({ kind: "reset after" }, ({ target }) => target.endsWith("/token"));
    await expect(refresh(data.refresh_token)).rejects.toThrow();

    expect((await refresh(data.refresh_token)).data.error).toBe("invalid_grant");
  });

  it("stop being renewed 30 days after the first authorization, however often they were", async () => {
    let { data } = await exchange();
    for (const days of [10, 10, 9]) {
      later(days * DAY);
      ({ data } = await refresh(data.refresh_token));
    }
    later(DAY);

    expect((await refresh(data.refresh_token)).data.error).toBe("invalid_grant");
  });

  it("come without a refresh token unless offline access was asked for", async () => {
    expect((await exchange({ code: await code("api") })).data).not.toHaveProperty("refresh_token");
  });

  it("are dead once revoked", async () => {
    const { data } = await exchange();
    const { id, secret } = acumatica.client;
    const body = new URLSearchParams({ client_id: id, client_secret: secret, token: String(data.refresh_token) });
    await axios.post(`${server.url}/identity/connect/revocation`, body);

    expect((await refresh(data.refresh_token)).data.error).toBe("invalid_grant");
  });
});

describe("the licence", () => {
  it("refuses another sign-in when every API session is taken, until one is signed out", async () => {
    await reopen({ maxSessions: 2 });
    const { data } = await exchange();

    expect((await exchange()).data.error_description).toBe("API Login Limit");
    const { id, secret } = acumatica.client;
    const body = new URLSearchParams({ client_id: id, client_secret: secret, token: String(data.refresh_token) });
    await axios.post(`${server.url}/identity/connect/revocation`, body);
    expect((await exchange()).data.error_description).toBe("API Login Limit");
    await signOut(String(data.access_token));
    expect((await exchange()).status).toBe(200);
  });

  const signOut = (token: string, headers: Record<string, string> = { "content-length": "0" }) =>
    fetch(`${server.url}/entity/auth/logout`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
  const asked = (token: string) =>
    axios.get<unknown>(`${server.url}/entity`, {
      headers: { authorization: `Bearer ${token}` },
      maxRedirects: 0,
      validateStatus: () => true,
    });

  it("sends calls beyond its API logins to an error page, until one is signed out", async () => {
    await reopen({ logins: { limit: 1 } });
    const [first, second] = [acumatica.token(), acumatica.token()];
    await asked(first);

    const refused = await asked(second);

    expect(refused.status).toBe(302);
    expect(decodeURIComponent(String(refused.headers["location"]))).toMatch(
      /^\/Frames\/Error\.aspx\?.*message=The number of concurrent API logins/,
    );
    expect((await asked(first)).status).toBe(200);
    expect((await signOut(first)).status).toBe(204);
    expect((await asked(second)).status).toBe(200);
  });

  it("may refuse them as an exception, and has an unused login free again after a while", async () => {
    await reopen({ logins: { limit: 1, refusedBy: "exception", idleMinutes: 10 } });
    const [first, second] = [acumatica.token(), acumatica.token()];
    await asked(first);

    expect(await asked(second)).toMatchObject({ status: 500, data: { exceptionType: "PX.Data.PXException" } });
    later(10);

    expect((await asked(second)).status).toBe(200);
  });

  it("lets requests wait without a word, and answers 429 only when the queue is full", async () => {
    const waiting: (() => void)[] = [];
    const delay = () => new Promise<void>((free) => waiting.push(free));
    await reopen({ concurrent: 1, queue: 1, latencyMs: 1, delay });
    const arrived = () => new Promise<void>((done) => (acumatica.wire.onExchange = () => done()));

    const refusal = arrived();
    const asked = [1, 2, 3].map(() => ask("/entity"));
    await refusal;
    while (acumatica.wire.log.length < 3) {
      waiting.shift()?.();
      await new Promise((turn) => setImmediate(turn));
    }

    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toEqual([200, 200, 429]);
    expect(acumatica.licence).toMatchObject({ peak: 3, refused: 1 });
  });

  it("delays requests, in silence, once half of the minute's allowance is used", async () => {
    const delays: number[] = [];
    const delay = (ms: number) => Promise.resolve(void delays.push(ms));
    await reopen({ perMinute: 4, delay });

    for (let count = 0; count < 3; count += 1) await ask("/entity");

    expect(delays).toEqual([60_000]);
  });

  it("answers by the vendor's clock, which the Date header shows", async () => {
    expect((await ask("/entity")).headers.date).toBe("Mon, 02 Mar 2026 15:00:00 GMT");
  });
});
