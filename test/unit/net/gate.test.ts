import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SyncError } from "../../../server/domain/errors.ts";
import { createGate, type Gate, type Lane } from "../../../server/net/gate.ts";
import type { HttpReply } from "../../../server/net/http.ts";
import { aVendor, VirtualTime, type Vendor } from "./vendor.ts";

const ENDLESS = { "half done": Infinity, page: Infinity, person: Infinity, schedule: Infinity };

const aGate = ({ now, sleep }: VirtualTime, more: object = {}) =>
  createGate({ system: "Procore", now, sleep, concurrency: 12, ...more });

const all = (gate: Gate, vendor: Vendor, times: number, lane: Lane = "schedule") =>
  Promise.all(Array.from({ length: times }, () => gate.run(lane, () => vendor.send())));

/** Of the allowance of every window between the first and the last one, which share was used? */
function shareUsed({ taken }: Vendor, limit: number, windowMs: number): number {
  const windows = taken.map((at) => Math.floor(at / windowMs));
  const [first = 0, last = 0] = [windows.at(0), windows.at(-1)];
  const between = windows.filter((window) => window > first && window < last).length;
  return between / (limit * (last - first - 1));
}

describe("the gate", () => {
  it("uses the 10-second allowance almost whole and is never refused", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, { spikeLimit: 25 });

    await time.until(all(aGate(time), vendor, 300));

    expect(vendor.refused).toBe(0);
    expect(shareUsed(vendor, 25, 10_000)).toBeGreaterThanOrEqual(0.9);
  });

  it("uses the hourly allowance almost whole and is never refused", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, { spikeLimit: 25, hourlyLimit: 600 });

    await time.until(all(aGate(time, { patienceMs: ENDLESS }), vendor, 2_000));

    expect(vendor.refused).toBe(0);
    expect(shareUsed(vendor, 600, 3_600_000)).toBeGreaterThanOrEqual(0.9);
  });

  it("is never refused, whatever the limits and however long answers take", { timeout: 60_000 }, async () => {
    const worlds = fc.record({
      spikeLimit: fc.integer({ min: 1, max: 40 }),
      hourlyLimit: fc.integer({ min: 1, max: 300 }),
      hourlyWindowMs: fc.constantFrom(30_000, 3_600_000),
      latencies: fc.infiniteStream(fc.integer({ min: 0, max: 3_000 })),
    });
    await fc.assert(
      fc.asyncProperty(worlds, async ({ latencies, ...limits }) => {
        const time = new VirtualTime();
        const vendor = aVendor(time, limits, { latency: () => Number(latencies.next().value) });

        await time.until(all(aGate(time, { patienceMs: ENDLESS }), vendor, 60));

        expect([vendor.refused, vendor.taken.length]).toEqual([0, 60]);
      }),
      { numRuns: 40 },
    );
  });

  it("learns that its clock is ahead of the vendor's", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, { spikeLimit: 25 }, { aheadMs: 4_000 });

    await time.until(all(aGate(time), vendor, 300));

    expect(vendor.refused).toBeLessThanOrEqual(12);
  });

  it("does not slow down where the vendor tells of no limit", async () => {
    const time = new VirtualTime();
    const gate = aGate(time);
    const started = time.now().getTime();
    const send = async (): Promise<HttpReply> => {
      await time.sleep(100);
      return { status: 200, headers: {}, text: "" };
    };

    await time.until(Promise.all(Array.from({ length: 121 }, () => gate.run("schedule", send))));

    expect(time.now().getTime() - started).toBe(1_100);
  });

  it("lets what a person waits for overtake what a schedule sends", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, {});
    const gate = aGate(time, { concurrency: 1 });
    const order: string[] = [];
    const send = (name: string) => () => (order.push(name), vendor.send());

    const sent = ["a", "b", "c"].map((name) => gate.run("schedule", send(name)));
    sent.push(gate.run("person", send("person")));
    await time.until(Promise.all(sent));

    expect(order).toEqual(["a", "person", "b", "c"]);
  });

  it("rests as long as a refusal asks, and lets the schedule go on", async () => {
    const time = new VirtualTime();
    const gate = aGate(time);
    const sentAt: number[] = [];
    const replies: HttpReply[] = [
      { status: 429, headers: { "retry-after": "30" }, text: "" },
      { status: 200, headers: {}, text: "" },
    ];
    const send = () => {
      sentAt.push(time.now().getTime());
      return Promise.resolve(replies.shift() ?? { status: 500, headers: {}, text: "" });
    };

    await time.until(gate.run("schedule", send));
    await time.until(gate.run("schedule", send));

    expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThanOrEqual(30_000);
  });

  it("tells a person who would wait for the next hour, and sends nothing", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, { hourlyLimit: 1 });
    const gate = aGate(time);
    await time.until(gate.run("person", () => vendor.send()));

    const error = await time.until(gate.run("person", () => vendor.send()).catch((thrown: unknown) => thrown));

    expect(error).toBeInstanceOf(SyncError);
    expect(error).toMatchObject({ kind: "rate limited", extra: { notSent: true } });
    expect(vendor.taken).toHaveLength(1);
  });

  it("ends what is half done before everything else, and waits for the next hour to do so", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, { hourlyLimit: 2 });
    const gate = aGate(time, { concurrency: 1 });
    await time.until(all(gate, vendor, 1));
    const order: string[] = [];
    const send = (name: string) => () => (order.push(name), vendor.send());

    const sent = [
      gate.run("schedule", send("a")),
      gate.run("schedule", send("b")),
      gate.run("half done", send("relock")),
    ];
    await time.until(Promise.all(sent));

    expect(order).toEqual(["a", "relock", "b"]);
    expect(vendor.refused).toBe(0);
  });

  it("tells a page within seconds when it goes on, where a run would still wait", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, { spikeLimit: 1 });
    const gate = aGate(time);
    await time.until(gate.run("page", () => vendor.send()));
    const told: (Date | null)[] = [];
    const run = gate.run(
      "person",
      () => vendor.send(),
      (until) => told.push(until),
    );

    const error = await time.until(gate.run("page", () => vendor.send()).catch((thrown: unknown) => thrown));
    await time.until(run);

    expect(error).toMatchObject({ kind: "rate limited", extra: { notSent: true } });
    // The window that began at 10:00:00 ends ten seconds later.
    expect(told[0]?.toISOString()).toMatch(/^2026-03-01T10:00:10/);
    expect(told.at(-1)).toBeNull();
  });

  it("counts a lost answer as used, and one that never left as not", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, { spikeLimit: 4 });
    const gate = aGate(time);
    const lose = (notSent: boolean) => async () => {
      if (!notSent) await vendor.send();
      throw new SyncError("unavailable", "Procore", "Procore did not answer.", { notSent });
    };
    const started = time.now().getTime();

    await time.until(gate.run("schedule", () => vendor.send()));
    for (const notSent of [true, true, false, false]) {
      await time.until(gate.run("schedule", lose(notSent)).catch(() => undefined));
    }
    await time.until(all(gate, vendor, 2));

    expect(vendor.refused).toBe(0);
    const windows = vendor.taken.map((at) => Math.floor(at / 10_000) - Math.floor(started / 10_000));
    expect(windows).toEqual([0, 0, 0, 0, 1]);
  });
});
