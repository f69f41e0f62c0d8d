import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("a check moved off a bill without a void, read through %s", (reader) => {
  let world: World;
  let wrong: { ref: string; invoiceId: number };
  let right: { ref: string; invoiceId: number };
  let payment: string;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
    wrong = world.bill({ amount: 2_000_00 });
    right = world.bill({ amount: 2_000_00, commitment: "PO-001" });
    payment = world.pay([{ bill: wrong.ref, amount: 2_000_00 }], { date: "2026-02-20" });
    await world.sync();
    world.later(24 * 60);
  });

  afterEach(() => world.close());

  it("leaves the wrong invoice and appears on the right one, on the day it was applied there", async () => {
    world.ledger.reverse(payment, { bill: wrong.ref, date: "2026-03-03" });
    world.ledger.apply(payment, { bill: right.ref, amount: 2_000_00, date: "2026-03-03" });
    world.ledger.releasePayment(payment);

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { remove: 1, create: 1 } });
    expect(world.issued()).toEqual([]);
    expect(world.issued("PO-001")).toMatchObject([{ amount: "2000.00", checkNumber: "5501" }]);
    expect(new Set(await world.states())).toEqual(new Set(["removed reversed", "synced"]));
    await world.expectInStep();
  });

  it("stays while the reversal is only entered", async () => {
    world.ledger.startReverse(payment, { bill: wrong.ref });

    await world.sync();

    expect(world.amounts()).toEqual(["2000.00"]);
    await world.expectInStep();
  });

  it("comes back under the same key where it is applied to the same bill again", async () => {
    const [before] = world.issued();
    world.ledger.reverse(payment, { bill: wrong.ref });
    await world.sync();
    expect(world.issued()).toEqual([]);
    world.later(24 * 60);
    world.ledger.apply(payment, { bill: wrong.ref, amount: 1_500_00 });
    world.ledger.releasePayment(payment);

    await world.sync();

    expect(world.issued()).toMatchObject([
      { amount: "1500.00", originId: before?.originId, invoiceId: wrong.invoiceId },
    ]);
    await world.expectInStep();
  });

  it("changes in place where it was reversed and applied in a smaller amount between two syncs", async () => {
    const [before] = world.issued();
    world.ledger.reverse(payment, { bill: wrong.ref });
    world.ledger.apply(payment, { bill: wrong.ref, amount: 900_00 });
    world.ledger.releasePayment(payment);

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { update: 1 } });
    expect(world.issued()).toMatchObject([{ id: before?.id, amount: "900.00" }]);
    await world.expectInStep();
  });
});
