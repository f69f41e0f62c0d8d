import type { Instant } from "../domain/payment.ts";
import { fromJson } from "./batches.ts";
import type { AsItStood } from "../domain/as-it-stood.ts";
import type { Db, Queries } from "./db.ts";
import type { Sealer } from "./seal.ts";
import { storeAsked } from "./standing-connection.ts";

export type StoredTokens = {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresAt: Instant;
  /** When a person signed in: Acumatica's chain of refresh tokens ends 30 days later. */
  readonly chainStartedAt: Instant;
};

/** @param owner `acumaticaOwner(companyId)`, or any other name of one chain of tokens. */
export type TokenStore = {
  load(owner: string): Promise<StoredTokens | null>;
  /** On disk when it returns: a rotated refresh token is stored before it is used. */
  save(owner: string, tokens: StoredTokens): Promise<void>;
  /** As `save`, for a connection's own, renewed as it stood. @throws SyncError "unavailable" where it stands no more */
  renew(stood: AsItStood, tokens: StoredTokens): Promise<void>;
  /** Forgets the tokens; a lease on them stands. */
  drop(owner: string): Promise<void>;
  /**
   * One refresh at a time, across instances: compare-and-set on the lease. true: it is the holder's until `until`.
   * The holder may extend its own.
   */
  lease(owner: string, holder: string, until: Instant, now: Instant): Promise<boolean>;
  /** Makes the holder's own last longer. false: it is the holder's no more, and stays as it is. */
  extend(owner: string, holder: string, until: Instant): Promise<boolean>;
  release(owner: string, holder: string): Promise<void>;
};

export function acumaticaOwner(companyId: number): string {
  return `acumatica:${companyId}`;
}

export function createTokens(db: Db, sealer: Sealer): TokenStore {
  const { query } = db;
  return {
    async load(owner) {
      const row = await query.selectFrom("token").select("sealed").where("owner", "=", owner).executeTakeFirst();
      return row?.sealed ? fromJson(sealer.open(row.sealed, owner)) : null;
    },
    save: (owner, tokens) => saveTokens(db, sealer, owner, tokens),
    renew: (stood, tokens) =>
      storeAsked(db, stood, (within) => saveTokens(within, sealer, acumaticaOwner(stood.companyId), tokens)),
    async drop(owner) {
      await query.updateTable("token").set({ sealed: null }).where("owner", "=", owner).execute();
    },
    async lease(owner, holder, until, now) {
      const lease = { lease_holder: holder, lease_until: until };
      const taken = await query
        .insertInto("token")
        .values({ owner, company_id: companyIn(owner), ...lease })
        .onConflict((conflict) =>
          conflict
            .column("owner")
            .doUpdateSet(lease)
            .where((eb) =>
              eb.or([
                eb("token.lease_until", "is", null),
                eb("token.lease_until", "<=", now),
                eb("token.lease_holder", "=", holder),
              ]),
            ),
        )
        .returning("owner")
        .execute();
      return taken.length === 1;
    },
    async extend(owner, holder, until) {
      const extended = await query
        .updateTable("token")
        .set({ lease_until: until })
        .where("owner", "=", owner)
        .where("lease_holder", "=", holder)
        .returning("owner")
        .execute();
      return extended.length === 1;
    },
    async release(owner, holder) {
      await query
        .updateTable("token")
        .set({ lease_holder: null, lease_until: null })
        .where("owner", "=", owner)
        .where("lease_holder", "=", holder)
        .execute();
    },
  };
}

export async function saveTokens(
  { query }: Queries,
  sealer: Sealer,
  owner: string,
  tokens: StoredTokens,
): Promise<void> {
  const sealed = sealer.seal(JSON.stringify(tokens), owner);
  await query
    .insertInto("token")
    .values({ owner, company_id: companyIn(owner), sealed })
    .onConflict((conflict) => conflict.column("owner").doUpdateSet({ sealed }))
    .execute();
}

/** So that a purge of the company finds them. */
function companyIn(owner: string): number | null {
  const [, id] = /^(?:acumatica|reading):(\d{1,15})$/.exec(owner) ?? [];
  return id === undefined ? null : Number(id);
}
