import { Cron } from "croner";
import type { Schedule } from "../domain/settings.ts";

const MINUTE = 60_000;

const EVERY: Readonly<Record<Exclude<Schedule, "never" | "daily">, number>> = {
  "5m": 5 * MINUTE,
  "15m": 15 * MINUTE,
  hourly: 60 * MINUTE,
  "2h": 120 * MINUTE,
  "4h": 240 * MINUTE,
};

/** When a company's next observation falls due: pure, the same on every instance. */
export type Timing = {
  readonly schedule: Schedule;
  readonly companyId: number;
  /** IANA name; decides what "daily" and "nightly" mean. */
  readonly timeZone: string;
};

/**
 * The first slot strictly after `after`; null with the schedule "never". Each company has its own place within the
 * interval (by a hash of its id), so that not all of them call both vendors on the full hour.
 */
export function nextAt({ schedule, companyId, timeZone }: Timing, after: Date): Date | null {
  if (schedule === "never") return null;
  if (schedule === "daily") return nightly(companyId, timeZone, after);
  const every = EVERY[schedule];
  const offset = hash(companyId) % every;
  const slots = Math.floor((after.getTime() - offset) / every);
  return new Date((slots + 1) * every + offset);
}

/** Is a slot past since `last`? A company never observed is due at once, unless its schedule is "never". */
export function isDue(timing: Timing, last: Date | null, now: Date): boolean {
  const next = nextAt(timing, last ?? now);
  return next !== null && (last === null || next <= now);
}

/** The nightly sweep, between three and four o'clock in the company's morning. Due whatever the schedule, but "never". */
export function isSweepDue(timing: Timing, last: Date | null, now: Date): boolean {
  if (timing.schedule === "never" || last === null) return false;
  return nightly(timing.companyId, timing.timeZone, last) <= now;
}

/** The next night is asked for at every tick, for every company, and stays the same all day long. */
const nights = new Map<string, { readonly from: number; readonly next: Date }>();

function nightly(companyId: number, timeZone: string, after: Date): Date {
  const minute = hash(companyId) % 60;
  const known = nights.get(`${minute} ${timeZone}`);
  if (known && known.from <= after.getTime() && after < known.next) return known.next;
  const next = nextNight(minute, timeZone, after);
  nights.set(`${minute} ${timeZone}`, { from: after.getTime(), next });
  return next;
}

function nextNight(minute: number, timeZone: string, after: Date): Date {
  const next = new Cron(`${minute} 3 * * *`, { timezone: timeZone }).nextRun(after);
  if (!next) throw new Error("A daily schedule always has a next time");
  return next;
}

/** FNV-1a over the id's digits: spreads neighboring ids well, and is the same everywhere. */
function hash(companyId: number): number {
  let value = 0x811c9dc5;
  for (const digit of String(companyId)) value = Math.imul(value ^ digit.charCodeAt(0), 0x01000193) >>> 0;
  return value;
}
