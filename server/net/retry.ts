import { BACKOFF, waitBeforeRetry, type Backoff } from "./backoff.ts";

export type RetryDeps = {
  /** Injected, so that a simulation waits by moving its clock. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly backoff?: Backoff;
};

/**
 * Tries again what may be tried again, see {@link waitBeforeRetry}.
 * @throws what the last attempt threw
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  repeatable: boolean,
  { sleep, random, backoff = BACKOFF }: RetryDeps,
): Promise<T> {
  for (let made = 1; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      const wait = waitBeforeRetry(error, made, { repeatable, random }, backoff);
      if (wait === null) throw error;
      await sleep(wait);
    }
  }
}

/** `Retry-After` in milliseconds, as seconds or as a date; null where it is absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined || header.trim() === "") return null;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Math.ceil(Number(header) * 1_000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
