import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a check that is voided after somebody had decided about it", () => {
  let world: World;
  let payment: string;

  beforeEach(async () => {
    world = await World.open();
    const { ref } = world.bill({ amount: 500_00 });
    payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
  });

  afterEach(() => world.close());

  async function voided(): Promise<void> {
    world.later(60);
    world.ledger.voidPayment(payment);
    await world.sync();
  }

  it("leaves Procore though its edited amount was accepted", async () => {
    world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });
    await world.sync();
    await world.decide("accept");

    await voided();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("leaves Procore though it was ignored: what was ignored is not what stands there now", async () => {
    await world.decide("ignore");
    await world.sync();
    expect(world.amounts()).toEqual(["500.00"]);

    await voided();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("leaves Procore though its link to the invoice was taken away", async () => {
    await world.decide("unlink");
    await world.sync();

    await voided();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("leaves Procore though somebody unlinked it there", async () => {
    world.procore.ui.unlinkPayment(world.heldOne().id);

    await voided();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("is settled where its deletion in Procore was accepted before", async () => {
    world.procore.ui.deletePayment(world.heldOne().id, { evenIfLocked: true });
    await world.sync();
    await world.decide("accept");

    await voided();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["removed voided"]);
    await world.expectInStep();
  });

  it("stays away for good: nothing brings it back", async () => {
    await world.configure({ drift: "restore" });
    await voided();

    for (let turn = 0; turn < 3; turn += 1) {
      world.later(12 * 60);
      await world.process.engine.sweep(world.companyId);
      await world.process.work();
      await world.sync();
    }

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });
});

describe("what was said of a bill and what was decided about its payment", () => {
  let world: World;
  let bill: string;

  beforeEach(async () => {
    world = await World.open();
    bill = world.bill({ amount: 900_00 }).ref;
    world.pay([{ bill, amount: 500_00 }]);
  });

  afterEach(() => world.close());

  const keyOfCheck = async (reference: string) =>
    (await world.applications()).find(({ payment }) => payment.reference === reference)?.key ?? ("" as never);

  it("stand beside each other, whichever came last", async () => {
    await world.sync({ mode: "preview" });
    await world.decide("ignore");
    await world.decide("unlink");
    await world.sync();
    expect(await world.states()).toEqual(["excluded ignored"]);

    const invoiceId = world.invoice({ amount: 900_00, number: "1-B", commitment: "SC-001" });
    await world.decide("link", { invoiceId });
    await world.sync();
    expect(await world.states()).toEqual(["excluded ignored"]);
    expect(world.issued()).toEqual([]);

    await world.decide("reset");
    await world.sync();
    expect(world.issued()).toMatchObject([{ amount: "500.00", invoiceId }]);
    await world.expectInStep();
  });

  it("keep a second check from the invoice that was rejected, though the first was ignored since", async () => {
    await world.sync({ mode: "preview" });
    await world.decide("unlink");
    await world.decide("ignore");
    world.later(60);
    world.pay([{ bill, amount: 400_00 }], { extRef: "5502" });

    await world.sync();
    await world.scheduled();

    expect(world.issued()).toEqual([]);
    expect((await world.states()).toSorted()).toEqual(["excluded ignored", "needs_review unlinked"]);
    await world.expectTiedOut();
  });

  it("keep a second check from the invoice that was rejected, though a sync was taken back since", async () => {
    const done = await world.sync();
    await world.decide("unlink");
    await world.sync({ undoOf: done.id });
    world.later(60);
    world.pay([{ bill, amount: 400_00 }], { extRef: "5502" });

    await world.sync();

    expect(world.issued()).toEqual([]);
    expect((await world.states()).toSorted()).toEqual(["excluded taken_back", "needs_review unlinked"]);
    await world.expectTiedOut();
  });

  it("are forgotten one after the other: the payment's own first", async () => {
    await world.sync({ mode: "preview" });
    await world.decide("unlink");
    await world.decide("ignore");

    await world.decide("reset");
    await world.sync();
    expect(await world.states()).toEqual(["needs_review unlinked"]);

    await world.decide("reset");
    await world.sync();
    await world.expectInStep();
  });

  it("are shown and forgotten on every payment of the bill", async () => {
    world.pay([{ bill, amount: 400_00 }], { extRef: "5502" });
    await world.sync({ mode: "preview" });
    await world.decide("unlink", { key: await keyOfCheck("5501") });
    const decided = (await world.applications()).map(({ decision }) => decision?.decide);
    expect(decided).toEqual(["unlink", "unlink"]);

    await world.decide("reset", { key: await keyOfCheck("5502") });
    await world.sync();

    await world.expectInStep();
  });
});

describe("a person who links a bill while a sync is writing it", () => {
  it.each(["POST", "PATCH"])("is heard: the next sync moves what was written (%s)", async (method) => {
    const world = await World.open();
    const { ref } = world.bill({ amount: 900_00 });
    const payment = world.pay([{ bill: ref, amount: 500_00 }]);
    const invoiceId = world.invoice({ amount: 900_00, number: "1", commitment: "PO-001" });
    await world.sync(method === "POST" ? { mode: "preview" } : {});
    world.later(60);
    if (method === "PATCH") world.ledger.editPayment(payment, { extRef: "5510" });
    const linked: Promise<void>[] = [];
    world.procore.wire.onExchange = ({ request }) => {
      if (linked.length > 0 || request.method !== method || !request.target.includes("/contract_payments")) return;
      linked.push(world.decide("link", { invoiceId }));
    };

    await world.sync();
    expect(await Promise.all(linked)).toHaveLength(1);
    await world.sync();
    await world.sync();

    expect(world.issued()).toEqual([]);
    expect(world.issued("PO-001")).toMatchObject([{ amount: "500.00", invoiceId }]);
    const [application] = await world.applications();
    expect(application?.link).toMatchObject({ rule: "person" });
    await world.expectInStep();
    await world.close();
  });

  it("and takes a link away is heard: what stands stays, and nothing more goes there", async () => {
    const world = await World.open();
    const { ref } = world.bill({ amount: 900_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync({ mode: "preview" });
    const unlinked: Promise<void>[] = [];
    world.procore.wire.onExchange = ({ request }) => {
      if (request.method === "POST" && request.target.includes("/contract_payments"))
        unlinked.push(world.decide("unlink"));
    };

    await world.sync();
    expect(await Promise.all(unlinked)).toHaveLength(1);
    world.later(60);
    world.pay([{ bill: ref, amount: 400_00 }], { extRef: "5502" });
    await world.sync();

    expect(world.amounts()).toEqual(["500.00"]);
    expect(await world.states()).toEqual(["needs_review unlinked", "needs_review unlinked"]);
    await world.expectTiedOut();
    await world.close();
  });
});
