import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("payments that look alike, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
  });

  afterEach(() => world.close());

  it.each(["ACH-0302", null])("of one ACH batch with the reference %s are each their own", async (extRef) => {
    const batch = { method: "ACH", extRef, batch: "000077" };
    const first = world.bill({ amount: 500_00 });
    const second = world.bill({ amount: 500_00 });
    const ordered = world.bill({ amount: 300_00, commitment: "PO-001" });
    world.pay([{ bill: first.ref, amount: 500_00 }], batch);
    const equal = world.pay([{ bill: second.ref, amount: 500_00 }], batch);
    world.pay([{ bill: ordered.ref, amount: 300_00 }], batch);

    await world.sync();

    expect(world.issued()).toMatchObject([
      { amount: "500.00", invoiceId: first.invoiceId },
      { amount: "500.00", invoiceId: second.invoiceId },
    ]);
    expect(world.held().map(({ checkNumber }) => checkNumber ?? "")).toEqual([extRef ?? "", extRef ?? ""]);
    expect(world.amounts("PO-001")).toEqual(["300.00"]);
    await world.expectInStep();

    world.later(60);
    world.ledger.voidPayment(equal);
    await world.sync();
    expect(world.issued()).toMatchObject([{ amount: "500.00", invoiceId: first.invoiceId }]);
    await world.expectInStep();
  });

  it("are taken over each once, where people had typed the batch in without numbers", async () => {
    const batch = { method: "ACH", extRef: null, batch: "000077" };
    const bills = [world.bill({ amount: 500_00 }), world.bill({ amount: 700_00 })];
    for (const [at, amount] of [500_00, 700_00].entries()) {
      world.pay([{ bill: bills[at]?.ref ?? "", amount }], batch);
      const typed = { amount: (amount / 100).toFixed(2), date: world.today };
      world.procore.ui.typeInPayment({ commitmentId: world.commitmentId("SC-001"), ...typed });
    }

    const run = await world.sync();

    expect(run.counts).toMatchObject({ adopt: 2, create: 0, discrepancy: 0 });
    await world.expectInStep();
  });

  it("to a subcontractor together with its supplier all count as paid on the subcontract", async () => {
    const { ref, invoiceId } = world.bill({ amount: 900_00 });
    world.pay([{ bill: ref, amount: 400_00 }], { extRef: "5501", jointPayee: 1 });
    world.pay([{ bill: ref, amount: 350_00 }], { extRef: "5502", jointPayee: 2 });
    world.pay([{ bill: ref, amount: 150_00 }], { extRef: "5503" });

    await world.sync();

    expect(world.issued()).toMatchObject([
      { amount: "400.00", invoiceId },
      { amount: "350.00", invoiceId },
      { amount: "150.00", invoiceId },
    ]);
    await world.expectInStep();
  });
});
