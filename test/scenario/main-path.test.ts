import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

let world: World;

beforeEach(async () => {
  world = await World.open();
});

afterEach(() => world.close());

describe("a payment made in Acumatica", () => {
  it("shows up once, locked, on the right invoice of the right commitment", async () => {
    const { ref, invoiceId } = world.bill({ amount: 1_250_00, number: "7" });
    const payment = world.pay([{ bill: ref, amount: 1_250_00 }], { extRef: "5501" });

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 }, error: null });
    expect(world.issued()).toEqual([
      {
        id: expect.any(Number) as number,
        amount: "1250.00",
        date: "2026-03-02",
        checkNumber: "5501",
        originId: `acu:MyStore:CHK:${payment}:INV:${ref}`,
        invoiceId,
      },
    ]);
    expect(await world.states()).toEqual(["synced"]);
    await world.expectTiedOut();
  });

  it("is split over the bills that one check pays, and added up where several checks pay one bill", async () => {
    const one = world.bill({ amount: 1_000_00 });
    const two = world.bill({ amount: 2_000_00, commitment: "PO-001" });
    world.pay([
      { bill: one.ref, amount: 400_00 },
      { bill: two.ref, amount: 2_000_00 },
    ]);
    world.pay([{ bill: one.ref, amount: 600_00 }], { extRef: "5502", method: "ACH" });

    await world.sync();

    expect(world.issued().map(({ amount, invoiceId }) => [amount, invoiceId])).toEqual([
      ["400.00", one.invoiceId],
      ["600.00", one.invoiceId],
    ]);
    expect(world.issued("PO-001").map(({ amount }) => amount)).toEqual(["2000.00"]);
    await world.expectTiedOut();
  });

  it("costs two requests to Acumatica and three to Procore when a second sync finds nothing changed", async () => {
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(1);

    const seen = await world.counting(() => world.sync());

    expect(seen.acumatica).toHaveLength(2);
    expect(seen.procore).toHaveLength(3);
    expect(seen.procore.every((line) => line.startsWith("GET"))).toBe(true);
  });

  it("costs two requests to Acumatica and none to Procore when the schedule finds nothing changed", async () => {
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);

    const seen = await world.counting(() => world.scheduled());

    expect(seen).toEqual({ procore: [], acumatica: expect.any(Array) as string[] });
    expect(seen.acumatica).toHaveLength(2);
  });

  it("is written by the schedule alone", async () => {
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);

    const [run] = await world.scheduled();

    expect(run).toMatchObject({ trigger: "schedule", status: "succeeded", counts: { create: 1 } });
    await world.expectTiedOut();
  });

  it("costs one create, one list and one look at the settings for each new one on a commitment", async () => {
    await world.sync();
    const { ref } = world.bill({ amount: 500_00 });
    const other = world.bill({ amount: 300_00 });
    world.pay([
      { bill: ref, amount: 500_00 },
      { bill: other.ref, amount: 300_00 },
    ]);
    world.later(1);

    const seen = await world.counting(() => world.sync());

    expect(seen.procore.filter((line) => line.startsWith("POST"))).toHaveLength(2);
    expect(seen.procore).toHaveLength(3 + 2 + 1 + 1);
  });
});
