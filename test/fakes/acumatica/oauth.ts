import { createHash } from "node:crypto";
import type { WireReply, WireRequest } from "../wire.ts";
import { approvalPage, refusalPage } from "./oauth-pages.ts";
import { html, json } from "./replies.ts";

export type OauthClient = {
  /** GUID@Tenant: the tenant is taken from it. */
  readonly id: string;
  readonly secret: string;
  /** Compared whole. May be filled in later, when a port is known. */
  readonly redirectUris: string[];
};

export type OauthOptions = {
  readonly now: () => Date;
  readonly client: OauthClient;
  /** Approve at once instead of showing the page. */
  readonly autoApprove: boolean;
  /** Concurrent API sessions the licence allows. */
  readonly maxSessions: number;
  /** Days from the first authorization until the refresh chain dies; the vendor's default is 30. */
  readonly chainDays: number;
};

const ACCESS_SECONDS = 3600;
const CODE_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
const SCOPES: ReadonlySet<string> = new Set(["api", "offline_access", "openid", "profile", "email"]);

type Grant = { readonly session: string; readonly scope: string; readonly diesAt: number };
type Code = Grant & { readonly challenge: string; readonly redirectUri: string; readonly expiresAt: number };

/**
 * The identity server: code flow with PKCE (S256, obligatory), refresh tokens that work once, no client_credentials.
 * Tokens are opaque counters, so that a run replays to the byte.
 */
export class Oauth {
  readonly #options: OauthOptions;
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, { session: string; scope: string; expiresAt: number }>();
  readonly #refresh = new Map<string, Grant>();
  readonly #sessions = new Map<string, number>();
  #count = 0;

  constructor(options: OauthOptions) {
    this.#options = options;
  }

  /** The session of a bearer token that still holds and may use the API; null otherwise. */
  session({ headers }: WireRequest): string | null {
    const [, token = ""] = /^Bearer (\S+)$/i.exec(headers.authorization ?? "") ?? [];
    const known = this.#access.get(token);
    if (!known || known.expiresAt <= this.#ms() || !known.scope.split(" ").includes("api")) return null;
    return known.session;
  }

  /** Signed out: another may sign in. The tokens stay, and what is asked with them opens the session again. */
  endSession(session: string): void {
    this.#sessions.delete(session);
  }

  /** Forgets every access token, as an app-pool recycle or an administrator may: each call answers 401. */
  expireAccess(): void {
    this.#access.clear();
  }

  /** Ends every refresh chain: the next refresh is refused with invalid_grant. */
  revokeAll(): void {
    this.#access.clear();
    this.#refresh.clear();
    this.#sessions.clear();
  }

  /** Issues a token pair without a browser, for tests that are not about signing in. */
  issue(scope = "api offline_access"): { accessToken: string; refreshToken: string | null } {
    const grant = { session: this.#name("session"), scope, diesAt: this.#ms() + this.#options.chainDays * DAY_MS };
    this.#sessions.set(grant.session, grant.diesAt);
    return this.#tokens(grant);
  }

  /** `path` is what follows /identity/. */
  answer(request: WireRequest, path: string, root: string): WireReply {
    const url = new URL(request.target, "http://acumatica");
    if (path === ".well-known/openid-configuration") return this.#discovery(request, root);
    if (path === "connect/authorize") return this.#authorize(request, url.searchParams);
    if (request.method !== "POST") return html(405, "Method not allowed");
    if (path === "connect/token") return this.#token(request);
    if (path === "connect/revocation") return this.#revoke(request);
    return html(404, "Not found");
  }

  #authorize(request: WireRequest, query: URLSearchParams): WireReply {
    const redirectUri = query.get("redirect_uri") ?? "";
    if (query.get("client_id") !== this.#options.client.id) return refusalPage("unknown client");
    if (!this.#options.client.redirectUris.includes(redirectUri))
      return refusalPage("the redirect URI is not registered");
    const wrong = wrongRequest(query);
    if (wrong) return redirect(redirectUri, { error: wrong, state: query.get("state") });
    const decision = request.method === "POST" ? new URLSearchParams(request.body).get("decision") : null;
    if (decision === "deny") return redirect(redirectUri, { error: "access_denied", state: query.get("state") });
    if (decision !== "allow" && !this.#options.autoApprove) return approvalPage(request.target);
    const code = this.#name("code");
    this.#codes.set(code, {
      session: this.#name("session"),
      scope: query.get("scope") ?? "",
      diesAt: this.#ms() + this.#options.chainDays * DAY_MS,
      challenge: query.get("code_challenge") ?? "",
      redirectUri,
      expiresAt: this.#ms() + CODE_MS,
    });
    return redirect(redirectUri, { code, scope: query.get("scope"), state: query.get("state") });
  }

  #token(request: WireRequest): WireReply {
    const form = new URLSearchParams(request.body);
    if (!this.#knows(request, form)) return json(400, { error: "invalid_client" });
    const grantType = form.get("grant_type");
    if (grantType === "authorization_code") return this.#exchange(form);
    if (grantType === "refresh_token") return this.#refreshed(form);
    return json(400, { error: grantType === "client_credentials" ? "unauthorized_client" : "unsupported_grant_type" });
  }

  #exchange(form: URLSearchParams): WireReply {
    const name = form.get("code") ?? "";
    const code = this.#codes.get(name);
    this.#codes.delete(name);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const fits = code && code.redirectUri === form.get("redirect_uri") && code.challenge === challenge;
    if (!fits || code.expiresAt <= this.#ms()) return json(400, { error: "invalid_grant" });
    const open = [...this.#sessions.values()].filter((until) => until > this.#ms()).length;
    if (open >= this.#options.maxSessions) {
      return json(400, { error: "access_denied", error_description: "API Login Limit" });
    }
    // A session with offline_access is reused by every refresh; without it, it lives as long as its token.
    const lives = code.scope.split(" ").includes("offline_access") ? code.diesAt : this.#ms() + ACCESS_SECONDS * 1000;
    this.#sessions.set(code.session, lives);
    return this.#granted(code);
  }

  /** The old refresh token is dead from here on, whether or not the reply arrives. */
  #refreshed(form: URLSearchParams): WireReply {
    const name = form.get("refresh_token") ?? "";
    const grant = this.#refresh.get(name);
    this.#refresh.delete(name);
    if (!grant || grant.diesAt <= this.#ms()) return json(400, { error: "invalid_grant" });
    return this.#granted(grant);
  }

  #granted(grant: Grant): WireReply {
    const { accessToken, refreshToken } = this.#tokens(grant);
    const body = { access_token: accessToken, expires_in: ACCESS_SECONDS, token_type: "Bearer", scope: grant.scope };
    return json(200, refreshToken ? { ...body, refresh_token: refreshToken } : body, { "cache-control": "no-store" });
  }

  #tokens({ session, scope, diesAt }: Grant): { accessToken: string; refreshToken: string | null } {
    const accessToken = this.#name("access");
    this.#access.set(accessToken, { session, scope, expiresAt: this.#ms() + ACCESS_SECONDS * 1000 });
    if (!scope.split(" ").includes("offline_access")) return { accessToken, refreshToken: null };
    const refreshToken = this.#name("refresh");
    this.#refresh.set(refreshToken, { session, scope, diesAt });
    return { accessToken, refreshToken };
  }

  #revoke(request: WireRequest): WireReply {
    const form = new URLSearchParams(request.body);
    if (!this.#knows(request, form)) return json(400, { error: "invalid_client" });
    const token = form.get("token") ?? "";
    this.#refresh.delete(token);
    this.#access.delete(token);
    return json(200, {});
  }

  #knows(request: WireRequest, form: URLSearchParams): boolean {
    const { id, secret } = this.#options.client;
    const [, basic] = /^Basic (\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
    if (basic === undefined) return form.get("client_id") === id && form.get("client_secret") === secret;
    const [name = "", password = ""] = Buffer.from(basic, "base64").toString("utf8").split(":");
    return decodeURIComponent(name) === id && decodeURIComponent(password) === secret;
  }

  #discovery(request: WireRequest, root: string): WireReply {
    const base = `${request.headers["x-forwarded-proto"] ?? "http"}://${request.headers.host ?? "acumatica"}${root}/identity`;
    return json(200, {
      issuer: base,
      authorization_endpoint: `${base}/connect/authorize`,
      token_endpoint: `${base}/connect/token`,
      revocation_endpoint: `${base}/connect/revocation`,
      scopes_supported: [...SCOPES],
      grant_types_supported: ["authorization_code", "refresh_token", "password", "implicit"],
      code_challenge_methods_supported: ["S256"],
    });
  }

  #name(kind: string): string {
    this.#count += 1;
    return `acu-${kind}-${this.#count}`;
  }

  #ms(): number {
    return this.#options.now().getTime();
  }
}

function wrongRequest(query: URLSearchParams): string | null {
  if (query.get("response_type") !== "code") return "unsupported_response_type";
  if (query.get("code_challenge_method") !== "S256" || !query.get("code_challenge")) return "invalid_request";
  const scopes = (query.get("scope") ?? "").split(" ");
  return scopes.includes("api") && scopes.every((scope) => SCOPES.has(scope)) ? null : "invalid_scope";
}

function redirect(to: string, parameters: Readonly<Record<string, string | null>>): WireReply {
  const url = new URL(to);
  for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value);
  return html(302, "", { location: url.href });
}
