import { isSyncError, SyncError } from "../domain/errors.ts";
import type { Instant } from "../domain/payment.ts";
import { refreshTokens, signInAgain, type ConnectedApplication, type OauthDeps, type Tokens } from "./oauth.ts";

export type TokenKeeperDeps = OauthDeps & {
  readonly application: ConnectedApplication;
  readonly load: () => Promise<Tokens | null>;
  /** Durable when it resolves: a lost refresh token means that a person has to sign in again. */
  readonly save: (tokens: Tokens) => Promise<void>;
  /** Runs alone among all instances of this connection. One process: just run it. */
  readonly lease: <T>(act: () => Promise<T>) => Promise<T>;
};

/** A token that ends within a minute is as good as ended: a queued request may wait longer than that. */
const MARGIN_MS = 60_000;

/**
 * Keeps one connection's tokens: one refresh at a time, each new refresh token stored before its access token is used.
 * Two refreshes with the same token would end the whole chain.
 */
export class TokenKeeper {
  readonly #deps: TokenKeeperDeps;
  #tokens: Tokens | null = null;
  /** Received, and not stored yet because storing failed: the only copy. */
  #unsaved: Tokens | null = null;
  /** A refresh token that Acumatica refused: asking again would not help. */
  #dead: string | null = null;
  #underWay: Promise<string> | null = null;

  constructor(deps: TokenKeeperDeps) {
    this.#deps = deps;
  }

  /**
   * A token to send; `refused` is one that was just answered with 401.
   * @throws SyncError "unauthorized" when a person has to sign in.
   */
  async accessToken(refused?: string): Promise<string> {
    for (;;) {
      const tokens = this.#tokens;
      if (tokens && !this.#unsaved && this.#holds(tokens, refused)) return tokens.accessToken;
      // everyone who asks while a refresh is under way gets its result
      this.#underWay ??= this.#deps.lease(() => this.#renewed(refused)).finally(() => (this.#underWay = null));
      const token = await this.#underWay;
      // somebody who did not know of the refusal may have begun it
      if (token !== refused) return token;
    }
  }

  async #renewed(refused: string | undefined): Promise<string> {
    if (this.#unsaved) return this.#keep(this.#unsaved);
    const stored = await this.#deps.load();
    if (!stored || stored.refreshToken === this.#dead) throw signInAgain();
    this.#tokens = stored;
    // another instance may have refreshed while we waited for the lease
    if (this.#holds(stored, refused)) return stored.accessToken;
    try {
      return await this.#keep(await refreshTokens(this.#deps.application, stored, this.#deps));
    } catch (error) {
      if (isSyncError(error, "unauthorized")) this.#dead = stored.refreshToken;
      throw error;
    }
  }

  async #keep(tokens: Tokens): Promise<string> {
    this.#unsaved = tokens;
    await this.#deps.save(tokens);
    this.#unsaved = null;
    this.#tokens = tokens;
    return tokens.accessToken;
  }

  #holds({ accessToken, expiresAt }: Tokens, refused: string | undefined): boolean {
    return accessToken !== refused && Date.parse(expiresAt) - this.#deps.now().getTime() > MARGIN_MS;
  }
}

export type LeaseDeps = {
  /** Compare-and-set: true when the lease is the holder's until then. */
  readonly take: (holder: string, until: Instant, now: Instant) => Promise<boolean>;
  readonly release: (holder: string) => Promise<void>;
  readonly newId: () => string;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
};

/** Longer than a refresh can take, so that it never ends under whoever refreshes. */
const LEASE_MS = 120_000;
const ASK_AGAIN_MS = 250;

/** A keeper's `lease` over a stored one, for several instances. @throws SyncError "unavailable" when it never comes. */
export function leaseBy({ take, release, newId, now, sleep }: LeaseDeps): TokenKeeperDeps["lease"] {
  return async (act) => {
    const holder = newId();
    const until = (from: number): Instant => new Date(from + LEASE_MS).toISOString();
    const giveUp = now().getTime() + LEASE_MS + 10_000;
    for (;;) {
      const at = now();
      if (await take(holder, until(at.getTime()), at.toISOString())) break;
      if (at.getTime() > giveUp) {
        throw new SyncError("unavailable", "This app", "Another instance kept Acumatica's tokens too long.");
      }
      await sleep(ASK_AGAIN_MS);
    }
    try {
      return await act();
    } finally {
      await release(holder);
    }
  };
}
