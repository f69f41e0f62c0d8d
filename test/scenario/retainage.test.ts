import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)("retainage and instalments, read through %s", (reader) => {
  let world: World;

  beforeEach(async () => {
    world = await World.open({ settings: { reader } });
  });

  afterEach(() => world.close());

  function retainedBill(): { ref: string; invoiceId: number } {
    const order = { type: "RS", number: "SC-001", line: 1 } as const;
    const { ref } = world.ledger.addBill({
      vendor: "V000001",
      date: "2026-02-01",
      vendorRef: "7",
      lines: [{ amount: 10_000_00, retainage: 1_000_00, project: "PR-0001", order }],
    });
    return { ref, invoiceId: world.invoice({ amount: 9_000_00, number: "7", commitment: "SC-001" }) };
  }

  it("show the payment of released retainage on the invoice it was held back from", async () => {
    const { ref, invoiceId } = retainedBill();
    world.pay([{ bill: ref, amount: 9_000_00 }]);
    await world.sync();
    world.later(60);
    const released = world.ledger.releaseRetainage(ref, { date: "2026-03-01" });
    world.pay([{ bill: released.ref, amount: 1_000_00 }], { extRef: "5502" });

    await world.sync();

    expect(world.issued()).toMatchObject([
      { amount: "9000.00", invoiceId },
      { amount: "1000.00", invoiceId, checkNumber: "5502" },
    ]);
    expect(world.held()[1]?.notes).toContain(`Retainage of bill ${ref}`);
    await world.expectInStep();
  });

  it("find the invoice though the retainage bill's Vendor Ref. was left blank or edited", async () => {
    const { ref, invoiceId } = retainedBill();
    const blank = world.ledger.releaseRetainage(ref, { amount: 400_00, date: "2026-03-01", vendorRef: null });
    const edited = world.ledger.releaseRetainage(ref, { amount: 600_00, date: "2026-03-01", vendorRef: "7-RET" });
    world.pay([
      { bill: blank.ref, amount: 400_00 },
      { bill: edited.ref, amount: 600_00 },
    ]);

    await world.sync();

    expect(world.held().map(({ requisitionId, invoiceNumber }) => [requisitionId, invoiceNumber])).toEqual([
      [invoiceId, "7"],
      [invoiceId, "7-RET"],
    ]);
    await world.expectInStep();
  });

  it("show released retainage on the release invoice that the retainage bill's own Vendor Ref. names", async () => {
    const { ref, invoiceId } = retainedBill();
    const releaseId = world.invoice({ amount: 1_000_00, number: "8", commitment: "SC-001" });
    const released = world.ledger.releaseRetainage(ref, { date: "2026-03-01", vendorRef: "8" });
    world.pay([
      { bill: ref, amount: 9_000_00 },
      { bill: released.ref, amount: 1_000_00 },
    ]);

    await world.sync();

    expect(world.issued()).toMatchObject([
      { amount: "9000.00", invoiceId },
      { amount: "1000.00", invoiceId: releaseId },
    ]);
    await world.expectInStep();
  });

  it("show every instalment of a bill with instalment terms on the one invoice", async () => {
    const order = { type: "RS", number: "SC-001", line: 1 } as const;
    const master = world.ledger.addBill({
      vendor: "V000001",
      date: "2026-02-01",
      vendorRef: "9",
      lines: [{ amount: 900_00, project: "PR-0001", order }],
      installments: [300_00, 600_00],
    });
    const invoiceId = world.invoice({ amount: 900_00, number: "9", commitment: "SC-001" });
    const children = [...world.ledger.books.documents.values()].filter(({ bill }) => bill?.master === master.ref);
    for (const child of children) world.pay([{ bill: child.ref, amount: child.amount }], { extRef: `I-${child.ref}` });

    await world.sync();

    expect(world.issued()).toMatchObject([
      { amount: "300.00", invoiceId },
      { amount: "600.00", invoiceId },
    ]);
    await world.expectInStep();
  });
});
