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
