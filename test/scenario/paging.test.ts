import { afterEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("more payments than a page holds, read through %s", (reader) => {
  let world: World;

  afterEach(() => world.close());

  function pay(count: number, minutesApart = 0): void {
    for (let index = 0; index < count; index += 1) {
      const { ref } = world.bill({ amount: 100_00 });
      world.pay([{ bill: ref, amount: 100_00 }], { extRef: `${world.now.getTime()}-${index}` });
      world.later(minutesApart);
    }
  }

  it("are all read where they were released minutes apart", async () => {
    world = await World.open({ settings: { reader }, pageRows: 4 });
    pay(23, 7);

    await world.sync();

    expect(world.issued()).toHaveLength(23);
    await world.expectInStep();
  });

  it("are all read where one batch gave them one stamp", async () => {
    world = await World.open({ settings: { reader }, pageRows: 4 });
    pay(23);

    await world.sync();

    expect(world.issued()).toHaveLength(23);
    await world.expectInStep();
  });

  it("are all read where the server cuts its pages short", async () => {
    world = await World.open({ settings: { reader }, pageRows: 50, acumatica: { pageLimit: 5 } });
    pay(12, 1);
    pay(12);

    await world.sync();

    expect(world.issued()).toHaveLength(24);
    await world.expectInStep();
  });

  it("are all listed in Procore before anything is created there", async () => {
    world = await World.open({ settings: { reader }, procore: { paymentsPerPage: { default: 3, max: 3 } } });
    pay(11);
    await world.sync();
    world.later(60);
    pay(2);

    const run = await world.sync();

    expect(run.counts).toMatchObject({ create: 2, discrepancy: 0 });
    await world.expectInStep();
  });

  it("are not missed where one is stamped before the last read and becomes visible after it", async () => {
    world = await World.open({ settings: { reader } });
    pay(3, 1);
    await world.sync();
    world.later(5);
    const begun = new Date(world.now.getTime() - 7 * 60_000);

    world.ledger.stampedAt(begun, () => pay(1));
    await world.scheduled();

    expect(world.issued()).toHaveLength(4);
    await world.expectInStep();
  });

  it("are found by the nightly sweep where one became visible hours after its stamp", async () => {
    world = await World.open({ settings: { reader } });
    pay(3, 1);
    await world.sync();
    world.later(6 * 60);
    pay(1);
    await world.scheduled();
    const begun = new Date(world.now.getTime() - 3 * 3_600_000);
    world.ledger.stampedAt(begun, () => pay(1));
    await world.scheduled();
    expect(world.issued()).toHaveLength(4);

    await world.process.engine.sweep(world.companyId);
    await world.process.work();

    expect(world.issued()).toHaveLength(5);
    await world.expectInStep();
  });

  it("keep their watermark where it was after a sweep", async () => {
    world = await World.open({ settings: { reader } });
    pay(3, 1);
    await world.sync();
    const { pictures } = world.process.store;
    const before = await pictures.watermark(world.companyId, "applications");
    world.later(60);

    await world.process.engine.sweep(world.companyId);

    expect((await pictures.watermark(world.companyId, "applications")).through).toBe(before.through);
  });
});
