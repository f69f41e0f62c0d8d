import type { PictureStore, Trouble } from "../sync/ports.ts";
import type { Db } from "./db.ts";

export function createTroubles({ query }: Db): Pick<PictureStore, "trouble" | "storeTrouble" | "endTrouble"> {
  return {
    async trouble(companyId) {
      const row = await query
        .selectFrom("acumatica_trouble")
        .select(["kind", "says", "since", "at"])
        .where("company_id", "=", companyId)
        .executeTakeFirst();
      return row ? { ...row, kind: row.kind as Trouble["kind"] } : null;
    },
    async storeTrouble(companyId, { kind, says, at }) {
      const last = { kind, says, at };
      await query
        .insertInto("acumatica_trouble")
        .values({ company_id: companyId, since: at, ...last })
        .onConflict((conflict) => conflict.column("company_id").doUpdateSet(last))
        .execute();
    },
    async endTrouble(companyId) {
      await query.deleteFrom("acumatica_trouble").where("company_id", "=", companyId).execute();
    },
  };
}
