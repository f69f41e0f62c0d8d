import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SyncRun } from "../../server/domain/change.ts";
import { aHold } from "../world/company.ts";
import { World } from "../world/world.ts";

describe("a server that is asked to stop while it syncs", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
    const { ref } = world.bill({ amount: 900_00 });
    for (const amount of [100_00, 200_00, 300_00]) world.pay([{ bill: ref, amount }]);
  });
  afterEach(() => world.close());

  async function claimed(mode: SyncRun["mode"], undoOf: string | null = null): Promise<SyncRun> {
    const { companyId, projectId } = world;
    const askedBy = { id: 2, login: "sam@example.com" };
    const base = { mode, scope: null, planOf: null, undoOf } as const;
    const run = await world.process.engine.requestRun({ companyId, projectId, askedBy, ...base });
    await world.process.store.runs.claim(run.id, "stopping", world.now.toISOString());
    return run;
  }

  async function performUntil(run: SyncRun, stops: (request: { method: string; target: string }) => boolean) {
    const stop = new AbortController();
    world.procore.wire.onExchange = ({ request }) => {
      if (stops(request)) stop.abort();
    };
    await world.process.engine.perform(run, aHold("stopping", stop.signal));
    world.procore.wire.onExchange = null;
    expect(stop.signal.aborted).toBe(true);
    return world.process.store.runs.run(world.companyId, run.id);
  }

  const writes = ({ method, target }: { method: string; target: string }) =>
    method === "POST" && target.includes("/contract_payments");

  it("finishes the payment it is at, says so, and leaves the same request to whoever comes next", async () => {
    const ended = await performUntil(await claimed("apply"), writes);

    expect(ended).toMatchObject({ status: "failed", counts: { create: 1, failed: 0 }, error: { kind: "unavailable" } });
    expect(world.issued()).toHaveLength(1);
    const [next] = await world.process.store.runs.queued(10);
    expect(next).toMatchObject({ trigger: "person", mode: "apply", askedBy: { login: "sam@example.com" } });

    const [done] = await world.process.work();
    expect(done).toMatchObject({ id: next?.id, status: "succeeded", counts: { create: 2 } });
    await world.expectInStep();
  });

  it("writes nothing more once it has only looked", async () => {
    const ended = await performUntil(await claimed("apply"), ({ target }) => target.includes("requisitions"));

    expect(ended).toMatchObject({ status: "failed", counts: { create: 0 } });
    expect(world.issued()).toEqual([]);
    await world.process.work();
    await world.expectInStep();
  });

  it("leaves a preview to the next as well", async () => {
    await performUntil(await claimed("preview"), ({ target }) => target.includes("requisitions"));

    const [done] = await world.process.work();

    expect(done).toMatchObject({ mode: "preview", status: "succeeded", counts: { create: 3 } });
    expect(world.issued()).toEqual([]);
  });

  it("leaves an undo as the same undo, which does not call its own first half a change of somebody's", async () => {
    const done = await world.sync();
    world.later(10);
    const removes = ({ method, target }: { method: string; target: string }) =>
      method === "DELETE" && target.includes("/contract_payments");

    await performUntil(await claimed("apply", done.id), removes);

    expect(world.issued()).toHaveLength(2);
    const [next] = await world.process.store.runs.queued(10);
    expect(next).toMatchObject({ undoOf: done.id, askedBy: { login: "sam@example.com" } });
    const [undone] = await world.process.work();
    expect(undone).toMatchObject({ status: "succeeded", counts: { create: 0, remove: 2, conflict: 0 } });
    expect(world.issued()).toEqual([]);
    await world.expectTiedOut();
  });
});
