import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Behavior } from "../fakes/procore/behavior.ts";
import { told } from "../world/told.ts";
import { World } from "../world/world.ts";

describe("a subcontractor invoice that is deleted in Procore", () => {
  let world: World;
  /** The 404s of what is asked for by id. */
  const ASKED = ["notFound"] as const;

  afterEach(() => world.close());

  /** A bill of 1,000.00, exported from invoice 17, of which 400.00 is paid and synced; another invoice beside it. */
  async function partlyPaid(procore: Partial<Behavior> = {}): Promise<{ ref: string; invoiceId: number }> {
    world = await World.open({ procore });
    const bill = world.bill({ amount: 1_000_00, number: "17" });
    world.invoice({ amount: 55_00, number: "18", commitment: "SC-001" });
    world.pay([{ bill: bill.ref, amount: 400_00 }], { extRef: "5501" });
    await world.sync();
    world.later(60);
    return bill;
  }

  const payTheRest = (ref: string) => world.pay([{ bill: ref, amount: 600_00 }], { extRef: "5502" });
  const invoicesPaid = () => world.issued().map(({ amount, invoiceId }) => [amount, invoiceId]);

  async function sweep(): Promise<void> {
    await world.process.engine.sweep(world.companyId);
    await world.process.work();
  }

  it.each<[how: string, look: () => Promise<unknown>]>([
    ["by the nightly sweep", () => sweep()],
    [
      "by a webhook",
      async () => {
        const [gone] = [...world.procore.world.requisitions.values()];
        await told(world, "Procore", [], [gone?.id ?? 0]);
        return world.process.work();
      },
    ],
  ])("is seen %s: what was synced stays, what is new waits, with the candidates that are there", async (_how, look) => {
    const { ref, invoiceId } = await partlyPaid();
    world.procore.ui.deleteInvoice(invoiceId);

    await look();
    expect(await world.states()).toEqual(["synced"]);
    payTheRest(ref);
    await world.sync();

    expect(await world.states()).toEqual(["synced", "needs_review invoice_gone"]);
    const [, open] = await world.applications();
    expect(open?.candidates.map(({ number }) => number)).toEqual(["18"]);
    expect(invoicesPaid()).toEqual([["400.00", invoiceId]]);
    await world.expectTiedOut(ASKED);
  });

  it.each(["stays on its payments", "leaves its payments"] as const)(
    "is seen by the refusal of what is new, in the same sync, where the invoice %s",
    async (deletedInvoice) => {
      const { ref, invoiceId } = await partlyPaid({ deletedInvoice });
      world.procore.ui.deleteInvoice(invoiceId);
      payTheRest(ref);

      const run = await world.sync();

      expect(await world.changes(run)).toEqual(["create failed"]);
      expect(await world.states()).toEqual(["synced", "needs_review invoice_gone"]);
      await world.expectTiedOut(ASKED);
      world.later(60);
      const seen = await world.counting(() => world.scheduled());
      expect(seen.procore).toEqual([]);
    },
  );

  it.each(["stays on its payments", "leaves its payments"] as const)(
    "and made anew under its number is followed, where the invoice %s",
    async (deletedInvoice) => {
      const { ref, invoiceId } = await partlyPaid({ deletedInvoice });
      const anew = world.procore.ui.makeInvoiceAnew(invoiceId);
      payTheRest(ref);

      await sweep();

      expect(invoicesPaid()).toEqual([
        ["400.00", anew.id],
        ["600.00", anew.id],
      ]);
      const [first] = await world.applications();
      expect(first?.link?.says).toContain("deleted in Procore and made anew under its number");
      await world.expectInStep(ASKED);
    },
  );

  it("and made anew before anything was paid is no question", async () => {
    world = await World.open();
    const { ref, invoiceId } = world.bill({ amount: 1_000_00, number: "17" });
    await world.sync();
    world.later(60);
    const anew = world.procore.ui.makeInvoiceAnew(invoiceId);
    world.pay([{ bill: ref, amount: 1_000_00 }]);

    await world.sync();

    expect(invoicesPaid()).toEqual([["1000.00", anew.id]]);
    await world.expectInStep(ASKED);
  });

  it("and made anew before anything was paid is no question to the schedule either", async () => {
    world = await World.open();
    const { ref, invoiceId } = world.bill({ amount: 1_000_00, number: "17" });
    await world.sync();
    world.later(60);
    world.pay([{ bill: ref, amount: 1_000_00 }], { extRef: "1", release: false });
    const anew = world.procore.ui.makeInvoiceAnew(invoiceId);
    await world.sync();
    world.later(60);
    world.pay([{ bill: ref, amount: 400_00 }], { extRef: "2" });

    await world.scheduled();

    expect(invoicesPaid()).toEqual([["400.00", anew.id]]);
  });

  it("leaves the question whose only answer it would be to a person", async () => {
    world = await World.open();
    world.subcontract("SC-009");
    const invoiceId = world.invoice({ amount: 1_000_00, number: "17", commitment: "SC-001" });
    world.invoice({ amount: 1_000_00, number: "17", commitment: "SC-009" });
    world.invoice({ amount: 55_00, number: "18", commitment: "SC-001" });
    const lines = [{ amount: 1_000_00, project: "PR-0001" }];
    const { ref } = world.ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: "17", lines });
    world.pay([{ bill: ref, amount: 1_000_00 }]);
    await world.sync();
    expect(await world.states()).toEqual(["needs_review several_invoices"]);
    world.procore.ui.deleteInvoice(invoiceId);
    world.later(60);

    await world.sync();

    expect(await world.states()).toEqual(["needs_review invoice_gone"]);
    expect([world.issued("SC-001"), world.issued("SC-009")]).toEqual([[], []]);
    await world.expectTiedOut(ASKED);
  });

  it("that was the surplus one of two is no question any more once a person syncs", async () => {
    world = await World.open();
    const { ref, invoiceId } = world.bill({ amount: 1_000_00, number: "17" });
    const surplus = world.invoice({ amount: 1_000_00, number: "17", commitment: "SC-001" });
    world.pay([{ bill: ref, amount: 1_000_00 }]);
    await world.sync();
    expect(await world.states()).toEqual(["needs_review several_invoices"]);
    world.later(60);
    world.procore.ui.deleteInvoice(surplus);

    await world.sync();

    expect(invoicesPaid()).toEqual([["1000.00", invoiceId]]);
    await world.expectInStep(ASKED);
  });

  it("is not asked for again by any sync that follows", async () => {
    const { invoiceId } = await partlyPaid();
    world.procore.ui.deleteInvoice(invoiceId);
    await sweep();
    world.later(60);

    const swept = await world.counting(() => sweep());
    const asked = await world.counting(() => world.sync());

    expect([...swept.procore, ...asked.procore].filter((line) => line.includes("/requisitions/"))).toEqual([]);
    expect(asked.procore).toHaveLength(3);
  });

  it("is a candidate again once it comes back from the recycle bin", async () => {
    const { ref, invoiceId } = await partlyPaid();
    world.procore.ui.deleteInvoice(invoiceId);
    payTheRest(ref);
    await sweep();
    expect(await world.states()).toEqual(["synced", "needs_review invoice_gone"]);
    world.later(60);

    world.procore.ui.restoreInvoice(invoiceId);
    await world.sync();

    expect(invoicesPaid()).toEqual([
      ["400.00", invoiceId],
      ["600.00", invoiceId],
    ]);
    await world.expectInStep(ASKED);
  });

  it("is settled by the invoice that a person links", async () => {
    const { ref, invoiceId } = await partlyPaid();
    const other = world.invoice({ amount: 600_00, number: "19", commitment: "SC-001" });
    world.procore.ui.deleteInvoice(invoiceId);
    payTheRest(ref);
    await world.sync();
    const [{ key } = { key: null }] = (await world.applications()).filter(({ state }) => state === "needs_review");
    if (key === null) throw new Error("Nothing is open");

    await expect(world.decide("link", { key, invoiceId })).rejects.toMatchObject({ kind: "invalid" });
    await world.decide("link", { key, invoiceId: other });
    await world.sync();

    expect(invoicesPaid()).toEqual([
      ["400.00", other],
      ["600.00", other],
    ]);
    await world.expectInStep(ASKED);
  });
});

describe("an invoice that answers 404 while none of its commitment can be read", () => {
  let world: World;
  let bill: { ref: string; invoiceId: number };

  beforeEach(async () => {
    world = await World.open();
    bill = world.bill({ amount: 1_000_00, number: "17" });
    world.pay([{ bill: bill.ref, amount: 400_00 }], { extRef: "5501" });
    await world.sync();
    world.later(60);
  });

  afterEach(() => world.close());

  it("may only be hidden: what was synced stays, what is new says so and is not sent", async () => {
    world.procore.ui.deleteInvoice(bill.invoiceId);
    await world.process.engine.sweep(world.companyId);
    await world.process.work();
    expect(await world.states()).toEqual(["synced"]);

    world.pay([{ bill: bill.ref, amount: 600_00 }], { extRef: "5502" });
    const { procore } = await world.counting(() => world.sync());

    expect(await world.states()).toEqual(["synced", "needs_review invoice_hidden"]);
    expect(procore.filter((line) => line.startsWith("POST"))).toEqual([]);
    await world.expectTiedOut(["notFound"]);
  });

  it("is written to again once it is shown", async () => {
    world.procore.ui.deleteInvoice(bill.invoiceId);
    world.pay([{ bill: bill.ref, amount: 600_00 }], { extRef: "5502" });
    await world.process.engine.sweep(world.companyId);
    await world.process.work();
    world.later(60);

    world.procore.ui.restoreInvoice(bill.invoiceId);
    await world.sync();

    expect(await world.states()).toEqual(["synced", "synced"]);
    await world.expectInStep(["notFound"]);
  });
});

describe("an invoice that is renumbered", () => {
  let world: World;

  afterEach(() => world.close());

  it("stays the bill's where it was linked before", async () => {
    world = await World.open();
    const { ref, invoiceId } = world.bill({ amount: 1_000_00, number: "17" });
    world.pay([{ bill: ref, amount: 400_00 }], { extRef: "5501" });
    await world.sync();
    world.later(60);
    world.procore.ui.renumberInvoice(invoiceId, "17-A");
    world.pay([{ bill: ref, amount: 600_00 }], { extRef: "5502" });

    await world.sync();

    expect(world.issued().map((one) => one.invoiceId)).toEqual([invoiceId, invoiceId]);
    await world.expectInStep();
  });

  it("waits in words where it was not, and heals when one of the numbers is put right", async () => {
    world = await World.open();
    const { ref, invoiceId } = world.bill({ amount: 1_000_00, number: "17" });
    world.procore.ui.renumberInvoice(invoiceId, "17-A");
    world.pay([{ bill: ref, amount: 1_000_00 }]);
    await world.sync();
    expect(await world.states()).toEqual(["waiting_for_invoice no_invoice"]);
    world.later(60);

    world.ledger.editBill(ref, { vendorRef: "17-A" });
    await world.sync();

    expect(await world.states()).toEqual(["synced"]);
    await world.expectInStep();
  });
});
