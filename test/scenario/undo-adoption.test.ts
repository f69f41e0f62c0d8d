import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("an adoption that is taken back", () => {
  let world: World;
  let payment: string;

  beforeEach(async () => {
    world = await World.open();
    payment = world.pay([{ bill: world.bill({ amount: 900_00 }).ref, amount: 500_00 }]);
  });

  afterEach(() => world.close());

  const TYPED = {
    amount: "480.00",
    checkNumber: "05501",
    date: "2026-02-27",
    invoiceNumber: "INV 7",
    notes: "Paid by wire, says Kim.",
    paymentNumber: 12,
    paymentMethod: "electronic",
    invoiceDate: "2026-01-15",
  } as const;

  /** A person typed it in, with what Acumatica would not have said, and it is taken over. */
  async function adopted(over: Partial<Record<keyof typeof TYPED, string | null>> = {}): Promise<string> {
    const commitmentId = world.commitmentId("SC-001");
    const { id } = world.procore.ui.typeInPayment({ commitmentId, ...TYPED, ...over } as never);
    await world.sync({ mode: "preview" });
    await world.decide("adopt", { contractPaymentId: id });
    const run = await world.sync();
    expect(run.counts).toMatchObject({ adopt: 1 });
    expect(world.amounts()).toEqual(["500.00"]);
    return run.id;
  }

  const asHeld = () => {
    const held = world.heldOne();
    return { ...held, updatedAt: null, originData: held.originData === "" ? null : held.originData };
  };

  it.each<[what: string, over: Partial<Record<keyof typeof TYPED, string | null>>]>([
    ["all that was typed", {}],
    ["what was left empty", { date: null, checkNumber: null, invoiceNumber: null }],
  ])("gives the payment back to the person, with %s", async (_what, over) => {
    const commitmentId = world.commitmentId("SC-001");
    const before = world.procore.ui.typeInPayment({ commitmentId, ...TYPED, ...over } as never);
    const typed = { ...before, updatedAt: null };
    await world.sync({ mode: "preview" });
    await world.decide("adopt", { contractPaymentId: typed.id });
    const done = await world.sync();
    expect(world.heldOne()).toMatchObject({ paymentMethod: "electronic", invoiceDate: "2026-01-15" });

    const undone = await world.sync({ undoOf: done.id });

    expect(undone).toMatchObject({ status: "succeeded", counts: { update: 1 } });
    expect(asHeld()).toEqual(typed);
    await world.sync();
    await world.scheduled();
    expect(asHeld()).toEqual(typed);
    expect(await world.states()).toEqual(["excluded taken_back"]);
    await world.expectTiedOut();
  });

  it("holds though the person goes on editing what is theirs", async () => {
    await world.sync({ undoOf: await adopted() });
    world.procore.ui.editPayment(world.heldOne().id, { amount: "490.00", checkNumber: "9" });

    await world.sync();

    expect(world.issued()).toMatchObject([{ amount: "490.00", checkNumber: "9", originId: null }]);
    expect(await world.states()).toEqual(["excluded taken_back"]);
    await world.expectTiedOut();
  });

  it("leaves one at 0.00 that was voided since, and gives everything else back", async () => {
    const done = await adopted();
    world.later(60);
    world.ledger.voidPayment(payment);
    await world.sync();
    expect(world.amounts()).toEqual(["0.00"]);

    await world.sync({ undoOf: done });
    await world.sync();

    expect(world.issued()).toMatchObject([
      { amount: "0.00", checkNumber: "05501", date: "2026-02-27", originId: null, invoiceId: null },
    ]);
    await world.expectTiedOut();
  });

  it("never sends what Procore does not show, on a later correction either", async () => {
    await adopted();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    await world.sync();

    expect(world.heldOne()).toMatchObject({ checkNumber: "5510", paymentMethod: "electronic", paymentNumber: 12 });
    expect(world.heldOne()).toMatchObject({ invoiceDate: "2026-01-15", notes: TYPED.notes });
    await world.expectInStep();
  });

  it("is adopted again when the undo itself is taken back", async () => {
    const undone = await world.sync({ undoOf: await adopted() });

    await world.sync({ undoOf: undone.id });
    await world.sync();

    expect((await world.states())[0]).not.toContain("taken_back");
    await world.expectTiedOut();
  });
});
