import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Lease } from "../../server/domain/lease.ts";
import type { HeldStore, LinkStore, Recorded } from "../../server/sync/ports.ts";
import { World } from "../world/world.ts";

const turn = () => new Promise((done) => setImmediate(done));

describe("several payments of one commitment", () => {
  let world: World;
  beforeEach(async () => (world = await World.open()));
  afterEach(() => world.close());

  it("are sent while what came of the one before is stored, and never two ahead of it", async () => {
    const { ref } = world.bill({ amount: 1_000_00 });
    for (const amount of [100_00, 200_00, 300_00, 400_00]) world.pay([{ bill: ref, amount }]);
    let stored = 0;
    /** How many outcomes were stored when each payment reached Procore. */
    const storedBefore: number[] = [];
    const secondSent = new Promise<void>((sent) => {
      world.procore.wire.onExchange = ({ request }) => {
        if (request.method !== "POST" || !request.target.includes("/contract_payments")) return;
        if (storedBefore.push(stored) === 2) sent();
      };
    });
    const { store } = world.process;
    const { held } = store;
    const slowly = (links: LinkStore) => async (recorded: readonly Recorded[]) => {
      const outcomes = recorded.filter(({ outcome }) => outcome).length;
      if (outcomes > 0) {
        await secondSent;
        // Long enough for a third to be sent, if it were let.
        for (let waited = 0; waited < 200; waited += 1) await turn();
      }
      await links.record(recorded);
      stored += outcomes;
    };
    Object.assign(store, {
      held: (lease: Lease): HeldStore => {
        const { links, pictures } = held(lease);
        return { pictures, links: { ...links, record: slowly(links) } };
      },
    });

    await world.sync();

    expect(storedBefore.slice(0, 2)).toEqual([0, 0]);
    expect(storedBefore.map((before, n) => before >= n - 1)).toEqual([true, true, true, true]);
    expect(stored).toBe(4);
    await world.expectInStep();
  });
});
