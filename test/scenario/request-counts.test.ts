import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("what a sync costs", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
    for (let index = 0; index < 4; index += 1) {
      const commitment = index < 2 ? "SC-001" : "PO-001";
      const { ref } = world.bill({ amount: 100_00, commitment });
      world.pay([{ bill: ref, amount: 100_00 }], { extRef: `T-${index}` });
    }
    await world.sync();
    world.later(60);
  });

  afterEach(() => world.close());

  it("is four requests for an update: list, unlock, change, lock", async () => {
    world.ledger.editPayment("000001", { extRef: "T-X" });

    const { procore } = await world.counting(() => world.scheduled());

    expect(procore.map((line) => line.split(" ")[0])).toEqual(["GET", "PATCH", "PATCH", "PATCH"]);
    await world.expectInStep();
  });

  it("is three requests for a removal: list, unlock, delete", async () => {
    world.ledger.voidPayment("000001");

    const { procore } = await world.counting(() => world.scheduled());

    expect(procore.map((line) => line.split(" ")[0])).toEqual(["GET", "PATCH", "DELETE"]);
    await world.expectInStep();
  });

  it("is four requests for setting to zero", async () => {
    await world.configure({ voidPolicy: "zero" });
    world.ledger.voidPayment("000001");

    const { procore } = await world.counting(() => world.scheduled());

    expect(procore.map((line) => line.split(" ")[0])).toEqual(["GET", "PATCH", "PATCH", "PATCH"]);
    await world.expectInStep();
  });

  it("is one list for each commitment concerned, however many changes it has", async () => {
    for (const ref of ["000001", "000002", "000003"]) world.ledger.editPayment(ref, { extRef: `X-${ref}` });

    const { procore } = await world.counting(() => world.scheduled());

    expect(procore.filter((line) => line.startsWith("GET"))).toHaveLength(2);
    expect(procore.filter((line) => line.startsWith("PATCH"))).toHaveLength(9);
    await world.expectInStep();
  });

  it("is one list more where a commitment's total moved, on demand", async () => {
    const commitmentId = world.commitmentId("PO-001");
    world.procore.ui.typeInPayment({ commitmentId, amount: "77.00", checkNumber: "H-1", date: "2025-01-01" });

    const first = await world.counting(() => world.sync());
    world.later(10);
    const second = await world.counting(() => world.sync());

    expect(first.procore).toHaveLength(3 + 1);
    expect(second.procore).toHaveLength(3);
    expect(second.acumatica).toHaveLength(2);
    await world.expectTiedOut();
  });

  it("is no request to Procore from a schedule that finds a discrepancy as it was", async () => {
    const { ref } = world.bill({ amount: 100_00, number: "9", commitment: "SC-001" });
    world.invoice({ amount: 100_00, number: "9", commitment: "SC-001" });
    world.pay([{ bill: ref, amount: 100_00 }], { extRef: "T-9" });
    await world.sync();
    expect(await world.states()).toContain("needs_review several_invoices");
    world.later(60);

    const seen = await world.counting(() => world.scheduled());

    expect(seen.procore).toEqual([]);
    expect(seen.acumatica).toHaveLength(2);
  });

  it("is no request to Procore from a schedule either while a method stays unmapped, but for one look a day", async () => {
    world.ledger.addPaymentMethod({ id: "BARTER", means: "POS" });
    const { ref } = world.bill({ amount: 100_00 });
    world.pay([{ bill: ref, amount: 100_00 }], { extRef: "T-9", method: "BARTER" });
    await world.sync();
    expect(await world.states()).toContain("needs_review unknown_method");
    world.later(60);

    const seen = await world.counting(() => world.scheduled());
    expect(seen.procore).toEqual([]);
    expect(seen.acumatica).toHaveLength(2);

    world.later(24 * 60);
    const daily = await world.counting(() => world.scheduled());
    expect(daily.acumatica).toHaveLength(3);
  });

  it("does not grow with what was synced before", async () => {
    for (let index = 0; index < 40; index += 1) {
      const { ref } = world.bill({ amount: 100_00 });
      world.pay([{ bill: ref, amount: 100_00 }], { extRef: `M-${index}` });
    }
    await world.sync();
    world.later(60);
    world.pay([{ bill: world.bill({ amount: 5_00 }).ref, amount: 5_00 }], { extRef: "LAST" });

    const { procore } = await world.counting(() => world.scheduled());

    // The invoices once, as its invoice is new; the list; the create. The settings were read within the day.
    expect(procore).toEqual([
      "GET /rest/v1.1/requisitions",
      "GET /rest/v1.0/contract_payments",
      "POST /rest/v1.0/contract_payments",
    ]);
    await world.expectInStep();
  });
});
