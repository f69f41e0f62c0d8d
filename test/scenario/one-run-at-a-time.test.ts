import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LEASE_MS } from "../../server/domain/lease.ts";
import { told } from "../world/told.ts";
import { World } from "../world/world.ts";

describe("two syncs of one project", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
  });

  afterEach(() => world.close());

  function request() {
    const { companyId, projectId } = world;
    const askedBy = { id: 2, login: "sam@example.com" };
    const base = { mode: "apply", scope: null, planOf: null, undoOf: null } as const;
    return world.process.engine.requestRun({ companyId, projectId, askedBy, ...base });
  }

  it("never overlap: the second person is told that one is under way", async () => {
    const first = await request();
    await expect(request()).rejects.toMatchObject({ kind: "busy" });
    await world.process.store.runs.claim(first.id, "elsewhere", world.now.toISOString());
    await expect(request()).rejects.toMatchObject({ kind: "busy" });
    expect(await world.process.work()).toEqual([]);
    expect(world.issued()).toEqual([]);
  });

  it("become one where a person asks for what the schedule has only queued", async () => {
    await world.process.engine.scheduled(world.companyId);
    const [queued] = await world.process.store.runs.queued(10);
    expect(queued).toMatchObject({ trigger: "schedule" });

    const asked = await request();
    const done = await world.process.work();

    expect(asked).toMatchObject({ id: queued?.id, trigger: "person", askedBy: { login: "sam@example.com" } });
    expect(done).toHaveLength(1);
    await world.expectInStep();
  });

  it("do not keep each other out for good where the first one's process died", async () => {
    const first = await request();
    await world.process.store.runs.claim(first.id, "dead", world.now.toISOString());
    world.later(2);
    await world.process.store.runs.expire(
      { beatBefore: new Date(world.now.getTime() - LEASE_MS).toISOString() },
      world.now.toISOString(),
      () => null,
    );

    const run = await world.sync();

    expect(run.status).toBe("succeeded");
    await world.expectInStep();
  });

  it("do not double anything where the schedule and a person start in the same moment", async () => {
    await Promise.all([world.process.engine.scheduled(world.companyId), request().catch(() => null)]);
    await world.process.work();
    await world.process.work();

    await world.expectInStep();
  });

  it("do not double anything where both the schedule and a hint arrive while one is queued", async () => {
    await world.process.engine.scheduled(world.companyId);
    await told(world, "Procore");
    await told(world, "Acumatica");

    expect(await world.process.store.runs.queued(10)).toHaveLength(1);
    await world.process.work();
    await world.expectInStep();
  });
});
