import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("a document that Acumatica no longer lists, read through %s", (reader) => {
  let world: World;
  let payment: string;
  let bill: string;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
    bill = world.bill({ amount: 500_00 }).ref;
    payment = world.pay([{ bill, amount: 500_00 }]);
    await world.sync();
    world.later(60);
  });

  afterEach(() => world.close());

  async function sweep(): Promise<void> {
    await world.process.engine.sweep(world.companyId);
    await world.process.work();
  }

  it("because it was archived keeps its payment in Procore", async () => {
    world.ledger.archive({ type: "CHK", ref: payment });
    world.ledger.archive({ type: "INV", ref: bill });

    await world.sync();
    await sweep();

    expect(world.amounts()).toEqual(["500.00"]);
    expect(await world.states()).toEqual(["synced"]);
    await world.expectInStep();
  });

  it("because the connection's user may not see it keeps its payment in Procore", async () => {
    world.ledger.restrict({ type: "CHK", ref: payment });
    world.ledger.restrict({ type: "INV", ref: bill });

    await world.sync();
    await sweep();

    expect(world.amounts()).toEqual(["500.00"]);
    await world.expectInStep();
  });

  it("because its vendor was restricted keeps its payment in Procore, though another payment of the bill moves", async () => {
    world.ledger.restrict("V000001");
    const { ref } = world.bill({ amount: 100_00, commitment: "SC-002", vendor: "V000002" });
    world.pay([{ bill: ref, amount: 100_00 }], { vendor: "V000002", extRef: "G-1" });

    await world.sync();
    await sweep();

    expect(world.amounts()).toEqual(["500.00"]);
    expect(world.amounts("SC-002")).toEqual(["100.00"]);
    await world.expectInStep();
  });

  it("is still removed once its void is seen", async () => {
    world.ledger.archive({ type: "CHK", ref: payment });
    world.ledger.voidPayment(payment);

    await world.sync();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });
});
