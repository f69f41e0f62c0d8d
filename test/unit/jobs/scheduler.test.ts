import { describe, expect, it } from "vitest";
import { Scheduler, type Scheduled } from "../../../server/jobs/scheduler.ts";
import { silent } from "../../world/silent-log.ts";

/** A clock, companies, and what was started in which order. */
function aSchedule(companies: Scheduled[], { leads = true, fails = false } = {}) {
  const clock = { now: new Date("2026-03-02T10:00:00.000Z") };
  const started: string[] = [];
  const waiting: (() => void)[] = [];
  const act = (what: string) => (companyId: number) => {
    started.push(`${what} ${companyId}`);
    if (fails) return Promise.reject(new Error("no"));
    return new Promise<void>((done) => waiting.push(done));
  };
  const scheduler = new Scheduler({
    companies: () => Promise.resolve(companies),
    observe: act("observe"),
    sweep: act("sweep"),
    isLeader: () => Promise.resolve(leads),
    timeZone: "UTC",
    now: () => clock.now,
    log: silent,
  });
  const finish = async () => {
    waiting.splice(0).forEach((done) => done());
    await scheduler.idle();
  };
  const later = (minutes: number) => (clock.now = new Date(clock.now.getTime() + minutes * 60_000));
  return { scheduler, started, finish, later };
}

const company = (given: Partial<Scheduled> = {}): Scheduled => ({
  companyId: 7,
  schedule: "hourly",
  lastObservedAt: "2026-03-02T10:00:00.000Z",
  ...given,
});

describe("the scheduler", () => {
  it("starts what is due, and nothing before", async () => {
    const { scheduler, started, later } = aSchedule([company()]);

    await scheduler.tick();
    expect(started).toEqual([]);

    later(61);
    await scheduler.tick();
    expect(started).toEqual(["observe 7"]);
  });

  it("starts nothing a second time while it is under way", async () => {
    const { scheduler, started, later, finish } = aSchedule([company({ lastObservedAt: null })]);

    await scheduler.tick();
    later(61);
    await scheduler.tick();
    expect(started).toEqual(["observe 7"]);

    await finish();
    later(61);
    await scheduler.tick();
    expect(started).toEqual(["observe 7", "observe 7"]);
  });

  it("tries what failed again at the next slot, not at every tick", async () => {
    const { scheduler, started, later } = aSchedule([company({ lastObservedAt: null })], { fails: true });

    await scheduler.tick();
    await scheduler.idle();
    await scheduler.tick();
    expect(started).toEqual(["observe 7"]);

    later(61);
    await scheduler.tick();
    expect(started).toEqual(["observe 7", "observe 7"]);
  });

  it("sweeps at night", async () => {
    const { scheduler, started, later } = aSchedule([company()]);

    later(18 * 60);
    await scheduler.tick();

    expect(started).toEqual(["sweep 7"]);
  });

  it("stands by while another instance leads", async () => {
    const { scheduler, started } = aSchedule([company({ lastObservedAt: null })], { leads: false });

    await scheduler.tick();

    expect(started).toEqual([]);
  });
});
