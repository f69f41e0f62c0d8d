import { useEffect, useState } from "react";
import { dateWords } from "../messages/said.ts";
import { currentLocale, t } from "../messages/text.ts";

/** A business date (`YYYY-MM-DD`) in the reader's words. Never moved through a time zone: a check has a date, not a moment. */
export function formatDate(date: string): string {
  return dateWords(date);
}

export function BusinessDate({ of }: { readonly of: string | null }) {
  if (of === null) return <span>–</span>;
  return <time dateTime={of}>{formatDate(of)}</time>;
}

export function formatMoment(instant: string): string {
  const format = new Intl.DateTimeFormat(currentLocale(), { dateStyle: "medium", timeStyle: "short" });
  return format.format(new Date(instant));
}

/** A time of today, to the second: for what is over in a moment. */
export function formatTime(at: Date): string {
  return new Intl.DateTimeFormat(currentLocale(), { timeStyle: "medium" }).format(at);
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "2 min. ago", "in 1 hr.": how far `instant` is from `now`. */
export function formatAgo(instant: string, now: number): string {
  const seconds = Math.round((new Date(instant).getTime() - now) / 1_000);
  const found = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (!found) return t("dates.just_now");
  const [unit, size] = found;
  const format = new Intl.RelativeTimeFormat(currentLocale(), { numeric: "auto", style: "short" });
  return format.format(Math.trunc(seconds / size), unit);
}

const TICK_MS = 30_000;

/** An instant, told as a distance that stays true while the page is open; the full time is its title. */
export function Moment({ of }: { readonly of: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => {
      setNow(Date.now());
    }, TICK_MS);
    return () => {
      window.clearInterval(timer);
    };
  }, []);
  return (
    <time dateTime={of} title={formatMoment(of)}>
      {formatAgo(of, now)}
    </time>
  );
}
