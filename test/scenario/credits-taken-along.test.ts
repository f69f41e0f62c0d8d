import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TieOut } from "../../server/sync/report-types.ts";
import { World, type WorldOptions } from "../world/world.ts";

const LINE = { project: "PR-0001", order: { type: "RS", number: "SC-001", line: 1 } } as const;

const READERS: readonly (readonly [name: string, options: WorldOptions])[] = [
  ["dac", { settings: { reader: "dac" } }],
  ["contract, which shows them positive", { settings: { reader: "contract" } }],
  [
    "contract, which shows them negative",
    { settings: { reader: "contract" }, acumatica: { creditsShown: "negative" } },
  ],
];

describe.each(READERS)("a check that takes a vendor's credit along, read through %s", (_name, options) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open(options);
  });

  afterEach(() => world.close());

  /** A back-charge of so much on SC-001. */
  function credit(amount: number, more: { vendorRef?: string; lines?: readonly { amount: number }[] } = {}) {
    const lines = [{ amount, ...LINE }];
    const { ref } = world.ledger.addBill({ vendor: "V000001", type: "ADR", date: "2026-02-15", lines, ...more });
    return { type: "ADR", ref } as const;
  }

  async function tieOut(): Promise<TieOut> {
    return (await world.process.engine.report(world.companyId, world.projectId)).tieOut;
  }

  it.each(["1", "BC-7", ""])(
    "shows the bill as paid in full and counts the credit with minus (Vendor Ref. %j)",
    async (vendorRef) => {
      const { ref } = world.bill({ amount: 1_000_00, number: "1" });
      const adjustment = credit(200_00, { vendorRef });
      world.pay([
        { bill: ref, amount: 1_000_00 },
        { bill: adjustment, amount: 200_00 },
      ]);

      await world.sync();

      expect(world.amounts()).toEqual(["1000.00"]);
      expect(await world.states()).toEqual(["excluded credit_taken", "synced"]);
      const rows = await world.applications();
      expect(rows.map(({ amount }) => amount)).toEqual([-200_00, 1_000_00]);
      expect(rows.map(({ payment }) => payment.amount)).toEqual([
        { minor: 800_00, currency: "USD" },
        { minor: 800_00, currency: "USD" },
      ]);
      expect(await tieOut()).toMatchObject({
        verdict: "explained",
        commitments: [
          {
            commitment: { number: "SC-001" },
            paidInAcumatica: 800_00,
            synced: 1_000_00,
            excluded: -200_00,
            issuedInProcore: 1_000_00,
          },
        ],
      });
      await world.expectInStep();
    },
  );

  it("counts a credit whose lines name no commitment in the row without one", async () => {
    const { ref } = world.bill({ amount: 1_000_00 });
    const lines = [{ amount: 200_00, project: "PR-0001" }];
    world.pay([
      { bill: ref, amount: 1_000_00 },
      { bill: credit(200_00, { lines }), amount: 200_00 },
    ]);

    await world.sync();

    expect(await tieOut()).toMatchObject({
      totals: [{ paidInAcumatica: 800_00, issuedInProcore: 1_000_00 }],
      commitments: [{ commitment: { number: "SC-001" } }, { commitment: null, excluded: -200_00 }],
    });
    await world.expectInStep();
  });

  it("of 0.00, over a bill and an equal credit, shows the bill as paid", async () => {
    const { ref } = world.bill({ amount: 200_00 });
    world.pay([
      { bill: ref, amount: 200_00 },
      { bill: credit(200_00), amount: 200_00 },
    ]);

    await world.sync();

    expect(world.amounts()).toEqual(["200.00"]);
    expect(await tieOut()).toMatchObject({ totals: [{ paidInAcumatica: 0, issuedInProcore: 200_00 }] });
    await world.expectInStep();
  });

  it("leaves nothing behind when it is voided", async () => {
    const { ref } = world.bill({ amount: 1_000_00 });
    const check = world.pay([
      { bill: ref, amount: 1_000_00 },
      { bill: credit(200_00), amount: 200_00 },
    ]);
    await world.sync();
    world.later(60);
    world.ledger.voidPayment(check);

    await world.sync();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["removed voided", "removed voided"]);
    expect(await tieOut()).toMatchObject({ verdict: "equal", commitments: [] });
    await world.expectInStep();
  });
});

describe.each(["dac", "contract"] as const)("a discount alone, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
  });

  afterEach(() => world.close());

  it("is shown with its reason and never written: no money left", async () => {
    const { ref } = world.bill({ amount: 1_000_00 });
    world.pay([{ bill: ref, amount: 980_00 }], { extRef: "5501" });
    world.pay([{ bill: ref, amount: 0, discount: 20_00 }], { extRef: "5502" });

    await world.sync();

    expect(world.amounts()).toEqual(["980.00"]);
    expect(await world.states()).toEqual(["synced", "excluded nothing_paid"]);
    expect((await world.applications())[1]?.reason?.says).toBe(
      "Nothing was paid: only a discount or withheld tax of 20.00 USD was taken.",
    );
    await world.expectInStep();
  });
});
