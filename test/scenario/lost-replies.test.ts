import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault, WireRequest } from "../fakes/wire.ts";
import { World } from "../world/world.ts";

const LOST: readonly (readonly [string, Fault])[] = [
  ["before Procore acted", { kind: "reset before" }],
  ["after Procore acted", { kind: "reset after" }],
  ["in the middle of its answer", { kind: "truncated" }],
];

function isWrite({ method, target }: WireRequest): boolean {
  return method !== "GET" && target.includes("/contract_payments");
}

/** Picks the n-th request of those that fit; 1 is the first. */
function nth(n: number, fits: (request: WireRequest) => boolean): (request: WireRequest) => boolean {
  let seen = 0;
  return (request) => fits(request) && ++seen === n;
}

describe.each(LOST)("a connection lost %s", (_moment, fault) => {
  let world: World;
  let payment: string;
  let bill: { ref: string; invoiceId: number };

  beforeEach(async () => {
    world = await World.open();
    bill = world.bill({ amount: 900_00 });
    payment = world.pay([{ bill: bill.ref, amount: 500_00 }], { extRef: "5501" });
  });

  afterEach(() => world.close());

  /** Requests to Procore of a run in which the n-th write is lost. */
  async function losing(n: number): Promise<readonly string[]> {
    world.procore.wire.failNext(fault, nth(n, isWrite));
    const seen = await world.counting(async () => {
      const run = await world.sync();
      expect(run).toMatchObject({ status: "succeeded", counts: { failed: 0, conflict: 0 } });
    });
    return seen.procore.filter((line) => line.includes("/contract_payments"));
  }

  it("while creating shows one payment, not two, at the price of one more list", async () => {
    const requests = await losing(1);

    expect(world.issued()).toHaveLength(1);
    const lists = requests.filter((line) => line.startsWith("GET"));
    expect(lists).toHaveLength(2);
    await world.expectInStep();
  });

  it("while creating the second of three shows three", async () => {
    const others = [100_00, 200_00].map((amount) => world.bill({ amount }));
    others.forEach(({ ref }, index) => world.pay([{ bill: ref, amount: 100_00 }], { extRef: `T-${index}` }));

    await losing(2);

    expect(world.issued()).toHaveLength(3);
    await world.expectInStep();
  });

  it.each([
    [1, "unlocking"],
    [2, "changing"],
    [3, "locking"],
  ])("in call %i of a change (%s) leaves it changed and locked, blaming nobody", async (call) => {
    await world.sync();
    world.later(60);
    world.ledger.reverse(payment, { bill: bill.ref });
    world.ledger.apply(payment, { bill: bill.ref, amount: 400_00 });
    world.ledger.releasePayment(payment);

    const requests = await losing(call);

    expect(world.amounts()).toEqual(["400.00"]);
    expect(await world.states()).toEqual(["synced"]);
    // One list, three writes; the lost reply costs a list, and its write may have to be sent again.
    expect(requests.length).toBeLessThanOrEqual(4 + 2);
    expect(requests.filter((line) => line.startsWith("GET"))).toHaveLength(2);
    await world.expectInStep();
  });

  it.each([
    [1, "unlocking"],
    [2, "deleting"],
  ])("in call %i of a removal (%s) leaves nothing behind", async (call) => {
    await world.sync();
    world.later(60);
    world.ledger.voidPayment(payment);

    const requests = await losing(call);

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["removed voided"]);
    // A deletion answers with nothing: there is no half of it, and nothing to look for.
    const nothingLost = fault.kind === "truncated" && call === 2;
    expect(requests.filter((line) => line.startsWith("GET"))).toHaveLength(nothingLost ? 1 : 2);
    await world.expectInStep();
  });

  it.each([1, 2, 3])("in call %i of setting a payment to zero zeroes it once", async (call) => {
    await world.configure({ voidPolicy: "zero" });
    await world.sync();
    world.later(60);
    world.ledger.voidPayment(payment);

    await losing(call);

    expect(world.amounts()).toEqual(["0.00"]);
    expect(world.heldOne().notes?.match(/set to 0/g)).toHaveLength(1);
    await world.expectInStep();
  });

  it.each([1, 2])("in call %i of taking over a typed-in payment adopts it once", async (call) => {
    const commitmentId = world.commitmentId("SC-001");
    const typed = world.procore.ui.typeInPayment({ commitmentId, amount: "500.00", checkNumber: "5501" });

    await losing(call);

    expect(world.issued().map(({ id }) => id)).toEqual([typed.id]);
    await world.expectInStep();
  });

  it("while nothing but the payment method changed sends it all the same: Procore never shows it", async () => {
    await world.sync();
    world.later(60);
    await world.configure({ methodOverrides: { CHECK: "electronic" } });

    await losing(2);

    expect(world.heldOne().paymentMethod).toBe("electronic");
    await world.expectInStep();
  });
});

describe("a connection that stays lost in the middle of a change", () => {
  it.each([1, 2, 3])("from call %i on ends the run in words, and the next one finishes and locks", async (call) => {
    const world = await World.open();
    const { ref } = world.bill({ amount: 900_00 });
    const payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    let down = false;
    const picks = nth(call, isWrite);
    world.procore.wire.failNext({ kind: "reset after" }, (request) => (down ||= picks(request)), 1_000);

    const failed = await world.sync();

    expect(failed).toMatchObject({ status: "failed", error: { kind: "unavailable" } });
    expect(await world.states()).toEqual(["pending interrupted"]);
    world.procore.wire.heal();
    world.later(15);
    const [next] = await world.scheduled();

    expect(next).toMatchObject({ status: "succeeded", counts: { update: 1, discrepancy: 0 } });
    expect(world.issued()).toMatchObject([{ checkNumber: "5510", amount: "500.00" }]);
    await world.expectInStep();
    await world.close();
  });
});

describe("a payment that somebody deleted while it was being changed", () => {
  it("is a conflict in words, and never brought back without asking", async () => {
    const world = await World.open();
    const { ref } = world.bill({ amount: 900_00 });
    const payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    const { id } = world.heldOne();
    world.procore.wire.onExchange = ({ request }) => {
      if (request.method === "PATCH") world.procore.ui.deletePayment(id, { evenIfLocked: true });
      world.procore.wire.onExchange = request.method === "PATCH" ? null : world.procore.wire.onExchange;
    };

    const run = await world.sync();

    expect(run).toMatchObject({ status: "partial", counts: { conflict: 1 } });
    await world.sync();
    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["needs_review deleted_in_procore"]);
    await world.expectTiedOut(["notFound"]);
    await world.close();
  });
});
