import type { AsItStood } from "../domain/as-it-stood.ts";
import type { PictureStore, Trouble } from "../sync/ports.ts";
import { transact, type Db } from "./db.ts";
import { stillStands } from "./standing-connection.ts";

export function createTroubles(db: Db): Pick<PictureStore, "trouble" | "storeTrouble" | "endTrouble"> {
  return {
    async trouble(companyId) {
      const row = await db.query
        .selectFrom("acumatica_trouble")
        .select(["kind", "says", "since", "at"])
        .where("company_id", "=", companyId)
        .executeTakeFirst();
      return row ? { ...row, kind: row.kind as Trouble["kind"] } : null;
    },
    storeTrouble: (asked, { kind, says, at }) =>
      whileItStands(db, asked, async (query) => {
        const last = { kind, says, at };
        await query
          .insertInto("acumatica_trouble")
          .values({ company_id: asked.companyId, since: at, ...last })
          .onConflict((conflict) => conflict.column("company_id").doUpdateSet(last))
          .execute();
      }),
    endTrouble: (asked) =>
      whileItStands(db, asked, async (query) => {
        await query.deleteFrom("acumatica_trouble").where("company_id", "=", asked.companyId).execute();
      }),
  };
}

/** What went wrong with a connection that is no more concerns nobody. */
function whileItStands(db: Db, asked: AsItStood, work: (query: Db["query"]) => Promise<void>): Promise<void> {
  return transact(db, async (within) => {
    if (await stillStands(within, asked)) await work(within.query);
  });
}
