import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("an invoice that turns out to belong to another commitment", () => {
  let world: World;
  let old: { ref: string; invoiceId: number };
  let invoiceId: number;

  beforeEach(async () => {
    world = await World.open();
    old = world.bill({ amount: 500_00 });
    world.pay([{ bill: old.ref, amount: 500_00 }]);
    await world.sync();
    invoiceId = world.invoice({ amount: 500_00, number: "1", commitment: "PO-001" });
    world.later(60);
    await world.sync();
    await world.decide("link", { invoiceId });
  });

  afterEach(() => world.close());

  it("takes its payment along: removed at the old place first, created at the new one after", async () => {
    const first = await world.sync();
    expect(first).toMatchObject({ counts: { remove: 1, create: 0 } });
    expect([world.issued(), world.issued("PO-001")]).toEqual([[], []]);
    await world.expectTiedOut();

    const second = await world.sync();

    expect(second).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    expect(world.issued("PO-001")).toMatchObject([{ amount: "500.00", invoiceId }]);
    await world.expectInStep();
  });

  it("never shows the payment at both places, whatever call is lost on the way", async () => {
    const both = { most: 0 };
    world.procore.wire.onExchange = () => {
      const shown = world.held().length + world.held("PO-001").length;
      both.most = Math.max(both.most, shown);
    };
    world.procore.wire.failNext({ kind: "reset after" }, ({ method }) => method === "DELETE");
    world.procore.wire.failNext({ kind: "reset after" }, ({ method }) => method === "POST");

    await world.sync();
    await world.sync();

    expect(both.most).toBe(1);
    await world.expectInStep();
  });

  it("stays pending, in words, in a preview", async () => {
    await world.sync({ mode: "preview" });

    const [application] = await world.applications();
    expect(application).toMatchObject({ state: "pending", reason: { code: "moving" } });
    await world.expectTiedOut();
  });

  it("is set to 0.00 at its old place where somebody attached a file to it", async () => {
    world.procore.ui.attachFile(world.heldOne().id, "waiver.pdf");

    await world.sync();
    await world.sync();

    expect(world.issued()).toMatchObject([{ amount: "0.00", originId: null }]);
    expect(world.amounts("PO-001")).toEqual(["500.00"]);
    await world.expectInStep();
  });

  it("moves within its commitment by an update, keeping its id", async () => {
    const sibling = world.invoice({ amount: 500_00, number: "1-B", commitment: "SC-001" });
    await world.sync({ mode: "preview" });
    await world.decide("link", { invoiceId: sibling });
    const { id } = world.heldOne();

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { update: 1, remove: 0 } });
    expect(world.issued()).toMatchObject([{ id, invoiceId: sibling }]);
    await world.expectInStep();
  });
});
