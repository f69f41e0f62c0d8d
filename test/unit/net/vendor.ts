import type { HttpReply } from "../../../server/net/http.ts";
import { defaultBehavior, type Behavior } from "../../fakes/procore/behavior.ts";
import { RateLimiter } from "../../fakes/procore/rate-limit.ts";

/** A clock that jumps to the next thing waited for, once nothing else is left to do. */
export class VirtualTime {
  #at = Date.parse("2026-03-01T10:00:03.400Z");
  #waiting: { at: number; wake: () => void }[] = [];
  readonly now = () => new Date(this.#at);
  readonly sleep = (ms: number) =>
    new Promise<void>((wake) => void this.#waiting.push({ at: this.#at + Math.max(0, ms), wake }));

  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const end = () => void (settled = true);
    promise.then(end, end);
    for (;;) {
      await new Promise((idle) => setImmediate(idle));
      if (settled) return promise;
      this.#waiting.sort((a, b) => a.at - b.at);
      const next = this.#waiting.shift();
      if (!next) throw new Error("Everything waits for nothing");
      this.#at = Math.max(this.#at, next.at);
      next.wake();
    }
  }
}

export type Vendor = { send(): Promise<HttpReply>; taken: number[]; refused: number };

type Delays = { latency?: () => number; aheadMs?: number };

/** A vendor that limits like the fake Procore, each request taking a while to arrive and to come back. */
export function aVendor(
  time: VirtualTime,
  limits: Partial<Behavior>,
  { latency = () => 20, aheadMs = 0 }: Delays = {},
): Vendor {
  const limiter = new RateLimiter({ ...defaultBehavior(), ...limits });
  const vendor: Vendor = { send, taken: [], refused: 0 };
  async function send(): Promise<HttpReply> {
    await time.sleep(latency());
    const now = new Date(time.now().getTime() - aheadMs);
    const { headers, refused } = limiter.take("bucket", now);
    if (refused) vendor.refused += 1;
    else vendor.taken.push(now.getTime());
    await time.sleep(latency());
    return refused ? { ...refused, text: refused.body } : { status: 200, headers, text: "" };
  }
  return vendor;
}
