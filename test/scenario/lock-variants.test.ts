import { afterEach, describe, expect, it } from "vitest";
import type { Behavior } from "../fakes/procore/behavior.ts";
import { World } from "../world/world.ts";

/** What Procore's texts leave open about the lock; each must do. */
const LOCKS: readonly (readonly [string, Partial<Behavior>])[] = [
  ["null and the empty text both unlock", {}],
  ["only null unlocks", { clearsOriginId: "null" }],
  ["only the empty text unlocks", { clearsOriginId: "empty" }],
  ["a locked payment may be deleted", { deleteLocked: "allowed" }],
  ["unlocking and changing at once is allowed", { unlockWithChange: "allowed" }],
  ["changing and locking at once is refused", { lockWithChange: "refused" }],
  [
    "a second origin id is 409 and payments move their commitment",
    { duplicateOriginId: 409, paymentMovesCommitment: true },
  ],
];

describe.each(LOCKS)("where %s", (_what, procore) => {
  let world: World;
  let payment: string;

  afterEach(() => world.close());

  async function synced(voidPolicy: "delete" | "zero" = "delete"): Promise<void> {
    world = await World.open({ procore, settings: { voidPolicy } });
    const { ref } = world.bill({ amount: 500_00 });
    payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
  }

  it("a change reaches the payment, which is locked again", async () => {
    await synced();
    world.ledger.editPayment(payment, { extRef: "5510" });

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { update: 1 } });
    expect(world.issued()).toMatchObject([{ checkNumber: "5510" }]);
    await world.expectInStep();
  });

  it("a voided check leaves, or stands at zero", async () => {
    await synced();
    world.ledger.voidPayment(payment);
    await world.sync();
    expect(world.issued()).toEqual([]);
    await world.expectInStep();
    await world.close();

    await synced("zero");
    world.ledger.voidPayment(payment);
    await world.sync();
    expect(world.amounts()).toEqual(["0.00"]);
    await world.expectInStep();
  });

  it("a typed-in payment is taken over", async () => {
    world = await World.open({ procore });
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    const commitmentId = world.commitmentId("SC-001");
    world.procore.ui.typeInPayment({ commitmentId, amount: "500.00", checkNumber: "5501" });

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { adopt: 1 } });
    expect(world.issued()).toHaveLength(1);
    await world.expectInStep();
  });

  it("a refused change leaves the payment locked with the values that stood", async () => {
    await synced();
    world.ledger.editPayment(payment, { extRef: "5510" });
    const reply = { status: 422, headers: {}, body: JSON.stringify({ errors: { base: ["Period is closed"] } }) };
    world.procore.wire.failNext({ kind: "reply", reply }, ({ body }) => body.includes("5510"));

    const run = await world.sync();

    expect(run).toMatchObject({ status: "partial", counts: { failed: 1 } });
    expect(world.issued()).toMatchObject([{ checkNumber: "5501", amount: "500.00" }]);
    expect(await world.states()).toEqual(["failed refused"]);
    await world.expectInStep();
  });
});

describe("a payment that cannot be locked again", () => {
  it("is failed in words, and locked by the next sync", async () => {
    const world = await World.open();
    const { ref } = world.bill({ amount: 500_00 });
    const payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    const reply = { status: 422, headers: {}, body: JSON.stringify({ errors: { base: ["Try later"] } }) };
    world.procore.wire.failNext({ kind: "reply", reply }, ({ body }) => body.includes('"origin_id":"acu:'));

    const run = await world.sync();

    expect(run).toMatchObject({ status: "partial", counts: { failed: 1 } });
    expect(await world.states()).toEqual(["failed unlocked"]);
    expect(world.issued()).toMatchObject([{ checkNumber: "5510", originId: null }]);

    await world.sync();

    expect(world.issued()).toMatchObject([{ checkNumber: "5510" }]);
    expect(await world.states()).toEqual(["synced"]);
    await world.expectInStep();
    await world.close();
  });
});
