import { expect, it } from "vitest";
import { parseMinor } from "../../server/domain/money.ts";
import type { Place } from "../../server/sync/ports.ts";
import type { Behavior } from "../fakes/procore/behavior.ts";
import { checkExchanges, PROCORE_CONTRACT, readContract } from "../fakes/contract-check.ts";
import {
  anAdapterWorld,
  closingPorts,
  errorOf,
  exchangesOf,
  onEveryMount,
  type AdapterWorld,
} from "./procore-adapter.ts";

const usd = (text: string) => parseMinor(text, "USD");
const worlds: AdapterWorld[] = [];
const contract = readContract("procore");

closingPorts();

onEveryMount("the Procore target", (mount) => {
  async function aWorld(behavior: Partial<Behavior> = {}): Promise<AdapterWorld> {
    const world = await anAdapterWorld(mount, behavior);
    worlds.push(world);
    return world;
  }

  async function aSyncedPayment(world: AdapterWorld): Promise<Place> {
    const { id } = await world.target.create(world.draft());
    return { projectId: world.project, commitmentId: world.commitment.id, contractPaymentId: id };
  }

  it("lists the company's projects, active or not", async () => {
    const { procore, target, company } = await aWorld();
    procore.admin.addProject({ companyId: company, name: "Old Mill", number: "17", active: false });

    const projects = await target.projects();

    expect(projects.map(({ name, active }) => [name, active])).toEqual([
      ["Harbor Tower", true],
      ["Old Mill", false],
    ]);
  });

  it("lists vendors with the id that accounting knows them by", async () => {
    const { target, vendor } = await aWorld();

    expect(await target.vendors()).toEqual([{ id: vendor, name: "Acme Concrete", originId: "V000123" }]);
  });

  it("lists subcontracts and purchase orders in two requests, each in its own currency", async () => {
    const { procore, target, project, vendor, commitment, sent } = await aWorld();
    const { id } = procore.admin.addCommitment({
      projectId: project,
      vendorId: vendor,
      type: "PurchaseOrderContract",
      currency: "CAD",
    });
    procore.admin.addCommitment({ projectId: project, vendorId: vendor, deletedAt: new Date(0) });

    const commitments = await target.commitments(project);

    expect(commitments).toEqual([
      { ...commitment, namesCurrency: true },
      expect.objectContaining({ id, type: "purchase order", currency: "CAD", vendorId: vendor }),
    ]);
    expect(sent()).toEqual(["GET /rest/v1.0/work_order_contracts", "GET /rest/v1.0/purchase_order_contracts"]);
  });

  it.each(["all", "link", "nothing"] as const)(
    "reads every row where pages are cut short and the server tells %s of them",
    async (listsTell) => {
      const { procore, target, project, vendor, company, commitment } = await aWorld({ listsTell, pageCap: 3 });
      for (let more = 0; more < 7; more += 1) {
        procore.admin.addVendor({ companyId: company });
        procore.admin.addCommitment({ projectId: project, vendorId: vendor });
        procore.admin.addRequisition({ commitmentId: commitment.id });
        procore.admin.addPayment({ commitmentId: commitment.id, amount: "1.00" });
      }

      expect((await target.vendors()).length).toBe(8);
      expect((await target.commitments(project)).length).toBe(8);
      expect((await target.invoices(project, null)).length).toBe(8);
      expect((await target.payments(commitment)).length).toBe(7);
    },
  );

  it("shows one invoice, and null for one that was deleted or is hidden", async () => {
    const { procore, target, project, commitment, invoice } = await aWorld();
    const other = procore.admin.addRequisition({ commitmentId: commitment.id, invoiceNumber: "INV-8" }).id;

    expect(await target.invoice(project, invoice)).toMatchObject({ id: invoice, number: "INV-7" });
    procore.ui.deleteInvoice(invoice);
    expect(await target.invoice(project, invoice)).toBeNull();
    expect(await target.invoice(project, other)).toMatchObject({ id: other });
    expect((await target.invoices(project, null)).map(({ id }) => id)).toEqual([other]);

    procore.admin.hideCommitment(commitment.id);
    expect(await target.invoice(project, other)).toBeNull();
    expect(await target.commitments(project)).toEqual([]);
    const error = await errorOf(target.payments(commitment));
    expect([error.kind, procore.health().notFound]).toEqual(["not found", 3]);
    procore.resetHealth();
  });

  it.each([422, 409] as const)(
    "knows a taken origin id by every body that a %i may have",
    async (duplicateOriginId) => {
      for (const duplicateOriginIdBody of ["by field", "sentences", "message and fields"] as const) {
        const { target, draft } = await aWorld({ duplicateOriginId, duplicateOriginIdBody });
        await target.create(draft());

        const error = await errorOf(target.create(draft()));

        expect([error.kind, error.message]).toEqual([
          "conflict",
          "Procore refused to create the payment: origin_id has already been taken",
        ]);
      }
    },
  );

  it("tells that a refusal names the invoice", async () => {
    const { procore, target, draft, invoice } = await aWorld();
    procore.ui.deleteInvoice(invoice);

    const error = await errorOf(target.create(draft()));

    expect([error.kind, error.extra.namesInvoice]).toEqual(["rejected", true]);
  });

  it("lists the invoices that changed at or after a moment, and all without one", async () => {
    const { procore, target, project, commitment, invoice, later, now } = await aWorld();
    later(60_000);
    const since = now().toISOString();
    const changed = procore.admin.addRequisition({ commitmentId: commitment.id, originId: "INV AP000002" }).id;

    const [newer, all] = [await target.invoices(project, since), await target.invoices(project, null)];

    expect(newer.map(({ id }) => id)).toEqual([changed]);
    expect(all.map(({ id }) => id)).toEqual([invoice, changed]);
    expect(all[0]).toMatchObject({
      number: "INV-7",
      billed: usd("1000.00"),
      currency: "USD",
      billingDate: "2026-01-31",
    });
  });

  it("tells whether the Payments Issued tab is on", async () => {
    const { procore, target, project, commitment } = await aWorld();
    const on = await target.allowsPayments(project, commitment.id);
    procore.admin.setAllowPayments(commitment.id, false);

    expect([on, await target.allowsPayments(project, commitment.id)]).toEqual([true, false]);
  });

  it("creates a payment that is locked from the start, in one request, and returns what Procore shows", async () => {
    const { procore, target, draft, sent, invoice } = await aWorld();

    const shown = await target.create(draft());

    expect(shown).toMatchObject({
      amount: usd("1234.50"),
      date: "2026-02-27",
      checkNumber: "5501",
      invoiceNumber: "INV-7",
      invoiceId: invoice,
      originId: draft().key,
      attachments: 0,
    });
    expect(procore.admin.payment(shown.id)).toMatchObject({
      paymentMethod: "check",
      invoiceDate: "2026-02-01",
      notes: "Payment CHK 000123 of bill AP000001",
      paymentNumber: null,
    });
    expect(sent()).toEqual(["POST /rest/v1.0/contract_payments"]);
  });

  it("shows an alteration that Procore made on the way", async () => {
    const { target, draft } = await aWorld({ alters: (payment) => void (payment.checkNumber = "55") });

    expect((await target.create(draft())).checkNumber).toBe("55");
  });

  it("lists every payment of a commitment, over as many pages as it takes, in one request when one will do", async () => {
    const { procore, target, commitment, sent } = await aWorld();
    for (let made = 0; made < 5; made += 1) procore.admin.addPayment({ commitmentId: commitment.id, amount: "1.00" });
    const whole = await target.payments(commitment);
    procore.behavior.paymentsPerPage.max = 2;

    const paged = await target.payments(commitment);

    expect(whole).toHaveLength(5);
    expect(paged).toEqual(whole);
    expect(sent()).toHaveLength(1 + 3);
  });

  it("reads a list again that somebody shortened between two pages, so that no payment is missed", async () => {
    const { procore, target, commitment, sent } = await aWorld({ paymentsPerPage: { default: 2, max: 2 } });
    const made = [1, 2, 3, 4, 5].map(() => procore.admin.addPayment({ commitmentId: commitment.id, amount: "1.00" }));
    procore.wire.onExchange = ({ request }) => {
      const shortened = made[0];
      if (!shortened || !request.target.includes("contract_payments")) return;
      procore.wire.onExchange = null;
      procore.world.removePayment(shortened);
    };

    const listed = await target.payments(commitment);

    expect(listed.map(({ id }) => id)).toEqual(made.slice(1).map(({ id }) => id));
    expect(sent()).toHaveLength(2 + 2);
  });

  it("keeps apart what people, other integrations and Procore Pay have entered", async () => {
    const { procore, target, commitment } = await aWorld();
    procore.admin.addPayment({ commitmentId: commitment.id, amount: "10.0", checkNumber: "77" });
    procore.admin.addPayment({ commitmentId: commitment.id, amount: "20.00", originId: "agave-1" });
    procore.admin.addPayment({ commitmentId: commitment.id, amount: "30", externalPaymentId: "pay-1" });

    const listed = await target.payments(commitment);

    expect(listed.map(({ amount, originId, externalPaymentId }) => [amount, originId, externalPaymentId])).toEqual([
      [usd("10.00"), null, null],
      [usd("20.00"), "agave-1", null],
      [usd("30.00"), null, "pay-1"],
    ]);
  });

  it.each(["null", "empty", "null or empty"] as const)(
    "unlocks, changes, locks again and deletes where %s clears an origin id",
    async (clearsOriginId) => {
      const world = await aWorld({ clearsOriginId });
      const { target, draft, procore } = world;
      const place = await aSyncedPayment(world);

      const open = await target.patch(place, { originId: null }, "USD");
      const changed = await target.patch(place, { draft: draft({ amount: usd("900.00"), checkNumber: "" }) }, "USD");
      const locked = await target.patch(place, { originId: draft().key, originData: "{}" }, "USD");
      await target.patch(place, { originId: null }, "USD");
      await target.remove(place);

      expect([open.originId, open.originData]).toEqual([null, expect.stringContaining(draft().key)]);
      expect([changed.amount, changed.checkNumber]).toEqual([usd("900.00"), ""]);
      expect([locked.originId, locked.originData]).toEqual([draft().key, "{}"]);
      expect(procore.world.payments.size).toBe(0);
    },
  );

  it("leaves notes, attachments and Payment # to people when it changes a payment", async () => {
    const world = await aWorld();
    const { target, procore, draft } = world;
    const place = await aSyncedPayment(world);
    const payment = procore.admin.payment(place.contractPaymentId);
    Object.assign(payment, { notes: "Ask Dana", paymentNumber: 9, attachments: [{ id: 1, url: "x", filename: "a" }] });
    await target.patch(place, { originId: null }, "USD");

    const changed = await target.patch(place, { draft: draft({ checkNumber: "9" }) }, "USD");
    const zeroed = await target.patch(place, { draft: draft({ amount: usd("0") }), notes: "Voided" }, "USD");

    expect([changed.notes, zeroed.notes, zeroed.attachments]).toEqual(["Ask Dana", "Voided", 1]);
    expect([zeroed.amount, payment.paymentNumber]).toEqual([0, 9]);
  });

  it("empties origin data without clearing it by null, which Procore's contract does not know", async () => {
    const world = await aWorld();
    const place = await aSyncedPayment(world);

    const released = await world.target.patch(place, { originId: null, originData: null }, "USD");

    expect([released.originId, released.originData]).toEqual([null, null]);
  });

  it("sends nothing for a date that is not in the calendar: Procore would store none", async () => {
    const { target, draft, sent } = await aWorld();

    const errors = [
      await errorOf(target.create(draft({ date: "2026-02-30" }))),
      await errorOf(target.create(draft({ invoiceDate: "02/01/2026" }))),
    ];

    expect(errors.map(({ kind }) => kind)).toEqual(["rejected", "rejected"]);
    expect(sent()).toEqual([]);
  });

  it("asks whether the run is still its own right before a write, and not before a read", async () => {
    const world = await aWorld();
    const lost = new Error("The lease is gone");
    const target = world.targetWith({ beforeWrite: () => Promise.reject(lost) });

    await target.payments(world.commitment);

    await expect(target.create(world.draft())).rejects.toBe(lost);
    expect(world.sent()).toEqual(["GET /rest/v1.0/contract_payments"]);
  });

  it("stays below both rate limits by itself", async () => {
    const { procore, target, commitment, now } = await aWorld({ spikeLimit: 5, hourlyLimit: 40 });
    const started = now().getTime();

    for (let read = 0; read < 60; read += 1) await target.payments(commitment);

    expect(procore.health().tooManyRequests).toBe(0);
    expect(now().getTime() - started).toBeGreaterThan(3_000_000);
  });

  it.skipIf(!contract)("asks only what the vendor's contract knows, and provokes no complaint", () => {
    const verdict = checkExchanges(contract, exchangesOf(worlds), PROCORE_CONTRACT);

    expect(verdict).toMatchObject({ contract: "present", requests: [], replies: [] });
    for (const { procore } of worlds) expect(new Set(Object.values(procore.health()))).toEqual(new Set([0]));
    worlds.length = 0;
  });
});
