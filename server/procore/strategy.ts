import OAuth2Strategy from "passport-oauth2";
import { isSyncError } from "../domain/errors.ts";
import type { ProcoreOAuth, ProcoreTokens, ProcoreUser } from "./oauth.ts";

export type SignedIn = { readonly tokens: ProcoreTokens; readonly user: ProcoreUser };

export type StrategyOptions = {
  /** `PROCORE_LOGIN_URL`: where the browser goes. The server may not be able to resolve it. */
  readonly loginUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Exactly as registered with Procore, trailing slash included. */
  readonly callbackUrl: string;
  /** Binds the answer to the popup that asked. */
  readonly store: OAuth2Strategy.StateStore;
  readonly oauth: ProcoreOAuth;
  readonly readUser: (accessToken: string) => Promise<ProcoreUser>;
};

/**
 * Procore's authorization code flow: no scopes (rights come from the person), no PKCE (nowhere documented), client
 * credentials in the body. `accept` turns who signed in into what `req.user` shall be.
 * Errors reach the route as SyncError; passport's own wrapping is taken off.
 */
export function createProcoreStrategy(
  options: StrategyOptions,
  accept: (signedIn: SignedIn) => Promise<Express.User>,
): OAuth2Strategy {
  return new ProcoreStrategy(options, accept);
}

/**
 * The callback of the token call: error, access token, refresh token, the whole reply. passport-oauth2 wants null for no
 * error, which its types forget; hence Reflect.apply.
 */
type TokenDone = (error: Error | { statusCode: number }, access?: string, refresh?: string, result?: unknown) => void;

function call(done: TokenDone | undefined, values: readonly unknown[]): void {
  if (done) Reflect.apply(done, undefined, values);
}

class ProcoreStrategy extends OAuth2Strategy {
  // Not a # field: passport works on objects made from the strategy by Object.create, which have none.
  private readonly readUser: StrategyOptions["readUser"];

  constructor(options: StrategyOptions, accept: (signedIn: SignedIn) => Promise<Express.User>) {
    const { loginUrl, tokenUrl, clientId, clientSecret, callbackUrl, store, oauth } = options;
    super(
      {
        authorizationURL: `${loginUrl}/oauth/authorize`,
        tokenURL: tokenUrl,
        clientID: clientId,
        clientSecret,
        callbackURL: callbackUrl,
        store,
        pkce: false,
      },
      (_access: string, _refresh: string, tokens: ProcoreTokens, user: ProcoreUser, done) => {
        accept({ tokens, user }).then((accepted) => done(null, accepted), done);
      },
    );
    this.name = "procore";
    this.readUser = options.readUser;
    // The library's own token call would go around net/http.ts: its time limit, its metrics, its errors.
    this._oauth2.getOAuthAccessToken = (code: string, _params: unknown, done?: TokenDone) => {
      oauth.exchange(code, callbackUrl).then(
        (tokens) => call(done, [null, tokens.accessToken, tokens.refreshToken, tokens]),
        (error: unknown) => call(done, [error]),
      );
    };
  }

  override userProfile(accessToken: string, done: (error?: unknown, profile?: ProcoreUser) => void): void {
    this.readUser(accessToken).then((user) => done(null, user), done);
  }

  /** What passport-oauth2 calls to wrap a failed token call. Ours are already what the route understands. */
  _createOAuthError(message: string, error: unknown): Error {
    return isSyncError(error) ? error : new Error(message, { cause: error });
  }
}
