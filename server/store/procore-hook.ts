import type { HookState } from "../domain/hint.ts";
import type { Db } from "./db.ts";
import type { Schema } from "./schema.ts";

/** What is remembered of each company's webhook in Procore. Its secret is the connection's. */
export type ProcoreHookStore = {
  get(companyId: number): Promise<HookState | null>;
  put(companyId: number, state: HookState): Promise<void>;
  remove(companyId: number): Promise<void>;
  /** Companies whose connection is gone, and their webhook perhaps not. */
  orphans(): Promise<readonly (HookState & { readonly companyId: number })[]>;
};

export function createProcoreHooks({ query }: Db): ProcoreHookStore {
  return {
    async get(companyId) {
      const row = await query
        .selectFrom("procore_hook")
        .selectAll()
        .where("company_id", "=", companyId)
        .executeTakeFirst();
      return row ? stateIn(row) : null;
    },
    async put(companyId, { hookId, userId, status, says, checkedAt, readThrough }) {
      const row = {
        company_id: companyId,
        hook_id: hookId,
        user_id: userId,
        status,
        says,
        checked_at: checkedAt,
        read_through: readThrough,
      };
      await query
        .insertInto("procore_hook")
        .values(row)
        .onConflict((conflict) => conflict.column("company_id").doUpdateSet(row))
        .execute();
    },
    async remove(companyId) {
      await query.deleteFrom("procore_hook").where("company_id", "=", companyId).execute();
    },
    async orphans() {
      const rows = await query
        .selectFrom("procore_hook")
        .leftJoin("connection", "connection.company_id", "procore_hook.company_id")
        .selectAll("procore_hook")
        .where("connection.company_id", "is", null)
        .execute();
      return rows.map((row) => ({ ...stateIn(row), companyId: row.company_id }));
    },
  };
}

function stateIn(row: Schema["procore_hook"]): HookState {
  return {
    hookId: row.hook_id,
    userId: row.user_id,
    status: row.status as HookState["status"],
    says: row.says,
    checkedAt: row.checked_at,
    readThrough: row.read_through,
  };
}
