import { afterEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a synced payment that somebody changed in Procore", () => {
  let world: World;

  afterEach(() => world.close());

  async function synced(drift: "report" | "restore"): Promise<void> {
    world = await World.open({ settings: { drift } });
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
  }

  it("is reported with the field that differs, and left as it stands", async () => {
    await synced("report");
    world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { update: 0, discrepancy: 1 } });
    expect(world.amounts()).toEqual(["450.00"]);
    const [application] = await world.applications();
    expect(application?.reason).toMatchObject({ code: "edited_in_procore" });
    expect(application?.reason?.says).toContain("amount");
    await world.expectTiedOut();
  });

  it("is written again under the policy that restores", async () => {
    await synced("restore");
    world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { update: 1 } });
    await world.expectInStep();
  });

  it("is reported when it was deleted, and created once more under the policy that restores", async () => {
    await synced("report");
    world.procore.ui.deletePayment(world.heldOne().id, { evenIfLocked: true });
    await world.sync();
    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["needs_review deleted_in_procore"]);
    await world.expectTiedOut();

    await world.configure({ drift: "restore" });
    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    await world.expectInStep();
  });

  it("is reported when it was unlinked, and locked again under the policy that restores", async () => {
    await synced("report");
    world.procore.ui.unlinkPayment(world.heldOne().id);
    await world.sync({ scope: { commitmentId: world.commitmentId("SC-001") } });
    const [application] = await world.applications();
    expect(application?.reason?.says).toContain("the lock");

    await world.configure({ drift: "restore" });
    await world.sync();

    expect(world.issued()).toHaveLength(1);
    await world.expectInStep();
  });

  it("is noticed by the nightly sweep where the commitment's total gives nothing away", async () => {
    await synced("report");
    world.procore.ui.editPayment(world.heldOne().id, { checkNumber: "9999" }, { evenIfLocked: true });
    await world.sync();
    expect(await world.states()).toEqual(["synced"]);

    await world.process.engine.sweep(world.companyId);
    await world.process.work();

    expect(await world.states()).toEqual(["needs_review edited_in_procore"]);
    await world.expectTiedOut();
  });

  it("is settled without a word where it was deleted and Acumatica voids the check as well", async () => {
    await synced("report");
    world.procore.ui.deletePayment(world.heldOne().id, { evenIfLocked: true });
    world.ledger.voidPayment("000001");

    const { procore } = await world.counting(() => world.sync());

    expect(procore.every((line) => line.startsWith("GET"))).toBe(true);
    expect(await world.states()).toEqual(["removed voided"]);
    await world.expectInStep();
  });

  it("is taken over again where somebody deleted it and typed it in once more", async () => {
    await synced("restore");
    world.procore.ui.deletePayment(world.heldOne().id, { evenIfLocked: true });
    const commitmentId = world.commitmentId("SC-001");
    const typed = world.procore.ui.typeInPayment({ commitmentId, amount: "500.00", checkNumber: "5501" });

    await world.sync({ scope: { commitmentId } });

    expect(world.issued().map(({ id }) => id)).toEqual([typed.id]);
    await world.expectInStep();
  });

  it("is noticed by a run that is about its commitment", async () => {
    await synced("report");
    world.procore.ui.editPayment(world.heldOne().id, { date: "2026-01-01" }, { evenIfLocked: true });

    await world.sync({ scope: { commitmentId: world.commitmentId("SC-001") } });

    expect(await world.states()).toEqual(["needs_review edited_in_procore"]);
    await world.expectTiedOut();
  });

  it("is not blamed on anybody for a new Payment #, a note or an attachment", async () => {
    await synced("report");
    const { id } = world.heldOne();
    world.procore.ui.editPayment(id, { paymentNumber: 4, notes: "Lien waiver received" }, { evenIfLocked: true });
    world.procore.ui.attachFile(id, "waiver.pdf");

    await world.process.engine.sweep(world.companyId);
    await world.process.work();

    expect(await world.states()).toEqual(["synced"]);
    await world.expectInStep();
  });

  it("is not drift for ever where Procore itself trimmed what was written", async () => {
    world = await World.open({
      procore: {
        alters: (payment) => {
          payment.checkNumber = payment.checkNumber?.slice(0, 6) ?? null;
        },
      },
    });
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }], { extRef: "TRACE-0001-0002" });
    await world.sync();

    const run = await world.sync({ scope: { commitmentId: world.commitmentId("SC-001") } });

    expect(run.counts).toMatchObject({ update: 0, unchanged: 1 });
    expect(await world.states()).toEqual(["synced"]);
    await world.expectInStep();
  });

  it("is a failure, not a success, where Procore rounded the amount", async () => {
    world = await World.open({
      procore: {
        alters: (payment) => {
          if (payment.amount !== null) payment.amount = (payment.amount / 10_000n) * 10_000n;
        },
      },
    });
    const { ref } = world.bill({ amount: 500_55 });
    world.pay([{ bill: ref, amount: 500_55 }]);

    const run = await world.sync();

    expect(run).toMatchObject({ status: "partial", counts: { failed: 1 } });
    expect(await world.states()).toEqual(["failed reply_differs"]);
    await world.expectTiedOut();
  });
});
