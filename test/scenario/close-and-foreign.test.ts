import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a payment in Procore that is only nearly the same", () => {
  let world: World;
  let bill: { ref: string; invoiceId: number };

  beforeEach(async () => {
    world = await World.open();
    bill = world.bill({ amount: 500_00 });
    world.pay([{ bill: bill.ref, amount: 500_00 }], { extRef: "5501" });
  });

  afterEach(() => world.close());

  it.each([
    ["has the same check number and another amount", { amount: "450.00", checkNumber: "5501", date: "2025-11-01" }],
    ["has the same amount within a week", { amount: "500.00", checkNumber: "77", date: "2026-02-24" }],
    ["has the same amount and no date at all", { amount: "500.00", checkNumber: "77", date: null }],
  ])("is never doubled where it %s", async (_how, given) => {
    world.procore.ui.typeInPayment({ commitmentId: world.commitmentId("SC-001"), ...given });

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 0, adopt: 0, discrepancy: 1 } });
    expect(world.issued()).toHaveLength(1);
    expect(await world.states()).toEqual(["needs_review close_payment"]);
    await world.expectTiedOut();
  });

  it("is never doubled where it is on the same invoice with the same amount, months apart", async () => {
    const commitmentId = world.commitmentId("SC-001");
    const given = { amount: "500.00", checkNumber: "77", date: "2025-06-01", requisitionId: bill.invoiceId };
    world.procore.ui.typeInPayment({ commitmentId, ...given });

    await world.sync();

    expect(await world.states()).toEqual(["needs_review close_payment"]);
    await world.expectTiedOut();
  });

  it("does not stand in the way where a number, an amount and eight days lie between", async () => {
    const commitmentId = world.commitmentId("SC-001");
    world.procore.ui.typeInPayment({ commitmentId, amount: "500.00", checkNumber: "77", date: "2026-02-22" });

    await world.sync();

    expect(world.issued()).toHaveLength(2);
    await world.expectInStep();
  });

  it("is adopted once a person says that it is the same, and kept equal from then on", async () => {
    const commitmentId = world.commitmentId("SC-001");
    const typed = world.procore.ui.typeInPayment({ commitmentId, amount: "450.00", checkNumber: "5501" });
    await world.sync();
    await world.decide("adopt", { contractPaymentId: typed.id });

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { adopt: 1 } });
    expect(world.issued()).toMatchObject([{ id: typed.id, amount: "500.00", invoiceId: bill.invoiceId }]);
    await world.expectInStep();
  });

  it("stops waiting by itself once somebody deletes it", async () => {
    const commitmentId = world.commitmentId("SC-001");
    const typed = world.procore.ui.typeInPayment({ commitmentId, amount: "450.00", checkNumber: "5501" });
    await world.sync();
    world.procore.ui.deletePayment(typed.id);

    await world.sync();

    expect(world.amounts()).toEqual(["500.00"]);
    await world.expectInStep();
  });
});

describe("a payment that another integration wrote", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }], { extRef: "5501" });
  });

  afterEach(() => world.close());

  it.each([
    ["the ERP connector", { originId: "acumatica-payment-77" }],
    ["the same app for another tenant", { originId: "acu:Elsewhere:CHK:000001:INV:000001" }],
    ["Procore Pay", { externalPaymentId: "2169c3f0-5ee4-4eec-8e3c-9644db424550" }],
  ])("is neither touched nor doubled: %s", async (_who, whose) => {
    const commitmentId = world.commitmentId("SC-001");
    world.procore.admin.addPayment({
      commitmentId,
      amount: "500.00",
      checkNumber: "5501",
      date: "2026-03-02",
      ...whose,
    });
    const before = { ...world.heldOne() };

    await world.sync();

    expect(world.heldOne()).toEqual(before);
    expect(await world.states()).toEqual(["needs_review foreign_payment"]);
    await world.expectTiedOut();
  });

  it("is not touched either where it took over one of ours", async () => {
    await world.sync();
    world.procore.ui.linkPayment(world.heldOne().id, "other-integration-1");
    const before = { ...world.heldOne() };
    world.later(60);

    await world.sync();
    await world.process.engine.sweep(world.companyId);
    await world.process.work();

    expect(world.heldOne()).toEqual(before);
    expect((await world.states())[0]).toContain("needs_review");
    await world.expectTiedOut();
  });
});
