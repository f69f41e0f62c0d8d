import type { Log } from "../log.ts";

/** One act after another for each name, in the order asked for; one that fails keeps nobody from their turn. */
export class TakingTurns {
  readonly #last = new Map<number, Promise<unknown>>();

  run<T>(name: number, act: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(act);
    this.#last.set(name, mine);
    const forget = (): void => {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    };
    mine.then(forget, forget);
    return mine;
  }

  /** Waits for what is under way. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values());
  }
}

export type OneAtATime = { now(): Promise<void>; idle(): Promise<void> };

/**
 * Asked for while it is under way, it is done once more after: what began before may have missed what is new. Never
 * throws; `failed` is what the log says then.
 */
export function oneAtATime(act: () => Promise<void>, log: Log, failed: string): OneAtATime {
  let running: Promise<void> | null = null;
  let again = false;
  const untilSettled = async (): Promise<void> => {
    do {
      again = false;
      await act().catch((error: unknown) => log.error({ err: error }, failed));
    } while (again);
    // Here, not once it is known to have ended: who asks in between would be told of an end that was not theirs.
    running = null;
  };
  return {
    now() {
      again = true;
      running ??= untilSettled();
      return running;
    },
    idle: () => running ?? Promise.resolve(),
  };
}
