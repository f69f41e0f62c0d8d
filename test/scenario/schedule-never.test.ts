import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { told } from "../world/told.ts";
import { World } from "../world/world.ts";

describe("a company whose schedule is never", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { schedule: "never" } });
    const { ref } = world.bill({ amount: 900_00 });
    world.pay([{ bill: ref, amount: 900_00 }]);
  });

  afterEach(() => world.close());

  it("reads Acumatica when somebody signs in there, and writes nothing into Procore unasked", async () => {
    world.process.engine.connected(world.companyId);
    await world.process.engine.idle();

    expect(await world.process.work()).toEqual([]);
    expect(world.issued()).toEqual([]);
    expect(await world.process.store.pictures.watermark(world.companyId, "documents")).toMatchObject({
      complete: true,
    });
  });

  it.each(["Acumatica", "Procore"] as const)("writes nothing after a push hint from %s", async (from) => {
    expect(await told(world, from)).toBe(true);

    expect(await world.process.work()).toEqual([]);
    expect(world.issued()).toEqual([]);
  });

  it("syncs as soon as a person asks", async () => {
    await world.sync();

    expect(world.issued()).toMatchObject([{ amount: "900.00" }]);
    await world.expectTiedOut();
  });
});
