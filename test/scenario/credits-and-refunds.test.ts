import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

const LINE = { project: "PR-0001", order: { type: "RS", number: "SC-001", line: 1 } } as const;

describe.each(["dac", "contract"] as const)("what is no payment of a bill, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
  });

  afterEach(() => world.close());

  it("does not show a debit adjustment that closed the bill, beside the check that paid the rest", async () => {
    const { ref } = world.bill({ amount: 1_000_00 });
    const credit = world.ledger.addBill({
      vendor: "V000001",
      type: "ADR",
      date: "2026-02-15",
      lines: [{ amount: 250_00, ...LINE }],
    });
    const adjustment = { type: "ADR", ref: credit.ref } as const;
    world.ledger.apply(adjustment, { bill: ref, amount: 250_00 });
    world.ledger.releasePayment(adjustment);
    world.pay([{ bill: ref, amount: 750_00 }]);

    await world.sync();

    expect(world.amounts()).toEqual(["750.00"]);
    expect(await world.states()).toEqual(["synced"]);
    await world.expectInStep();
  });

  it("excludes what was paid on a credit adjustment, and says that it is not a bill", async () => {
    const credit = world.ledger.addBill({
      vendor: "V000001",
      type: "ACR",
      date: "2026-02-15",
      vendorRef: "7",
      lines: [{ amount: 250_00, ...LINE }],
    });
    world.invoice({ amount: 250_00, number: "7", commitment: "SC-001" });
    world.pay([{ bill: { type: "ACR", ref: credit.ref }, amount: 250_00 }]);

    await world.sync();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["excluded not_a_bill"]);
    await world.expectInStep();
  });

  it("ignores refunds and cash purchases: they never touch a bill", async () => {
    world.pay([], { type: "QCK", amount: 80_00, extRef: "Q-1" });
    const debit = world.ledger.addBill({
      vendor: "V000001",
      type: "ADR",
      date: "2026-02-15",
      lines: [{ amount: 60_00, ...LINE }],
    });
    world.pay([{ bill: { type: "ADR", ref: debit.ref }, amount: 60_00 }], { type: "REF", extRef: "R-1" });

    await world.sync();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("excludes what was entered in migration mode: its history is incomplete", async () => {
    const bill = world.ledger.addBill({
      vendor: "V000001",
      date: "2025-06-01",
      vendorRef: "7",
      lines: [{ amount: 1_000_00, ...LINE }],
      migratedBalance: 400_00,
    });
    world.invoice({ amount: 1_000_00, number: "7", commitment: "SC-001" });
    world.pay([{ bill: bill.ref, amount: 400_00 }], { migrated: true });

    await world.sync();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["excluded migrated"]);
    await world.expectInStep();
  });
});
