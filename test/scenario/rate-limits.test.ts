import { afterEach, describe, expect, it } from "vitest";
import type { WireRequest } from "../fakes/wire.ts";
import { World, type WorldOptions } from "../world/world.ts";

describe("a large catch-up", () => {
  let world: World;

  afterEach(() => world.close());

  async function withPayments(count: number, options: WorldOptions = {}): Promise<void> {
    world = await World.open(options);
    for (let index = 0; index < count; index += 1) {
      const { ref } = world.bill({ amount: 100_00 + index });
      world.pay([{ bill: ref, amount: 100_00 + index }], { extRef: `T-${index}` });
    }
  }

  it("stays inside both of Procore's windows and never makes it refuse", async () => {
    await withPayments(60, { procore: { spikeLimit: 15, hourlyLimit: 50 } });
    const started = world.now.getTime();

    for (let run = 0; run < 4 && world.issued().length < 60; run += 1) {
      await world.scheduled();
      world.later(1);
    }

    expect(world.procore.health().tooManyRequests).toBe(0);
    await world.expectInStep();
    // 60 creates and the reads before them need a second hour of 50, and little more than that.
    expect(world.now.getTime() - started).toBeLessThan(2 * 3_600_000);
  });

  it("tells a person who will not wait an hour, and loses nothing", async () => {
    await withPayments(60, { procore: { hourlyLimit: 50 } });

    const run = await world.sync();

    expect(run).toMatchObject({ status: "failed", error: { kind: "rate limited" } });
    expect(run.error?.says).toContain("Procore asked us to slow down");
    await world.expectTiedOut();

    world.later(60);
    await world.scheduled();
    await world.expectInStep();
  });

  it("can be stopped by a start date: what was not written when Procore failed stays out", async () => {
    await withPayments(5);
    const isThird = countdown(3);
    const reply = { status: 500, headers: {}, body: "" };
    const isPayment = ({ target }: WireRequest) => target.includes("contract_payments");
    world.procore.wire.failNext({ kind: "reply", reply }, (request) => isPayment(request) && isThird(), 99);
    await world.sync();
    const written = world.issued().length;
    world.procore.wire.heal();
    await world.configure({ startDate: "2026-03-03" });
    world.later(60);

    await world.sync();

    expect(written).toBeLessThan(5);
    expect(world.issued()).toHaveLength(written);
    expect((await world.states()).filter((state) => state === "excluded before_start_date")).toHaveLength(5 - written);
    await world.expectTiedOut();
  });

  it("waits as long as a 429 asks, though another app had used the allowance up", async () => {
    await withPayments(2);
    const body = JSON.stringify({ message: "You have surpassed the max number of requests" });
    const reply = { status: 429, headers: { "retry-after": "40" }, body };
    world.procore.wire.failNext({ kind: "reply", reply }, ({ method }) => method === "POST");
    const started = world.now.getTime();

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 2 } });
    expect(world.now.getTime() - started).toBeGreaterThanOrEqual(40_000);
    await world.expectInStep();
  });

  it("does not leave a payment open because a person would not wait so long", async () => {
    await withPayments(1);
    await world.sync();
    world.later(60);
    world.ledger.editPayment("000001", { extRef: "T-NEW" });
    const reply = { status: 429, headers: { "retry-after": "1800" }, body: "" };
    const isPatch = countdown(2);
    world.procore.wire.failNext({ kind: "reply", reply }, ({ method }) => method === "PATCH" && isPatch());

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { update: 1 } });
    expect(world.heldOne()).toMatchObject({ checkNumber: "T-NEW" });
    await world.expectInStep();
  });

  it("waits as long as a 503 asks before it reads again", async () => {
    await withPayments(1);
    const reply = { status: 503, headers: { "retry-after": "20" }, body: "" };
    world.procore.wire.failNext({ kind: "reply", reply }, ({ target }) => target.includes("requisitions"));
    const started = world.now.getTime();

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    expect(world.now.getTime() - started).toBeGreaterThanOrEqual(20_000);
    await world.expectInStep();
  });

  it("looks before it creates again what a 503 may have hidden", async () => {
    await withPayments(1);
    const reply = { status: 503, headers: { "retry-after": "20" }, body: "" };
    world.procore.wire.failNext({ kind: "after, then reply", reply }, ({ method }) => method === "POST");

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    expect(world.issued()).toHaveLength(1);
    await world.expectInStep();
  });

  it("ends in words when Procore stays away, keeps what was done, and goes on from there", async () => {
    await withPayments(5);
    const isThird = countdown(3);
    const reply = { status: 500, headers: {}, body: "" };
    const isWrite = ({ method, target }: WireRequest) => method === "POST" && target.includes("contract_payments");
    world.procore.wire.failNext({ kind: "reply", reply }, (request) => isWrite(request) && isThird(), 99);
    world.procore.wire.failNext({ kind: "reply", reply }, ({ method }) => method === "GET" && isThird.over, 99);

    const failed = await world.sync();

    expect(failed).toMatchObject({ status: "failed", counts: { create: 2 } });
    expect(failed.error?.says).toMatch(/^Procore could not/);
    expect(world.issued()).toHaveLength(2);
    await world.expectTiedOut();

    world.procore.wire.heal();
    world.later(10);
    await world.sync();
    await world.expectInStep();
  });
});

/** True from its n-th asking on. */
function countdown(n: number): (() => boolean) & { over: boolean } {
  let left = n;
  const ask = (): boolean => {
    left -= 1;
    if (left <= 0) ask.over = true;
    return ask.over;
  };
  ask.over = false;
  return ask;
}
