import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("what a person decided", () => {
  let world: World;
  let payment: string;
  let bill: string;

  beforeEach(async () => {
    world = await World.open();
  });

  afterEach(() => world.close());

  /** One payment, of 500.00 unless told otherwise. */
  function paid(number = "7", withoutInvoice = false): void {
    bill = world.bill({ amount: 900_00, number, withoutInvoice }).ref;
    payment = world.pay([{ bill, amount: 500_00 }]);
  }

  /** Acumatica applies another amount to the same bill. */
  function reapply(amount: number): void {
    world.later(60);
    world.ledger.reverse(payment, { bill });
    world.ledger.apply(payment, { bill, amount });
    world.ledger.releasePayment(payment);
  }

  it("links a bill that no rule could link, for this payment and the next", async () => {
    paid("7", true);
    const invoiceId = world.invoice({ amount: 1_00, number: "LOT-7", commitment: "PO-001" });
    await world.sync();
    expect(await world.states()).toEqual(["waiting_for_invoice no_invoice"]);

    await world.decide("link", { invoiceId });
    world.later(60);
    world.pay([{ bill, amount: 400_00 }], { extRef: "5502" });
    await world.sync();

    expect(world.issued("PO-001")).toMatchObject([{ amount: "500.00" }, { amount: "400.00" }]);
    const [application] = await world.applications();
    expect(application?.link).toMatchObject({ rule: "person" });
    expect(application?.link?.says).toContain("pat@example.com");
    await world.expectInStep();
  });

  it("may name an invoice that came to Procore since the last look", async () => {
    paid("7", true);
    await world.sync();
    const invoiceId = world.invoice({ amount: 1_00, number: "LOT-7", commitment: "PO-001" });

    await world.decide("link", { invoiceId });
    await world.sync();

    expect(world.amounts("PO-001")).toEqual(["500.00"]);
    await world.expectInStep();
  });

  it("may name a payment that was typed in since the last look", async () => {
    paid();
    await world.sync({ mode: "preview" });
    const commitmentId = world.commitmentId("SC-001");
    const { id } = world.procore.ui.typeInPayment({ commitmentId, amount: "480.00", checkNumber: "77" });

    await world.decide("adopt", { contractPaymentId: id });
    await world.sync();

    expect(world.issued()).toMatchObject([{ id, amount: "500.00" }]);
    await world.expectInStep();
  });

  it("is refused for an invoice that is not of this project", async () => {
    paid();
    await world.sync();

    await expect(world.decide("link", { invoiceId: 42 })).rejects.toMatchObject({
      kind: "invalid",
      extra: { pointer: "/invoiceId" },
    });
  });

  it("takes a link away: what was written stands untouched, and nothing more is written", async () => {
    paid();
    await world.sync();
    await world.decide("unlink");
    reapply(400_00);

    const run = await world.sync();

    expect(run.counts).toMatchObject({ update: 0, remove: 0 });
    expect(world.amounts()).toEqual(["500.00"]);
    expect(await world.states()).toEqual(["needs_review unlinked"]);
    await world.expectTiedOut();
  });

  it("moves a payment to the right invoice of another commitment", async () => {
    paid();
    await world.sync();
    const invoiceId = world.invoice({ amount: 900_00, number: "7", commitment: "PO-001" });
    await world.sync();
    await world.decide("link", { invoiceId });

    await world.sync();
    await world.sync();

    expect(world.issued()).toEqual([]);
    expect(world.issued("PO-001")).toMatchObject([{ amount: "500.00", invoiceId }]);
    await world.expectInStep();
  });

  it("ignores a payment, which stays in the tie-out, and is asked about again when its amount changes", async () => {
    paid();
    await world.sync({ mode: "preview" });
    await world.decide("ignore");
    await world.sync();
    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["excluded ignored"]);
    await world.expectTiedOut();

    reapply(450_00);
    await world.sync();
    await world.scheduled();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["needs_review reopened"]);
    const [application] = await world.applications();
    expect(application?.reason?.says).toContain("pat@example.com, 500.00 → 450.00 USD");
    await world.expectTiedOut();

    await world.decide("reset");
    await world.sync();
    await world.expectInStep();
  });

  it.each<[decide: "ignore" | "accept" | "restore" | "adopt", drift: "report" | "restore"]>([
    ["ignore", "report"],
    ["accept", "report"],
    ["accept", "restore"],
    ["restore", "restore"],
    ["adopt", "report"],
  ])(
    "to %s re-opens when an amount moves (drift: %s): a person is asked, nothing is written",
    async (decide, drift) => {
      paid();
      const commitmentId = world.commitmentId("SC-001");
      if (decide === "adopt") {
        const { id } = world.procore.ui.typeInPayment({ commitmentId, amount: "1.00", checkNumber: "77" });
        await world.sync({ mode: "preview" });
        await world.decide("adopt", { contractPaymentId: id });
        world.procore.ui.editPayment(id, { amount: "2.00" });
      } else {
        await world.sync();
        if (decide !== "ignore")
          world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });
        await world.sync({ mode: "preview" });
        await world.decide(decide);
        await world.configure({ drift });
        reapply(400_00);
      }
      const before = world.issued();

      await world.sync();
      await world.scheduled();

      expect(world.issued()).toEqual(before);
      expect((await world.states())[0]).toMatch(/^needs_review/);
      await world.expectTiedOut();
    },
  );

  it("accepted is no edit to be written over: another edit of it is a question, under restore as well", async () => {
    await world.configure({ drift: "restore" });
    paid();
    await world.sync();
    world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });
    await world.sync({ mode: "preview" });
    await world.decide("accept");
    await world.sync();
    expect(await world.states()).toEqual(["synced accepted"]);
    world.procore.ui.editPayment(world.heldOne().id, { date: "2026-02-20" }, { evenIfLocked: true });

    await world.sync({ scope: { commitmentId: world.commitmentId("SC-001") } });

    expect(world.issued()).toMatchObject([{ amount: "450.00", date: "2026-02-20" }]);
    expect(await world.states()).toEqual(["needs_review edited_in_procore"]);
    await world.expectTiedOut();
  });

  it("restored is our own from then on: a void deletes it, though a person had typed the first one in", async () => {
    paid();
    const commitmentId = world.commitmentId("SC-001");
    world.procore.ui.typeInPayment({ commitmentId, amount: "500.00", checkNumber: "5501" });
    await world.sync();
    world.procore.ui.deletePayment(world.heldOne().id, { evenIfLocked: true });
    await world.sync();
    await world.decide("restore");
    await world.sync();
    await world.expectInStep();
    world.later(60);
    world.ledger.voidPayment(payment);

    await world.sync();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("accepts Procore's values as the baseline until Acumatica changes", async () => {
    paid();
    await world.sync();
    world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });
    await world.sync();
    await world.decide("accept");

    const run = await world.sync();

    expect(run.counts).toMatchObject({ update: 0, discrepancy: 0 });
    expect(await world.states()).toEqual(["synced accepted"]);
    expect(world.amounts()).toEqual(["450.00"]);
    await world.expectTiedOut();

    reapply(400_00);
    await world.sync();
    expect((await world.states())[0]).toMatch(/^needs_review/);
    await world.expectTiedOut();
  });

  it("accepts that a payment was deleted in Procore, and does not write it again", async () => {
    paid();
    await world.sync();
    world.procore.ui.deletePayment(world.heldOne().id, { evenIfLocked: true });
    await world.sync();
    await world.decide("accept");

    await world.sync();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["synced accepted"]);
    await world.expectTiedOut();
  });

  it("restores ours once, and does not settle the next edit as well", async () => {
    paid();
    await world.sync();
    world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });
    await world.sync();
    await world.decide("restore");
    await world.sync();
    expect(world.amounts()).toEqual(["500.00"]);
    await world.expectInStep();

    world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });
    await world.sync();

    expect(world.amounts()).toEqual(["450.00"]);
    expect(await world.states()).toEqual(["needs_review edited_in_procore"]);
    await world.expectTiedOut();
  });

  it("restores a payment that was deleted in Procore", async () => {
    paid();
    await world.sync();
    world.procore.ui.deletePayment(world.heldOne().id, { evenIfLocked: true });
    await world.sync();
    await world.decide("restore");

    await world.sync();

    await world.expectInStep();
  });

  it("is forgotten by a reset: what was ignored is written, what was unlinked is linked", async () => {
    paid();
    await world.sync({ mode: "preview" });
    await world.decide("ignore");
    await world.sync();
    await world.decide("reset");
    await world.sync();
    expect(world.amounts()).toEqual(["500.00"]);

    await world.decide("unlink");
    await world.sync();
    await world.decide("reset");
    const run = await world.sync();

    expect(run.counts).toMatchObject({ unchanged: 1, discrepancy: 0 });
    await world.expectInStep();
  });

  it("stays where it was said: a bill that was linked by hand is shown there when it is unlinked", async () => {
    bill = world.ledger.addBill({
      vendor: "V000001",
      date: "2026-02-01",
      vendorRef: "7",
      lines: [{ amount: 900_00, project: "PR-0001" }],
    }).ref;
    payment = world.pay([{ bill, amount: 500_00 }]);
    const invoiceId = world.invoice({ amount: 1_00, number: "LOT-7", commitment: "PO-001" });
    await world.sync();
    await world.decide("link", { invoiceId });
    await world.configure({ projectMap: {} });

    await world.decide("unlink");

    expect(await world.states()).toEqual(["needs_review unlinked"]);
    await world.decide("link", { invoiceId });
    await world.sync();
    expect(world.amounts("PO-001")).toEqual(["500.00"]);
    await world.expectInStep();
  });

  it("cannot restore what was never written, and says so", async () => {
    paid("7", true);
    await world.sync();

    await expect(world.decide("restore")).rejects.toMatchObject({ kind: "invalid", extra: { pointer: "/decide" } });
  });
});
