import { createHash } from "node:crypto";
import { z } from "zod";
import { SyncError } from "../domain/errors.ts";
import type { Instant } from "../domain/payment.ts";
import { json, jsonValue, type Http, type HttpReply } from "../net/http.ts";
import { loginLimitIn } from "./refusal.ts";

/** A Connected Application (SM303010) of one tenant: registered there by the customer, known to nobody else. */
export type ConnectedApplication = {
  readonly baseUrl: string;
  /** `GUID@Tenant`: Acumatica takes the tenant from it. */
  readonly clientId: string;
  readonly clientSecret: string;
};

export type Tokens = {
  readonly accessToken: string;
  /** Works once: its use brings the next one. null: none was given. */
  readonly refreshToken: string | null;
  /** When the access token ends. */
  readonly expiresAt: Instant;
  /** When a person signed in: the chain of refresh tokens ends 30 days later, however often they were refreshed. */
  readonly chainStartedAt: Instant;
};

/** `api` covers contract REST and OData; `offline_access` brings refresh tokens and one lasting session. */
const SCOPE = "api offline_access";
/** Acumatica's default; an admin may set a sliding expiration on SM303010, which no reply tells. */
const CHAIN_DAYS = 30;
const DAY_MS = 86_400_000;
const TIMEOUT_MS = 60_000;
const SIGN_OUT_TIMEOUT_MS = 10_000;

/** When a person has to sign in again, by Acumatica's default. */
export function chainExpiresAt({ chainStartedAt }: Pick<Tokens, "chainStartedAt">): Instant {
  return new Date(Date.parse(chainStartedAt) + CHAIN_DAYS * DAY_MS).toISOString();
}

/** Why a client id cannot be of this tenant, in words; null when it can. */
export function clientIdProblem(clientId: string, tenant: string): string | null {
  const at = clientId.lastIndexOf("@");
  if (at < 1) return "The client id must end with @ and the tenant's name, as Acumatica shows it.";
  const named = clientId.slice(at + 1).trim();
  if (named.toLowerCase() === tenant.trim().toLowerCase()) return null;
  return `The client id is of tenant ${named}, not of ${tenant}.`;
}

/** The S256 challenge of a PKCE verifier (RFC 7636). */
export function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

export type Authorization = { readonly redirectUri: string; readonly state: string; readonly verifier: string };

/** Where a person signs in and agrees. Open it in a popup: the page refuses to be framed. */
export function authorizationUrl(
  { baseUrl, clientId }: Pick<ConnectedApplication, "baseUrl" | "clientId">,
  { redirectUri, state, verifier }: Authorization,
): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: "S256",
  });
  // Acumatica reads %20, not "+", between scopes
  return `${baseUrl}/identity/connect/authorize?${query.toString().replaceAll("+", "%20")}`;
}

export type OauthDeps = { readonly http: Http; readonly now: () => Date };

/**
 * Exchanges the code that the callback received for tokens; the 30 days begin here.
 * @throws SyncError "unauthorized" with what to do.
 */
export async function exchangeCode(
  application: ConnectedApplication,
  { code, redirectUri, verifier }: { readonly code: string } & Omit<Authorization, "state">,
  deps: OauthDeps,
): Promise<Tokens> {
  const form = { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier };
  const chainStartedAt = deps.now().toISOString();
  return askForTokens(application, form, { chainStartedAt, refreshToken: null, deps });
}

/**
 * Uses up a refresh token. The reply's one must be stored before anything else happens.
 * @throws SyncError "unauthorized" when the chain is over: only a person can begin another.
 */
export async function refreshTokens(
  application: ConnectedApplication,
  { refreshToken, chainStartedAt }: Tokens,
  deps: OauthDeps,
): Promise<Tokens> {
  if (refreshToken === null) throw signInAgain();
  const form = { grant_type: "refresh_token", refresh_token: refreshToken };
  return askForTokens(application, form, { chainStartedAt, refreshToken, deps });
}

/** Ends the chain at Acumatica. Its endpoint is not documented for every build: false says that it did not take it. */
export async function revokeTokens(application: ConnectedApplication, tokens: Tokens, http: Http): Promise<boolean> {
  if (tokens.refreshToken === null) return false;
  const form = { token: tokens.refreshToken, token_type_hint: "refresh_token", ...credentials(application) };
  const url = `${application.baseUrl}/identity/connect/revocation`;
  try {
    const reply = await http({ method: "POST", url, form, timeoutMs: TIMEOUT_MS });
    return reply.status === 200;
  } catch (error) {
    if (error instanceof SyncError) return false;
    throw error;
  }
}

/**
 * Gives the API session back. Revoking a token does not free its seat under the licence's limit, and an unused one
 * stays taken for 10 to 30 minutes. IIS asks for the length of a body that is not there.
 */
export async function signOut(
  { baseUrl }: ConnectedApplication,
  { accessToken }: Tokens,
  http: Http,
): Promise<boolean> {
  const headers = { Authorization: `Bearer ${accessToken}`, "Content-Length": "0" };
  const timeoutMs = SIGN_OUT_TIMEOUT_MS;
  try {
    const reply = await http({ method: "POST", url: `${baseUrl}/entity/auth/logout`, headers, timeoutMs });
    return reply.status === 204;
  } catch (error) {
    if (error instanceof SyncError) return false;
    throw error;
  }
}

const TokenReply = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  refresh_token: z.string().min(1).optional(),
});

type Context = {
  readonly chainStartedAt: Instant;
  /** The one in hand, where the reply brings no other. */
  readonly refreshToken: string | null;
  readonly deps: OauthDeps;
};

async function askForTokens(
  application: ConnectedApplication,
  grant: Readonly<Record<string, string>>,
  { chainStartedAt, refreshToken, deps }: Context,
): Promise<Tokens> {
  const asked = deps.now().getTime();
  const url = `${application.baseUrl}/identity/connect/token`;
  const form = { ...grant, ...credentials(application) };
  const reply = await deps.http({ method: "POST", url, form, timeoutMs: TIMEOUT_MS });
  if (reply.status !== 200) throw refused(reply);
  const read = json(reply, TokenReply, "Acumatica");
  const next = read.refresh_token ?? refreshToken;
  if (next === null) {
    throw new SyncError(
      "unauthorized",
      "Acumatica",
      "Acumatica gave no lasting access. Allow refresh tokens for the app.",
    );
  }
  return {
    accessToken: read.access_token,
    refreshToken: next,
    expiresAt: new Date(asked + read.expires_in * 1000).toISOString(),
    chainStartedAt,
  };
}

function credentials({ clientId, clientSecret }: ConnectedApplication): Record<string, string> {
  return { client_id: clientId, client_secret: clientSecret };
}

const Refusal = z.object({ error: z.string() });

function refused(reply: HttpReply): SyncError {
  const { status } = reply;
  const says = (kind: "unauthorized" | "unavailable" | "unexpected reply", text: string): SyncError =>
    new SyncError(kind, "Acumatica", text, { status });
  const limit = loginLimitIn(reply);
  if (limit) return limit;
  if (status >= 500 || status === 429) return says("unavailable", "Acumatica's sign-in is not available just now.");
  if (status === 404) return says("unexpected reply", "Acumatica's sign-in is not at this address.");
  const parsed = Refusal.safeParse(status >= 400 ? bodyOf(reply) : null);
  if (!parsed.success) return says("unexpected reply", "Acumatica's sign-in answered in a form we do not know.");
  const { error } = parsed.data;
  if (error === "invalid_client" || error === "unauthorized_client") {
    return says("unauthorized", "Acumatica does not accept the client id or the client secret.");
  }
  return signInAgain(status);
}

/** What ends a connection until a person comes. */
export function signInAgain(status?: number): SyncError {
  return new SyncError("unauthorized", "Acumatica", "Sign in to Acumatica again.", status ? { status } : {});
}

function bodyOf(reply: HttpReply): unknown {
  try {
    return jsonValue(reply, "Acumatica");
  } catch {
    return null;
  }
}
