import { SyncError } from "../domain/errors.ts";
import type { Instant } from "../domain/payment.ts";
import { json, type Http, type HttpReply } from "../net/http.ts";
import { withRetries, type RetryDeps } from "../net/retry.ts";
import type { Bearer, ProcoreClient } from "./client.ts";
import { refusalOf } from "./refusal.ts";
import { MeRow, TokenReply } from "./schema.ts";

export type ProcoreTokens = {
  readonly accessToken: string;
  /** Single use: the next refresh burns it. Null for the service account. */
  readonly refreshToken: string | null;
  readonly expiresAt: Instant;
};

/** A person as Procore knows them. The id is the same in every company. */
export type ProcoreUser = {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  /** The language they chose in Procore, as a tag such as `de-DE`; null where Procore does not tell it. */
  readonly locale?: string | null;
};

/** The login host's token calls, made by the server alone. Errors: SyncError. */
export type ProcoreOAuth = {
  /** A code lives 10 minutes and works once. `redirectUri` exactly as it was sent to `/oauth/authorize`. */
  exchange(code: string, redirectUri: string): Promise<ProcoreTokens>;
  /**
   * A new pair. The old refresh token is burned even if the reply is lost: refresh once at a time per person, and store
   * both tokens before using either. "unauthorized" means that only signing in again helps.
   */
  refresh(refreshToken: string): Promise<ProcoreTokens>;
  /** The app's own token (developer managed service account). */
  clientCredentials(): Promise<ProcoreTokens>;
  /** Ends the access and the refresh token that belong together; unknown ones are no error. */
  revoke(token: string): Promise<void>;
};

export type OAuthOptions = {
  readonly http: Http;
  /** `…/oauth/token`; revoking goes to `…/oauth/revoke` beside it. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly now: () => Date;
};

/** Access tokens live 90 minutes (docs/oauth/oauth_endpoints.md); for a reply that does not say. */
const LIFETIME_S = 5_400;

export function createProcoreOAuth(options: OAuthOptions): ProcoreOAuth {
  const { http, tokenUrl, clientId, clientSecret, now } = options;
  const client = { client_id: clientId, client_secret: clientSecret };
  async function token(fields: Readonly<Record<string, string>>, doing: string): Promise<ProcoreTokens> {
    const asked = now();
    const reply = await http({ method: "POST", url: tokenUrl, form: { ...fields, ...client } });
    if (reply.status < 200 || reply.status >= 300) throw tokenRefusal(reply, doing, now());
    const read = json(reply, TokenReply, "Procore");
    const expiresAt = new Date(asked.getTime() + (read.expires_in ?? LIFETIME_S) * 1_000).toISOString();
    return { accessToken: read.access_token, refreshToken: read.refresh_token || null, expiresAt };
  }
  return {
    exchange: (code, redirectUri) =>
      token({ grant_type: "authorization_code", code, redirect_uri: redirectUri }, "sign you in"),
    refresh: (refreshToken) =>
      token({ grant_type: "refresh_token", refresh_token: refreshToken }, "renew your sign-in"),
    clientCredentials: () => token({ grant_type: "client_credentials" }, "let the app in"),
    revoke: async (revoked) => {
      const url = tokenUrl.replace(/\/token$/, "/revoke");
      const reply = await http({ method: "POST", url, form: { token: revoked, ...client } });
      if (reply.status < 200 || reply.status >= 300) throw tokenRefusal(reply, "end the sign-in", now());
    },
  };
}

/** Fetched again this long before it ends: a request may wait for its allowance with the token in hand. */
const RENEW_BEFORE_MS = 120_000;

/**
 * Keeps the service account's token: one for every company where the app is installed, fetched by one caller while the
 * others wait for it.
 */
export function createServiceToken(oauth: ProcoreOAuth, { now, ...retry }: RetryDeps & { now: () => Date }): Bearer {
  let kept: ProcoreTokens | null = null;
  let fetching: Promise<string> | null = null;
  async function fetchToken(): Promise<string> {
    kept = await withRetries(() => oauth.clientCredentials(), true, retry);
    return kept.accessToken;
  }
  function fetchOnce(): Promise<string> {
    fetching ??= fetchToken().finally(() => (fetching = null));
    return fetching;
  }
  return {
    get: async () => {
      const fresh = kept && now().getTime() < Date.parse(kept.expiresAt) - RENEW_BEFORE_MS;
      return kept && fresh ? kept.accessToken : fetchOnce();
    },
    renew: async (stale) => (kept && kept.accessToken !== stale ? kept.accessToken : fetchOnce()),
  };
}

/**
 * Who the token belongs to. Procore tells the name only with a company, which must then be one of theirs; without one
 * the login stands in for it.
 */
export async function readMe(client: ProcoreClient, bearer: Bearer, companyId: number | null): Promise<ProcoreUser> {
  const query = companyId === null ? [] : [["company_id", String(companyId)] as const];
  const asked = { path: "/rest/v1.0/me", doing: "say who you are", companyId, query, bearer, lane: "page" } as const;
  const { id, login, name, locale } = await client.read(asked, MeRow);
  return { id, login: login ?? "", name: name ?? login ?? "", ...(locale && { locale: locale.slice(0, 35) }) };
}

/** The login host answers 400 or 401 for what only a new sign-in, or the operator, can mend. */
function tokenRefusal(reply: HttpReply, doing: string, now: Date): SyncError {
  if (reply.status !== 400 && reply.status !== 401) return refusalOf(reply, doing, now);
  const says = /invalid_client|unauthorized_client/.test(reply.text)
    ? "Procore does not accept the app's client id and secret."
    : `Procore refused to ${doing}. Sign in to Procore again.`;
  return new SyncError("unauthorized", "Procore", says, { status: reply.status });
}
