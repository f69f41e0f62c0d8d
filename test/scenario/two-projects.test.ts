import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a company with two projects", () => {
  let world: World;
  let annex: number;
  let annexContract: number;

  beforeEach(async () => {
    world = await World.open({ settings: { billField: "Document.AttributePROCOREID" } });
    const { admin } = world.procore;
    const { companyId } = world;
    annex = admin.addProject({ companyId, name: "Annex" }).id;
    const vendorId = admin.commitment(world.commitmentId("SC-001")).vendorId;
    // Procore numbers commitments per project: both have an SC-001.
    annexContract = admin.addCommitment({ projectId: annex, vendorId, number: "SC-001" }).id;
    world.ledger.addProject({ id: "PR-0002" });
    await world.configure({ projectMap: { [world.projectId]: "PR-0001", [annex]: "PR-0002" } });
  });

  afterEach(() => world.close());

  function billOf(project: string, attributes: Record<string, string> = {}): string {
    const lines = [{ amount: 500_00, project, order: { type: "RS", number: "SC-001", line: 1 } }] as const;
    return world.ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: "7", lines, attributes }).ref;
  }

  function onAnnex(): readonly string[] {
    return world.procore.world.paymentsOf(annexContract).map(({ originId }) => originId ?? "");
  }

  it("whose commitments have the same number sees each payment on its own project", async () => {
    world.invoice({ amount: 500_00, number: "7", commitment: "SC-001" });
    world.procore.admin.addRequisition({
      commitmentId: annexContract,
      currentPaymentDue: "500.00",
      invoiceNumber: "7",
    });
    const [here, there] = [billOf("PR-0001"), billOf("PR-0002")];
    world.pay([
      { bill: here, amount: 500_00 },
      { bill: there, amount: 500_00 },
    ]);

    const runs = await world.scheduled();

    expect(runs.map(({ status, counts }) => [status, counts.create])).toEqual([
      ["succeeded", 1],
      ["succeeded", 1],
    ]);
    expect(world.issued()[0]?.originId).toContain(`INV:${here}`);
    expect(onAnnex()[0]).toContain(`INV:${there}`);
    await world.expectInStep();
  });

  it("shares a bill with lines of both until a person links it, each to its own invoices only", async () => {
    const here = world.invoice({ amount: 900_00, number: "1", commitment: "SC-001" });
    const there = world.procore.admin.addRequisition({
      commitmentId: annexContract,
      currentPaymentDue: "900.00",
      invoiceNumber: "1",
    }).id;
    const lines = ["PR-0001", "PR-0002"].map((project) => ({ amount: 250_00, project }));
    const { ref } = world.ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: "7", lines });
    world.pay([{ bill: ref, amount: 500_00 }]);
    await world.scheduled();

    const [application] = await world.applications();
    expect(application?.candidates.map(({ id }) => id)).toEqual([here]);
    await expect(world.decide("link", { invoiceId: there })).rejects.toMatchObject({ kind: "invalid" });
    await world.sync();
    expect([world.issued(), onAnnex()]).toEqual([[], []]);

    await world.decide("link", { invoiceId: here });
    await world.sync();
    expect(world.issued()).toMatchObject([{ amount: "500.00", invoiceId: here }]);
    expect(onAnnex()).toEqual([]);
    await world.expectTiedOut();
  });

  it("costs nothing on the project where nothing changed", async () => {
    world.invoice({ amount: 500_00, number: "7", commitment: "SC-001" });
    await world.scheduled();
    world.later(60);
    world.pay([{ bill: billOf("PR-0001"), amount: 500_00 }]);

    const runs = await world.scheduled();

    expect(runs.map(({ projectId }) => projectId)).toEqual([world.projectId]);
    await world.expectInStep();
  });

  it("moves a payment to the other project: never at both, and in the end only at the right one", async () => {
    const wrong = world.invoice({ amount: 500_00, number: "7", commitment: "SC-001" });
    const right = world.procore.admin.addRequisition({
      commitmentId: annexContract,
      currentPaymentDue: "500.00",
      invoiceNumber: "7",
    }).id;
    const lines = [{ amount: 500_00, project: "PR-0001" }];
    const attributes = { PROCOREID: String(wrong) };
    const bill = world.ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: "7", lines, attributes });
    world.pay([{ bill: bill.ref, amount: 500_00 }]);
    await world.scheduled();
    expect(world.amounts()).toEqual(["500.00"]);
    world.later(60);
    world.ledger.setAttribute({ type: "INV", ref: bill.ref }, "PROCOREID", String(right));
    await world.scheduled();
    expect(world.amounts()).toEqual(["500.00"]);
    await world.decide("unlink");
    await world.decide("reset");
    let most = 0;
    world.procore.wire.onExchange = () => {
      most = Math.max(most, world.held().length + onAnnex().length);
    };

    for (let turn = 0; turn < 3; turn += 1) {
      world.later(60);
      await world.scheduled();
    }

    expect(most).toBe(1);
    expect(world.issued()).toEqual([]);
    expect(onAnnex()).toHaveLength(1);
    await world.expectInStep();
  });
});
