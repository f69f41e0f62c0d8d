import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Death } from "../world/life.ts";
import { World } from "../world/world.ts";

/** The process dies around its n-th write to Procore's payments. */
function atWrite(request: number, moment: Death["moment"]): Death {
  return { moment, request, when: ({ method, url }) => method !== "GET" && url.includes("/contract_payments") };
}

const MOMENTS = [1, 2, 3].flatMap((write) => (["before", "after"] as const).map((moment) => [moment, write] as const));
const OF_TWO = MOMENTS.filter(([, write]) => write < 3);

describe("a process that dies while it takes a sync back", () => {
  let world: World;
  let payment: string;

  beforeEach(async () => {
    world = await World.open({ durable: true });
    payment = world.pay([{ bill: world.bill({ amount: 900_00 }).ref, amount: 500_00 }]);
  });

  afterEach(() => world.close());

  async function dying(undoOf: string, moment: Death["moment"], write: number): Promise<void> {
    expect(await world.diesIn(atWrite(write, moment), () => world.sync({ undoOf }))).toBe(true);
    expect(await world.recover()).toHaveLength(1);
  }

  /** What was taken back stays so, whatever syncs come, until somebody forgets it; then later edits arrive. */
  async function expectHeld(shown: readonly object[]): Promise<void> {
    expect(world.issued()).toMatchObject(shown);
    expect(world.issued()).toHaveLength(shown.length);
    expect(await world.states()).toEqual(["excluded taken_back"]);
    await world.sync();
    await world.scheduled();
    expect(world.issued()).toMatchObject(shown);
    await world.expectTiedOut();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5520" });
    await world.decide("reset");
    await world.sync();
    expect(world.issued()).toMatchObject([{ checkNumber: "5520", amount: "500.00" }]);
    await world.expectInStep();
  }

  it.each(OF_TWO)("of what it created, %s Procore acted on write %i: it is removed in the end", async (...at) => {
    const done = await world.sync();

    await dying(done.id, ...at);

    await expectHeld([]);
  });

  it.each(MOMENTS)("of a create that is kept at 0.00, %s write %i", async (...at) => {
    await world.configure({ voidPolicy: "zero" });
    const done = await world.sync();

    await dying(done.id, ...at);

    await expectHeld([{ amount: "0.00" }]);
  });

  it.each(MOMENTS)("of a corrected check number, %s write %i: the earlier one stands, and holds", async (...at) => {
    await world.sync();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    const done = await world.sync();

    await dying(done.id, ...at);

    await expectHeld([{ checkNumber: "5501" }]);
  });

  it.each(MOMENTS)("as it was previewed, %s write %i", async (...at) => {
    await world.sync();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    const done = await world.sync();
    const preview = await world.sync({ undoOf: done.id, mode: "preview" });
    const [moment, write] = at;
    const undo = () => world.sync({ undoOf: done.id, planOf: preview.id });

    expect(await world.diesIn(atWrite(write, moment), undo)).toBe(true);
    await world.recover();

    await expectHeld([{ checkNumber: "5501" }]);
  });

  it.each(OF_TWO)("of an adoption, %s write %i: the person has all of it again", async (...at) => {
    const commitmentId = world.commitmentId("SC-001");
    const typed = { commitmentId, amount: "500.00", checkNumber: "05501", date: "2026-02-27" };
    const { id } = world.procore.ui.typeInPayment(typed);
    const done = await world.sync();
    expect(world.issued()).toMatchObject([{ id, checkNumber: "5501", date: "2026-03-02" }]);

    await dying(done.id, ...at);

    const given = { id, amount: "500.00", checkNumber: "05501", date: "2026-02-27", invoiceId: null, originId: null };
    expect(world.issued()).toEqual([given]);
    await world.sync();
    expect(world.issued()).toEqual([given]);
    expect(await world.states()).toEqual(["excluded taken_back"]);
    await world.expectTiedOut();
  });

  it.each(OF_TWO)("of an adoption that was itself cut short, %s write %i: nothing typed is lost", async (...at) => {
    const commitmentId = world.commitmentId("SC-001");
    const typed = { commitmentId, amount: "500.00", checkNumber: "05501", date: "2026-02-27" };
    const { id } = world.procore.ui.typeInPayment(typed);
    const [moment, write] = at;
    expect(await world.diesIn(atWrite(write, moment), () => world.sync())).toBe(true);
    await world.recover();
    await world.expectInStep();
    const { runs } = await world.process.store.runs.list(world.companyId, { projectIds: null, after: null, limit: 1 });

    await world.sync({ undoOf: runs[0]?.id ?? "" });

    expect(world.issued()).toMatchObject([{ id, checkNumber: "05501", date: "2026-02-27", originId: null }]);
    await world.expectTiedOut();
  });

  it.each(["before", "after"] as const)(
    "of an undo, %s its first write: what it removed is there again",
    async (moment) => {
      const done = await world.sync();
      const undone = await world.sync({ undoOf: done.id });

      await dying(undone.id, moment, 1);

      await world.expectInStep();
    },
  );
});

describe("an undo that Procore does not let happen", () => {
  it("holds nothing: what was not taken back goes on being kept equal", async () => {
    const world = await World.open();
    const payment = world.pay([{ bill: world.bill({ amount: 900_00 }).ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5510" });
    const done = await world.sync();
    const refused = { status: 503, headers: {}, body: "" };
    world.procore.wire.failNext({ kind: "reply", reply: refused }, ({ method }) => method === "PATCH", 50);

    const failed = await world.sync({ undoOf: done.id });

    expect(failed.status).toBe("failed");
    expect((await world.applications())[0]?.decision).toBeNull();
    world.later(60);
    world.ledger.editPayment(payment, { extRef: "5520" });
    world.procore.wire.heal();
    await world.sync();
    await world.sync();
    expect(world.issued()).toMatchObject([{ checkNumber: "5520" }]);
    await world.expectInStep();
    await world.close();
  });
});

describe.each(["before", "after"] as const)("a process that dies %s Procore acted while it restores", (moment) => {
  it.each([1, 2, 3])("in call %i: it is restored once, and the next edit is a question again", async (write) => {
    const world = await World.open({ durable: true });
    world.pay([{ bill: world.bill({ amount: 900_00 }).ref, amount: 500_00 }]);
    await world.sync();
    world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });
    await world.sync();
    await world.decide("restore");

    expect(await world.diesIn(atWrite(write, moment), () => world.sync())).toBe(true);
    await world.recover();

    expect(world.amounts()).toEqual(["500.00"]);
    await world.expectInStep();
    expect((await world.applications())[0]?.decision).toBeNull();
    world.procore.ui.editPayment(world.heldOne().id, { amount: "450.00" }, { evenIfLocked: true });
    await world.sync();
    expect(world.amounts()).toEqual(["450.00"]);
    expect(await world.states()).toEqual(["needs_review edited_in_procore"]);
    await world.expectTiedOut();
    await world.close();
  });
});
