import { describe, expect, it } from "vitest";
import { SyncError } from "../../../server/domain/errors.ts";
import { BACKOFF, waitBeforeRetry } from "../../../server/net/backoff.ts";
import { retryAfterMs, withRetries } from "../../../server/net/retry.ts";

const most = () => 0.999_999;
const unavailable = new SyncError("unavailable", "Procore", "Procore did not answer.");
const notSent = new SyncError("unavailable", "Procore", "Procore did not answer.", { notSent: true });
const asked = (retryAfterMs: number) => new SyncError("rate limited", "Procore", "Slow down.", { retryAfterMs });

describe("waitBeforeRetry", () => {
  it.each<[behavior: string, error: unknown, made: number, repeatable: boolean, wait: number | null]>([
    ["waits up to the first step", unavailable, 1, true, 499],
    ["doubles the step each time", unavailable, 3, true, 1_999],
    ["gives up after the last try", unavailable, BACKOFF.tries, true, null],
    ["keeps the rest the vendor asks for, whole", asked(7_000), 1, true, 7_499],
    ["keeps the longest rest that anyone waits for", asked(BACKOFF.patienceMs), 1, true, 60_499],
    ["gives up when that rest is longer than anyone waits", asked(3_600_000), 1, true, null],
    ["never repeats a write whose reply was lost", unavailable, 1, false, null],
    ["repeats a write that certainly never left", notSent, 1, false, 499],
    ["does not repeat what was refused", new SyncError("rejected", "Procore", "No."), 1, true, null],
    ["does not repeat a bug", new TypeError("x is not a function"), 1, true, null],
  ])("%s", (_behavior, error, made, repeatable, wait) => {
    expect(waitBeforeRetry(error, made, { repeatable, random: most })).toBe(wait);
  });

  it("spreads the waits from nothing on", () => {
    expect(waitBeforeRetry(unavailable, 1, { repeatable: true, random: () => 0 })).toBe(0);
  });
});

describe("withRetries", () => {
  it("answers with the first success, having waited as told", async () => {
    const waits: number[] = [];
    const sleep = (ms: number) => Promise.resolve(void waits.push(ms));
    const answers = [unavailable, unavailable, "done"];

    const result = await withRetries(
      () => {
        const answer = answers.shift();
        return answer instanceof SyncError ? Promise.reject(answer) : Promise.resolve(answer);
      },
      true,
      { sleep, random: () => 0.5 },
    );

    expect([result, waits]).toEqual(["done", [250, 500]]);
  });

  it("throws the error that may not be tried again", async () => {
    const deps = { sleep: () => Promise.resolve(), random: () => 0 };

    await expect(withRetries(() => Promise.reject(unavailable), false, deps)).rejects.toBe(unavailable);
  });
});

describe("retryAfterMs", () => {
  const now = new Date("2026-03-01T10:00:00Z");

  it.each([
    ["12", 12_000],
    ["Sun, 01 Mar 2026 10:01:00 GMT", 60_000],
    ["Sun, 01 Mar 2026 09:00:00 GMT", 0],
    ["soon", null],
    [undefined, null],
  ])("reads %s", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
