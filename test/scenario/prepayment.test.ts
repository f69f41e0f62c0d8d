import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("a prepayment, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
  });

  afterEach(() => world.close());

  it("shows up on the invoice only when it is applied, and then in the part that was applied", async () => {
    const prepaid = { type: "PPM", ref: world.pay([], { type: "PPM", amount: 5_000_00, date: "2026-02-10" }) } as const;
    const { ref, invoiceId } = world.bill({ amount: 3_000_00 });
    await world.sync();
    expect(world.issued()).toEqual([]);
    world.later(24 * 60);
    world.ledger.apply(prepaid, { bill: ref, amount: 3_000_00, date: "2026-03-03" });
    world.ledger.releasePayment(prepaid);

    await world.sync();

    expect(world.issued()).toMatchObject([{ amount: "3000.00", invoiceId }]);
    await world.expectInStep();
  });

  it("leaves the invoice again when the prepayment is voided", async () => {
    const { ref } = world.bill({ amount: 3_000_00 });
    const prepaid = { type: "PPM", ref: world.pay([{ bill: ref, amount: 3_000_00 }], { type: "PPM" }) } as const;
    await world.sync();
    expect(world.amounts()).toEqual(["3000.00"]);
    world.later(60);
    world.ledger.voidPayment(prepaid);

    await world.sync();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });
});

describe("the date that Procore shows", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });

  afterEach(() => world.close());

  it("is the day the prepayment was applied, where that is later than the day the money left", async () => {
    const { ref } = world.bill({ amount: 3_000_00 });
    const prepaid = { type: "PPM", ref: world.pay([], { type: "PPM", amount: 3_000_00, date: "2026-02-10" }) } as const;
    world.ledger.apply(prepaid, { bill: ref, amount: 3_000_00, date: "2026-03-02" });
    world.ledger.releasePayment(prepaid);

    await world.sync();

    expect(world.issued().map(({ date }) => date)).toEqual(["2026-03-02"]);
  });

  it("is the check's own date, though the check is still open and its application date drifts to today", async () => {
    const { ref } = world.bill({ amount: 3_000_00 });
    world.pay([{ bill: ref, amount: 3_000_00 }], { date: "2026-02-10", amount: 4_000_00 });
    await world.sync();
    world.later(24 * 60);

    const run = await world.sync();

    expect(world.issued().map(({ date }) => date)).toEqual(["2026-02-10"]);
    expect(run.counts).toMatchObject({ update: 0, unchanged: 1 });
  });

  it("does not change because the connection is read through the other interface", async () => {
    const { ref } = world.bill({ amount: 3_000_00 });
    const prepaid = { type: "PPM", ref: world.pay([], { type: "PPM", amount: 3_000_00, date: "2026-02-10" }) } as const;
    world.ledger.apply(prepaid, { bill: ref, amount: 3_000_00, date: "2026-03-02" });
    world.ledger.releasePayment(prepaid);
    await world.sync();

    for (const reader of ["contract", "dac"] as const) {
      await world.configure({ reader });
      world.later(60);
      world.ledger.editPayment(prepaid, { description: `read by ${reader}` });
      expect((await world.sync()).counts).toMatchObject({ update: 0, unchanged: 1 });
    }

    expect(world.issued().map(({ date }) => date)).toEqual(["2026-03-02"]);
    await world.expectInStep();
  });
});
