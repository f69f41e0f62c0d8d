import { afterEach, describe, expect, it } from "vitest";
import { World, type WorldOptions } from "../world/world.ts";

describe("a voided check under the policy that keeps payments at 0.00", () => {
  let world: World;
  let payment: string;

  afterEach(() => world.close());

  async function synced(options: WorldOptions = {}): Promise<void> {
    world = await World.open({ settings: { voidPolicy: "zero" }, ...options });
    const { ref } = world.bill({ amount: 500_00 });
    payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
  }

  it("stays in Procore at 0.00, locked, with a line in its notes and the earlier ones kept", async () => {
    await synced();
    const { id, notes } = world.heldOne();
    world.ledger.voidPayment(payment);

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { remove: 1 } });
    expect(world.heldOne()).toMatchObject({ id, amount: 0n, checkNumber: "5501", date: "2026-03-02" });
    expect(world.heldOne().notes).toBe(`${notes}\n2026-03-02: voided in Acumatica (VCK ${payment}); set to 0.`);
    expect(await world.states()).toEqual(["removed zeroed"]);
    await world.expectInStep();
  });

  it("is left alone from then on", async () => {
    await synced();
    world.ledger.voidPayment(payment);
    await world.sync();
    world.later(60);

    const seen = await world.counting(() => world.sync({ scope: { commitmentId: world.commitmentId("SC-001") } }));

    expect(seen.procore.every((line) => line.startsWith("GET"))).toBe(true);
    expect(await world.states()).toEqual(["removed zeroed"]);
    await world.expectInStep();
  });

  it("shows money again where the payment is applied to the bill once more", async () => {
    await synced();
    const [bill] = world.ledger.paid().map(({ billRef }) => billRef);
    world.ledger.reverse(payment, { bill: bill ?? "" });
    await world.sync();
    expect(world.amounts()).toEqual(["0.00"]);
    world.later(60);
    world.ledger.apply(payment, { bill: bill ?? "", amount: 300_00 });
    world.ledger.releasePayment(payment);

    await world.sync();

    expect(world.amounts()).toEqual(["300.00"]);
    await world.expectInStep();
  });

  it("waits for a person where Procore refuses 0.00, with the payment locked as it stood", async () => {
    await synced({ procore: { zeroAmount: "refused" }, settings: { voidPolicy: "zero" } });
    world.ledger.voidPayment(payment);

    const run = await world.sync();

    expect(run).toMatchObject({ status: "partial", counts: { failed: 1 } });
    expect(world.amounts()).toEqual(["500.00"]);
    expect(await world.states()).toEqual(["needs_review zero_refused"]);
    await world.expectTiedOut();
  });
});

describe("a voided check under the policy that deletes", () => {
  let world: World;
  let payment: string;

  afterEach(() => world.close());

  it("is set to 0.00 where somebody attached a file, and the reason says so", async () => {
    world = await World.open();
    const { ref } = world.bill({ amount: 500_00 });
    payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.procore.ui.attachFile(world.heldOne().id, "waiver.pdf");
    world.later(60);
    world.ledger.voidPayment(payment);

    const run = await world.sync();

    expect(world.heldOne().attachments).toHaveLength(1);
    expect(world.amounts()).toEqual(["0.00"]);
    const [change] = await world.process.store.runs.changes(world.companyId, run.id);
    expect(change?.because.detail).toContain("attachments");
    await world.expectInStep();
  });

  it("is deleted where it was recognized by our own key after the database was lost", async () => {
    world = await World.open({ durable: true });
    const { ref } = world.bill({ amount: 500_00 });
    payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    const { id } = world.heldOne();
    await world.loseDatabase();
    const found = await world.sync();
    expect(found.counts).toMatchObject({ create: 0, adopt: 1 });
    expect(world.heldOne().id).toBe(id);
    world.later(60);
    world.ledger.voidPayment(payment);

    await world.sync();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });
});
