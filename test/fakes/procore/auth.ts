import type { WireReply } from "../wire.ts";
import { loginPage, loginProblem, type SignInRequest } from "./login-page.ts";
import { formOrJson, json, readId, type Call } from "./message.ts";
import type { User, World } from "./state.ts";

/** The app as registered in the developer portal. Redirect URIs match exactly, trailing slash included. */
export type RegisteredApp = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
};

/** Whose token a request carries: a person, or the app itself (a developer managed service account). */
export type Principal =
  { readonly kind: "user"; readonly user: User } | { readonly kind: "service account"; readonly clientId: string };

type Code = { readonly userId: number; readonly redirectUri: string; readonly issuedAt: number };
type Grant = {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Null: client credentials. */
  readonly userId: number | null;
  readonly issuedAt: number;
  ended: boolean;
};

const CODE_LIFETIME_MS = 10 * 60_000;
const ACCESS_LIFETIME_S = 5_400;
const INVALID_GRANT =
  "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the " +
  "authorization request, or was issued to another client.";

/** The login host: authorize, token, token/info, revoke (docs/oauth). Secrets are counted, not random: worlds replay. */
export class LoginHost {
  readonly #world: World;
  readonly #app: RegisteredApp;
  readonly #codes = new Map<string, Code>();
  readonly #byAccess = new Map<string, Grant>();
  readonly #byRefresh = new Map<string, Grant>();
  #issued = 0;

  constructor(world: World, app: RegisteredApp) {
    this.#world = world;
    this.#app = app;
  }

  answer(call: Call): WireReply {
    switch (`${call.method} ${call.path}`) {
      case "GET /oauth/authorize":
        return this.#authorize(call.query);
      case "POST /oauth/authorize":
        return this.#decide(new URLSearchParams(call.body));
      case "POST /oauth/token":
        return this.#token(formOrJson(call));
      case "GET /oauth/token/info":
        return this.#info(call);
      case "POST /oauth/revoke":
        return this.#revoke(formOrJson(call));
      default:
        return json(404, { error: "Not Found" });
    }
  }

  /** Null: no token, an unknown, expired or revoked one, or a person who may no longer sign in. */
  principalOf(call: Call): Principal | null {
    const grant = this.#grantOf(call);
    if (!grant) return null;
    if (grant.userId === null) return { kind: "service account", clientId: this.#app.clientId };
    const user = this.#world.users.get(grant.userId);
    return user?.active ? { kind: "user", user } : null;
  }

  get clientId(): string {
    return this.#app.clientId;
  }

  /** Signs in without a browser, as a test's shortcut: the same tokens that the code flow ends with. */
  signIn(userId: number): { accessToken: string; refreshToken: string } {
    const { accessToken, refreshToken } = this.#issue(userId);
    return { accessToken, refreshToken: refreshToken ?? "" };
  }

  /** Ends every token of a person, or of the service account (null). */
  endTokens(userId: number | null): void {
    for (const grant of this.#byAccess.values()) if (grant.userId === userId) grant.ended = true;
  }

  #authorize(query: URLSearchParams): WireReply {
    const checked = this.#check(query);
    if ("status" in checked) return checked;
    if (query.get("response_type") !== "code") return redirect(checked, { error: "unsupported_response_type" });
    const { approveAs } = this.#world.behavior;
    if (approveAs !== null) return this.#approve(checked, approveAs);
    return loginPage(
      checked,
      [...this.#world.users.values()].filter(({ active }) => active),
    );
  }

  #decide(form: URLSearchParams): WireReply {
    const checked = this.#check(form);
    if ("status" in checked) return checked;
    if (form.has("deny")) return redirect(checked, { error: "access_denied" });
    const userId = readId(form.get("user_id"));
    const user = userId === null ? undefined : this.#world.users.get(userId);
    return user?.active ? this.#approve(checked, user.id) : loginProblem(401, "Invalid login.");
  }

  #check(fields: URLSearchParams): SignInRequest | WireReply {
    if (fields.get("client_id") !== this.#app.clientId) {
      return loginProblem(401, "Client authentication failed due to unknown client.");
    }
    const redirectUri = fields.get("redirect_uri") ?? "";
    if (!this.#app.redirectUris.includes(redirectUri)) {
      return loginProblem(400, "The requested redirect uri is malformed or doesn't match client redirect URI.");
    }
    return { clientId: this.#app.clientId, redirectUri, state: fields.get("state") };
  }

  #approve(request: SignInRequest, userId: number): WireReply {
    const code = this.#secret("code");
    this.#codes.set(code, { userId, redirectUri: request.redirectUri, issuedAt: this.#now() });
    return redirect(request, { code });
  }

  #token(fields: Readonly<Record<string, string>>): WireReply {
    if (!this.#isOurClient(fields)) return oauthError(401, "invalid_client", "Client authentication failed.");
    switch (fields["grant_type"] ?? "") {
      case "authorization_code":
        return this.#exchange(fields);
      case "refresh_token":
        return this.#refresh(fields);
      case "client_credentials":
        return this.#reply(this.#issue(null));
      default:
        return oauthError(400, "unsupported_grant_type", "The authorization grant type is not supported.");
    }
  }

  #exchange(fields: Readonly<Record<string, string>>): WireReply {
    const code = this.#codes.get(fields["code"] ?? "");
    // Single use, also when the exchange itself then fails.
    this.#codes.delete(fields["code"] ?? "");
    const valid = code && this.#now() - code.issuedAt < CODE_LIFETIME_MS && code.redirectUri === fields["redirect_uri"];
    return valid ? this.#reply(this.#issue(code.userId)) : this.#invalidGrant();
  }

  #refresh(fields: Readonly<Record<string, string>>): WireReply {
    const old = this.#byRefresh.get(fields["refresh_token"] ?? "");
    if (!old || old.ended || old.userId === null) return this.#invalidGrant();
    // Burned now, whether or not the reply arrives (docs/api_essentials/troubleshooting.md).
    this.#byRefresh.delete(fields["refresh_token"] ?? "");
    if (this.#world.behavior.refreshEndsAccess) old.ended = true;
    return this.#reply(this.#issue(old.userId));
  }

  #revoke(fields: Readonly<Record<string, string>>): WireReply {
    if (!this.#isOurClient(fields)) return oauthError(401, "invalid_client", "Client authentication failed.");
    const token = fields["token"] ?? "";
    const grant = this.#byAccess.get(token) ?? this.#byRefresh.get(token);
    if (grant) grant.ended = true;
    return json(200, {});
  }

  #info(call: Call): WireReply {
    const grant = this.#grantOf(call);
    if (!grant) return oauthError(401, "invalid_request", "The access token is invalid");
    return json(200, {
      ...(grant.userId === null ? {} : { resource_owner_id: grant.userId }),
      scopes: [],
      expires_in_seconds: ACCESS_LIFETIME_S - Math.floor((this.#now() - grant.issuedAt) / 1_000),
      application: { uid: this.#app.clientId },
      created_at: Math.floor(grant.issuedAt / 1_000),
    });
  }

  #grantOf(call: Call): Grant | null {
    const token = /^Bearer (.+)$/i.exec(call.headers["authorization"] ?? "")?.[1];
    const grant = token === undefined ? undefined : this.#byAccess.get(token);
    if (!grant || grant.ended) return null;
    return this.#now() - grant.issuedAt < ACCESS_LIFETIME_S * 1_000 ? grant : null;
  }

  #issue(userId: number | null): Grant {
    const accessToken = this.#secret("access");
    const refreshToken = userId === null ? null : this.#secret("refresh");
    const grant: Grant = { accessToken, refreshToken, userId, issuedAt: this.#now(), ended: false };
    this.#byAccess.set(accessToken, grant);
    if (refreshToken !== null) this.#byRefresh.set(refreshToken, grant);
    return grant;
  }

  #reply(grant: Grant): WireReply {
    return json(200, {
      access_token: grant.accessToken,
      token_type: "bearer",
      expires_in: ACCESS_LIFETIME_S,
      ...(grant.refreshToken === null ? {} : { refresh_token: grant.refreshToken }),
      created_at: Math.floor(grant.issuedAt / 1_000),
    });
  }

  #invalidGrant(): WireReply {
    return oauthError(this.#world.behavior.invalidGrantStatus, "invalid_grant", INVALID_GRANT);
  }

  #isOurClient(fields: Readonly<Record<string, string>>): boolean {
    return fields["client_id"] === this.#app.clientId && fields["client_secret"] === this.#app.clientSecret;
  }

  #secret(kind: string): string {
    this.#issued += 1;
    return `procore-${kind}-${String(this.#issued).padStart(6, "0")}`;
  }

  #now(): number {
    return this.#world.now().getTime();
  }
}

function redirect(request: SignInRequest, fields: Readonly<Record<string, string>>): WireReply {
  const location = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(fields)) location.searchParams.set(name, value);
  if (request.state !== null) location.searchParams.set("state", request.state);
  return { status: 302, headers: { location: location.href, "x-frame-options": "DENY" }, body: "" };
}

function oauthError(status: number, error: string, sentence: string): WireReply {
  return json(status, { error, error_description: sentence });
}
