import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a preview", () => {
  let world: World;
  let voided: string;
  let edited: string;

  /** One payment to remove, one to update, one to create, one to adopt. */
  beforeEach(async () => {
    world = await World.open();
    voided = world.pay([{ bill: world.bill({ amount: 100_00 }).ref, amount: 100_00 }], { extRef: "V" });
    edited = world.pay([{ bill: world.bill({ amount: 200_00 }).ref, amount: 200_00 }], { extRef: "E" });
    await world.sync();
    world.later(60);
    world.ledger.voidPayment(voided);
    world.ledger.editPayment(edited, { extRef: "E2" });
    world.pay([{ bill: world.bill({ amount: 300_00 }).ref, amount: 300_00 }], { extRef: "C" });
    world.pay([{ bill: world.bill({ amount: 400_00, commitment: "PO-001" }).ref, amount: 400_00 }], { extRef: "A" });
    const commitmentId = world.commitmentId("PO-001");
    world.procore.ui.typeInPayment({ commitmentId, amount: "400.00", checkNumber: "A" });
  });

  afterEach(() => world.close());

  it("writes nothing, and shows what would be written and why", async () => {
    const seen = await world.counting(async () => {
      const run = await world.sync({ mode: "preview" });
      expect(run).toMatchObject({ status: "succeeded", counts: { create: 1, adopt: 1, update: 1, remove: 1 } });
      expect(await world.changes(run)).toEqual(["remove planned", "update planned", "adopt planned", "create planned"]);
    });

    expect(seen.procore.every((line) => line.startsWith("GET"))).toBe(true);
    expect(world.amounts()).toEqual(["100.00", "200.00"]);
    await world.expectTiedOut();
  });

  it("is exactly what is applied, where the world stood still", async () => {
    const preview = await world.sync({ mode: "preview" });
    world.later(30);

    const run = await world.sync({ planOf: preview.id });

    expect(run).toMatchObject({
      status: "succeeded",
      counts: { create: 1, adopt: 1, update: 1, remove: 1, conflict: 0 },
    });
    const changesOf = async (id: string) =>
      (await world.process.store.runs.changes(world.companyId, id)).map(({ key, kind, after }) => [key, kind, after]);
    expect(await changesOf(run.id)).toEqual(await changesOf(preview.id));
    await world.expectInStep();
  });

  it("does not apply what moved since: a conflict, and the rest goes on", async () => {
    const preview = await world.sync({ mode: "preview" });
    world.later(30);
    world.ledger.editPayment(edited, { extRef: "E3" });

    const run = await world.sync({ planOf: preview.id });

    expect(run).toMatchObject({
      status: "partial",
      counts: { create: 1, adopt: 1, update: 0, remove: 1, conflict: 1 },
    });
    const moved = (await world.process.store.runs.changes(world.companyId, run.id)).find(
      (c) => c.outcome === "conflict",
    );
    expect(moved?.error).toContain("moved since the preview");
    expect(world.issued().map(({ checkNumber }) => checkNumber)).toContain("E");
    await world.expectTiedOut();

    await world.sync();
    await world.expectInStep();
  });

  it("does not apply what nobody saw in it: that stays pending", async () => {
    const preview = await world.sync({ mode: "preview" });
    world.later(30);
    world.pay([{ bill: world.bill({ amount: 500_00 }).ref, amount: 500_00 }], { extRef: "NEW" });

    const run = await world.sync({ planOf: preview.id });

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1, conflict: 0 } });
    expect(world.issued().map(({ checkNumber }) => checkNumber)).not.toContain("NEW");
    expect((await world.states()).filter((state) => state === "pending new_payment")).toHaveLength(1);
    await world.expectTiedOut();
  });

  it("does not remove what a person brought back meanwhile", async () => {
    const preview = await world.sync({ mode: "preview" });
    world.procore.ui.editPayment(world.held()[0]?.id ?? 0, { amount: "99.00" }, { evenIfLocked: true });

    const run = await world.sync({ planOf: preview.id });

    expect(run.counts.conflict).toBe(1);
    await world.expectTiedOut();
  });

  it("is too old after a day", async () => {
    const preview = await world.sync({ mode: "preview" });
    world.later(24 * 60 + 1);

    await expect(world.sync({ planOf: preview.id })).rejects.toMatchObject({
      kind: "invalid",
      extra: { pointer: "/plan" },
    });
  });

  it("is not a plan for a sync, and a sync is no preview", async () => {
    const run = await world.sync();

    await expect(world.sync({ planOf: run.id })).rejects.toMatchObject({
      kind: "invalid",
      extra: { pointer: "/plan" },
    });
  });
});
