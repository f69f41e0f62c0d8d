import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a company whose connection to Acumatica was removed", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  it("still shows what was synced as ours, under the same keys", async () => {
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    const [before] = await world.applications();

    await world.process.store.connections.remove(world.companyId);

    const [after] = await world.applications();
    expect(after).toMatchObject({ key: before?.key, state: "synced", reason: null });
    await world.expectTiedOut();
  });
});

describe("a company that is purged while the schedule looks at it", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  it("gets no sync any more", async () => {
    const { pictures, purge, runs } = world.process.store;
    const receipt = { id: "receipt", at: world.now.toISOString(), tokensRevoked: true };
    const projectsConcerned = pictures.projectsConcerned.bind(pictures);
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    Object.assign(pictures, {
      projectsConcerned: async (companyId: number) => {
        const concerned = await projectsConcerned(companyId);
        await purge.purge(companyId, receipt);
        return concerned;
      },
    });

    await world.scheduled();

    const listed = await runs.list(world.companyId, { projectIds: null, after: null, limit: 10 });
    expect(listed.runs).toEqual([]);
  });
});
