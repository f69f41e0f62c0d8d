import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a sync that is taken back", () => {
  let world: World;
  let payment: string;
  let bill: { ref: string; invoiceId: number };

  beforeEach(async () => {
    world = await World.open();
    bill = world.bill({ amount: 900_00 });
    payment = world.pay([{ bill: bill.ref, amount: 500_00 }]);
  });

  afterEach(() => world.close());

  it("which created removes what it created, and the next sync does not create it again", async () => {
    const done = await world.sync();
    world.later(10);

    const undone = await world.sync({ undoOf: done.id });

    expect(undone).toMatchObject({ status: "succeeded", counts: { remove: 1 } });
    expect(world.issued()).toEqual([]);
    const [application] = await world.applications();
    expect(application).toMatchObject({ state: "excluded", reason: { code: "taken_back" } });
    expect(application?.reason?.says).toContain("pat@example.com");
    await world.expectTiedOut();

    world.later(60);
    await world.sync();
    await world.scheduled();
    expect(world.issued()).toEqual([]);

    await world.decide("reset");
    await world.sync();
    await world.expectInStep();
  });

  it("which created keeps an attached file: it stands at 0.00", async () => {
    const done = await world.sync();
    world.procore.ui.attachFile(world.heldOne().id, "waiver.pdf");

    await world.sync({ undoOf: done.id });
    await world.sync();

    expect(world.amounts()).toEqual(["0.00"]);
    await world.expectTiedOut();
  });

  it("which updated writes the earlier values, locked, and holds them", async () => {
    await world.sync();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    const done = await world.sync();
    world.later(10);

    const undone = await world.sync({ undoOf: done.id });

    expect(undone).toMatchObject({ status: "succeeded", counts: { update: 1 } });
    expect(world.issued()).toMatchObject([{ checkNumber: "5501" }]);
    await world.sync();
    expect(world.issued()).toMatchObject([{ checkNumber: "5501" }]);
    expect(await world.states()).toEqual(["excluded taken_back"]);
    await world.expectTiedOut();

    await world.decide("reset");
    await world.sync();
    expect(world.issued()).toMatchObject([{ checkNumber: "5510" }]);
    await world.expectInStep();
  });

  it("which removed creates the payment again, under the same key with a new id", async () => {
    await world.sync();
    const [before] = world.issued();
    world.later(60);
    world.ledger.voidPayment(payment);
    const done = await world.sync();
    expect(world.issued()).toEqual([]);

    const undone = await world.sync({ undoOf: done.id });

    expect(undone).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    expect(world.issued()).toEqual([{ ...before, id: expect.any(Number) as number }]);
    await world.sync();
    expect(world.amounts()).toEqual(["500.00"]);
    expect(await world.states()).toEqual(["excluded taken_back"]);
    await world.expectTiedOut();

    await world.decide("reset");
    await world.sync();
    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("which set a voided check to zero shows its money again, and holds it", async () => {
    await world.configure({ voidPolicy: "zero" });
    await world.sync();
    world.later(60);
    world.ledger.voidPayment(payment);
    const done = await world.sync();
    expect(world.amounts()).toEqual(["0.00"]);

    const undone = await world.sync({ undoOf: done.id });

    expect(undone).toMatchObject({ status: "succeeded", counts: { update: 1 } });
    await world.sync();
    expect(world.amounts()).toEqual(["500.00"]);
    await world.expectTiedOut();

    await world.decide("reset");
    await world.sync();
    expect(world.amounts()).toEqual(["0.00"]);
    await world.expectInStep();
  });

  it("which adopted gives the payment back to the person, with the person's values", async () => {
    const commitmentId = world.commitmentId("SC-001");
    const typed = world.procore.ui.typeInPayment({ commitmentId, amount: "500.00", checkNumber: "05501" });
    const done = await world.sync();
    expect(done.counts).toMatchObject({ adopt: 1 });

    const undone = await world.sync({ undoOf: done.id });

    expect(undone).toMatchObject({ status: "succeeded", counts: { update: 1 } });
    expect(world.heldOne()).toMatchObject({ id: typed.id, originId: null, amount: 5_000_000n });
    expect(world.heldOne().originData ?? "").toBe("");
    await world.sync();
    expect(world.heldOne().originId).toBeNull();
    expect(await world.states()).toEqual(["excluded taken_back"]);
    await world.expectTiedOut();

    await world.decide("reset");
    await world.sync();
    await world.expectInStep();
  });

  it("leaves alone what has changed since, and says so", async () => {
    const done = await world.sync();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    await world.sync();

    const undone = await world.sync({ undoOf: done.id });

    expect(undone).toMatchObject({ status: "partial", counts: { remove: 0, conflict: 1 } });
    const [change] = await world.process.store.runs.changes(world.companyId, undone.id);
    expect(change?.error).toContain("changed since");
    expect(world.issued()).toMatchObject([{ checkNumber: "5510" }]);
    await world.expectInStep();
  });

  it("leaves alone what somebody edited in Procore since, though no total gives it away", async () => {
    const done = await world.sync();
    world.procore.ui.editPayment(world.heldOne().id, { checkNumber: "9999" }, { evenIfLocked: true });

    const undone = await world.sync({ undoOf: done.id });

    expect(undone).toMatchObject({ status: "partial", counts: { remove: 0, conflict: 1 } });
    expect(world.issued()).toMatchObject([{ checkNumber: "9999", amount: "500.00" }]);
    await world.expectTiedOut();
  });

  it("can be previewed first, and that holds nothing", async () => {
    const done = await world.sync();

    const preview = await world.sync({ undoOf: done.id, mode: "preview" });
    expect(await world.changes(preview)).toEqual(["remove planned"]);
    expect(await world.states()).toEqual(["synced"]);
    expect(world.amounts()).toEqual(["500.00"]);

    await world.sync({ undoOf: done.id });
    expect(world.issued()).toEqual([]);
    await world.expectTiedOut();
  });

  it("can be applied as it was previewed", async () => {
    const done = await world.sync();
    const preview = await world.sync({ undoOf: done.id, mode: "preview" });

    const undone = await world.sync({ undoOf: done.id, planOf: preview.id });

    expect(undone).toMatchObject({ status: "succeeded", counts: { remove: 1, conflict: 0 } });
    expect(world.issued()).toEqual([]);
    await world.expectTiedOut();
  });

  it("is wanted again as soon as Acumatica pays another amount", async () => {
    const done = await world.sync();
    await world.sync({ undoOf: done.id });
    world.later(60);
    world.ledger.reverse(payment, { bill: bill.ref });
    world.ledger.apply(payment, { bill: bill.ref, amount: 450_00 });
    world.ledger.releasePayment(payment);

    await world.sync();

    expect(world.amounts()).toEqual(["450.00"]);
    await world.expectInStep();
  });

  it("is refused for a preview and for a run nobody knows", async () => {
    const preview = await world.sync({ mode: "preview" });

    for (const undoOf of [preview.id, "no-such-run"]) {
      await expect(world.sync({ undoOf })).rejects.toMatchObject({ kind: "invalid", extra: { pointer: "/undo" } });
    }
  });

  it("survives a lost reply in the middle", async () => {
    const done = await world.sync();
    world.procore.wire.failNext({ kind: "reset after" }, ({ method }) => method === "PATCH");
    world.procore.wire.failNext({ kind: "reset after" }, ({ method }) => method === "DELETE");

    await world.sync({ undoOf: done.id });

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["excluded taken_back"]);
    await world.expectTiedOut();
  });
});
