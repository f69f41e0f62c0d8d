import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("a check that is voided, read through %s", (reader) => {
  let world: World;
  let payment: string;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
    const { ref } = world.bill({ amount: 1_250_00 });
    payment = world.pay([{ bill: ref, amount: 1_250_00 }]);
  });

  afterEach(() => world.close());

  it("stays in Procore while the void is only entered, and goes when it is released", async () => {
    await world.sync();
    world.later(30);
    const voiding = world.ledger.startVoid(payment);

    const before = await world.sync();

    expect(before.counts).toMatchObject({ remove: 0, update: 0, unchanged: 1 });
    expect(world.amounts()).toEqual(["1250.00"]);
    expect(await world.states()).toEqual(["synced"]);

    world.later(30);
    world.ledger.releasePayment(voiding);
    const after = await world.sync();

    expect(after).toMatchObject({ status: "succeeded", counts: { remove: 1 } });
    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["removed voided"]);
    await world.expectInStep();
  });

  it("is removed by the schedule alone", async () => {
    await world.scheduled();
    world.later(60);
    world.ledger.voidPayment(payment);

    const [run] = await world.scheduled();

    expect(run).toMatchObject({ status: "succeeded", counts: { remove: 1 } });
    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("never shows up, and costs nothing, where it was voided before it was ever synced", async () => {
    world.ledger.voidPayment(payment);

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 0, remove: 0 } });
    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["removed voided"]);
    await world.expectInStep();
  });

  it("stays where the void was deleted before its release", async () => {
    await world.sync();
    world.later(30);
    world.ledger.delete(world.ledger.startVoid(payment));

    await world.sync();

    expect(world.amounts()).toEqual(["1250.00"]);
    await world.expectInStep();
  });

  it("gives way to the check that replaces it, under its old number", async () => {
    await world.sync();
    world.later(30);
    world.ledger.voidPayment(payment);
    const bill = world.ledger.paid()[0]?.billRef ?? "";
    world.pay([{ bill, amount: 1_250_00 }], { extRef: "5501" });

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { remove: 1, create: 1 } });
    expect(world.amounts()).toEqual(["1250.00"]);
    expect(await world.states()).toEqual(["removed voided", "synced"]);
    await world.expectInStep();
  });

  it("and the check written in its place tell of each other", async () => {
    world.ledger.voidPayment(payment);
    const bill = world.ledger.paid()[0]?.billRef ?? "";
    const again = world.pay([{ bill, amount: 1_250_00 }], { extRef: "5502" });

    await world.sync();

    const stories = (await world.applications()).map(({ payment: { ref, replaces, replacedBy } }) => ({
      ref,
      replaces: replaces?.ref ?? null,
      replacedBy: replacedBy?.reference ?? null,
    }));
    expect(stories).toEqual([
      { ref: payment, replaces: null, replacedBy: "5502" },
      { ref: again, replaces: payment, replacedBy: null },
    ]);
  });
});
