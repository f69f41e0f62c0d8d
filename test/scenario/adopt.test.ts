import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

const CONFLICT = { status: 422, headers: {}, body: JSON.stringify({ errors: { base: ["Period is closed"] } }) };

describe("a payment that somebody typed in by hand in Procore", () => {
  let world: World;
  let bill: { ref: string; invoiceId: number };

  beforeEach(async () => {
    world = await World.open();
    bill = world.bill({ amount: 500_00 });
    world.pay([{ bill: bill.ref, amount: 500_00 }], { extRef: "5501" });
  });

  afterEach(() => world.close());

  function typeIn(given: { amount?: string; checkNumber?: string | null; date?: string; commitment?: string } = {}) {
    const { amount = "500.00", commitment = "SC-001", checkNumber = " 005501 ", date = "2026-02-27" } = given;
    const commitmentId = world.commitmentId(commitment);
    const notes = "Handed over on site";
    return world.procore.ui.typeInPayment({ commitmentId, amount, checkNumber, date, notes, paymentNumber: 4 });
  }

  it("is taken over instead of doubled, keeping the person's notes and Payment #", async () => {
    const typed = typeIn();

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { adopt: 1, create: 0 } });
    expect(world.heldOne()).toMatchObject({
      id: typed.id,
      checkNumber: "5501",
      date: "2026-03-02",
      requisitionId: bill.invoiceId,
      notes: "Handed over on site",
      paymentNumber: 4,
    });
    await world.expectInStep();
  });

  it("is told by its date where neither has a check number", async () => {
    const other = world.bill({ amount: 80_00 });
    world.pay([{ bill: other.ref, amount: 80_00 }], { extRef: null });
    const typed = typeIn({ amount: "80.00", checkNumber: null, date: "2026-03-02" });

    await world.sync();

    expect(world.issued().find(({ amount }) => amount === "80.00")?.id).toBe(typed.id);
    expect(world.amounts().toSorted()).toEqual(["500.00", "80.00"]);
    await world.expectInStep();
  });

  it("is given to nobody where two payments in Acumatica fit it", async () => {
    const other = world.bill({ amount: 500_00 });
    world.pay([{ bill: other.ref, amount: 500_00 }], { extRef: "5501" });
    typeIn();

    await world.sync();

    expect(world.amounts()).toEqual(["500.00"]);
    expect(await world.states()).toEqual(["needs_review two_claim_one", "needs_review two_claim_one"]);
    await world.expectTiedOut();
  });

  it("goes to the one a person chose, and the other is written beside it", async () => {
    const other = world.bill({ amount: 500_00 });
    world.pay([{ bill: other.ref, amount: 500_00 }], { extRef: "5501" });
    const typed = typeIn();
    await world.sync();
    const [, second] = await world.applications();

    await world.decide("adopt", { key: second?.key ?? ("" as never), contractPaymentId: typed.id });
    await world.sync();

    expect(world.issued()).toHaveLength(2);
    expect(world.issued().find(({ id }) => id === typed.id)?.originId).toBe(second?.key);
    await world.expectInStep();
  });

  it("is not chosen from where two of them look the same", async () => {
    typeIn();
    typeIn();

    await world.sync();

    expect(await world.states()).toEqual(["needs_review several_twins"]);
    expect(world.issued()).toHaveLength(2);
    await world.expectTiedOut();
  });

  it("is left alone where taking over is switched off, and nothing is written beside it", async () => {
    await world.configure({ adoptTwins: false });
    typeIn();

    await world.sync();

    expect(world.heldOne().originId).toBeNull();
    expect(await world.states()).toEqual(["needs_review twin_not_adopted"]);
    await world.expectTiedOut();
  });

  it("is set to zero, never destroyed, when the check is voided later", async () => {
    const typed = typeIn();
    await world.sync();
    world.later(60);
    world.ledger.voidPayment("000001");

    await world.sync();

    expect(world.issued()).toMatchObject([{ id: typed.id, amount: "0.00" }]);
    expect(world.heldOne().notes).toContain("Handed over on site\n");
    expect(await world.states()).toEqual(["removed zeroed"]);
    await world.expectTiedOut();
  });

  it("is not called synced where Procore refused to let us take it over, and is taken over later", async () => {
    typeIn();
    world.procore.wire.failNext({ kind: "reply", reply: CONFLICT }, ({ method }) => method === "PATCH");

    const refused = await world.sync();

    expect(refused).toMatchObject({ status: "partial", counts: { failed: 1 } });
    expect(world.heldOne().originId).toBeNull();
    expect(await world.states()).toEqual(["failed refused"]);
    await world.expectTiedOut();

    world.later(20);
    const again = await world.sync();

    expect(again).toMatchObject({ status: "succeeded", counts: { adopt: 1 } });
    await world.expectInStep();
  });

  it("is still known as a person's where it was voided before it could be taken over", async () => {
    typeIn();
    world.procore.wire.failNext({ kind: "reply", reply: CONFLICT }, ({ method }) => method === "PATCH");
    await world.sync();
    world.later(60);
    world.ledger.voidPayment("000001");

    await world.sync();

    expect(world.issued()).toMatchObject([{ amount: "500.00", originId: null }]);
    await world.expectTiedOut();
  });
});
