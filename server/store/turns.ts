import type { Instant } from "../domain/payment.ts";
import type { Db } from "./db.ts";

export type TurnStore = {
  /**
   * Takes the turn until `until`, with what its last holder knew. null: somebody else has it, and is told that one more
   * waits for it.
   */
  take(name: string, by: { holder: string; at: Instant; until: Instant }): Promise<{ note: string | null } | null>;
  /**
   * Keeps what is held until `until`, with what is known by now; answers whether another waits. null: it is held no more,
   * and stays free: what is kept in the moment it is given up must not be taken back.
   */
  keep(
    name: string,
    by: { holder: string; at: Instant; until: Instant; note: string },
  ): Promise<{ wanted: boolean } | null>;
  /** Gives up what is held, with what is known; whoever holds it no more changes nothing. */
  give(name: string, holder: string, note: string): Promise<void>;
};

/** Whose turn it is to talk to a vendor, over all instances on one database. `name`: `vendor:companyId`. */
export function createTurns({ query }: Db): TurnStore {
  return {
    async take(name, { holder, at, until }) {
      const held = { holder, until };
      const taken = await query
        .insertInto("turn")
        .values({ name, company_id: companyIn(name), ...held })
        .onConflict((conflict) =>
          conflict
            .column("name")
            .doUpdateSet(held)
            .where((eb) =>
              eb.or([eb("turn.holder", "is", null), eb("turn.until", "<=", at), eb("turn.holder", "=", holder)]),
            ),
        )
        .returning("note")
        .executeTakeFirst();
      if (taken) return taken;
      await query.updateTable("turn").set({ wanted_until: until }).where("name", "=", name).execute();
      return null;
    },
    async keep(name, { holder, at, until, note }) {
      const kept = await query
        .updateTable("turn")
        .set({ until, note })
        .where("name", "=", name)
        .where("holder", "=", holder)
        .returning("wanted_until")
        .executeTakeFirst();
      return kept ? { wanted: kept.wanted_until !== null && kept.wanted_until > at } : null;
    },
    async give(name, holder, note) {
      await query
        .updateTable("turn")
        .set({ holder: null, until: null, wanted_until: null, note })
        .where("name", "=", name)
        .where("holder", "=", holder)
        .execute();
    },
  };
}

function companyIn(name: string): number | null {
  const [, id] = /:(\d{1,15})$/.exec(name) ?? [];
  return id === undefined ? null : Number(id);
}
