import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SyncRun } from "../../server/domain/change.ts";
import type { Death } from "../world/life.ts";
import { World } from "../world/world.ts";

const atFirstWrite: Death = {
  moment: "before",
  request: 1,
  when: ({ method, url }) => method !== "GET" && url.includes("/contract_payments"),
};

const whileListing: Death = {
  moment: "after",
  request: 1,
  when: ({ method, url }) => method === "GET" && url.includes("/requisitions"),
};

describe("a run whose process died", () => {
  let world: World;
  let payment: string;

  beforeEach(async () => {
    world = await World.open({ durable: true });
    payment = world.pay([{ bill: world.bill({ amount: 900_00 }).ref, amount: 500_00 }], { extRef: "5501" });
    world.pay([{ bill: world.bill({ amount: 700_00, commitment: "PO-001" }).ref, amount: 700_00 }], { extRef: "5502" });
  });

  afterEach(() => world.close());

  /** The run dies; what was queued in its place, before anybody performs it. */
  async function diesIn(death: Death, request: Parameters<World["sync"]>[0]): Promise<readonly SyncRun[]> {
    expect(await world.diesIn(death, () => world.sync(request))).toBe(true);
    await world.restart();
    world.later(2);
    await world.process.passOn();
    return world.process.store.runs.queued(10);
  }

  const asked = { trigger: "person", askedBy: { id: 1, login: "pat@example.com" }, status: "queued" } as const;

  it.each(["never", "hourly"] as const)(
    "is not begun again where it was a preview, with the schedule %s",
    async (schedule) => {
      await world.configure({ schedule });

      expect(await diesIn(whileListing, { mode: "preview" })).toEqual([]);

      await world.process.work();
      expect([...world.issued(), ...world.issued("PO-001")]).toEqual([]);
    },
  );

  it("stays in its scope", async () => {
    const scope = { commitmentId: world.commitmentId("SC-001") };

    expect(await diesIn(atFirstWrite, { scope })).toMatchObject([{ ...asked, mode: "apply", scope }]);

    await world.process.work();
    expect(world.amounts()).toEqual(["500.00"]);
    expect(world.amounts("PO-001")).toEqual([]);
  });

  it("stays the undo that it was, and writes nothing else", async () => {
    const done = await world.sync();
    world.pay([{ bill: world.bill({ amount: 300_00 }).ref, amount: 300_00 }], { extRef: "5503" });
    world.later(10);

    expect(await diesIn(atFirstWrite, { undoOf: done.id })).toMatchObject([{ ...asked, undoOf: done.id, scope: null }]);

    const [undone] = await world.process.work();
    expect(undone).toMatchObject({ status: "succeeded", counts: { create: 0, remove: 2, conflict: 0 } });
    expect([...world.issued(), ...world.issued("PO-001")]).toEqual([]);
  });

  it.each([
    ["before", 1],
    ["after", 1],
    ["before", 2],
    ["after", 2],
    ["before", 3],
    ["after", 3],
  ] as const)("finishes an undo of a correction that died %s its write %i", async (moment, request) => {
    await world.sync();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    const done = await world.sync();
    world.later(10);

    await diesIn({ ...atFirstWrite, moment, request }, { undoOf: done.id });

    const [undone] = await world.process.work();
    expect(undone).toMatchObject({ status: "succeeded", counts: { update: 1, conflict: 0 } });
    expect(world.issued()).toMatchObject([{ checkNumber: "5501" }]);
    await world.sync();
    expect(world.issued()).toMatchObject([{ checkNumber: "5501" }]);
    await world.expectTiedOut();
  });

  it.each([
    ["before", 1],
    ["after", 1],
    ["after", 2],
  ] as const)("finishes what its preview had shown where it died %s its write %i", async (moment, request) => {
    const preview = await world.sync({ mode: "preview" });
    world.later(10);

    await diesIn({ ...atFirstWrite, moment, request }, { planOf: preview.id });

    const [applied] = await world.process.work();
    expect(applied).toMatchObject({ status: "succeeded", counts: { conflict: 0, failed: 0 } });
    await world.expectInStep();
  });

  it("still applies only what its preview had shown", async () => {
    const preview = await world.sync({ mode: "preview" });
    world.later(10);
    world.pay([{ bill: world.bill({ amount: 300_00 }).ref, amount: 300_00 }], { extRef: "5503" });

    expect(await diesIn(atFirstWrite, { planOf: preview.id })).toMatchObject([{ ...asked, planOf: preview.id }]);

    await world.process.work();
    expect(world.amounts()).toEqual(["500.00"]);
  });

  it("is the schedule's again where it was the schedule's", async () => {
    expect(await world.diesIn(atFirstWrite, () => world.scheduled())).toBe(true);
    await world.restart();
    world.later(2);
    await world.process.passOn();

    expect(await world.process.store.runs.queued(10)).toMatchObject([{ trigger: "schedule", askedBy: null }]);
    await world.process.work();
    await world.expectInStep();
  });

  it("writes nothing more where nobody asked for it and the schedule is Never by now", async () => {
    expect(await world.diesIn(atFirstWrite, () => world.scheduled())).toBe(true);
    await world.restart();
    await world.configure({ schedule: "never" });
    world.later(2);
    await world.process.passOn();

    const [run] = await world.process.work();

    expect(run).toMatchObject({ trigger: "schedule", status: "failed", error: { kind: "forbidden" } });
    expect(run?.error?.says).toContain("Never");
    expect([...world.issued(), ...world.issued("PO-001")]).toEqual([]);
    await world.sync();
    await world.expectInStep();
  });

  it("ends after the payment it is at where somebody sets the schedule to Never meanwhile", async () => {
    const { ref } = world.bill({ amount: 600_00 });
    for (let n = 1; n <= 6; n += 1) world.pay([{ bill: ref, amount: n * 10_00 }], { extRef: `T-${n}` });
    let changing: Promise<unknown> | null = null;
    world.procore.wire.onExchange = ({ request }) => {
      if (request.method === "POST" && request.target.includes("/contract_payments"))
        changing ??= world.configure({ schedule: "never" });
    };

    const [run] = await world.scheduled();

    expect(run).toMatchObject({ status: "failed", error: { kind: "forbidden" } });
    expect(world.issued().length + world.issued("PO-001").length).toBeLessThan(8);
    expect(await world.process.store.runs.queued(10)).toEqual([]);
    world.ledger.editPayment(payment, { extRef: "5510" });
    await world.sync();
    await world.expectInStep();
  });
});
