import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a commitment whose Payments Issued tab is switched off", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    const order = world.bill({ amount: 300_00, commitment: "PO-001" });
    world.pay([{ bill: order.ref, amount: 300_00 }], { extRef: "5502" });
    world.procore.admin.setAllowPayments(world.commitmentId("SC-001"), false);
  });

  afterEach(() => world.close());

  it("gets nothing sent, says what to switch on, and does not hold up the others", async () => {
    const seen = await world.counting(() => world.sync());

    expect(seen.procore.filter((line) => line.startsWith("POST"))).toHaveLength(1);
    expect(world.issued()).toEqual([]);
    expect(world.amounts("PO-001")).toEqual(["300.00"]);
    expect(await world.states()).toEqual(["failed payments_off", "synced"]);
    const [application] = await world.applications();
    expect(application?.reason?.nextStep).toContain("Enable payments");
    await world.expectTiedOut();
  });

  it("heals on the next sync after the tab is switched on", async () => {
    await world.sync();
    world.procore.admin.setAllowPayments(world.commitmentId("SC-001"), true);
    world.later(5);

    await world.sync();

    await world.expectInStep();
  });

  it("heals in the nightly sweep where nobody syncs", async () => {
    await world.sync();
    world.procore.admin.setAllowPayments(world.commitmentId("SC-001"), true);
    world.later(12 * 60);

    await world.process.engine.sweep(world.companyId);
    await world.process.work();

    await world.expectInStep();
  });

  it("lets a voided check wait, in the same words, and removes it once the tab is on again", async () => {
    world.procore.admin.setAllowPayments(world.commitmentId("SC-001"), true);
    await world.sync();
    world.later(60);
    world.procore.admin.setAllowPayments(world.commitmentId("SC-001"), false);
    world.ledger.voidPayment("000001");
    await world.sync();
    world.later(60);

    const seen = await world.counting(() => world.sync());

    expect(seen.procore.every((line) => line.startsWith("GET"))).toBe(true);
    expect(await world.states()).toEqual(["failed payments_off", "synced"]);
    expect(world.amounts()).toEqual(["500.00"]);
    await world.expectTiedOut();

    world.procore.admin.setAllowPayments(world.commitmentId("SC-001"), true);
    await world.sync();
    await world.expectInStep();
  });

  it("is asked again after a refusal: the tab may have been switched off since it was read", async () => {
    world.procore.admin.setAllowPayments(world.commitmentId("SC-001"), true);
    await world.sync();
    world.later(60);
    const { ref } = world.bill({ amount: 100_00 });
    world.pay([{ bill: ref, amount: 100_00 }], { extRef: "5503" });
    world.procore.admin.setAllowPayments(world.commitmentId("SC-001"), false);

    const refused = await world.sync();
    expect(refused).toMatchObject({ status: "partial", counts: { failed: 1 } });
    world.later(60);
    const seen = await world.counting(() => world.sync());

    expect(seen.procore.every((line) => line.startsWith("GET"))).toBe(true);
    expect((await world.states()).filter((state) => state === "failed payments_off")).toHaveLength(1);
    await world.expectTiedOut();
  });
});
