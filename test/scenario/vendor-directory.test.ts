import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("the vendor directory of Procore", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });

  afterEach(() => world.close());

  it("may be closed to the app: then the vendor names that invoices show have to do", async () => {
    const { serviceAccount } = world.procore.admin.company(world.companyId);
    serviceAccount.companyTools = {};
    const { ref } = world.bill({ amount: 700_00 });
    world.pay([{ bill: ref, amount: 700_00 }]);

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    expect(await world.states()).toEqual(["synced"]);
  });

  it("is not read again while nothing waits and no vendor is missing", async () => {
    const { ref } = world.bill({ amount: 700_00 });
    world.pay([{ bill: ref, amount: 700_00 }]);
    await world.sync();
    world.later(60);

    const seen = await world.counting(() => world.sync());

    expect(seen.procore.filter((line) => line.includes("/vendors"))).toEqual([]);
  });
});
