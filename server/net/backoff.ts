import { ERROR_RULES, isSyncError } from "../domain/errors.ts";

export type Backoff = {
  /** How often a request is sent in all, the first time included. */
  readonly tries: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** A vendor that asks for a longer rest than this ends the attempt: whoever waits is told instead. */
  readonly patienceMs: number;
};

export const BACKOFF: Backoff = { tries: 4, baseMs: 500, capMs: 15_000, patienceMs: 60_000 };

/**
 * How long to wait, in milliseconds, before a request that failed `made` times (1 or more) is sent again; null: do not.
 *
 * Full jitter: anywhere between nothing and the doubled step, so that many clients which failed together do not come
 * back together. A rest the vendor asks for (Retry-After) is kept whole, with the jitter added.
 *
 * `repeatable` says that sending twice is harmless (reads). Anything else is sent again only after an error that proves
 * the vendor did not act; a create whose reply was lost is looked for, never repeated.
 */
export function waitBeforeRetry(
  error: unknown,
  made: number,
  { repeatable, random }: { readonly repeatable: boolean; readonly random: () => number },
  backoff: Backoff = BACKOFF,
): number | null {
  if (!isSyncError(error) || !ERROR_RULES[error.kind].retry || made >= backoff.tries) return null;
  if (!repeatable && error.extra.notSent !== true) return null;
  const asked = error.extra.retryAfterMs ?? 0;
  if (asked > backoff.patienceMs) return null;
  const step = Math.min(backoff.capMs, backoff.baseMs * 2 ** (made - 1));
  return asked + Math.floor(random() * step);
}
