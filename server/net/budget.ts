/** What a reply tells of the window that is nearer to its end: `X-Rate-Limit-Limit`, `-Remaining`, `-Reset`. */
export type Allowance = {
  readonly limit: number;
  readonly remaining: number;
  /** Unix milliseconds. */
  readonly resetAt: number;
};

type Window = { readonly limit: number; readonly resetAt: number; readonly left: number };

/**
 * What we know of a vendor's allowance. The vendor counts two windows (10 seconds and an hour) and tells of one, the
 * one with less left; so what it tells bounds both. Learned from replies alone: no limit is written down here.
 */
export type Budget = {
  readonly windows: readonly Window[];
  /** The window that the last reply told of. */
  readonly told: { readonly limit: number; readonly resetAt: number } | null;
  readonly heard: boolean;
  /** Sent and not answered: the vendor may or may not have counted them. */
  readonly inFlight: number;
  readonly pausedUntil: number;
  /** How long after a reset we come back; grows when it proves too short, for our clock may be ahead of the vendor's. */
  readonly marginMs: number;
};

/** May the next request go: now, once an answer is here, or not before some time has passed? */
export type Permit = "now" | "after an answer" | { readonly waitMs: number };

const MARGIN_MS = 50;
/** Two clocks further apart than this cannot be reconciled: what such a vendor tells of resets is not heeded. */
const MAX_MARGIN_MS = 60_000;
const LEAST_REST_MS = 1_000;
/** When a refusal says nothing of when to come back: the length of the short window. */
const SPIKE_WINDOW_MS = 10_000;

export function freshBudget(): Budget {
  return { windows: [], told: null, heard: false, inFlight: 0, pausedUntil: 0, marginMs: MARGIN_MS };
}

/** Reads the three headers (names lower case); null unless all are there and make sense. */
export function readAllowance(headers: Readonly<Record<string, string>>): Allowance | null {
  const [limit = NaN, remaining = NaN, reset = NaN] = ["limit", "remaining", "reset"].map((name) => {
    const text = headers[`x-rate-limit-${name}`];
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : NaN;
  });
  return limit + remaining + reset >= 0 ? { limit, remaining, resetAt: reset * 1_000 } : null;
}

/**
 * Requests in flight are taken off what is left, so that even if the vendor has counted none of them yet the last one
 * fits. After a reset nothing is known of the new window, nor how near the hour's end is: one request goes ahead and
 * asks, and the rest follow on its answer.
 */
export function permit(budget: Budget, now: number): Permit {
  if (now < budget.pausedUntil) return { waitMs: budget.pausedUntil - now };
  const { inFlight, marginMs } = budget;
  const live = budget.windows.filter(({ resetAt }) => now < resetAt + marginMs);
  const spent = live.filter(({ left }) => left <= 0).map(({ resetAt }) => resetAt + marginMs - now);
  if (spent.length > 0) return { waitMs: Math.max(...spent) };
  if (live.some(({ left }) => left <= inFlight)) return "after an answer";
  const known = budget.told ? now < budget.told.resetAt + marginMs : budget.heard;
  return known || inFlight === 0 ? "now" : "after an answer";
}

export function afterSending(budget: Budget): Budget {
  return { ...budget, inFlight: budget.inFlight + 1 };
}

/** The request certainly never left: nothing was counted. */
export function afterNotSent(budget: Budget): Budget {
  return { ...budget, inFlight: budget.inFlight - 1 };
}

/** The answer was lost: the vendor may have counted it. */
export function afterLosing(budget: Budget): Budget {
  return { ...afterNotSent(budget), windows: budget.windows.map(less) };
}

export function afterAnswer(budget: Budget, allowance: Allowance | null, now: number): Budget {
  const { inFlight } = budget;
  const answered = { ...budget, heard: true, inFlight: inFlight - 1 };
  const heeded = allowance && now - allowance.resetAt <= MAX_MARGIN_MS ? allowance : null;
  // A reset is never past when the vendor tells of it: if it is by our clock, ours is ahead by that much.
  const marginMs = Math.max(budget.marginMs, heeded ? now - heeded.resetAt + MARGIN_MS : 0);
  const live = budget.windows.filter(({ resetAt }) => now < resetAt + marginMs);
  if (!heeded) return { ...answered, windows: live.map(less) };
  const { limit, resetAt, remaining } = heeded;
  const same = (window: Window) => window.limit === limit && window.resetAt === resetAt;
  // Within one window less and less is left: of two answers that overtook each other, the smaller is the later.
  const left = Math.min(live.find(same)?.left ?? Infinity, remaining);
  const windows = [...live.filter((window) => !same(window)).map(less), { limit, resetAt, left }];
  return { ...answered, marginMs, windows, told: { limit, resetAt } };
}

/**
 * The vendor refused for going too fast (429), or asked for a rest (503 with Retry-After).
 * `askedMs`: its Retry-After, null for none.
 */
export function afterRefusal(
  budget: Budget,
  {
    allowance,
    askedMs,
    now,
  }: { readonly allowance: Allowance | null; readonly askedMs: number | null; readonly now: number },
): Budget {
  const answered = afterAnswer(budget, allowance, now);
  const reset = allowance
    ? Math.max(allowance.resetAt + answered.marginMs, now + LEAST_REST_MS)
    : now + SPIKE_WINDOW_MS;
  const restUntil = askedMs === null ? reset : now + askedMs + answered.marginMs;
  return { ...answered, pausedUntil: Math.max(budget.pausedUntil, restUntil) };
}

/** What another instance has to know to go on with this allowance. */
export function noteOf({ inFlight: _, ...known }: Budget): string {
  return JSON.stringify(known);
}

/** What another instance knew, with what is still under way of ours. null: nobody knew anything. */
export function withNote(budget: Budget, note: string | null): Budget {
  if (note === null) return budget;
  const known = JSON.parse(note) as Omit<Budget, "inFlight">;
  const rested = Math.max(budget.pausedUntil, known.pausedUntil);
  return { ...known, inFlight: budget.inFlight, pausedUntil: rested };
}

function less(window: Window): Window {
  return { ...window, left: window.left - 1 };
}
