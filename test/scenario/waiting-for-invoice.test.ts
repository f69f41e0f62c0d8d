import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a payment whose invoice is not in Procore yet", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
    const { ref } = world.bill({ amount: 500_00, number: "7", withoutInvoice: true });
    world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
  });

  afterEach(() => world.close());

  it("waits in words, and nothing is written", async () => {
    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["waiting_for_invoice no_invoice"]);
    await world.expectTiedOut();
  });

  it("costs the schedule one request to Procore for its project, no more", async () => {
    world.later(60);

    const seen = await world.counting(() => world.scheduled());

    expect(seen.procore).toEqual(["GET /rest/v1.1/requisitions"]);
    expect(seen.acumatica).toHaveLength(2);
  });

  it("shows up by itself once the invoice appears, weeks after the payment was last touched", async () => {
    world.later(21 * 24 * 60);
    const invoiceId = world.invoice({ amount: 500_00, number: "7", commitment: "SC-001" });

    const [run] = await world.scheduled();

    expect(run).toMatchObject({ trigger: "schedule", status: "succeeded", counts: { create: 1 } });
    expect(world.issued()).toMatchObject([{ amount: "500.00", invoiceId }]);
    await world.expectInStep();
  });

  it("shows up once the invoice's number is corrected in Procore", async () => {
    const invoiceId = world.invoice({ amount: 500_00, number: "17", commitment: "SC-001" });
    world.later(60);
    await world.scheduled();
    expect(await world.states()).toEqual(["waiting_for_invoice no_invoice"]);
    world.later(60);
    const requisition = world.procore.world.requisitions.get(invoiceId);
    if (requisition) {
      requisition.invoiceNumber = "7";
      world.procore.admin.touch(requisition);
    }

    await world.scheduled();

    expect(world.issued()).toMatchObject([{ amount: "500.00", invoiceId }]);
    await world.expectInStep();
  });

  it("is found too where its commitment is as new as its invoice", async () => {
    const { ref } = world.bill({ amount: 900_00, number: "1", commitment: "SC-200", withoutInvoice: true });
    world.pay([{ bill: ref, amount: 900_00 }], { extRef: "5502" });
    world.later(60);
    await world.scheduled();
    world.later(60);
    world.subcontract("SC-200");
    world.invoice({ amount: 900_00, number: "1", commitment: "SC-200" });

    await world.scheduled();

    expect(world.amounts("SC-200")).toEqual(["900.00"]);
    await world.expectTiedOut();
  });
});

describe("a payment on a project that is not mapped", () => {
  it("is excluded in words, and shows up once the project is mapped", async () => {
    const world = await World.open({ settings: { projectMap: {} } });
    const lines = [{ amount: 500_00, project: "PR-0001" }];
    const { ref } = world.ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: "7", lines });
    world.invoice({ amount: 500_00, number: "7", commitment: "SC-001" });
    world.pay([{ bill: ref, amount: 500_00 }]);

    await world.sync();
    expect(world.issued()).toEqual([]);

    await world.configure({ projectMap: { [world.projectId]: "PR-0001" } });
    world.later(60);
    await world.scheduled();

    expect(world.amounts()).toEqual(["500.00"]);
    await world.expectInStep();
    await world.close();
  });
});
