import type { Instant } from "../domain/payment.ts";
import { fromJson, upsertRows } from "./batches.ts";
import type { Db } from "./db.ts";
import type { SessionUser } from "./sessions.ts";

/** What somebody might do in the company when they were last here, and by which right in Procore. */
export type PersonRights = { readonly canSync: boolean; readonly canConfigure: boolean; readonly because: string };

export type Person = SessionUser & PersonRights & { readonly seenAt: Instant };

export type PeopleStore = {
  seen(companyId: number, user: SessionUser, rights: PersonRights, at: Instant): Promise<void>;
  /** By name. */
  list(companyId: number): Promise<readonly Person[]>;
};

export function createPeople(db: Db): PeopleStore {
  return {
    async seen(companyId, { id, login, name }, { canSync, canConfigure, because }, at) {
      const rights = JSON.stringify({ canSync, canConfigure, because });
      const row = { company_id: companyId, user_id: id, login, name, rights, seen_at: at };
      await upsertRows(db, "person", [row], { key: ["company_id", "user_id"] });
    },
    async list(companyId) {
      const rows = await db.query
        .selectFrom("person")
        .selectAll()
        .where("company_id", "=", companyId)
        .orderBy("name")
        .orderBy("user_id")
        .execute();
      return rows.map(({ user_id, login, name, rights, seen_at }) => ({
        id: user_id,
        login,
        name,
        ...fromJson<PersonRights>(rights),
        seenAt: seen_at,
      }));
    },
  };
}
