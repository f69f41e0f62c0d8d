import type { WireReply } from "../wire.ts";
import { FAULTS } from "./replies.ts";

export type LicenceOptions = {
  /** Requests worked on at the same time; more of them wait. Null: no limit. */
  readonly concurrent: number | null;
  /** Requests that may wait; one more is answered 429. The vendor documents 20. */
  readonly queue: number;
  /** Above half of it, requests are delayed without a word. Null: no limit. */
  readonly perMinute: number | null;
  readonly latencyMs: number;
  readonly now: () => Date;
  readonly delay: (ms: number) => Promise<void>;
};

/** The licence's gate: silent queueing first, 429 only when the queue is full. */
export class Licence {
  readonly #options: LicenceOptions;
  #active = 0;
  #waiting: (() => void)[] = [];
  #recent: number[] = [];
  /** The most requests that were ever worked on or waiting at the same time. */
  peak = 0;
  /** Requests refused with 429. */
  refused = 0;
  /** Time for which requests were held back without a word. */
  delayedMs = 0;

  constructor(options: LicenceOptions) {
    this.#options = options;
  }

  async pass(work: () => WireReply): Promise<WireReply> {
    const { concurrent, queue, latencyMs, delay } = this.#options;
    this.peak = Math.max(this.peak, this.#active + this.#waiting.length + 1);
    if (concurrent !== null && this.#active >= concurrent) {
      if (this.#waiting.length >= queue) {
        this.refused += 1;
        return FAULTS.tooManyRequests;
      }
      await new Promise<void>((free) => this.#waiting.push(free));
    }
    this.#active += 1;
    try {
      await this.#throttle();
      if (latencyMs > 0) await delay(latencyMs);
      return work();
    } finally {
      this.#active -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** Once half of the minute's allowance is used: the rest of the minute, spread over what is left. */
  async #throttle(): Promise<void> {
    const { perMinute, now, delay } = this.#options;
    if (perMinute === null) return;
    const at = now().getTime();
    this.#recent = this.#recent.filter((one) => one > at - 60_000);
    this.#recent.push(at);
    if (this.#recent.length <= perMinute / 2) return;
    const left = 60_000 - (at - (this.#recent[0] ?? at));
    const ms = Math.round(left / Math.max(1, perMinute - this.#recent.length));
    this.delayedMs += ms;
    await delay(ms);
  }
}
