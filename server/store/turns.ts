import type { Instant } from "../domain/payment.ts";
import type { Db } from "./db.ts";

/** What the last holder knew, and whether another waits. */
export type Taken = { readonly note: string | null; readonly wanted: boolean };

export type TurnStore = {
  /**
   * Takes the turn, or keeps it, until `until`. null: somebody else has it, and is told that one more waits for it.
   * @param note what the holder knows by now; null leaves what stands
   */
  take(name: string, by: { holder: string; at: Instant; until: Instant; note: string | null }): Promise<Taken | null>;
  /** Gives up what is held, with what is known; whoever holds it no more changes nothing. */
  give(name: string, holder: string, note: string): Promise<void>;
};

/** Whose turn it is to talk to a vendor, over all instances on one database. `name`: `vendor:companyId`. */
export function createTurns({ query }: Db): TurnStore {
  return {
    async take(name, { holder, at, until, note }) {
      const held = { holder, until, ...(note !== null && { note }) };
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
        .returning(["note", "wanted_until"])
        .executeTakeFirst();
      if (taken) return { note: taken.note, wanted: taken.wanted_until !== null && taken.wanted_until > at };
      await query.updateTable("turn").set({ wanted_until: until }).where("name", "=", name).execute();
      return null;
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
