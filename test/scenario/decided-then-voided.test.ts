import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a check that is voided after somebody had decided about it", () => {
  let world: World;
  let payment: string;

  beforeEach(async () => {
    world = await World.open();
    const { ref } = world.bill({ amount: 500_00 });
    payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
  });

  afterEach(() => world.close());

  async function voided(): Promise<void> {
    world.later(60);
    world.ledger.voidPayment(payment);
    await world.sync();
  }

  it("leaves Procore though its edited amount was accepted", async () => {
    world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });
    await world.sync();
    await world.decide("accept");

    await voided();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("leaves Procore though it was ignored: what was ignored is not what stands there now", async () => {
    await world.decide("ignore");
    await world.sync();
    expect(world.amounts()).toEqual(["500.00"]);

    await voided();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("leaves Procore though its link to the invoice was taken away", async () => {
    await world.decide("unlink");
    await world.sync();

    await voided();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("leaves Procore though somebody unlinked it there", async () => {
    world.procore.ui.unlinkPayment(world.heldOne().id);

    await voided();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("is settled where its deletion in Procore was accepted before", async () => {
    world.procore.ui.deletePayment(world.heldOne().id, { evenIfLocked: true });
    await world.sync();
    await world.decide("accept");

    await voided();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["removed voided"]);
    await world.expectInStep();
  });

  it("stays away for good: nothing brings it back", async () => {
    await world.configure({ drift: "restore" });
    await voided();

    for (let turn = 0; turn < 3; turn += 1) {
      world.later(12 * 60);
      await world.process.engine.sweep(world.companyId);
      await world.process.work();
      await world.sync();
    }

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });
});

describe("two decisions one after the other", () => {
  it("count as the last one says", async () => {
    const world = await World.open();
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync({ mode: "preview" });
    await world.decide("ignore");
    await world.decide("unlink");
    await world.sync();
    expect(await world.states()).toEqual(["needs_review unlinked"]);

    const invoiceId = world.invoice({ amount: 500_00, number: "1-B", commitment: "SC-001" });
    await world.sync();
    await world.decide("link", { invoiceId });
    await world.sync();

    expect(world.issued()).toMatchObject([{ amount: "500.00", invoiceId }]);
    await world.expectInStep();
    await world.close();
  });
});
