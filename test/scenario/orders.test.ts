import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewBillLine } from "../fakes/acumatica/bills.ts";
import { World } from "../world/world.ts";

type Ordered = { readonly type: "RS" | "RO" | "DP" | "PD" | "BL" | "SB"; readonly number: string };

describe.each(["dac", "contract"] as const)("a bill's order is its type and number, read through %s", (reader) => {
  let world: World;
  /** A subcontract and a purchase order of one vendor, both numbered 000001; invoice 17 on each. */
  let subcontract: number;
  let purchaseOrder: number;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
    const vendorId = world.procore.admin.commitment(world.commitments["SC-001"]).vendorId;
    const { projectId } = world;
    const add = (type: "WorkOrderContract" | "PurchaseOrderContract") =>
      world.procore.admin.addCommitment({ projectId, vendorId, number: "000001", type }).id;
    subcontract = add("WorkOrderContract");
    purchaseOrder = add("PurchaseOrderContract");
  });

  afterEach(() => world.close());

  function anInvoice(commitmentId: number, number = "17", amount = "500.00"): number {
    return world.procore.admin.addRequisition({ commitmentId, invoiceNumber: number, currentPaymentDue: amount }).id;
  }

  function paidBill(vendorRef: string, ...orders: readonly Ordered[]): string {
    const lines = orders.map((order): NewBillLine => ({ amount: 500_00 / orders.length, project: "PR-0001", order }));
    const { ref } = world.ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef, lines });
    world.pay([{ bill: ref, amount: 500_00 }]);
    return ref;
  }

  async function written(): Promise<readonly (readonly [number, number | null])[]> {
    await world.sync();
    return [...world.procore.world.payments.values()].map(({ contractId, requisitionId }) => [
      contractId,
      requisitionId,
    ]);
  }

  it("a subcontract's bill is paid on the subcontract, though a purchase order has its number", async () => {
    const invoice = anInvoice(subcontract);
    anInvoice(purchaseOrder);
    paidBill("17", { type: "RS", number: "000001" });

    expect(await written()).toEqual([[subcontract, invoice]]);
    expect(await world.states()).toEqual(["synced"]);
    await world.expectTiedOut();
  });

  it.each(["RO", "DP", "PD", "BL", "SB"] as const)(
    "an order of type %s is paid on the purchase order",
    async (type) => {
      anInvoice(subcontract);
      const invoice = anInvoice(purchaseOrder);
      paidBill("17", { type, number: "1" });

      expect(await written()).toEqual([[purchaseOrder, invoice]]);
      await world.expectTiedOut();
    },
  );

  it("a bill with lines of both spans two commitments", async () => {
    anInvoice(subcontract);
    anInvoice(purchaseOrder);
    paidBill("17", { type: "RS", number: "000001" }, { type: "RO", number: "000001" });

    expect(await written()).toEqual([]);
    expect(await world.states()).toEqual(["needs_review several_commitments"]);
    await world.expectTiedOut();
  });

  it("a number that fits only the other kind waits for a person, who links it", async () => {
    const invoice = anInvoice(purchaseOrder);
    world.procore.world.commitments.delete(subcontract);
    paidBill("17", { type: "RS", number: "000001" });

    expect(await written()).toEqual([]);
    expect(await world.states()).toEqual(["needs_review commitment_differs"]);
    const [application] = await world.applications();
    expect(application?.candidates.map(({ id }) => id)).toEqual([invoice]);

    await world.decide("link", { invoiceId: invoice });
    expect(await written()).toEqual([[purchaseOrder, invoice]]);
    await world.expectTiedOut();
  });

  it("a bill of SC-002 is not paid on SC-001, where the only invoice of its number is", async () => {
    anInvoice(world.commitments["SC-001"]);
    world.subcontract("SC-009");
    paidBill("17", { type: "RS", number: "SC-009" });

    expect(await written()).toEqual([]);
    expect((await world.states())[0]).toMatch(/^(waiting_for_invoice|needs_review)/);
    await world.expectTiedOut();
  });
});

describe("orders that the connection's user may not see", () => {
  it("keep a bill from being linked by number and amount, until they are shown", async () => {
    const world = await World.open({
      settings: { reader: "contract" },
      acumatica: { features: { subcontractNumbers: false } },
    });
    world.invoice({ amount: 500_00, number: "17", commitment: "SC-001" });
    const bill = world.bill({ amount: 500_00, number: "17", commitment: "SC-001", withoutInvoice: true });
    world.pay([{ bill: bill.ref, amount: 500_00 }]);

    await world.sync();

    expect(await world.states()).toEqual(["needs_review unreadable"]);
    expect(world.issued()).toEqual([]);
    await world.configure({ reader: "dac" });
    world.ledger.editBill(bill.ref, { description: "touched" });
    await world.sync();
    expect(await world.states()).toEqual(["synced"]);
    await world.expectInStep();
    await world.close();
  });
});

describe("a number that is written another way in each system", () => {
  it.each<[what: string, ofBill: string, ofOrder: string, ofInvoice: string, ofCommitment: string]>([
    ["another dash", "INV\u20137", "SC-009", "INV-7", "SC\u2011009"],
    ["zeros in front", "007", "0009", "7", "9"],
    ["a space that does not break", "INV\u00a07", "SC 009", "inv 7", "sc  009"],
    ["what nobody sees", "\u200b7", "SC-009", "7\u00ad", "SC-009\ufeff"],
    ["wide letters", "\uff11\uff17", "SC-009", "17", "\uff33\uff23-009"],
  ])("is the same: %s", async (_what, ofBill, ofOrder, ofInvoice, ofCommitment) => {
    const world = await World.open();
    const { projectId } = world;
    const vendorId = world.procore.admin.commitment(world.commitments["SC-001"]).vendorId;
    const { id } = world.procore.admin.addCommitment({ projectId, vendorId, number: ofCommitment });
    world.procore.admin.addRequisition({ commitmentId: id, invoiceNumber: ofInvoice, currentPaymentDue: "500.00" });
    const lines = [{ amount: 500_00, project: "PR-0001", order: { type: "RS", number: ofOrder } }] as const;
    const { ref } = world.ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: ofBill, lines });
    world.pay([{ bill: ref, amount: 500_00 }]);

    await world.sync();

    const [application] = await world.applications();
    expect(application).toMatchObject({ state: "synced", link: { rule: "commitment and number" } });
    await world.expectTiedOut();
    await world.close();
  });
});
