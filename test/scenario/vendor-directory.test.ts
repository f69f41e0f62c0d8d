import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("the vendor directory of Procore", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });

  afterEach(() => world.close());

  it("may be closed to the app: then the vendor names that invoices show have to do", async () => {
    const { serviceAccount } = world.procore.admin.company(world.companyId);
    serviceAccount.companyTools = {};
    const { ref } = world.bill({ amount: 700_00 });
    world.pay([{ bill: ref, amount: 700_00 }]);

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    expect(await world.states()).toEqual(["synced"]);
  });

  it("is read again for a person who has just put a vendor's number right, but not for the schedule", async () => {
    const { vendorId } = world.procore.admin.commitment(world.commitmentId("SC-001"));
    const vendor = world.procore.world.vendors.get(vendorId);
    if (!vendor) throw new Error("The commitment has no vendor");
    const right = { originId: vendor.originId, name: vendor.name };
    Object.assign(vendor, { originId: null, name: "Somebody else" });
    const { ref } = world.bill({ amount: 700_00 });
    world.pay([{ bill: ref, amount: 700_00 }]);
    await world.sync();
    expect(await world.states()).toEqual(["waiting_for_invoice other_vendor"]);
    Object.assign(vendor, right);
    world.later(2);

    const scheduled = await world.counting(() => world.scheduled());
    expect(scheduled.procore.filter((line) => line.includes("/vendors"))).toEqual([]);
    await world.sync();

    expect(await world.states()).toEqual(["synced"]);
    await world.expectInStep();
  });

  it("may hold another connector's own id for a vendor: a question that names both, until it is put right", async () => {
    const { vendorId } = world.procore.admin.commitment(world.commitmentId("SC-001"));
    const vendor = world.procore.world.vendors.get(vendorId);
    if (!vendor) throw new Error("The commitment has no vendor");
    Object.assign(vendor, { originId: "QB-5501" });
    const { ref, invoiceId } = world.bill({ amount: 700_00 });
    world.pay([{ bill: ref, amount: 700_00 }]);

    await world.sync();

    expect(await world.states()).toEqual(["needs_review vendor_differs"]);
    const [asked] = await world.applications();
    expect(asked?.reason?.says).toContain("V000001");
    expect(asked?.reason?.says).toContain("QB-5501");
    expect(asked?.candidates.map(({ id }) => id)).toEqual([invoiceId]);
    expect(world.issued()).toEqual([]);

    world.later(2);
    Object.assign(vendor, { originId: "V000001" });
    await world.sync();
    expect(await world.states()).toEqual(["synced"]);
    await world.expectInStep();
  });

  it("is not read again while nothing waits and no vendor is missing", async () => {
    const { ref } = world.bill({ amount: 700_00 });
    world.pay([{ bill: ref, amount: 700_00 }]);
    await world.sync();
    world.later(60);

    const seen = await world.counting(() => world.sync());

    expect(seen.procore.filter((line) => line.includes("/vendors"))).toEqual([]);
  });

  it("may be closed later: what is known of vendors stands, on every project", async () => {
    const { admin } = world.procore;
    const { companyId } = world;
    const annex = admin.addProject({ companyId, name: "Annex" }).id;
    const vendorId = admin.addVendor({ companyId, name: "Quite another name", originId: "V000009" }).id;
    const contract = admin.addCommitment({ projectId: annex, vendorId, number: "SC-900" }).id;
    world.ledger.addVendor({ id: "V000009", name: "Glass & Sons" });
    world.ledger.addProject({ id: "PR-0002" });
    await world.configure({ projectMap: { [world.projectId]: "PR-0001", [annex]: "PR-0002" } });
    await world.sync();
    world.later(26 * 60);
    admin.company(companyId).serviceAccount.companyTools = {};
    const first = world.bill({ amount: 700_00 });
    world.pay([{ bill: first.ref, amount: 700_00 }]);
    await world.sync();
    const order = { type: "RS", number: "SC-900", line: 1 } as const;
    const lines = [{ amount: 500_00, project: "PR-0002", order }];
    const { ref } = world.ledger.addBill({ vendor: "V000009", date: "2026-02-01", vendorRef: "7", lines });
    admin.addRequisition({ commitmentId: contract, currentPaymentDue: "500.00", invoiceNumber: "7" });
    const applications = [{ bill: ref, amount: 500_00 }];
    world.ledger.addPayment({ vendor: "V000009", date: "2026-03-01", extRef: "9001", applications });

    await world.scheduled();

    expect(world.procore.world.paymentsOf(contract)).toHaveLength(1);
  });

  it("that is forbidden later stops nothing, leaves every vendor known, and is not asked for at every tick", async () => {
    const first = world.bill({ amount: 700_00 });
    world.pay([{ bill: first.ref, amount: 700_00 }], { extRef: "1" });
    await world.sync();
    world.procore.admin.setDirectoryLevel(world.companyId, "None");
    world.later(25 * 60);
    const waits = world.bill({ amount: 5_00, number: "77", withoutInvoice: true });
    world.pay([{ bill: waits.ref, amount: 5_00 }], { extRef: "2" });

    expect(await world.sync()).toMatchObject({ status: "succeeded" });
    const asked = await world.counting(async () => {
      for (let tick = 0; tick < 12; tick += 1) {
        world.later(20);
        world.pay([{ bill: world.bill({ amount: 1_00 }).ref, amount: 1_00 }], { extRef: `T${tick}` });
        await world.scheduled();
      }
    });

    expect(asked.procore.filter((line) => line.includes("/vendors"))).toEqual([]);
    expect(world.issued()).toHaveLength(13);
    const { vendorId } = world.procore.admin.commitment(world.commitmentId("SC-001"));
    const { vendors } = await world.process.store.pictures.pictures(world.companyId, world.projectId);
    expect(vendors.map(({ id }) => id)).toContain(vendorId);

    world.procore.admin.setDirectoryLevel(world.companyId, "Read Only");
    world.later(25 * 60);
    await world.sync();
    const { vendorsShown } = await world.process.store.pictures.procoreSeen(world.companyId, world.projectId);
    expect(vendorsShown).toBe(true);
  });
});

describe("the vendors' form of Acumatica", () => {
  it("may be closed to the app later: names once read stand, and nobody is asked for ever", async () => {
    const world = await World.open({ settings: { reader: "contract" } });
    const { vendorId } = world.procore.admin.commitment(world.commitmentId("SC-001"));
    const vendor = world.procore.world.vendors.get(vendorId);
    if (vendor) vendor.originId = null;
    const { ref } = world.bill({ amount: 700_00 });
    world.pay([{ bill: ref, amount: 300_00 }]);
    await world.sync();
    expect(await world.states()).toEqual(["synced"]);
    world.later(60);
    world.acumatica.deny("AP303000");
    world.ledger.editBill(ref, { description: "touched" });
    world.pay([{ bill: ref, amount: 400_00 }]);
    await world.configure({ billField: "Document.AttributePROCOREID" });

    const seen = await world.counting(() => world.sync());

    expect(seen.acumatica.filter((line) => line.includes("/Vendor")).length).toBeLessThanOrEqual(1);
    expect(await world.states()).toEqual(["synced", "synced"]);
    await world.expectInStep();
    await world.close();
  });
});
