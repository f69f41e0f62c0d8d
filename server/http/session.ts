import type { Session as SessionReply } from "../contract/session.ts";
import { isSyncError, SyncError } from "../domain/errors.ts";
import type { Session, SessionStore, SignedIn, UserTokens } from "../store/sessions.ts";
import type { Now } from "../sync/ports.ts";
import type { z } from "zod";

export type SessionDeps = {
  readonly sessions: SessionStore;
  readonly now: Now;
  /** A random text of 32 bytes or more. */
  readonly newSecret: () => string;
  /** Refreshes the user's own Procore tokens. @throws SyncError "unauthorized" when Procore refuses. */
  readonly refresh: (refreshToken: string) => Promise<UserTokens>;
  /** Ends the user's tokens at Procore. */
  readonly revoke: (token: string) => Promise<void>;
};

const CODE_MS = 60_000;
const SESSION_MS = 8 * 3_600_000;
/** A token is refreshed this long before it ends, so that no check is made with one that dies on the way. */
const MARGIN_MS = 60_000;

type Opened = z.output<typeof SessionReply>;

/** A signed-in caller: the bearer they showed and what is kept under it. */
export type Holder = { readonly bearer: string; readonly session: Session };

/** A person's Procore token, and how to get another when Procore refuses it; what the adapter's client takes. */
export type UserBearer = { get(): Promise<string>; renew(stale: string): Promise<string> };

/**
 * Bearer sessions. The frame holds the token in memory and sends it in `Authorization`: no cookie, so it works where
 * third-party cookies are blocked. Codes and tokens are kept as hashes.
 */
export class Sessions {
  readonly #deps: SessionDeps;
  readonly #refreshing = new Map<string, Promise<string>>();

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  /** A one-time code for the popup's last page: works once, within 60 seconds. */
  async issueCode(signedIn: SignedIn): Promise<string> {
    const code = this.#deps.newSecret();
    await this.#deps.sessions.putCode(code, signedIn, this.#in(CODE_MS));
    return code;
  }

  /** @throws SyncError "unauthorized": unknown, used or too late; which of them is nobody's business. */
  async open(code: string): Promise<Opened> {
    const signedIn = await this.#deps.sessions.takeCode(code, this.#at());
    if (!signedIn) throw unauthorized("This sign-in is used or too old. Sign in again.");
    const token = this.#deps.newSecret();
    const session = { ...signedIn, expiresAt: this.#in(SESSION_MS) };
    await this.#deps.sessions.put(token, session);
    return opened(token, session);
  }

  /** The next token; the one before is worth nothing from then on. */
  async renew(bearer: string): Promise<Opened> {
    const next = { bearer: this.#deps.newSecret(), expiresAt: this.#in(SESSION_MS) };
    const session = await this.#deps.sessions.renew(bearer, next, this.#at());
    if (!session) throw unauthorized("Your session is over. Sign in again.");
    return opened(next.bearer, session);
  }

  /** Forgets the session. */
  close(bearer: string): Promise<void> {
    return this.#deps.sessions.remove(bearer);
  }

  /** A person signs out: what we hold of theirs ends at Procore, too. That it could not must not keep them signed in. */
  async signOut(bearer: string): Promise<void> {
    const session = await this.#deps.sessions.get(bearer, this.#at());
    await this.close(bearer);
    if (!session) return;
    const { refreshToken, accessToken } = session.tokens;
    await this.#deps.revoke(refreshToken ?? accessToken).catch((error: unknown) => {
      if (!isSyncError(error)) throw error;
    });
  }

  /** Who sends this `Authorization` header? @throws SyncError "unauthorized" */
  async holder(authorization: string | undefined): Promise<Holder> {
    const [, bearer] = /^Bearer ([\w.~+/=-]{20,200})$/i.exec(authorization ?? "") ?? [];
    if (bearer === undefined) throw unauthorized("Sign in with Procore.");
    const session = await this.#deps.sessions.get(bearer, this.#at());
    if (!session) throw unauthorized("Your session is over. Sign in again.");
    return { bearer, session };
  }

  /** The user's own Procore token, for requests made in their name. */
  procore(holder: Holder): UserBearer {
    const { bearer, session } = holder;
    return {
      get: async () => (this.#lives(session.tokens) ? session.tokens.accessToken : this.#refreshOnce(bearer, null)),
      renew: (stale) => this.#refreshOnce(bearer, stale),
    };
  }

  /**
   * Refresh tokens work once, and a second use kills the chain: those who ask at the same moment wait for one refresh.
   * @param stale a token that Procore refused, though its time was not up.
   */
  #refreshOnce(bearer: string, stale: string | null): Promise<string> {
    let refreshing = this.#refreshing.get(bearer);
    if (!refreshing) {
      refreshing = this.#refresh(bearer, stale).finally(() => this.#refreshing.delete(bearer));
      this.#refreshing.set(bearer, refreshing);
    }
    return refreshing;
  }

  async #refresh(bearer: string, stale: string | null): Promise<string> {
    const stored = await this.#stored(bearer);
    if (this.#lives(stored) && stored.accessToken !== stale) return stored.accessToken;
    try {
      if (stored.refreshToken === null) throw signInOver();
      const tokens = await this.#deps.refresh(stored.refreshToken);
      await this.#deps.sessions.saveTokens(bearer, tokens);
      return tokens.accessToken;
    } catch (error) {
      if (!isSyncError(error, "unauthorized")) throw error;
      // Another instance may have refreshed at the same moment, and so burned our token.
      const meanwhile = await this.#stored(bearer);
      if (meanwhile.accessToken !== stored.accessToken && this.#lives(meanwhile)) return meanwhile.accessToken;
      await this.close(bearer);
      throw signInOver();
    }
  }

  async #stored(bearer: string): Promise<UserTokens> {
    const session = await this.#deps.sessions.get(bearer, this.#at());
    if (!session) throw unauthorized("Your session is over. Sign in again.");
    return session.tokens;
  }

  #lives({ expiresAt }: UserTokens): boolean {
    return expiresAt > this.#in(MARGIN_MS);
  }

  #at(): string {
    return this.#deps.now().toISOString();
  }

  #in(ms: number): string {
    return new Date(this.#deps.now().getTime() + ms).toISOString();
  }
}

function unauthorized(says: string): SyncError {
  return new SyncError("unauthorized", "This app", says);
}

export function signInOver(): SyncError {
  return unauthorized("Your Procore sign-in is over. Sign in again.");
}

function opened(token: string, { user, expiresAt }: Session): Opened {
  return { token, expiresAt, user };
}
