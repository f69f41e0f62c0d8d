import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe("a commitment that Procore lists no more", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
    world.pay([{ bill: world.bill({ amount: 100_00 }).ref, amount: 100_00 }]);
    await world.sync();
    world.later(60);
  });

  afterEach(() => world.close());

  it("leaves no change without an outcome: what cannot be written there is failed, in words", async () => {
    world.procore.world.commitments.delete(world.commitmentId("SC-001"));
    world.ledger.voidPayment("000001");

    const run = await world.sync();

    expect(run).toMatchObject({ status: "partial", counts: { remove: 0, failed: 1 } });
    expect(await world.changes(run)).toEqual(["remove failed"]);
    expect(await world.states()).toEqual(["failed commitment_hidden"]);
  });

  it("is asked for again in growing steps, and not at every tick of the schedule", async () => {
    world.procore.world.commitments.delete(world.commitmentId("SC-001"));
    world.ledger.voidPayment("000001");
    await world.sync();

    world.later(5);
    const early = await world.scheduled();
    world.later(15);
    const due = await world.scheduled();

    expect([early.length, due.length]).toEqual([0, 1]);
    await world.expectTiedOut();
  });

  it("heals when it is listed again", async () => {
    const id = world.commitmentId("SC-001");
    const commitment = world.procore.admin.commitment(id);
    world.procore.world.commitments.delete(id);
    world.ledger.voidPayment("000001");
    await world.sync();

    world.procore.world.commitments.set(id, commitment);
    await world.sync();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });
});

describe("a commitment's trouble", () => {
  let world: World;

  afterEach(() => world.close());

  /** 100.00 synced on SC-001, and two more checks: one on SC-001, one on PO-001. */
  async function twoCommitments(options: Parameters<typeof World.open>[0] = {}): Promise<{ ref: string }> {
    world = await World.open(options);
    const { ref } = world.bill({ amount: 300_00 });
    world.pay([{ bill: ref, amount: 100_00 }], { extRef: "1" });
    await world.sync();
    world.later(60);
    return { ref };
  }

  function payBoth(ref: string): void {
    world.pay([{ bill: ref, amount: 200_00 }], { extRef: "2" });
    world.pay([{ bill: world.bill({ amount: 50_00, commitment: "PO-001" }).ref, amount: 50_00 }], { extRef: "3" });
  }

  const id = () => world.commitmentId("SC-001");
  const TROUBLES: readonly (readonly [what: string, make: () => void, mend: () => void, state: string])[] = [
    [
      "hidden from the app",
      () => world.procore.admin.hideCommitment(id()),
      () => world.procore.admin.hideCommitment(id(), false),
      "failed commitment_hidden",
    ],
    [
      "deleted",
      () => world.procore.admin.deleteCommitment(id()),
      () => world.procore.admin.deleteCommitment(id(), false),
      "failed commitment_hidden",
    ],
    [
      "in Draft",
      () => world.procore.ui.setStatus(id(), "Draft"),
      () => world.procore.ui.setStatus(id(), "Approved"),
      "failed refused",
    ],
    [
      "void",
      () => world.procore.ui.setStatus(id(), "Void"),
      () => world.procore.ui.setStatus(id(), "Approved"),
      "failed refused",
    ],
  ];

  it.each(TROUBLES)(
    "that is %s stops no other's sync, is said in words, and heals by itself",
    async (_what, make, mend, state) => {
      const { ref } = await twoCommitments({ procore: { refusedStatuses: ["Draft", "Void"] } });
      make();
      payBoth(ref);

      const run = await world.sync();

      expect(run).toMatchObject({ status: "partial", counts: { create: 1, failed: 1 } });
      expect(await world.states()).toEqual(["synced", state, "synced"]);
      expect(world.amounts("PO-001")).toEqual(["50.00"]);
      await world.expectTiedOut(["notFound"]);

      mend();
      world.later(16);
      await world.scheduled();

      expect(await world.states()).toEqual(["synced", "synced", "synced"]);
      await world.expectInStep(["notFound"]);
    },
  );

  it("that the schedule meets first is the same: nothing is written where nothing can be read", async () => {
    const { ref } = await twoCommitments();
    world.procore.admin.hideCommitment(id());
    payBoth(ref);

    const [run] = await world.scheduled();

    expect(run).toMatchObject({ status: "partial", counts: { create: 1, failed: 1 } });
    expect(await world.states()).toEqual(["synced", "failed commitment_hidden", "synced"]);
  });

  it("may be forbidden without being hidden: one alone is passed over", async () => {
    const { ref } = await twoCommitments();
    const reply = { status: 403, headers: {}, body: '{"message":"You are not on the list"}' };
    const isIts = ({ method, target }: { method: string; target: string }) =>
      method === "GET" && target.includes("contract_payments") && target.includes(String(id()));
    world.procore.wire.failNext({ kind: "reply", reply }, isIts);
    payBoth(ref);

    await world.sync();

    expect(await world.states()).toEqual(["synced", "failed commitment_hidden", "synced"]);
  });

  it("leaves no other invoice the only candidate for its bills", async () => {
    const { ref } = await twoCommitments();
    world.procore.admin.hideCommitment(id());
    await world.process.engine.sweep(world.companyId);
    await world.process.work();
    const other = world.bill({ amount: 70_00, number: "77", withoutInvoice: true });
    world.pay([{ bill: other.ref, amount: 70_00 }], { extRef: "9" });
    world.pay([{ bill: ref, amount: 200_00 }], { extRef: "2" });

    await world.sync();

    expect(await world.states()).toEqual(["synced", "waiting_for_invoice no_invoice", "failed commitment_hidden"]);
    await world.expectTiedOut(["notFound"]);
  });
});
