import { SyncError } from "../domain/errors.ts";
import { isLocalDate, type Instant, type LocalDate } from "../domain/payment.ts";

/**
 * How far before the last stamp the next page starts again.
 *
 * Some columns keep 1/300 s and are shown rounded to the millisecond, upwards too; a filter that starts at the shown
 * stamp can then pass over a row that was stored just before it. Reading a few rows twice is harmless, missing one is
 * not. SQL Server's `datetime` is off by at most 1.7 ms; four leaves room.
 */
export const STAMP_SLACK_MS = 4;

const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/;

export type Stamp = {
  /** Cut, never rounded, to milliseconds. */
  readonly at: Instant;
  /** The digits beyond the millisecond, without trailing zeros: "" for none. They tell two edits in one ms apart. */
  readonly beyond: string;
};

/**
 * Reads a stamp as either interface writes it ("2025-06-17T10:31:28.4029871-04:00"); without an offset it is UTC.
 * @throws SyncError "unexpected reply"
 */
export function readStamp(text: string): Stamp {
  const parts = STAMP.exec(text);
  if (!parts) throw new SyncError("unexpected reply", "Acumatica", "Acumatica sent a time in a form we do not know.");
  const [, whole = "", fraction = "", offset = "Z"] = parts;
  const ms = Date.parse(`${whole}.${fraction.padEnd(3, "0").slice(0, 3)}${offset}`);
  if (Number.isNaN(ms)) throw new SyncError("unexpected reply", "Acumatica", "Acumatica sent a time that is not one.");
  return { at: new Date(ms).toISOString(), beyond: fraction.slice(3).replace(/0+$/, "") };
}

export function earlier(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) - ms).toISOString();
}

export function latest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** A stamp from the future, of a server whose clock was wrong once, must not hide what is stamped until then. */
export function notAfter(at: Instant | null, clock: Instant): Instant | null {
  return at !== null && at > clock ? clock : at;
}

/**
 * A business date: the first ten characters, never converted, for midnight in another zone is the day before. null where
 * they are no day of a calendar.
 */
export function dateOf(text: string): LocalDate | null {
  const date = text.slice(0, 10);
  return isLocalDate(date) ? date : null;
}
