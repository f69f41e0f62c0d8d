import type { AsItStood } from "../domain/as-it-stood.ts";
import type { Instant } from "../domain/payment.ts";
import { transact, type Db } from "./db.ts";
import { stillStands } from "./standing-connection.ts";

/** Which instance last used which company's API session in Acumatica, and when. */
export type SeatStore = {
  /** Nothing where the connection stands no more. */
  used(stood: AsItStood, instance: string, at: Instant): Promise<void>;
  /** Companies whose session no instance used since `before`; each is told to one caller only. */
  takeIdle(before: Instant): Promise<readonly number[]>;
  /** This instance uses no session any more: the companies that no other used since `before`. */
  leave(instance: string, before: Instant): Promise<readonly number[]>;
};

export function createSeats(db: Db): SeatStore {
  return {
    used: (stood, instance, at) =>
      transact(db, async (within) => {
        if (!(await stillStands(within, stood))) return;
        await within.query
          .insertInto("acumatica_seat")
          .values({ company_id: stood.companyId, instance, used_at: at })
          .onConflict((conflict) => conflict.columns(["company_id", "instance"]).doUpdateSet({ used_at: at }))
          .execute();
      }),
    async takeIdle(before) {
      const rows = await db.query
        .deleteFrom("acumatica_seat")
        .where("company_id", "not in", (eb) =>
          eb.selectFrom("acumatica_seat as used").select("used.company_id").where("used.used_at", ">=", before),
        )
        .returning("company_id")
        .execute();
      return [...new Set(rows.map(({ company_id }) => company_id))];
    },
    leave: (instance, before) =>
      transact(db, async ({ query }) => {
        const own = await query
          .deleteFrom("acumatica_seat")
          .where("instance", "=", instance)
          .returning("company_id")
          .execute();
        const others = await query
          .selectFrom("acumatica_seat")
          .select("company_id")
          .where("used_at", ">=", before)
          .execute();
        const kept = new Set(others.map(({ company_id }) => company_id));
        return own.map(({ company_id }) => company_id).filter((companyId) => !kept.has(companyId));
      }),
  };
}
