import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a commitment that Procore lists no more", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
    world.pay([{ bill: world.bill({ amount: 100_00 }).ref, amount: 100_00 }]);
    await world.sync();
    world.later(60);
  });

  afterEach(() => world.close());

  it("leaves no change without an outcome: what cannot be written there is failed, in words", async () => {
    world.procore.world.commitments.delete(world.commitmentId("SC-001"));
    world.ledger.voidPayment("000001");

    const run = await world.sync();

    expect(run).toMatchObject({ status: "partial", counts: { remove: 0, failed: 1 } });
    expect(await world.changes(run)).toEqual(["remove failed"]);
    expect(await world.states()).toEqual(["failed tool_forbidden"]);
  });

  it("is asked for again in growing steps, and not at every tick of the schedule", async () => {
    world.procore.world.commitments.delete(world.commitmentId("SC-001"));
    world.ledger.voidPayment("000001");
    await world.sync();

    world.later(5);
    const early = await world.scheduled();
    world.later(15);
    const due = await world.scheduled();

    expect([early.length, due.length]).toEqual([0, 1]);
    await world.expectTiedOut();
  });

  it("heals when it is listed again", async () => {
    const id = world.commitmentId("SC-001");
    const commitment = world.procore.admin.commitment(id);
    world.procore.world.commitments.delete(id);
    world.ledger.voidPayment("000001");
    await world.sync();

    world.procore.world.commitments.set(id, commitment);
    await world.sync();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });
});
