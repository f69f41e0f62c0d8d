import type { Instant } from "../domain/payment.ts";
import { fromJson } from "./batches.ts";
import type { Db } from "./db.ts";
import { hashOf, type Sealer } from "./seal.ts";

/** A person as Procore names them. */
export type SessionUser = {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  /** The language chosen in Procore; left out where Procore does not tell it. */
  readonly locale?: string | null;
};

/** The user's own Procore tokens. */
export type UserTokens = {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresAt: Instant;
};

/** Who signed in, from which company's page (a hint, never authority), with which tokens. */
export type SignedIn = {
  readonly user: SessionUser;
  readonly tokens: UserTokens;
  readonly companyId: number | null;
};

export type Session = SignedIn & { readonly expiresAt: Instant };

/** Codes and bearers are given in the clear and kept only as hashes. */
export type SessionStore = {
  putCode(code: string, signedIn: SignedIn, expiresAt: Instant): Promise<void>;
  /** Works once, even when two ask at the same moment; null: used, unknown or too late. */
  takeCode(code: string, now: Instant): Promise<SignedIn | null>;
  put(bearer: string, session: Session): Promise<void>;
  get(bearer: string, now: Instant): Promise<Session | null>;
  /** Stores refreshed Procore tokens. false: the session is gone. */
  saveTokens(bearer: string, tokens: UserTokens): Promise<boolean>;
  /** Replaces the bearer by the next one, once; null: the session is gone or over. The same bearer only extends it. */
  renew(bearer: string, next: { bearer: string; expiresAt: Instant }, now: Instant): Promise<Session | null>;
  remove(bearer: string): Promise<void>;
  /** Deletes what is over; returns how many sessions and codes. */
  expire(now: Instant): Promise<number>;
};

export function createSessions({ query }: Db, sealer: Sealer): SessionStore {
  const get = async (bearer: string, now: Instant): Promise<Session | null> => {
    const row = await query
      .selectFrom("session")
      .selectAll()
      .where("hash", "=", hashOf(bearer))
      .where("expires_at", ">", now)
      .executeTakeFirst();
    if (!row) return null;
    return { ...signedInOf(sealer.open(row.sealed, sessionOwner(row.user_id))), expiresAt: row.expires_at };
  };

  const sealFor = ({ user, tokens, companyId }: SignedIn) =>
    sealer.seal(JSON.stringify({ user, tokens, companyId }), sessionOwner(user.id));

  return {
    get,
    async putCode(code, signedIn, expiresAt) {
      const hash = hashOf(code);
      const sealed = sealer.seal(JSON.stringify(signedIn), codeOwner(hash));
      await query
        .insertInto("login_code")
        .values({ hash, company_id: signedIn.companyId, sealed, expires_at: expiresAt })
        .execute();
    },
    async takeCode(code, now) {
      const hash = hashOf(code);
      const row = await query.deleteFrom("login_code").where("hash", "=", hash).returningAll().executeTakeFirst();
      return row && row.expires_at > now ? signedInOf(sealer.open(row.sealed, codeOwner(hash))) : null;
    },
    async put(bearer, session) {
      const { user, companyId, expiresAt } = session;
      await query
        .insertInto("session")
        .values({
          hash: hashOf(bearer),
          company_id: companyId,
          user_id: user.id,
          sealed: sealFor(session),
          expires_at: expiresAt,
        })
        .execute();
    },
    async saveTokens(bearer, tokens) {
      const session = await get(bearer, "");
      if (!session) return false;
      const { numUpdatedRows } = await query
        .updateTable("session")
        .set({ sealed: sealFor({ ...session, tokens }) })
        .where("hash", "=", hashOf(bearer))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async renew(bearer, next, now) {
      const { numUpdatedRows } = await query
        .updateTable("session")
        .set({ hash: hashOf(next.bearer), expires_at: next.expiresAt })
        .where("hash", "=", hashOf(bearer))
        .where("expires_at", ">", now)
        .executeTakeFirst();
      return numUpdatedRows > 0n ? get(next.bearer, now) : null;
    },
    async remove(bearer) {
      await query.deleteFrom("session").where("hash", "=", hashOf(bearer)).execute();
    },
    async expire(now) {
      const codes = await query.deleteFrom("login_code").where("expires_at", "<=", now).executeTakeFirst();
      const sessions = await query.deleteFrom("session").where("expires_at", "<=", now).executeTakeFirst();
      return Number(codes.numDeletedRows + sessions.numDeletedRows);
    },
  };
}

/** Bound to the user, not to the bearer: a renewed bearer opens what was sealed before. */
export function sessionOwner(userId: number): string {
  return `session:${userId}`;
}

export function codeOwner(hash: string): string {
  return `code:${hash}`;
}

function signedInOf(text: string): SignedIn {
  return fromJson<SignedIn>(text);
}
