import type { Instant } from "../domain/payment.ts";
import { DEFAULT_SETTINGS, type Schedule, type Settings } from "../domain/settings.ts";
import { fromJson } from "./batches.ts";
import type { Db } from "./db.ts";

/** A connected company whose writing is not held, and when all streams of its Acumatica were last read to their ends. */
export type ScheduledCompany = {
  readonly companyId: number;
  readonly schedule: Schedule;
  /** null: the server's. */
  readonly timeZone: string | null;
  /** null: not all of them were. */
  readonly lastObservedAt: Instant | null;
  /** When the schedule last began to look, whatever came of it. */
  readonly triedAt: Instant | null;
  /** When the last nightly sweep began; before the first, when the company was connected. */
  readonly sweptAt: Instant;
};

/** Those that the schedule may look at, in one query however many there are. `streams`: how many a company has. */
export async function readScheduled({ query }: Db, streams: number): Promise<readonly ScheduledCompany[]> {
  const rows = await query
    .selectFrom("connection")
    .leftJoin("company", "company.company_id", "connection.company_id")
    .leftJoin("company_look", "company_look.company_id", "connection.company_id")
    .leftJoin("watermark", "watermark.company_id", "connection.company_id")
    .select((eb) => [
      "connection.company_id",
      "connection.created_at",
      "company.settings",
      "company_look.tried_at",
      "company_look.swept_at",
      eb.fn.count<number>("watermark.read_at").as("read"),
      eb.fn.min("watermark.read_at").as("read_at"),
    ])
    .where("connection.status", "=", "ready")
    .where("connection.held_because", "is", null)
    .groupBy([
      "connection.company_id",
      "connection.created_at",
      "company.settings",
      "company_look.tried_at",
      "company_look.swept_at",
    ])
    .orderBy("connection.company_id")
    .execute();
  return rows.map(({ company_id, settings, read, read_at, created_at, tried_at, swept_at }) => {
    const { schedule, timeZone } = { ...DEFAULT_SETTINGS, ...fromJson<Partial<Settings>>(settings ?? "{}") };
    return {
      companyId: company_id,
      schedule,
      timeZone,
      lastObservedAt: Number(read) < streams ? null : read_at,
      triedAt: tried_at,
      sweptAt: swept_at ?? created_at,
    };
  });
}
