import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("a bill paid in parts, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
  });

  afterEach(() => world.close());

  it("shows each part with its own date and check, and adds up to what was paid", async () => {
    const { ref, invoiceId } = world.bill({ amount: 10_000_00 });
    world.pay([{ bill: ref, amount: 4_000_00 }], { extRef: "5501", date: "2026-02-20" });
    await world.sync();
    world.later(24 * 60);
    world.pay([{ bill: ref, amount: 5_999_99 }], { extRef: "5502", date: "2026-03-03" });

    await world.sync();

    expect(world.issued().map(({ id, originId, ...shown }) => (id && originId ? shown : null))).toEqual([
      { amount: "4000.00", date: "2026-02-20", checkNumber: "5501", invoiceId },
      { amount: "5999.99", date: "2026-03-03", checkNumber: "5502", invoiceId },
    ]);
    await world.expectInStep();
  });

  it("is not credited with the whole check where the check pays other bills too", async () => {
    const bills = [1_000_00, 2_500_50, 3_01].map((amount) => world.bill({ amount }));
    const order = world.bill({ amount: 700_00, commitment: "PO-001" });
    world.pay([
      ...bills.map(({ ref }, index) => ({ bill: ref, amount: [1_000_00, 500_50, 3_01][index] ?? 0 })),
      { bill: order.ref, amount: 700_00 },
    ]);

    await world.sync();

    expect(world.amounts().toSorted()).toEqual(["1000.00", "3.01", "500.50"]);
    expect(world.amounts("PO-001")).toEqual(["700.00"]);
    expect(new Set(world.issued().map(({ checkNumber }) => checkNumber))).toEqual(new Set(["5501"]));
    await world.expectInStep();
  });

  it("shows checks of one number on one day as the two payments they are", async () => {
    const one = world.bill({ amount: 800_00 });
    const two = world.bill({ amount: 800_00 });
    world.pay([{ bill: one.ref, amount: 800_00 }], { extRef: "ACH-0302" });
    world.pay([{ bill: two.ref, amount: 800_00 }], { extRef: "ACH-0302" });

    await world.sync();

    expect(world.issued().map(({ invoiceId }) => invoiceId)).toEqual([one.invoiceId, two.invoiceId]);
    await world.expectInStep();
  });

  it("shows nothing of a payment that was never released", async () => {
    const { ref } = world.bill({ amount: 800_00 });
    world.pay([{ bill: ref, amount: 800_00 }], { release: false });
    world.pay([{ bill: ref, amount: 800_00 }], { extRef: "5502", printed: true });

    await world.sync();

    expect(world.issued()).toEqual([]);
    expect(new Set(await world.states())).toEqual(new Set(["excluded unreleased"]));
    await world.expectInStep();
  });
});
