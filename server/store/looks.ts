import type { Instant } from "../domain/payment.ts";
import type { Db } from "./db.ts";

export type LookStore = {
  /** The schedule begins a look now, whatever becomes of it. */
  began(companyId: number, act: "observe" | "sweep", at: Instant): Promise<void>;
};

export function createLooks({ query }: Db): LookStore {
  return {
    async began(companyId, act, at) {
      const column = act === "sweep" ? { swept_at: at } : { tried_at: at };
      await query
        .insertInto("company_look")
        .values({ company_id: companyId, ...column })
        .onConflict((conflict) => conflict.column("company_id").doUpdateSet(column))
        .execute();
    },
  };
}
