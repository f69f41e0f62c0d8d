import { json } from "./message.ts";
import type { Behavior } from "./behavior.ts";
import type { WireReply } from "../wire.ts";

type Window = { readonly endsAt: number; used: number };

/**
 * The hourly and the 10-second window, per client id and company (docs/plan_your_app/rate_limiting.md). Windows are
 * aligned to the epoch, so that `X-Rate-Limit-Reset`, in whole seconds, is exactly when one ends.
 */
export class RateLimiter {
  readonly #behavior: Behavior;
  readonly #windows = new Map<string, Window>();

  constructor(behavior: Behavior) {
    this.#behavior = behavior;
  }

  /** Takes one request from both windows; the headers tell of the window that is nearer to its end. */
  take(bucket: string, now: Date): { headers: Record<string, string>; refused: WireReply | null } {
    const { hourlyLimit, hourlyWindowMs, spikeLimit, spikeWindowMs } = this.#behavior;
    const hourly = this.#window(`hourly ${bucket}`, hourlyWindowMs, now);
    const spike = this.#window(`spike ${bucket}`, spikeWindowMs, now);
    const refused = hourly.used >= hourlyLimit || spike.used >= spikeLimit;
    if (!refused) {
      hourly.used += 1;
      spike.used += 1;
    }
    const hourlyLeft = hourlyLimit - hourly.used;
    const spikeLeft = spikeLimit - spike.used;
    // With both used up, the later end counts: a client that came back after the spike would be refused again.
    const hourlyIsNearer = hourlyLeft <= spikeLeft;
    const endsAt = hourlyIsNearer ? hourly.endsAt : spike.endsAt;
    const headers: Record<string, string> = {
      "x-rate-limit-limit": String(hourlyIsNearer ? hourlyLimit : spikeLimit),
      "x-rate-limit-remaining": String(Math.max(0, Math.min(hourlyLeft, spikeLeft))),
      "x-rate-limit-reset": String(Math.ceil(endsAt / 1_000)),
    };
    if (!refused) return { headers, refused: null };
    const wait = String(Math.max(1, Math.ceil((endsAt - now.getTime()) / 1_000)));
    const retryAfter = this.#behavior.retryAfterOn429 ? { "retry-after": wait } : {};
    const reply = json(
      429,
      { message: "You have surpassed the max number of requests" },
      { ...headers, ...retryAfter },
    );
    return { headers, refused: reply };
  }

  #window(name: string, lengthMs: number, now: Date): Window {
    const known = this.#windows.get(name);
    if (known && now.getTime() < known.endsAt) return known;
    const fresh = { endsAt: (Math.floor(now.getTime() / lengthMs) + 1) * lengthMs, used: 0 };
    this.#windows.set(name, fresh);
    return fresh;
  }
}
