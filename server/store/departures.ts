import type { Instant } from "../domain/payment.ts";
import type { Db } from "./db.ts";

export type Departure = { readonly companyId: number; readonly seenAt: Instant };

export type DepartureStore = { list(): Promise<readonly Departure[]> };

/** Companies that removed the app in Procore; noted and forgotten with what that does to their connection. */
export function createDepartures({ query }: Db): DepartureStore {
  return {
    async list() {
      const rows = await query.selectFrom("departure").selectAll().orderBy("company_id").execute();
      return rows.map(({ company_id, seen_at }) => ({ companyId: company_id, seenAt: seen_at }));
    },
  };
}
