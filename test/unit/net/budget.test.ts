import { describe, expect, it } from "vitest";
import {
  afterAnswer,
  afterLosing,
  afterNotSent,
  afterRefusal,
  afterSending,
  freshBudget,
  permit,
  readAllowance,
  type Allowance,
  type Budget,
} from "../../../server/net/budget.ts";

const NOW = 1_800_000_000_000;
/** 100 an hour or 10 in ten seconds; the reset ten seconds ahead unless wished otherwise. */
const allowance = (over: Partial<Allowance> = {}): Allowance => ({
  limit: 10,
  remaining: 5,
  resetAt: NOW + 10_000,
  ...over,
});
/** One request sent and answered. */
const told = (over: Partial<Allowance> = {}, before = freshBudget(), now = NOW): Budget =>
  afterAnswer(afterSending(before), allowance(over), now);

describe("the headers of an allowance", () => {
  const headers = (limit: string, remaining: string, reset: string) => ({
    "x-rate-limit-limit": limit,
    "x-rate-limit-remaining": remaining,
    "x-rate-limit-reset": reset,
  });

  it("are read as counts and unix seconds, zeros too", () => {
    expect(readAllowance(headers("3600", "12", "1800000000"))).toEqual({ limit: 3_600, remaining: 12, resetAt: NOW });
    expect(readAllowance(headers("0", "0", "0"))).toEqual({ limit: 0, remaining: 0, resetAt: 0 });
  });

  it.each([
    ["one is missing", { "x-rate-limit-limit": "3600", "x-rate-limit-remaining": "12" }],
    ["one is empty", headers("3600", "", "1800000000")],
    ["one is no count", headers("3600", "-1", "1800000000")],
    ["one begins like a count", headers("3600", "12 left", "1800000000")],
    ["one ends like a count", headers("3600", "about 12", "1800000000")],
    ["there are none", {}],
  ])("say nothing where %s", (_, given) => {
    expect(readAllowance(given)).toBeNull();
  });
});

describe("a permit", () => {
  it("lets one request ask first, and the others wait for its answer", () => {
    expect(permit(freshBudget(), NOW)).toBe("now");
    expect(permit(afterSending(freshBudget()), NOW)).toBe("after an answer");
  });

  it("lets as many go as are left, those under way taken off", () => {
    let budget = told({ remaining: 2 });
    expect(permit(budget, NOW)).toBe("now");
    budget = afterSending(budget);
    expect(permit(budget, NOW)).toBe("now");
    expect(permit(afterSending(budget), NOW)).toBe("after an answer");
  });

  it("lets the request that never left be sent after all, and counts the one whose answer was lost", () => {
    const sent = afterSending(told({ remaining: 1 }));
    expect(permit(afterNotSent(sent), NOW)).toBe("now");
    expect(permit(afterLosing(sent), NOW)).toEqual({ waitMs: 10_050 });
  });

  it("waits for the reset of a spent window and a little more, then lets one ask", () => {
    const spent = told({ remaining: 0 });
    expect(permit(spent, NOW)).toEqual({ waitMs: 10_050 });
    expect(permit(spent, NOW + 10_049)).toEqual({ waitMs: 1 });
    expect(permit(spent, NOW + 10_050)).toBe("now");
    expect(permit(afterSending(spent), NOW + 10_050)).toBe("after an answer");
  });

  it("waits for the later of two spent windows", () => {
    const hour = told({ limit: 100, remaining: 0, resetAt: NOW + 3_600_000 });
    const both = told({ limit: 10, remaining: 0 }, hour);
    expect(permit(both, NOW)).toEqual({ waitMs: 3_600_050 });
  });

  it("counts every answer in the window that was not told of too", () => {
    const hour = told({ limit: 100, remaining: 1, resetAt: NOW + 3_600_000 });
    const both = told({ limit: 10, remaining: 9 }, hour);
    expect(permit(both, NOW)).toEqual({ waitMs: 3_600_050 });
  });

  it("keeps two windows of one limit apart by their resets, and of one reset by their limits", () => {
    const first = told({ remaining: 1, resetAt: NOW + 5_000 });
    expect(permit(told({ remaining: 9, resetAt: NOW + 8_000 }, first), NOW)).toEqual({ waitMs: 5_050 });
    const other = told({ limit: 100, remaining: 1 });
    expect(permit(told({ limit: 10, remaining: 9 }, other), NOW)).toEqual({ waitMs: 10_050 });
  });

  it("believes the smaller of two answers of one window: they may have overtaken each other", () => {
    const budget = told({ remaining: 5 }, told({ remaining: 0 }));
    expect(permit(budget, NOW)).toEqual({ waitMs: 10_050 });
    expect(budget.windows).toHaveLength(1);
  });

  it("knows what is left until the very reset", () => {
    expect(permit(afterSending(told({ remaining: 5 })), NOW + 9_990)).toBe("now");
  });

  it("forgets a window once it is over: the next one is counted from what is told of it", () => {
    const over = NOW + 10_050;
    const next = told({ remaining: 3, resetAt: over + 10_000 }, told({ remaining: 0 }), over);
    expect(permit(next, over)).toBe("now");
    expect(next.windows).toHaveLength(1);
  });

  it("goes on as before where the vendor tells nothing", () => {
    const silent = afterAnswer(afterSending(freshBudget()), null, NOW);
    expect(permit(silent, NOW)).toBe("now");
    expect(permit(afterSending(silent), NOW)).toBe("now");
  });
});

describe("a clock ahead of the vendor's", () => {
  it("is made up for by coming back later after a reset", () => {
    const ahead = told({ remaining: 0, resetAt: NOW - 2_000 });
    expect(ahead.marginMs).toBe(2_050);
    expect(permit(ahead, NOW)).toEqual({ waitMs: 50 });
  });

  it("by more than a minute is not heeded: such resets say nothing", () => {
    expect(told({ remaining: 0, resetAt: NOW - 60_001 }).windows).toEqual([]);
    expect(told({ remaining: 0, resetAt: NOW - 60_000 }).windows).toHaveLength(1);
  });
});

describe("a refusal", () => {
  const refused = (how: { allowance?: Allowance | null; askedMs?: number | null }) =>
    afterRefusal(afterSending(freshBudget()), { allowance: null, askedMs: null, now: NOW, ...how });

  it("is obeyed for as long as it asks", () => {
    expect(permit(refused({ askedMs: 5_000 }), NOW)).toEqual({ waitMs: 5_050 });
  });

  it("that asks for nothing waits for the reset it tells of, a second at least", () => {
    expect(permit(refused({ allowance: allowance({ remaining: 3 }) }), NOW)).toEqual({ waitMs: 10_050 });
    const soon = allowance({ remaining: 3, resetAt: NOW + 100 });
    expect(permit(refused({ allowance: soon }), NOW)).toEqual({ waitMs: 1_000 });
  });

  it("that says nothing at all waits for the length of the short window", () => {
    expect(permit(refused({}), NOW)).toEqual({ waitMs: 10_000 });
  });

  it("never shortens a rest that was asked for before", () => {
    const long = refused({ askedMs: 30_000 });
    const again = afterRefusal(afterSending(long), { allowance: null, askedMs: 1_000, now: NOW });
    expect(permit(again, NOW)).toEqual({ waitMs: 30_050 });
  });
});
