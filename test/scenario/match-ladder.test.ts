import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewBill } from "../fakes/acumatica/bills.ts";
import { World } from "../world/world.ts";

/** A bill entered by hand: nothing on its lines but the amount and the project. */
const BARE = { vendor: "V000001", date: "2026-02-01", lines: [{ amount: 500_00, project: "PR-0001" }] } as const;

describe.each(["dac", "contract"] as const)("a bill finds its subcontractor invoice, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader, billField: "Document.AttributePROCOREID" } });
  });

  afterEach(() => world.close());

  /** Enters and pays a bill, syncs, and tells by which rule it was linked and where its payment went. */
  async function linkOf(bill: Partial<NewBill>): Promise<{ rule: string | undefined; invoice: number | undefined }> {
    const { ref } = world.ledger.addBill({ ...BARE, ...bill });
    world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    const [application] = await world.applications();
    return { rule: application?.link?.rule, invoice: application?.invoice?.id };
  }

  function anInvoice(number: string, given: { originId?: string; amount?: number; commitment?: string } = {}): number {
    const { originId, amount = 500_00, commitment = "SC-001" } = given;
    const id = world.invoice({ amount, number, commitment });
    const requisition = world.procore.world.requisitions.get(id);
    if (requisition) requisition.originId = originId ?? null;
    return id;
  }

  it.each(["000123", "Bill 000123", "INV-000123", "acu:MyStore:INV:000123"])(
    "by the origin id %s that the export left on the invoice",
    async (originId) => {
      const invoice = anInvoice("7", { originId });

      expect(await linkOf({ ref: "000123" })).toEqual({ rule: "origin id", invoice });
      await world.expectInStep();
    },
  );

  it("by a user field that was named after the bill had been read, and no more once another is named", async () => {
    await world.configure({ billField: null });
    const attributes = { PROCOREID: String(anInvoice("7")) };
    expect(await linkOf({ attributes })).toEqual({ rule: undefined, invoice: undefined });
    const later = { PROCOREID: String(anInvoice("8", { commitment: "PO-001" })) };

    await world.configure({ billField: "Document.AttributePROCOREID" });
    await world.sync();
    expect(await world.states()).toEqual(["synced"]);

    await world.configure({ billField: "Document.AttributeOTHER" });
    await linkOf({ attributes: later });
    expect((await world.states()).toSorted()).toEqual(["synced", "waiting_for_invoice no_invoice"]);
    const counted = await world.counting(() => world.sync());
    expect(counted.acumatica.length).toBeLessThanOrEqual(2);
    await world.expectTiedOut();
  });

  it("by a user field that holds the invoice's id", async () => {
    const invoice = anInvoice("7");

    expect(await linkOf({ attributes: { PROCOREID: String(invoice) } })).toEqual({ rule: "bill field", invoice });
    await world.expectInStep();
  });

  it("by an invoice's URL in its note", async () => {
    const invoice = anInvoice("7");
    const path = `598134325000001/project/commitments/requisitions/${invoice}`;
    const note = `Exported from https://us02.procore.com/${path} on approval`;

    expect(await linkOf({ note })).toEqual({ rule: "bill field", invoice });
    await world.expectInStep();
  });

  it("by the commitment on its lines, the vendor and the number", async () => {
    const invoice = anInvoice("7");
    const lines = [{ amount: 500_00, project: "PR-0001", order: { type: "RS", number: "SC-001" } }] as const;

    expect(await linkOf({ vendorRef: "7", lines })).toEqual({ rule: "commitment and number", invoice });
    await world.expectInStep();
  });

  it("by project, vendor, number and amount, where the lines name no commitment", async () => {
    const invoice = anInvoice("7");

    expect(await linkOf({ vendorRef: "7" })).toEqual({ rule: "project and amount", invoice });
    await world.expectInStep();
  });

  it("but never by the number alone: another amount waits", async () => {
    anInvoice("7", { amount: 499_99 });

    expect((await linkOf({ vendorRef: "7" })).rule).toBeUndefined();
    expect(await world.states()).toEqual(["waiting_for_invoice no_invoice"]);
    await world.expectTiedOut();
  });

  it("reads all of its lines, and does not choose between two commitments they name", async () => {
    anInvoice("7");
    const on = (number: string, type: "RS" | "RO") => ({ amount: 250_00, project: "PR-0001", order: { type, number } });

    await linkOf({ vendorRef: "7", lines: [on("SC-001", "RS"), on("PO-001", "RO")] });

    expect(world.issued()).toEqual([]);
    const [application] = await world.applications();
    expect(application?.reason).toMatchObject({ code: "several_commitments" });
    expect(application?.reason?.says).toContain("PO-001, SC-001");
    await world.expectTiedOut();
  });

  it("not where the strongest rule's invoice belongs to another commitment than the lines name", async () => {
    anInvoice("7", { originId: "000123", commitment: "PO-001" });
    const lines = [{ amount: 500_00, project: "PR-0001", order: { type: "RS", number: "SC-001" } }] as const;

    await linkOf({ ref: "000123", vendorRef: "7", lines });

    expect(await world.states()).toEqual(["needs_review commitment_differs"]);
    await world.expectTiedOut();
  });

  it("not where both carry an invoice number and these differ", async () => {
    anInvoice("7", { originId: "000123" });

    await linkOf({ ref: "000123", vendorRef: "8" });

    expect(await world.states()).toEqual(["needs_review number_differs"]);
    expect(world.issued()).toEqual([]);
    await world.expectTiedOut();
  });

  it("not where the number fits only another vendor's invoice, which it names as a candidate", async () => {
    const invoice = anInvoice("7", { commitment: "SC-002" });

    await linkOf({ vendorRef: "7" });

    const [application] = await world.applications();
    expect(application).toMatchObject({ state: "waiting_for_invoice", reason: { code: "other_vendor" } });
    expect(application?.candidates).toMatchObject([{ kind: "invoice", id: invoice }]);
    await world.expectTiedOut();
  });

  it("not where two invoices fit equally well: it never guesses", async () => {
    const invoices = [anInvoice("7"), anInvoice("7")];

    await linkOf({ vendorRef: "7" });

    const [application] = await world.applications();
    expect(application).toMatchObject({ state: "needs_review", reason: { code: "several_invoices" } });
    expect(application?.candidates.map(({ id }) => id)).toEqual(invoices);
    expect(world.issued()).toEqual([]);
    await world.expectTiedOut();
  });

  it("by the vendor's name, folded, where Procore's vendor has no number of Acumatica's", async () => {
    const invoice = anInvoice("7", { commitment: "SC-002" });
    const lines = [{ amount: 500_00, project: "PR-0001", order: { type: "RS", number: "SC-002" } }] as const;
    const { ref } = world.ledger.addBill({ ...BARE, vendor: "V000002", vendorRef: "7", lines });
    world.pay([{ bill: ref, amount: 500_00 }], { vendor: "V000002" });

    await world.sync();

    const [application] = await world.applications();
    expect(application).toMatchObject({ state: "synced", invoice: { id: invoice } });
    expect(application?.link?.says).toContain("by name");
    await world.expectInStep();
  });

  it("keeps the link once made, though the number is corrected away from the invoice's", async () => {
    const invoice = anInvoice("7");
    const { ref } = world.ledger.addBill({ ...BARE, vendorRef: "7" });
    world.pay([{ bill: ref, amount: 500_00 }], { release: true });
    await world.sync();
    world.later(60);
    world.ledger.editBill(ref, { vendorRef: "70" });
    const other = world.bill({ amount: 500_00, number: "70" });

    await world.sync();

    expect(world.heldOne()).toMatchObject({ requisitionId: invoice, invoiceNumber: "70" });
    expect(other.invoiceId).not.toBe(invoice);
    await world.expectInStep();
  });
});
