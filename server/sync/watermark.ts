import type { Instant } from "../domain/payment.ts";

/**
 * How far before the watermark each read starts again.
 *
 * A row is stamped when its transaction begins but seen only when it commits: one stamped 10:00:00 that commits at
 * 10:00:04 is missed by a read at 10:00:02, and the next read, starting there, would miss it for ever. Reading twice is
 * harmless (the plan finds nothing to change); missing a payment is not. Ten minutes is a guess, generous on purpose,
 * until a real one is measured; it also leaves room for the two servers' clocks to disagree.
 */
export const OVERLAP_MS = 10 * 60_000;

/** Where the next read of a stream starts. null: at the beginning. */
export function readFrom(through: Instant | null): Instant | null {
  return through && new Date(Date.parse(through) - OVERLAP_MS).toISOString();
}

/** A watermark never moves back: a page out of order must not hide what lies between. */
export function latest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
