/** Business dates counted back from today, so that the demo's company always has a recent past. */
export type Calendar = {
  /** The day of the month so many months ago: `on(2, 15)`; 0 is this month. */
  readonly on: (monthsAgo: number, day: number) => string;
  readonly today: () => string;
};

export function createCalendar(today: Date): Calendar {
  const at = (monthsAgo: number, day: number) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - monthsAgo, day)).toISOString().slice(0, 10);
  return { on: at, today: () => today.toISOString().slice(0, 10) };
}

/** Four in the afternoon of a business date: when its documents were last touched. */
export function officeHours(date: string): Date {
  return new Date(`${date}T16:00:00Z`);
}
