import type { Instant } from "../domain/payment.ts";
import type { Db } from "./db.ts";

export type Departure = { readonly companyId: number; readonly seenAt: Instant };

export type DepartureStore = {
  /** true: it was not known before. */
  note(companyId: number, at: Instant): Promise<boolean>;
  list(): Promise<readonly Departure[]>;
  forget(companyId: number): Promise<void>;
};

/** Companies that removed the app in Procore. */
export function createDepartures({ query }: Db): DepartureStore {
  return {
    async note(companyId, at) {
      const noted = await query
        .insertInto("departure")
        .values({ company_id: companyId, seen_at: at })
        .onConflict((conflict) => conflict.column("company_id").doNothing())
        .returning("company_id")
        .executeTakeFirst();
      return noted !== undefined;
    },
    async list() {
      const rows = await query.selectFrom("departure").selectAll().orderBy("company_id").execute();
      return rows.map(({ company_id, seen_at }) => ({ companyId: company_id, seenAt: seen_at }));
    },
    async forget(companyId) {
      await query.deleteFrom("departure").where("company_id", "=", companyId).execute();
    },
  };
}
