import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("money that is not dollars, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
  });

  afterEach(() => world.close());

  it.each([
    ["JPY", 1_234_567, "1234567.0"],
    ["KWD", 1_234_567, "1234.567"],
    ["EUR", 1_234_567, "12345.67"],
  ])("keeps every digit of %s", async (currency, minor, shown) => {
    world.subcontract("SC-100", currency);
    const { ref } = world.bill({ amount: minor, commitment: "SC-100", currency });
    world.pay([{ bill: ref, amount: minor }], { currency });

    await world.sync();

    const { log } = world.procore;
    const listed = await world.counting(() => world.sync({ scope: { commitmentId: world.commitmentId("SC-100") } }));
    expect(listed.procore).toContain("GET /rest/v1.0/contract_payments");
    expect(log.at(-1)?.reply?.body).toContain(`"${shown}"`);
    await world.expectInStep();
  });

  it("shows what was applied in the bill's currency, not what left the bank in another", async () => {
    world.subcontract("SC-100", "EUR");
    const { ref } = world.bill({ amount: 1_000_00, commitment: "SC-100", currency: "EUR" });
    world.pay([{ bill: ref, amount: 1_000_00, paid: 1_087_50 }], { currency: "USD" });

    await world.sync();

    expect(world.amounts("SC-100")).toEqual(["1000.00"]);
    await world.expectInStep();
  });

  it("takes an invoice's word where its commitment names no currency, also of an invoice that comes later", async () => {
    world.procore.world.behavior.namesCurrency = "on invoices";
    for (const [commitment, number] of [
      ["SC-100", "71"],
      ["SC-200", "72"],
    ] as const) {
      world.subcontract(commitment, "CAD");
      const withoutInvoice = commitment === "SC-200";
      const { ref } = world.bill({ amount: 1_000_00, commitment, number, currency: "CAD", withoutInvoice });
      world.pay([{ bill: ref, amount: 1_000_00 }], { currency: "CAD", extRef: number });
    }
    await world.sync();
    expect(world.amounts("SC-100")).toEqual(["1000.00"]);
    expect(world.amounts("SC-200")).toEqual([]);

    world.later(60);
    world.invoice({ amount: 1_000_00, number: "72", commitment: "SC-200" });
    await world.scheduled();

    expect(world.amounts("SC-200")).toEqual(["1000.00"]);
    await world.expectInStep();
  });

  it("writes nothing where the bill's currency is not the commitment's", async () => {
    const { ref } = world.bill({ amount: 1_000_00, currency: "EUR" });
    world.pay([{ bill: ref, amount: 1_000_00 }], { currency: "EUR" });

    const run = await world.sync();

    expect(run.status).toBe("succeeded");
    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["needs_review currency_differs"]);
    await world.expectTiedOut();
  });
});

describe("a company whose commitments name no currency", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ procore: { namesCurrency: "nowhere" } });
  });

  afterEach(() => world.close());

  it("is synced in the one that an admin chose, and what was read before is read again", async () => {
    const dollars = world.bill({ amount: 100_00 });
    world.pay([{ bill: dollars.ref, amount: 100_00 }], { extRef: "5500" });
    const { ref } = world.bill({ amount: 250_00, currency: "CAD" });
    world.pay([{ bill: ref, amount: 250_00 }], { currency: "CAD" });
    await world.sync();
    expect(await world.states()).toEqual(["synced", "needs_review currency_differs"]);

    await world.configure({ currency: "CAD" });
    await world.process.store.pictures.forgetWhenSeen(world.companyId, world.now.toISOString());
    world.later(1);
    await world.sync();

    expect((await world.applications())[1]).toMatchObject({ state: "synced", currency: "CAD" });
    expect(world.amounts()).toEqual(["100.00", "250.00"]);
  });
});
