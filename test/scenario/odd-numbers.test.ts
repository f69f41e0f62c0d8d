import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

const LINE = { project: "PR-0001", order: { type: "RS", number: "SC-001", line: 1 } } as const;

describe.each(["dac", "contract"] as const)("numbers as customers really write them, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
  });

  afterEach(() => world.close());

  it.each(["AP:7", "AP 7%3A", "AP#7&x=1", "Ñ-7'", "7+7"])(
    "keep %s, as bill and as payment, one key from creation to void",
    async (ref) => {
      world.ledger.addBill({
        vendor: "V000001",
        date: "2026-02-01",
        ref,
        vendorRef: "7",
        lines: [{ amount: 500_00, ...LINE }],
      });
      world.invoice({ amount: 500_00, number: "7", commitment: "SC-001" });
      world.pay([{ bill: ref, amount: 500_00 }], { ref });
      await world.sync();
      expect(world.amounts()).toEqual(["500.00"]);
      expect(await world.states()).toEqual(["synced"]);
      await world.expectTiedOut();
      world.later(60);
      world.ledger.voidPayment(ref);

      await world.sync();

      expect(world.issued()).toEqual([]);
      await world.expectInStep();
    },
  );

  it("fit without regard to case and outer space, and without inventing anything else", async () => {
    const invoiceId = world.invoice({ amount: 500_00, number: " inv-7 ", commitment: "SC-001" });
    world.invoice({ amount: 500_00, number: "INV7", commitment: "SC-001" });
    const lines = [{ amount: 500_00, ...LINE }];
    const { ref } = world.ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: "INV-7", lines });
    world.pay([{ bill: ref, amount: 500_00 }]);

    await world.sync();

    expect(world.issued()).toMatchObject([{ invoiceId }]);
    await world.expectInStep();
  });

  it("keep a check number of forty characters, and one of none", async () => {
    const long = "TRACE-2026-03-02-0000000000000000000001Z";
    const first = world.bill({ amount: 1_00 });
    const second = world.bill({ amount: 2_00 });
    world.pay([{ bill: first.ref, amount: 1_00 }], { extRef: long });
    world.pay([{ bill: second.ref, amount: 2_00 }], { extRef: null });

    await world.sync();

    expect(world.issued().map(({ checkNumber }) => checkNumber)).toEqual([long, ""]);
    await world.expectInStep();
  });

  it("keep one cent, and ten billion dollars to the cent", async () => {
    for (const amount of [1, 10_000_000_000_01]) {
      const { ref } = world.bill({ amount });
      world.pay([{ bill: ref, amount }], { extRef: `T-${amount}` });
    }

    await world.sync();

    expect(world.amounts()).toEqual(["0.01", "10000000000.01"]);
    await world.expectInStep();
  });
});
