import { beforeEach, describe, expect, it } from "vitest";
import {
  authorizationUrl,
  chainExpiresAt,
  clientIdProblem,
  exchangeCode,
  revokeTokens,
  type ConnectedApplication,
  type Tokens,
} from "../../server/acumatica/oauth.ts";
import { leaseBy, TokenKeeper } from "../../server/acumatica/token-keeper.ts";
import { createHttp, type Http } from "../../server/net/http.ts";
import { createFakeAcumatica, type FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import { axiosAdapter } from "../fakes/wire.ts";

const BASE_URL = "https://erp.example.com/Site";
const CALLBACK = "https://app.example.com/auth/acumatica/callback";
const VERIFIER = "a-verifier-of-at-least-forty-three-characters-0001";

let at: number;
let fake: FakeAcumatica;
let http: Http;
let application: ConnectedApplication;

const now = () => new Date(at);

beforeEach(() => {
  at = Date.parse("2026-03-02T15:00:00Z");
  fake = createFakeAcumatica({ now, site: "/Site", autoApprove: true });
  fake.client.redirectUris.push(CALLBACK);
  const adapter = axiosAdapter({ "https://erp.example.com": fake.wire });
  http = createHttp({ system: "Acumatica", timeoutMs: 60_000, adapter });
  application = { baseUrl: BASE_URL, clientId: fake.client.id, clientSecret: fake.client.secret };
});

/** What a person's browser does with the authorization URL. */
async function approve(url: string): Promise<URLSearchParams> {
  const reply = await http({ method: "GET", url });
  return new URL(reply.headers.location ?? "").searchParams;
}

async function signIn(): Promise<Tokens> {
  const url = authorizationUrl(application, { redirectUri: CALLBACK, state: "st", verifier: VERIFIER });
  const code = (await approve(url)).get("code") ?? "";
  return exchangeCode(application, { code, redirectUri: CALLBACK, verifier: VERIFIER }, { http, now });
}

describe("signing in", () => {
  it("asks for lasting access with PKCE and hands the state back", async () => {
    const url = authorizationUrl(application, { redirectUri: CALLBACK, state: "st+1/=", verifier: VERIFIER });

    expect(url.startsWith(`${BASE_URL}/identity/connect/authorize?`)).toBe(true);
    expect(url).toContain("scope=api%20offline_access");
    expect(url).not.toContain(VERIFIER);
    expect((await approve(url)).get("state")).toBe("st+1/=");
  });

  it("gives tokens, and tells thirty days ahead when they end", async () => {
    const tokens = await signIn();

    expect(tokens).toMatchObject({ expiresAt: "2026-03-02T16:00:00.000Z", chainStartedAt: "2026-03-02T15:00:00.000Z" });
    expect(tokens.refreshToken).not.toBeNull();
    expect(chainExpiresAt(tokens)).toBe("2026-04-01T15:00:00.000Z");
  });

  it("needs the verifier that the code was asked for with", async () => {
    const url = authorizationUrl(application, { redirectUri: CALLBACK, state: "st", verifier: VERIFIER });
    const code = (await approve(url)).get("code") ?? "";
    const stolen = exchangeCode(application, { code, redirectUri: CALLBACK, verifier: "another" }, { http, now });

    await expect(stolen).rejects.toMatchObject({ kind: "unauthorized", message: "Sign in to Acumatica again." });
  });

  it("says that it is the secret that is wrong", async () => {
    application = { ...application, clientSecret: "wrong" };

    await expect(signIn()).rejects.toMatchObject({
      kind: "unauthorized",
      message: expect.stringContaining("secret") as string,
    });
  });

  it("says that other sessions are in the way", async () => {
    fake = createFakeAcumatica({ now, site: "/Site", autoApprove: true, maxSessions: 0 });
    fake.client.redirectUris.push(CALLBACK);
    http = createHttp({
      system: "Acumatica",
      timeoutMs: 1_000,
      adapter: axiosAdapter({ "https://erp.example.com": fake.wire }),
    });

    await expect(signIn()).rejects.toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("API logins") as string,
    });
  });

  it.each([
    ["an error page", { status: 200, headers: {}, body: "<html></html>" }, "unexpected reply"],
    ["a redirect", { status: 302, headers: { location: "/ui/error" }, body: "" }, "unexpected reply"],
    ["a recycling site", { status: 503, headers: {}, body: "" }, "unavailable"],
  ] as const)("tells %s from a refusal", async (_what, reply, kind) => {
    fake.wire.failNext({ kind: "reply", reply }, ({ target }) => target.endsWith("/token"));

    await expect(signIn()).rejects.toMatchObject({ kind });
  });
});

describe("a client id", () => {
  it.each([
    ["FE34CB3A@MyStore", "MyStore", null],
    ["FE34CB3A@mystore", "MyStore ", null],
    ["FE34CB3A@Other", "MyStore", "The client id is of tenant Other, not of MyStore."],
    ["FE34CB3A", "MyStore", "The client id must end with @ and the tenant's name, as Acumatica shows it."],
  ])("is of its own tenant alone: %s for %s", (clientId, tenant, problem) => {
    expect(clientIdProblem(clientId, tenant)).toBe(problem);
  });
});

/** A store that remembers what was saved, and a lease that all keepers share. */
function aStore(first: Tokens) {
  const saved: Tokens[] = [first];
  let line: Promise<unknown> = Promise.resolve();
  let failures = 0;
  const lease = <T>(act: () => Promise<T>): Promise<T> => {
    const next = line.then(act, act);
    line = next.catch(() => null);
    return next;
  };
  const keeper = () =>
    new TokenKeeper({
      http,
      now,
      application,
      load: () => Promise.resolve(saved.at(-1) ?? null),
      save: (tokens) => {
        if (failures > 0) {
          failures -= 1;
          return Promise.reject(new Error("disk full"));
        }
        saved.push(tokens);
        return Promise.resolve();
      },
      lease,
    });
  return { saved, keeper, failSaves: (times: number) => void (failures = times) };
}

function refreshes(): number {
  return fake.wire.log.filter(({ request }) => request.body.includes("grant_type=refresh_token")).length;
}

describe("TokenKeeper", () => {
  it("gives the token it has while it holds", async () => {
    const tokens = await signIn();
    const keeper = aStore(tokens).keeper();

    expect(await keeper.accessToken()).toBe(tokens.accessToken);
    expect(refreshes()).toBe(0);
  });

  it("refreshes once for everyone who asks at the same moment", async () => {
    const { keeper, saved } = aStore(await signIn());
    at += 3_590_000;
    const one = keeper();

    const given = await Promise.all([one.accessToken(), one.accessToken(), one.accessToken()]);

    expect(new Set(given)).toEqual(new Set([saved.at(-1)?.accessToken]));
    expect(refreshes()).toBe(1);
  });

  it("refreshes once among several instances", async () => {
    const { keeper } = aStore(await signIn());
    at += 3_590_000;

    const given = await Promise.all([keeper().accessToken(), keeper().accessToken(), keeper().accessToken()]);

    expect(new Set(given).size).toBe(1);
    expect(refreshes()).toBe(1);
  });

  it("stores the new refresh token before the access token is used", async () => {
    const { keeper, saved, failSaves } = aStore(await signIn());
    at += 3_590_000;
    failSaves(1);
    const one = keeper();

    await expect(one.accessToken()).rejects.toThrow("disk full");
    const token = await one.accessToken();

    expect(saved.at(-1)?.accessToken).toBe(token);
    expect(refreshes()).toBe(1);
  });

  it("keeps the start of the thirty days over every refresh", async () => {
    const { keeper, saved } = aStore(await signIn());
    const one = keeper();
    for (let hour = 0; hour < 5; hour += 1) {
      at += 3_600_000;
      await one.accessToken();
    }

    expect(refreshes()).toBe(5);
    expect(new Set(saved.map(({ chainStartedAt }) => chainStartedAt)).size).toBe(1);
  });

  it("replaces a token that was refused, though its time has not come", async () => {
    const tokens = await signIn();
    const { keeper } = aStore(tokens);
    const one = keeper();
    fake.oauth.expireAccess();

    const [again, other] = await Promise.all([one.accessToken(), one.accessToken(tokens.accessToken)]);

    expect(other).not.toBe(tokens.accessToken);
    expect([tokens.accessToken, other]).toContain(again);
    expect(refreshes()).toBe(1);
  });

  it("asks for a person when the chain is over, and does not knock again", async () => {
    const { keeper } = aStore(await signIn());
    fake.oauth.revokeAll();
    at += 3_590_000;
    const one = keeper();

    for (let time = 0; time < 3; time += 1) {
      await expect(one.accessToken()).rejects.toMatchObject({
        kind: "unauthorized",
        message: "Sign in to Acumatica again.",
      });
    }
    expect(refreshes()).toBe(1);
  });

  it("goes on by itself once a person signed in again", async () => {
    const { keeper, saved } = aStore(await signIn());
    fake.oauth.revokeAll();
    at += 3_590_000;
    const one = keeper();
    await one.accessToken().catch(() => null);
    const fresh = await signIn();
    saved.push(fresh);

    expect(await one.accessToken()).toBe(fresh.accessToken);
  });

  it("does not take an outage for the end of the chain", async () => {
    const { keeper } = aStore(await signIn());
    at += 3_590_000;
    const one = keeper();
    fake.wire.failNext({ kind: "reset before" });

    await expect(one.accessToken()).rejects.toMatchObject({ kind: "unavailable" });
    expect(await one.accessToken()).toEqual(expect.any(String));
  });
});

describe("a stored lease", () => {
  it("is waited for, used alone and given back", async () => {
    let holder: string | null = "somebody else";
    const steps: string[] = [];
    const lease = leaseBy({
      take: (name) => {
        if (holder !== null) return Promise.resolve(false);
        holder = name;
        return Promise.resolve(true);
      },
      release: (name) => Promise.resolve(void (holder === name && (holder = null))),
      newId: () => "me",
      now,
      sleep: (ms) => {
        at += ms;
        steps.push("waits");
        if (steps.length === 2) holder = null;
        return Promise.resolve();
      },
    });

    await lease(() => Promise.resolve(void steps.push(`holds: ${holder}`)));

    expect(steps).toEqual(["waits", "waits", "holds: me"]);
    expect(holder).toBeNull();
  });

  it("that never comes is told", async () => {
    const sleep = (ms: number) => Promise.resolve(void (at += ms));
    const never = { take: () => Promise.resolve(false), release: () => Promise.resolve() };
    const lease = leaseBy({ ...never, newId: () => "me", now, sleep });

    await expect(lease(() => Promise.resolve(1))).rejects.toMatchObject({ kind: "unavailable" });
  });
});

describe("revoking", () => {
  it("ends the chain at Acumatica", async () => {
    const tokens = await signIn();

    expect(await revokeTokens(application, tokens, http)).toBe(true);
    at += 3_590_000;
    await expect(aStore(tokens).keeper().accessToken()).rejects.toMatchObject({ kind: "unauthorized" });
  });

  it("says when Acumatica did not take it, and goes on", async () => {
    const tokens = await signIn();
    fake.wire.failNext({ kind: "reset before" });

    expect(await revokeTokens(application, tokens, http)).toBe(false);
  });
});
