import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)(
  "a correction made in Acumatica after the sync, read through %s",
  (reader) => {
    let world: World;
    let bill: { ref: string; invoiceId: number };
    let payment: string;

    beforeEach(async () => {
      world = await World.open({ settings: { reader } });
      bill = world.bill({ amount: 2_000_00, number: "7" });
      payment = world.pay([{ bill: bill.ref, amount: 2_000_00 }], { extRef: null });
      await world.sync();
      world.later(60);
    });

    afterEach(() => world.close());

    it("of the check number reaches Procore, and the payment is locked again", async () => {
      const [before] = world.issued();
      world.ledger.editPayment(payment, { extRef: "5510" });

      const [run] = await world.scheduled();

      expect(run).toMatchObject({ status: "succeeded", counts: { update: 1 } });
      expect(world.issued()).toEqual([{ ...before, checkNumber: "5510" }]);
      await world.expectInStep();
    });

    it("of the Vendor Ref. reaches the invoice number, and the link to the invoice stands", async () => {
      world.ledger.editBill(bill.ref, { vendorRef: "7-REV" });

      await world.sync();

      expect(world.heldOne()).toMatchObject({ invoiceNumber: "7-REV", requisitionId: bill.invoiceId });
      expect(await world.states()).toEqual(["synced"]);
      await world.expectInStep();
    });

    it("of a description alone changes nothing", async () => {
      world.ledger.editPayment(payment, { description: "Second run" });
      world.ledger.editBill(bill.ref, { description: "Concrete" });

      const run = await world.sync();

      expect(run.counts).toMatchObject({ update: 0, unchanged: 1 });
      await world.expectInStep();
    });

    it("leaves what people entered beside it: Payment #, notes and attachments", async () => {
      const { id } = world.heldOne();
      world.procore.ui.editPayment(id, { paymentNumber: 12 });
      world.procore.ui.attachFile(id, "waiver.pdf");
      const { notes } = world.heldOne();
      world.ledger.editPayment(payment, { extRef: "5510" });

      await world.sync();

      expect(world.heldOne()).toMatchObject({ checkNumber: "5510", paymentNumber: 12, notes });
      expect(world.heldOne().attachments.map(({ filename }) => filename)).toEqual(["waiver.pdf"]);
      await world.expectInStep();
    });
  },
);
