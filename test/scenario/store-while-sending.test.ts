import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Recorded } from "../../server/sync/ports.ts";
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
    const { links } = world.process.store;
    const record = links.record.bind(links);
    links.record = async (recorded: readonly Recorded[]) => {
      const outcomes = recorded.filter(({ outcome }) => outcome).length;
      if (outcomes > 0) {
        await secondSent;
        // Long enough for a third to be sent, if it were let.
        for (let waited = 0; waited < 200; waited += 1) await turn();
      }
      await record(recorded);
      stored += outcomes;
    };

    await world.sync();

    expect(storedBefore.slice(0, 2)).toEqual([0, 0]);
    expect(storedBefore.map((before, n) => before >= n - 1)).toEqual([true, true, true, true]);
    expect(stored).toBe(4);
    await world.expectInStep();
  });
});
