import type { Hint, WaitingHints } from "../domain/hint.ts";
import type { Instant } from "../domain/payment.ts";
import { isOneOf, type Db } from "./db.ts";

export type HintStore = {
  /** Those that are new, by their sender's id; the others stay as they were. Returns how many are. */
  add(companyId: number, hints: readonly Hint[], at: Instant): Promise<number>;
  /** What nobody has followed yet, in groups of which the first came at or before `until`. */
  waiting(until: Instant): Promise<readonly WaitingHints[]>;
  followed(hints: WaitingHints, at: Instant): Promise<void>;
  /** When the last one came; null: none that is still kept. */
  lastAt(companyId: number, from: Hint["from"]): Promise<Instant | null>;
  /** Forgets those that came before. */
  prune(before: Instant): Promise<void>;
};

/** What one look takes; the rest of a flood waits for the next. */
const AT_ONCE = 5_000;
const ROWS_A_STATEMENT = 500;

export function createHints(db: Db): HintStore {
  const { query } = db;
  return {
    async add(companyId, hints, at) {
      let added = 0;
      for (let from = 0; from < hints.length; from += ROWS_A_STATEMENT) {
        const rows = hints.slice(from, from + ROWS_A_STATEMENT).map((hint) => ({
          company_id: companyId,
          source: hint.from,
          event: hint.event,
          project_id: hint.projectId,
          contract_payment_id: hint.contractPaymentId,
          at,
          followed_at: null,
        }));
        const stored = await query
          .insertInto("hint")
          .values(rows)
          .onConflict((conflict) => conflict.columns(["company_id", "source", "event"]).doNothing())
          .returning("event")
          .execute();
        added += stored.length;
      }
      return added;
    },
    async waiting(until) {
      const rows = await query
        .selectFrom("hint")
        .selectAll()
        .where("followed_at", "is", null)
        .orderBy("at")
        .orderBy("event")
        .limit(AT_ONCE)
        .execute();
      const groups = new Map<string, WaitingHints & { events: string[]; contractPaymentIds: number[] }>();
      for (const { company_id: companyId, source, project_id: projectId, ...row } of rows) {
        const name = JSON.stringify([companyId, source, projectId]);
        const group = groups.get(name) ?? {
          companyId,
          from: source as Hint["from"],
          projectId,
          events: [],
          contractPaymentIds: [],
          since: row.at,
          until: row.at,
        };
        group.events.push(row.event);
        if (row.contract_payment_id !== null) group.contractPaymentIds.push(row.contract_payment_id);
        groups.set(name, { ...group, until: row.at });
      }
      return [...groups.values()].filter(({ since }) => since <= until);
    },
    async followed({ companyId, from, events }, at) {
      await query
        .updateTable("hint")
        .set({ followed_at: at })
        .where("company_id", "=", companyId)
        .where("source", "=", from)
        .where(isOneOf(db, "event", events))
        .execute();
    },
    async lastAt(companyId, from) {
      const row = await query
        .selectFrom("hint")
        .select((eb) => eb.fn.max("at").as("at"))
        .where("company_id", "=", companyId)
        .where("source", "=", from)
        .executeTakeFirst();
      return row?.at ?? null;
    },
    async prune(before) {
      await query.deleteFrom("hint").where("at", "<", before).execute();
    },
  };
}
