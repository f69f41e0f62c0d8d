import { afterEach, describe, expect, it } from "vitest";
import { STREAMS } from "../../server/sync/ports.ts";
import { World } from "../world/world.ts";

const AHEAD_MS = 40 * 86_400_000;

describe.each(["dac", "contract"] as const)("a stamp ahead of Acumatica's clock, read through %s", (reader) => {
  let world: World;
  afterEach(() => world.close());

  const paid = (amount: number, extRef: string) => {
    const { ref } = world.bill({ amount });
    return world.pay([{ bill: ref, amount }], { extRef });
  };
  const ahead = <T>(act: () => T): T => world.ledger.stampedAt(new Date(world.now.getTime() + AHEAD_MS), act);

  it("hides nothing that is paid, voided or edited until then", async () => {
    world = await World.open({ settings: { reader } });
    const first = paid(500_00, "T-1");
    await world.sync();
    world.later(60);
    ahead(() => paid(700_00, "T-2"));
    await world.sync();
    world.later(60);
    world.ledger.voidPayment(first);
    paid(900_00, "T-3");

    await world.sync();

    expect(world.amounts().toSorted()).toEqual(["700.00", "900.00"]);
    await world.expectInStep();
    world.later(60);
    paid(100_00, "T-4");
    await world.sync();
    await world.expectInStep();
  });

  it("is told from a watermark that an earlier version took it for: all is read again, once", async () => {
    world = await World.open({ settings: { reader } });
    paid(500_00, "T-1");
    await world.sync();
    world.later(60);
    const { pictures } = world.process.store;
    for (const stream of STREAMS) {
      const watermark = { through: new Date(world.now.getTime() + AHEAD_MS).toISOString(), complete: true, at: null };
      const page = { stream, rows: [], observed: { payments: [], bills: [], applications: [] }, watermark };
      await pictures.storePage(await pictures.asItStands(world.companyId), { ...page, forgetBefore: null });
    }
    paid(900_00, "T-2");
    world.later(60);

    await world.sync();

    expect(world.amounts().toSorted()).toEqual(["500.00", "900.00"]);
    const asked = world.acumatica.wire.log.length;
    await world.sync();
    expect(world.acumatica.wire.log.length - asked).toBe(2);
    await world.expectInStep();
  });
});
