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

  it.each(["delete", "zero"] as const)(
    "which removed what was voided brings no money back (policy %s)",
    async (policy) => {
      await world.configure({ voidPolicy: policy });
      await world.sync();
      world.later(60);
      world.ledger.voidPayment(payment);
      const done = await world.sync();
      const before = world.issued();
      expect(world.amounts()).toEqual(policy === "zero" ? ["0.00"] : []);

      const undone = await world.sync({ undoOf: done.id });

      expect(undone).toMatchObject({ status: "partial", counts: { create: 0, update: 0, conflict: 1 } });
      const [change] = await world.process.store.runs.changes(world.companyId, undone.id);
      expect(change?.error).toContain("ended in Acumatica");
      await world.sync();
      expect(world.issued()).toEqual(before);
      expect(await world.states()).toEqual([policy === "zero" ? "removed zeroed" : "removed voided"]);
      await world.expectInStep();
    },
  );

  it("which removed writes nothing beside what a person has typed in meanwhile", async () => {
    await world.sync();
    world.later(60);
    world.ledger.voidPayment(payment);
    const done = await world.sync();
    const commitmentId = world.commitmentId("SC-001");
    world.procore.ui.typeInPayment({ commitmentId, amount: "500.00", checkNumber: "5501" });

    await world.sync({ undoOf: done.id });

    expect(world.issued()).toMatchObject([{ amount: "500.00", originId: null }]);
    await world.expectTiedOut();
  });

  it("which moved a payment writes it at its old place only where nothing like it stands there", async () => {
    await world.sync();
    const invoiceId = world.invoice({ amount: 900_00, number: "1", commitment: "PO-001" });
    await world.sync();
    await world.decide("link", { invoiceId });
    const moved = await world.sync();
    expect([world.issued(), world.issued("PO-001")]).toEqual([[], []]);
    const typed = { commitmentId: world.commitmentId("SC-001"), amount: "500.00", checkNumber: "77" };
    world.procore.ui.typeInPayment(typed);

    const undone = await world.sync({ undoOf: moved.id });

    expect(undone).toMatchObject({ status: "partial", counts: { create: 0, conflict: 1 } });
    expect(world.issued()).toMatchObject([{ checkNumber: "77" }]);
    await world.expectTiedOut();
  });

  it("keeps to its scope", async () => {
    const other = world.bill({ amount: 300_00, commitment: "PO-001" });
    world.pay([{ bill: other.ref, amount: 300_00 }], { extRef: "5502" });
    const done = await world.sync();

    const undone = await world.sync({ undoOf: done.id, scope: { commitmentId: world.commitmentId("PO-001") } });

    expect(undone.counts).toMatchObject({ remove: 1, conflict: 0 });
    expect([world.amounts(), world.amounts("PO-001")]).toEqual([["500.00"], []]);
    await world.expectTiedOut();
  });

  it("can be taken back itself: what it removed is written again, and later edits arrive", async () => {
    const done = await world.sync();
    const undone = await world.sync({ undoOf: done.id });
    expect(world.issued()).toEqual([]);

    const preview = await world.sync({ undoOf: undone.id, mode: "preview" });
    expect(await world.changes(preview)).toEqual(["create planned"]);
    expect(await world.states()).toEqual(["excluded taken_back"]);
    const again = await world.sync({ undoOf: undone.id, planOf: preview.id });

    expect(again).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    await world.expectInStep();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    await world.sync();
    expect(world.issued()).toMatchObject([{ checkNumber: "5510" }]);
    await world.expectInStep();
  });

  it("can be taken back itself, and that once more", async () => {
    const done = await world.sync();
    const undone = await world.sync({ undoOf: done.id });
    const again = await world.sync({ undoOf: undone.id });

    await world.sync({ undoOf: again.id });
    await world.sync();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["excluded taken_back"]);
    await world.expectTiedOut();
  });

  it("that is taken back leaves alone what somebody has decided since", async () => {
    const done = await world.sync();
    const undone = await world.sync({ undoOf: done.id });
    await world.decide("ignore");

    const again = await world.sync({ undoOf: undone.id });

    expect(again).toMatchObject({ status: "partial", counts: { create: 0, conflict: 1 } });
    expect(await world.states()).toEqual(["excluded ignored"]);
    await world.expectTiedOut();
  });

  it("hears whoever decides while it is under way", async () => {
    const done = await world.sync();
    const ignored: Promise<void>[] = [];
    world.procore.wire.onExchange = ({ request }) => {
      if (request.method === "DELETE") ignored.push(world.decide("ignore"));
    };

    await world.sync({ undoOf: done.id });
    expect(await Promise.all(ignored)).toHaveLength(1);

    expect((await world.applications())[0]?.decision).toMatchObject({ decide: "ignore" });
    await world.sync();
    expect(world.issued()).toEqual([]);
    await world.expectTiedOut();
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

  it("is a question again as soon as Acumatica pays another amount: nothing is written by itself", async () => {
    const done = await world.sync();
    await world.sync({ undoOf: done.id });
    world.later(60);
    world.ledger.reverse(payment, { bill: bill.ref });
    world.ledger.apply(payment, { bill: bill.ref, amount: 450_00 });
    world.ledger.releasePayment(payment);

    await world.sync();
    await world.scheduled();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["needs_review reopened"]);
    await world.expectTiedOut();
    await world.decide("reset");
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
