import { describe, expect, it } from "vitest";
import type { Schedule } from "../../../server/domain/settings.ts";
import { isDue, isSweepDue, nextAt } from "../../../server/jobs/schedule.ts";

const at = (text: string) => new Date(`2026-03-02T${text}:00.000Z`);
const timing = (schedule: Schedule, companyId = 7, timeZone = "UTC") => ({ schedule, companyId, timeZone });

describe("the schedule", () => {
  it.each<[Schedule, number]>([
    ["5m", 5],
    ["15m", 15],
    ["hourly", 60],
    ["2h", 120],
    ["4h", 240],
    ["daily", 1_440],
  ])("%s comes every %i minutes", (schedule, minutes) => {
    const first = nextAt(timing(schedule), at("10:00")) ?? at("00:00");
    const second = nextAt(timing(schedule), first);

    expect(first > at("10:00")).toBe(true);
    expect((second?.getTime() ?? 0) - first.getTime()).toBe(minutes * 60_000);
  });

  it("never comes with never", () => {
    expect(nextAt(timing("never"), at("10:00"))).toBeNull();
    expect(isDue(timing("never"), null, at("10:00"))).toBe(false);
    expect(isSweepDue(timing("never"), at("01:00"), at("23:00"))).toBe(false);
  });

  it("spreads the companies over the hour", () => {
    const companies = Array.from({ length: 100 }, (_one, index) => 598134325000000 + index);

    const minutes = companies.map((id) => nextAt(timing("hourly", id), at("10:00"))?.getUTCMinutes());

    expect(new Set(minutes).size).toBeGreaterThan(40);
  });

  it("gives a company the same place however often it is asked", () => {
    expect(nextAt(timing("4h"), at("10:00"))).toEqual(nextAt(timing("4h"), at("10:01")));
  });

  it("is due once its slot has passed, and at once where nothing was ever read", () => {
    const next = nextAt(timing("hourly"), at("10:00")) ?? at("00:00");

    expect(isDue(timing("hourly"), at("10:00"), new Date(next.getTime() - 1))).toBe(false);
    expect(isDue(timing("hourly"), at("10:00"), next)).toBe(true);
    expect(isDue(timing("hourly"), null, at("10:00"))).toBe(true);
  });

  it("means the night of the time zone, through a change of its clock too", () => {
    // New York leaves 02:00 out on this day: three o'clock local is 07:00 UTC, a day earlier 08:00.
    const local = (from: string) => nextAt(timing("daily", 7, "America/New_York"), new Date(from))?.getUTCHours();

    expect(local("2026-03-07T06:00:00Z")).toBe(8);
    expect(local("2026-03-08T06:00:00Z")).toBe(7);
    expect(local("2026-03-07T06:00:00Z")).toBe(8);
  });

  it("does not sweep where nothing was ever read: the first reading is as good", () => {
    expect(isSweepDue(timing("hourly"), null, at("23:00"))).toBe(false);
  });

  it("sweeps once a night", () => {
    expect(isSweepDue(timing("hourly"), at("01:00"), nextAt(timing("daily"), at("01:00")) ?? at("00:00"))).toBe(true);
    expect(isSweepDue(timing("hourly"), at("01:00"), at("02:59"))).toBe(false);
    expect(isSweepDue(timing("hourly"), at("01:00"), at("04:00"))).toBe(true);
    expect(isSweepDue(timing("hourly"), at("04:00"), at("23:00"))).toBe(false);
  });
});
