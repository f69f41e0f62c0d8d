import { Turn, type TurnOptions } from "../net/turn.ts";

/** A token bucket's level at a time (epoch milliseconds). */
export type Bucket = { readonly tokens: number; readonly at: number };
export type Pace = { readonly perMinute: number; readonly burst: number };

/** PURE: takes one token, now or on credit; `waitMs` is how long to wait before using it. */
export function takeToken(
  bucket: Bucket,
  pace: Pace,
  now: number,
): { readonly bucket: Bucket; readonly waitMs: number } {
  const refilled = bucket.tokens + (Math.max(0, now - bucket.at) * pace.perMinute) / 60_000;
  const tokens = Math.min(pace.burst, refilled) - 1;
  const waitMs = tokens >= 0 ? 0 : Math.ceil((-tokens * 60_000) / pace.perMinute);
  return { bucket: { tokens, at: Math.max(now, bucket.at) }, waitMs };
}

export type GovernorDeps = {
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly pace: Pace;
  readonly atOnce: number;
  /** Where several instances of the server ask with one licence. */
  readonly turn?: TurnOptions;
};

/**
 * Lets few requests through at a time, and not too many a minute. Acumatica delays whoever asks too often without a
 * word, up to ten minutes, and then answers 429; no header tells how near that is (reference section 3.3).
 */
export class Governor {
  readonly #deps: GovernorDeps;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  readonly #turn: Turn | null;
  #bucket: Bucket;

  constructor(deps: GovernorDeps) {
    this.#deps = deps;
    this.#bucket = { tokens: deps.pace.burst, at: deps.now().getTime() };
    const read = (note: string | null): void => {
      if (note !== null) this.#bucket = JSON.parse(note) as Bucket;
    };
    this.#turn = deps.turn ? new Turn(deps.turn, { read, write: () => JSON.stringify(this.#bucket) }) : null;
  }

  async run<T>(act: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      await this.#turn?.mine();
      this.#turn?.sent();
    } catch (error) {
      this.#leave();
      throw error;
    }
    try {
      const { bucket, waitMs } = takeToken(this.#bucket, this.#deps.pace, this.#deps.now().getTime());
      this.#bucket = bucket;
      if (waitMs > 0) await this.#deps.sleep(waitMs);
      return await act();
    } finally {
      this.#turn?.answered();
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#deps.atOnce) {
      this.#running += 1;
      return;
    }
    // whoever leaves hands the place over, so that nobody slips in between
    await new Promise<void>((go) => this.#waiting.push(go));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
