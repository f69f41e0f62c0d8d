import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TieOut } from "../../server/sync/report-types.ts";
import { World } from "../world/world.ts";

async function tieOutOf(world: World): Promise<TieOut> {
  return (await world.process.engine.report(world.companyId, world.projectId)).tieOut;
}

describe("an odd value in Procore is one row's trouble", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
    world.subcontract("SC-100");
  });

  afterEach(() => world.close());

  it.each([
    ["more decimals than dollars have", "USD", "33.3333"],
    ["more decimals than yen have", "JPY", "1000.50"],
    ["a number that was added up as floats", "USD", "100.10000000000001"],
    ["no number at all", "USD", "n/a"],
  ])(
    "%s on another commitment: everything else is synced, and the tie-out names it",
    async (_what, currency, shownAmount) => {
      const commitmentId = world.subcontract("SC-200", currency);
      const odd = { amount: "0", checkNumber: "77", date: "2026-01-05", shownAmount };
      const { id } = world.procore.ui.typeInPayment({ commitmentId, ...odd });
      world.procore.admin.commitment(commitmentId).shownTotal = shownAmount;
      const { ref } = world.bill({ amount: 1_000_00 });
      world.pay([{ bill: ref, amount: 1_000_00 }]);

      const run = await world.sync();
      const again = await world.sync();

      expect([run.status, again.status, again.error]).toEqual(["succeeded", "succeeded", null]);
      expect(world.amounts()).toEqual(["1000.00"]);
      expect(await world.states()).toEqual(["synced"]);
      const ties = await tieOutOf(world);
      expect(ties).toMatchObject({ tiesOut: false, verdict: "open", unreadable: 1, unexplained: 0 });
      expect(ties.commitments.find(({ commitment }) => commitment?.number === "SC-200")).toMatchObject({
        issuedInProcore: 0,
        differences: [
          {
            contractPaymentId: id,
            payment: { reference: "77", date: "2026-01-05" },
            reason: {
              code: "odd_in_procore",
              says: expect.stringContaining(`${shownAmount} in ${currency}`) as string,
            },
          },
        ],
      });
      world.expectLocked();
    },
  );

  it.each(["", null])("an amount of %j counts as nothing, as in Procore's own total", async (shownAmount) => {
    world.procore.ui.typeInPayment({ commitmentId: world.commitmentId("SC-100"), amount: "0", shownAmount });
    const { ref } = world.bill({ amount: 1_000_00 });
    world.pay([{ bill: ref, amount: 1_000_00 }]);

    await world.sync({ scope: { commitmentId: world.commitmentId("SC-100") } });
    await world.sync();

    await world.expectInStep();
  });

  it("is listed once, and again only when the total moves", async () => {
    const commitmentId = world.commitmentId("SC-100");
    world.procore.ui.typeInPayment({ commitmentId, amount: "33.3333" });
    await world.sync();

    const { procore } = await world.counting(() => world.sync());

    expect(procore.filter((line) => line.includes("contract_payments"))).toEqual([]);
    world.procore.ui.typeInPayment({ commitmentId, amount: "10.00" });
    await world.sync();
    expect(await tieOutOf(world)).toMatchObject({ unreadable: 1, totals: [{ enteredByOthers: 10_00 }] });
  });

  it.each([
    ["the same check number", { checkNumber: "5501", shownAmount: "33.3333" }],
    ["an amount that could be the same", { checkNumber: "9", shownAmount: "1000.0001", date: "2026-03-02" }],
    ["an amount nobody can read at all", { checkNumber: "9", shownAmount: "n/a", date: "2026-03-02" }],
  ])(
    "%s on the payment's own commitment: nothing is created beside it, and a person is asked",
    async (_what, typed) => {
      const typedIn = { commitmentId: world.commitmentId("SC-001"), amount: "0", ...typed };
      world.procore.ui.typeInPayment(typedIn);
      const { ref } = world.bill({ amount: 1_000_00 });
      world.pay([{ bill: ref, amount: 1_000_00 }]);

      await world.sync();

      expect(await world.states()).toEqual(["needs_review close_payment"]);
      expect((await world.applications())[0]?.reason?.says).toContain(`the amount ${typed.shownAmount} in USD`);
      expect(world.held()).toHaveLength(1);
    },
  );

  it("on a payment of ours is told by name, and written again where drift is restored", async () => {
    const { ref } = world.bill({ amount: 1_000_00 });
    world.pay([{ bill: ref, amount: 1_000_00 }]);
    await world.sync();
    world.procore.ui.editPayment(world.heldOne().id, { shownAmount: "1000.0001" }, { evenIfLocked: true });
    const scope = { commitmentId: world.commitmentId("SC-001") };
    await world.sync({ scope });
    expect(await world.states()).toEqual(["needs_review odd_in_procore"]);
    expect(await tieOutOf(world)).toMatchObject({ verdict: "open", unreadable: 1 });

    await world.configure({ drift: "restore" });
    await world.sync({ scope });

    await world.expectInStep();
  });

  it("a day that no calendar has counts as no day", async () => {
    world.procore.ui.typeInPayment({ commitmentId: world.commitmentId("SC-100"), amount: "5.00", date: "2026-13-45" });
    const { ref } = world.bill({ amount: 1_000_00 });
    world.pay([{ bill: ref, amount: 1_000_00 }]);

    await world.sync();

    expect(await world.states()).toEqual(["synced"]);
    await world.expectTiedOut();
  });

  it("a commitment's currency that is none stops no other commitment", async () => {
    world.subcontract("SC-300", "US Dollar");
    const odd = world.bill({ amount: 5_00, commitment: "SC-300" });
    const { ref } = world.bill({ amount: 1_000_00 });
    world.pay([{ bill: odd.ref, amount: 5_00 }], { extRef: "1" });
    world.pay([{ bill: ref, amount: 1_000_00 }], { extRef: "2" });

    const run = await world.sync();

    expect(run.status).toBe("succeeded");
    expect(await world.states()).toEqual(["needs_review currency_differs", "synced"]);
    await world.expectTiedOut();
  });
});

describe.each(["dac", "contract"] as const)(
  "an odd value in Acumatica is one row's trouble, read through %s",
  (reader) => {
    let world: World;
    let odd: { ref: string; check: string };

    /** One bill and check that will be odd, and one beside it that is not. */
    beforeEach(async () => {
      world = await World.open({ settings: { reader } });
      const first = world.bill({ amount: 500_00 });
      odd = { ref: first.ref, check: world.pay([{ bill: first.ref, amount: 500_00 }], { extRef: "1" }) };
      const { ref } = world.bill({ amount: 1_000_00 });
      world.pay([{ bill: ref, amount: 1_000_00 }], { extRef: "2" });
    });

    afterEach(() => world.close());

    it("an amount with more decimals than its currency has needs review by name, and the tie-out is open", async () => {
      world.ledger.showAs(world.ledger.applied(odd.check, odd.ref), { amount: "33.3333" });

      const run = await world.sync();

      expect(run.status).toBe("succeeded");
      expect(await world.states()).toEqual(["needs_review odd_in_acumatica", "synced"]);
      expect((await world.applications())[0]?.reason?.says).toContain("the amount 33.3333 in USD");
      expect(world.amounts()).toEqual(["1000.00"]);
      const ties = await tieOutOf(world);
      expect(ties).toMatchObject({ tiesOut: false, verdict: "open", unreadable: 1 });
      expect(ties.commitments[0]?.differences).toMatchObject([
        { payment: { type: "CHK", ref: odd.check, reference: "1" }, reason: { code: "odd_in_acumatica" } },
      ]);

      world.later(5);
      world.ledger.showAs(world.ledger.applied(odd.check, odd.ref), null);
      await world.sync();
      await world.expectInStep();
    });

    it("a payment's date that no calendar has needs review by name, and nothing is written", async () => {
      world.ledger.showAs(world.ledger.payment(odd.check), { date: "2026-13-45" });

      await world.sync();

      expect(await world.states()).toEqual(["needs_review odd_in_acumatica", "synced"]);
      expect((await world.applications())[0]).toMatchObject({
        payment: { date: null },
        reason: { says: expect.stringContaining("the date 2026-13-45") as string },
      });
      expect(world.amounts()).toEqual(["1000.00"]);
      await world.expectTiedOut();
    });

    it("a bill's date that no calendar has needs review by name, also once a person linked it", async () => {
      world.ledger.showAs(world.ledger.bill(odd.ref), { date: "2026-13-45" });
      await world.sync();
      const [waiting] = await world.applications();
      expect(waiting).toMatchObject({ state: "needs_review", bill: { date: null } });
      expect(waiting?.reason?.says).toContain("the date 2026-13-45");

      const [invoiceId] = [...world.procore.world.requisitions.keys()];
      await world.decide("link", { key: waiting!.key, invoiceId: invoiceId! });
      await world.sync();

      expect(await world.states()).toEqual(["needs_review odd_in_acumatica", "synced"]);
      expect(world.amounts()).toEqual(["1000.00"]);
    });

    it.each(["USDX", "US$", "usd"])(
      "a bill in currency %j needs review by name, its amount as Acumatica wrote it",
      async (currency) => {
        const { ref } = world.bill({ amount: 250_00, currency });
        world.pay([{ bill: ref, amount: 250_00 }], { currency, extRef: "3" });

        const run = await world.sync();

        expect(run.status).toBe("succeeded");
        expect(await world.states()).toEqual(["synced", "synced", "needs_review currency_differs"]);
        expect((await world.applications())[2]?.reason?.says).toContain(`${currency} and USD`);
        const { totals, tiesOut, verdict } = await tieOutOf(world);
        expect([tiesOut, verdict]).toEqual([true, "explained"]);
        expect(totals.map((sums) => [sums.currency, sums.paidInAcumatica])).toEqual(
          [
            ["USD", 1_500_00],
            [currency, 2_500_000],
          ].sort(),
        );
      },
    );

    it("a currency that both systems name and nobody knows is written nowhere", async () => {
      world.subcontract("SC-300", "USDX");
      const { ref } = world.bill({ amount: 250_00, commitment: "SC-300", currency: "USDX" });
      world.pay([{ bill: ref, amount: 250_00 }], { currency: "USDX", extRef: "3" });

      await world.sync();

      expect(await world.states()).toEqual(["synced", "synced", "needs_review currency_unknown"]);
      expect(world.amounts("SC-300")).toEqual([]);
      await world.expectTiedOut();
    });
  },
);

describe("a label that nobody knows is one payment's trouble, read through contract REST", () => {
  it("and is told as what it is, not as rows that do not add up", async () => {
    const world = await World.open({ settings: { reader: "contract" } });
    const first = world.bill({ amount: 500_00 });
    const check = world.pay([{ bill: first.ref, amount: 500_00 }], { extRef: "1" });
    const { ref } = world.bill({ amount: 1_000_00 });
    world.pay([{ bill: ref, amount: 1_000_00 }], { extRef: "2" });
    world.ledger.showAs(world.ledger.payment(check), { status: "Zurückgestellt" });

    await world.sync();

    expect(await world.states()).toEqual(["needs_review odd_in_acumatica", "synced"]);
    expect((await world.applications())[0]?.reason?.says).toContain('what its status "Zurückgestellt" means');
    await world.close();
  });
});
