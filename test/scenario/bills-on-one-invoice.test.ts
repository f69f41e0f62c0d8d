import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("bills of one Vendor Ref., read through %s", (reader) => {
  let world: World;
  let invoice: number;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
    invoice = world.invoice({ amount: 1_000_00, number: "17", commitment: "SC-001" });
  });

  afterEach(() => world.close());

  function aBill(amount: number, date = "2026-02-01"): string {
    const lines = [{ amount, project: "PR-0001", order: { type: "RS", number: "SC-001" } }] as const;
    return world.ledger.addBill({ vendor: "V000001", date, vendorRef: "17", lines }).ref;
  }

  function paid(...bills: readonly (readonly [ref: string, amount: number])[]): void {
    for (const [bill, amount] of bills) world.pay([{ bill, amount }], { extRef: `6${bill}` });
  }

  async function states(): Promise<readonly string[]> {
    return (await world.states()).toSorted();
  }

  it("entered twice: the second is a question, and nothing is paid twice on the invoice", async () => {
    const [second, first] = [aBill(1_000_00, "2026-02-05"), aBill(1_000_00)];
    paid([second, 1_000_00], [first, 1_000_00]);

    await world.sync();

    expect(await states()).toEqual(["needs_review billed_over", "synced"]);
    expect(world.issued()).toMatchObject([{ amount: "1000.00", invoiceId: invoice }]);
    expect(world.issued()[0]?.originId).toContain(`INV:${first}`);
    await world.expectTiedOut();
  });

  it("that together are what was billed are both paid on it", async () => {
    paid([aBill(400_00), 400_00], [aBill(600_00), 600_00]);

    await world.sync();

    expect(await states()).toEqual(["synced", "synced"]);
    await world.expectInStep();
  });

  it("entered twice, the first synced before: it stays, and a person may still link the second", async () => {
    paid([aBill(1_000_00, "2026-02-05"), 1_000_00]);
    await world.sync();
    world.later(60);
    paid([aBill(1_000_00), 1_000_00]);

    await world.sync();

    expect(await states()).toEqual(["needs_review billed_over", "synced"]);
    const asked = (await world.applications()).find(({ state }) => state === "needs_review");
    await world.decide("link", { ...(asked && { key: asked.key }), invoiceId: invoice });
    await world.sync();
    expect(await states()).toEqual(["synced", "synced"]);
    await world.expectInStep();
  });

  it("of which the first was voided and reversed: the second is no question", async () => {
    const first = aBill(1_000_00);
    paid([first, 1_000_00]);
    await world.sync();
    world.later(60);
    world.ledger.voidPayment("000001");
    const lines = [{ amount: 1_000_00, project: "PR-0001", order: { type: "RS", number: "SC-001" } }] as const;
    const original = { type: "INV", ref: first } as const;
    world.ledger.addBill({ type: "ADR", vendor: "V000001", date: "2026-03-01", lines, original });
    paid([aBill(1_000_00, "2026-03-01"), 1_000_00]);

    await world.sync();

    expect(await states()).toEqual(["removed voided", "synced"]);
    await world.expectInStep();
  });
});
