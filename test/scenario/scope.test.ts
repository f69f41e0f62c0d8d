import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a sync that is about one commitment or one invoice", () => {
  let world: World;
  let first: { ref: string; invoiceId: number };
  let second: { ref: string; invoiceId: number };

  beforeEach(async () => {
    world = await World.open();
    first = world.bill({ amount: 100_00 });
    second = world.bill({ amount: 200_00 });
    const order = world.bill({ amount: 300_00, commitment: "PO-001" });
    for (const [index, { ref }] of [first, second, order].entries()) {
      world.pay([{ bill: ref, amount: 100_00 * (index + 1) }], { extRef: `55${index}` });
    }
  });

  afterEach(() => world.close());

  it("writes on that commitment alone; the rest stays pending", async () => {
    const run = await world.sync({ scope: { commitmentId: world.commitmentId("PO-001") } });

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    expect([world.amounts(), world.amounts("PO-001")]).toEqual([[], ["300.00"]]);
    expect((await world.states()).toSorted()).toEqual(["pending new_payment", "pending new_payment", "synced"]);
    await world.expectTiedOut();
  });

  it("writes what belongs to that invoice alone", async () => {
    const run = await world.sync({ scope: { invoiceId: second.invoiceId } });

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    expect(world.issued()).toMatchObject([{ amount: "200.00", invoiceId: second.invoiceId }]);
    await world.expectTiedOut();

    await world.sync();
    await world.expectInStep();
  });

  it("removes what left that invoice", async () => {
    await world.sync();
    world.later(60);
    world.ledger.voidPayment("000001");
    world.ledger.voidPayment("000002");

    await world.sync({ scope: { invoiceId: first.invoiceId } });

    expect(world.amounts()).toEqual(["200.00"]);
    await world.expectTiedOut();
  });

  it.each([{ commitmentId: 42 }, { invoiceId: 42 }])(
    "is refused for %o, which the project does not have",
    async (scope) => {
      await expect(world.sync({ scope })).rejects.toMatchObject({
        kind: "invalid",
        extra: { pointer: `/scope/${Object.keys(scope)[0]}` },
      });
    },
  );

  it("knows an invoice that is a minute old", async () => {
    await world.sync();
    world.later(1);
    const fresh = world.bill({ amount: 400_00 });
    world.pay([{ bill: fresh.ref, amount: 400_00 }], { extRef: "NEW" });

    await world.sync({ scope: { invoiceId: fresh.invoiceId } });

    await world.expectInStep();
  });
});
