import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("how a payment was made, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
  });

  afterEach(() => world.close());

  function payBy(method: string, extRef: string): void {
    const { ref } = world.bill({ amount: 100_00 });
    world.pay([{ bill: ref, amount: 100_00 }], { method, extRef });
  }

  it("is told as check, credit card or electronic by what the method means, whatever customers call it", async () => {
    world.ledger.addPaymentMethod({ id: "AMEX-CORP", means: "CCD" });
    for (const method of ["CHECK", "ACH", "WIRE", "VISA", "AMEX-CORP"]) payBy(method, `No ${method}`);

    await world.sync();

    expect(world.held().map(({ checkNumber, paymentMethod }) => [checkNumber, paymentMethod])).toEqual([
      ["No CHECK", "check"],
      ["No ACH", "electronic"],
      ["No WIRE", "electronic"],
      ["No VISA", "credit_card"],
      ["No AMEX-CORP", "credit_card"],
    ]);
    await world.expectInStep();
  });

  it("is looked up again where a method was set up after the connection was", async () => {
    payBy("CHECK", "5501");
    await world.sync();
    world.later(60);
    world.ledger.addPaymentMethod({ id: "RTP", means: "EFT" });
    payBy("RTP", "R-1");

    const [run] = await world.scheduled();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    expect(world.held().map(({ paymentMethod }) => paymentMethod)).toEqual(["check", "electronic"]);
    await world.expectInStep();
  });

  it("waits for the admin where nothing says what it means, and heals once it is mapped", async () => {
    world.ledger.addPaymentMethod({ id: "BARTER", means: "POS" });
    payBy("BARTER", "B-1");

    await world.sync();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["needs_review unknown_method"]);
    await world.expectTiedOut();

    await world.configure({ methodOverrides: { BARTER: "electronic" } });
    world.later(60);
    const [run] = await world.scheduled();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    expect(world.held().map(({ paymentMethod }) => paymentMethod)).toEqual(["electronic"]);
    await world.expectInStep();
  });

  it("keeps a method that is switched off away, but goes on keeping equal what was synced before", async () => {
    const first = world.bill({ amount: 100_00 });
    const card = world.pay([{ bill: first.ref, amount: 100_00 }], { method: "VISA", extRef: "C-1" });
    await world.sync();
    await world.configure({ methods: { check: true, credit_card: false, electronic: true } });
    world.later(60);
    payBy("VISA", "C-2");
    world.ledger.editPayment(card, { extRef: "C-1B" });

    await world.sync();

    expect(world.issued().map(({ checkNumber }) => checkNumber)).toEqual(["C-1B"]);
    expect(await world.states()).toEqual(["synced", "excluded method_off"]);
    await world.expectTiedOut();
  });

  it("does not matter before the start date: what was paid earlier stays out, and comes in when the date is moved", async () => {
    await world.configure({ startDate: "2026-03-01" });
    const { ref } = world.bill({ amount: 100_00 });
    world.pay([{ bill: ref, amount: 100_00 }], { date: "2026-02-28" });

    await world.sync();
    expect(await world.states()).toEqual(["excluded before_start_date"]);
    await world.expectTiedOut();

    await world.configure({ startDate: "2026-02-28" });
    world.later(60);
    await world.scheduled();

    expect(world.amounts()).toEqual(["100.00"]);
    await world.expectInStep();
  });
});
