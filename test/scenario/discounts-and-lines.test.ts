import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("a bill closed with less than its amount, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
  });

  afterEach(() => world.close());

  it("shows the money that left, not the cash discount or the tax withheld", async () => {
    const discounted = world.bill({ amount: 1_000_00 });
    const taxed = world.bill({ amount: 2_000_00 });
    world.pay([
      { bill: discounted.ref, amount: 980_00, discount: 20_00 },
      { bill: taxed.ref, amount: 1_900_00, withholding: 100_00 },
    ]);

    await world.sync();

    expect(world.amounts()).toEqual(["980.00", "1900.00"]);
    expect(world.held()[0]?.notes).toContain("Cash discount taken: 20.00 USD");
    await world.expectInStep();
  });

  it("adds up the lines of a bill paid line by line", async () => {
    const order = { type: "RS", number: "SC-001", line: 1 } as const;
    const lines = [600_00, 400_00].map((amount) => ({ amount, project: "PR-0001", order }));
    const given = { vendor: "V000001", date: "2026-02-01", vendorRef: "7", payByLine: true, lines };
    const { ref } = world.ledger.addBill(given);
    const invoiceId = world.invoice({ amount: 1_000_00, number: "7", commitment: "SC-001" });
    world.pay([
      { bill: ref, amount: 600_00, line: 1 },
      { bill: ref, amount: 150_00, line: 2 },
    ]);

    await world.sync();

    expect(world.issued()).toMatchObject([{ amount: "750.00", invoiceId }]);
    await world.expectInStep();
  });

  it("loses only the line that was reversed", async () => {
    const order = { type: "RS", number: "SC-001", line: 1 } as const;
    const lines = [600_00, 400_00].map((amount) => ({ amount, project: "PR-0001", order }));
    const given = { vendor: "V000001", date: "2026-02-01", vendorRef: "7", payByLine: true, lines };
    const { ref } = world.ledger.addBill(given);
    world.invoice({ amount: 1_000_00, number: "7", commitment: "SC-001" });
    const payment = world.pay([
      { bill: ref, amount: 600_00, line: 1 },
      { bill: ref, amount: 400_00, line: 2 },
    ]);
    await world.sync();
    world.later(60);
    world.ledger.reverse(payment, { bill: ref, line: 2 });

    await world.sync();

    expect(world.amounts()).toEqual(["600.00"]);
    await world.expectInStep();
  });
});
