import type { Instant } from "../domain/payment.ts";
import { DEFAULT_SETTINGS, type Schedule, type Settings } from "../domain/settings.ts";
import { fromJson } from "./batches.ts";
import type { Db } from "./db.ts";

/** A connected company whose writing is not held, and when all streams of its Acumatica were last read to their ends. */
export type ScheduledCompany = {
  readonly companyId: number;
  readonly schedule: Schedule;
  /** null: not all of them were. */
  readonly lastObservedAt: Instant | null;
};

/** Those that the schedule may look at, in one query however many there are. `streams`: how many a company has. */
export async function readScheduled({ query }: Db, streams: number): Promise<readonly ScheduledCompany[]> {
  const rows = await query
    .selectFrom("connection")
    .leftJoin("company", "company.company_id", "connection.company_id")
    .leftJoin("watermark", "watermark.company_id", "connection.company_id")
    .select((eb) => [
      "connection.company_id",
      "company.settings",
      eb.fn.count<number>("watermark.read_at").as("read"),
      eb.fn.min("watermark.read_at").as("read_at"),
    ])
    .where("connection.status", "=", "ready")
    .where("connection.held_because", "is", null)
    .groupBy(["connection.company_id", "company.settings"])
    .orderBy("connection.company_id")
    .execute();
  return rows.map(({ company_id, settings, read, read_at }) => ({
    companyId: company_id,
    schedule: fromJson<Partial<Settings>>(settings ?? "{}").schedule ?? DEFAULT_SETTINGS.schedule,
    lastObservedAt: Number(read) < streams ? null : read_at,
  }));
}
