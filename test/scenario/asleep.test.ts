import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LeaseLost, type Lease } from "../../server/domain/lease.ts";
import type { HeldStore, Recorded } from "../../server/sync/ports.ts";
import { aHold } from "../world/company.ts";
import { World } from "../world/world.ts";

describe("a process that sleeps past its lease", () => {
  let world: World;
  let payment: string;
  beforeEach(async () => {
    world = await World.open();
    const { ref } = world.bill({ amount: 900_00 });
    payment = world.pay([{ bill: ref, amount: 500_00 }], { extRef: "5501" });
  });
  afterEach(() => world.close());

  /** Falls asleep right before it records an outcome; `meanwhile` is what the others do until it wakes. */
  function sleepsBeforeRecording(meanwhile: () => Promise<unknown>): void {
    const { store } = world.process;
    const { held } = store;
    let slept = false;
    const asleep = (links: HeldStore["links"]) => async (recorded: readonly Recorded[]) => {
      if (!slept && recorded.some(({ outcome }) => outcome !== undefined)) {
        slept = true;
        await meanwhile();
      }
      return links.record(recorded);
    };
    Object.assign(store, {
      held: (lease: Lease): HeldStore => {
        const { links, pictures } = held(lease);
        return lease.holder === "sleeper" ? { pictures, links: { ...links, record: asleep(links) } } : held(lease);
      },
    });
  }

  async function performedBySleeper(): Promise<void> {
    const { engine, store } = world.process;
    const { companyId, projectId } = world;
    const base = { mode: "apply", scope: null, planOf: null, undoOf: null } as const;
    const asked = { companyId, projectId, askedBy: { id: 1, login: "pat@example.com" }, ...base };
    const { id } = await engine.requestRun(asked);
    const run = await store.runs.claim(id, "sleeper", world.now.toISOString());
    if (!run) throw new Error("The run was not claimed");
    await engine.perform(run, aHold("sleeper"));
  }

  it("remembers nothing over what its successor wrote since, and blames nobody for it", async () => {
    sleepsBeforeRecording(async () => {
      world.later(1);
      await world.process.passOn();
      await world.process.work("successor");
      world.later(60);
      world.ledger.editPayment(payment, { extRef: "5520" });
      await world.sync();
    });

    await expect(performedBySleeper()).rejects.toThrow(LeaseLost);

    expect(world.issued()).toMatchObject([{ checkNumber: "5520", amount: "500.00" }]);
    expect(await world.states()).toEqual(["synced"]);
    await world.expectInStep();
  });

  it("sends nothing more of what it had planned", async () => {
    const { ref } = world.bill({ amount: 700_00 });
    for (const amount of [100_00, 200_00, 300_00]) world.pay([{ bill: ref, amount }]);
    let sent = 0;
    sleepsBeforeRecording(async () => {
      world.later(1);
      await world.process.passOn();
      await world.process.work("successor");
      sent = world.procore.log.length;
    });

    await expect(performedBySleeper()).rejects.toThrow(LeaseLost);

    const after = world.procore.log.slice(sent).filter(({ request }) => request.method !== "GET");
    expect(after).toEqual([]);
    await world.expectInStep();
  });
});
