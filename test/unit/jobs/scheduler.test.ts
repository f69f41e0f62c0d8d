import { describe, expect, it } from "vitest";
import { Scheduler, type Scheduled } from "../../../server/jobs/scheduler.ts";
import type { Look } from "../../../server/jobs/queue.ts";
import { silent } from "../../world/silent-log.ts";

/** A clock, companies, and what was started in which order. */
function aSchedule(companies: Scheduled[], { leads = true, fails = false } = {}) {
  const clock = { now: new Date("2026-03-02T10:00:00.000Z") };
  const started: string[] = [];
  const waiting: (() => void)[] = [];
  /** Companies whose next look leaves something to read. */
  const more = new Set<number>();
  const remembered = new Map(companies.map((one) => [one.companyId, one]));
  const look = ({ companyId, act }: Look) => {
    started.push(`${act} ${companyId}`);
    if (fails) return Promise.reject(new Error("no"));
    return new Promise<boolean>((done) => waiting.push(() => done(more.delete(companyId))));
  };
  const scheduler = new Scheduler({
    companies: () => Promise.resolve([...remembered.values()]),
    began: ({ companyId, act }, at) => {
      const one = remembered.get(companyId) ?? company();
      const what = act === "sweep" ? { sweptAt: at.toISOString() } : { triedAt: at.toISOString() };
      return Promise.resolve(void remembered.set(companyId, { ...one, ...what }));
    },
    look,
    isLeader: () => Promise.resolve(leads),
    timeZone: "UTC",
    now: () => clock.now,
    log: silent,
  });
  const settled = () => new Promise((done) => setImmediate(done));
  const finishOne = async () => {
    waiting.shift()?.();
    await settled();
  };
  /** Until nothing waits any more. */
  const finish = async () => {
    for (; waiting.length > 0; await settled()) waiting.splice(0).forEach((done) => done());
    await scheduler.idle();
  };
  const later = (minutes: number) => (clock.now = new Date(clock.now.getTime() + minutes * 60_000));
  return { scheduler, started, finish, finishOne, later, settled, more };
}

const company = (given: Partial<Scheduled> = {}): Scheduled => ({
  companyId: 7,
  schedule: "hourly",
  timeZone: null,
  lastObservedAt: "2026-03-02T10:00:00.000Z",
  triedAt: null,
  sweptAt: "2026-03-02T09:00:00.000Z",
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

  it("looks at sixteen companies side by side, the longest due first, and at the next whenever one is done", async () => {
    const minute = (n: number) => `2026-03-02T08:${String(n).padStart(2, "0")}:00.000Z`;
    const many = Array.from({ length: 40 }, (_, n) => company({ companyId: n, lastObservedAt: minute(59 - n) }));
    const { scheduler, started, later, finishOne, finish, settled } = aSchedule(many);
    later(61);

    await scheduler.tick();
    await settled();
    expect(started).toEqual(Array.from({ length: 16 }, (_, n) => `observe ${39 - n}`));

    await finishOne();
    expect(started.at(-1)).toBe("observe 23");
    expect(started).toHaveLength(17);

    await finish();
    expect(new Set(started).size).toBe(40);
  });

  it("starts nothing more once it is stopped", async () => {
    const many = Array.from({ length: 20 }, (_, n) => company({ companyId: n, lastObservedAt: null }));
    const { scheduler, started, finish } = aSchedule(many);
    await scheduler.tick();

    scheduler.stop();
    await finish();

    expect(started).toHaveLength(16);
  });

  it("sweeps at night", async () => {
    const { scheduler, started, later } = aSchedule([company()]);

    later(18 * 60);
    await scheduler.tick();

    expect(started).toEqual(["sweep 7"]);
  });

  it("remembers when it last looked over a restart, so that a night is swept once", async () => {
    const swept = company({ sweptAt: "2026-03-03T03:30:00.000Z", lastObservedAt: "2026-03-03T03:30:00.000Z" });
    const { scheduler, started, later } = aSchedule([swept]);

    later(19 * 60);
    await scheduler.tick();

    expect(started).toEqual(["observe 7"]);
  });

  it("means the company's own night", async () => {
    const { scheduler, started, later } = aSchedule([company({ schedule: "daily", timeZone: "Asia/Tokyo" })]);

    // from 10:00 UTC, 19:00 in Tokyo
    later(7 * 60);
    await scheduler.tick();
    expect(started).toEqual([]);

    later(2 * 60);
    await scheduler.tick();
    expect(started).toEqual(["sweep 7"]);
  });

  it("goes on with what a look left, after the others that are due and before its next slot", async () => {
    const many = Array.from({ length: 20 }, (_, n) =>
      company({ companyId: n, schedule: "daily", lastObservedAt: null }),
    );
    const { scheduler, started, finish, later, more } = aSchedule(many);
    more.add(0);
    await scheduler.tick();
    await finish();

    later(1);
    await scheduler.tick();
    await finish();
    later(1);
    await scheduler.tick();
    await finish();

    expect(started).toHaveLength(21);
    expect(started.at(-1)).toBe("observe 0");
  });

  it("stands by while another instance leads", async () => {
    const { scheduler, started } = aSchedule([company({ lastObservedAt: null })], { leads: false });

    await scheduler.tick();

    expect(started).toEqual([]);
  });
});
