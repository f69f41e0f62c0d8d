import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LEASE_MS } from "../../server/domain/lease.ts";
import { aHold } from "../world/company.ts";
import type { Death } from "../world/life.ts";
import { World } from "../world/world.ts";

/** The process dies around its n-th write to Procore's payments. */
function atWrite(request: number, moment: Death["moment"]): Death {
  return { moment, request, when: ({ method, url }) => method !== "GET" && url.includes("/contract_payments") };
}

describe.each(["before", "after"] as const)("a process that dies %s Procore acted", (moment) => {
  let world: World;
  let bill: { ref: string; invoiceId: number };
  let payment: string;

  beforeEach(async () => {
    world = await World.open({ durable: true });
    bill = world.bill({ amount: 900_00 });
    payment = world.pay([{ bill: bill.ref, amount: 500_00 }], { extRef: "5501" });
  });

  afterEach(() => world.close());

  /** A run that dies at its n-th write; its successor is told, and looks again by itself. */
  async function dying(write: number): Promise<void> {
    expect(await world.diesIn(atWrite(write, moment), () => world.sync())).toBe(true);
    const [dead, ...more] = await world.recover();
    expect(dead).toMatchObject({ status: "failed" });
    expect(dead?.error?.says).toContain("The next sync finishes what it had begun");
    expect(more).toEqual([]);
  }

  it("while creating: its successor shows one payment, not two", async () => {
    await dying(1);

    expect(world.issued()).toHaveLength(1);
    await world.expectInStep();
  });

  it("while creating the second of three: its successor shows three", async () => {
    [100_00, 200_00].forEach((amount, index) => {
      world.pay([{ bill: world.bill({ amount }).ref, amount }], { extRef: `T-${index}` });
    });

    await dying(2);

    expect(world.issued()).toHaveLength(3);
    await world.expectInStep();
  });

  it.each([1, 2, 3])(
    "in call %i of a change: its successor finishes and locks it, and blames nobody",
    async (write) => {
      await world.sync();
      world.later(60);
      world.ledger.editPayment(payment, { extRef: "5510" });

      await dying(write);

      expect(world.issued()).toMatchObject([{ checkNumber: "5510", amount: "500.00" }]);
      expect(await world.states()).toEqual(["synced"]);
      await world.expectInStep();
    },
  );

  it.each([1, 2, 3])(
    "in call %i of a change that Acumatica takes back meanwhile: nothing stays open",
    async (write) => {
      await world.sync();
      world.later(60);
      world.ledger.editPayment(payment, { extRef: "5510" });
      expect(await world.diesIn(atWrite(write, moment), () => world.sync())).toBe(true);
      world.later(1);
      world.ledger.editPayment(payment, { extRef: "5501" });

      await world.recover();

      expect(world.issued()).toMatchObject([{ checkNumber: "5501" }]);
      expect(await world.states()).toEqual(["synced"]);
      await world.expectInStep();
    },
  );

  it("while creating what is voided before anybody looks again: nothing is left behind", async () => {
    expect(await world.diesIn(atWrite(1, moment), () => world.sync())).toBe(true);
    world.later(1);
    world.ledger.voidPayment(payment);

    await world.recover();

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["removed voided"]);
    await world.expectInStep();
  });

  it("on the schedule, while creating what is voided before anybody looks again: nothing is left behind", async () => {
    expect(await world.diesIn(atWrite(1, moment), () => world.scheduled())).toBe(true);
    world.later(1);
    world.ledger.voidPayment(payment);

    // The void is read before the successor looks: from the pictures alone nothing is left to do.
    await world.restart();
    await world.process.engine.observe(world.companyId);

    await world.recover();

    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it.each([1, 2])("in call %i of a removal: its successor removes it", async (write) => {
    await world.sync();
    world.later(60);
    world.ledger.voidPayment(payment);

    await dying(write);

    expect(world.issued()).toEqual([]);
    expect(await world.states()).toEqual(["removed voided"]);
    await world.expectInStep();
  });

  it.each([1, 2, 3])(
    "in call %i of setting to zero: its successor finishes, with one line in the notes",
    async (write) => {
      await world.configure({ voidPolicy: "zero" });
      await world.sync();
      world.later(60);
      world.ledger.voidPayment(payment);

      await dying(write);

      expect(world.amounts()).toEqual(["0.00"]);
      expect(world.heldOne().notes?.match(/set to 0/g)).toHaveLength(1);
      expect(await world.states()).toEqual(["removed zeroed"]);
      await world.expectInStep();
    },
  );

  it.each([1, 2])(
    "in call %i of an adoption: it is adopted once, and still zeroed, not deleted, by a void",
    async (write) => {
      const commitmentId = world.commitmentId("SC-001");
      const typed = world.procore.ui.typeInPayment({ commitmentId, amount: "500.00", checkNumber: "5501" });

      await dying(write);

      expect(world.issued().map(({ id }) => id)).toEqual([typed.id]);
      await world.expectInStep();

      world.later(60);
      world.ledger.voidPayment(payment);
      await world.sync();
      expect(world.issued()).toMatchObject([{ id: typed.id, amount: "0.00" }]);
      await world.expectInStep();
    },
  );

  it("while it moves a payment to another commitment: it stands at one place in the end", async () => {
    await world.sync();
    const invoiceId = world.invoice({ amount: 900_00, number: "1", commitment: "PO-001" });
    world.later(60);
    await world.sync();
    await world.decide("link", { invoiceId });

    await dying(2);
    await world.sync();
    await world.sync();

    expect(world.issued()).toEqual([]);
    expect(world.amounts("PO-001")).toEqual(["500.00"]);
    await world.expectInStep();
  });

  it("while it observes: nothing is lost", async () => {
    const inObservation: Death = { moment, request: 3, when: ({ url }) => url.includes("/odata/") };

    expect(await world.diesIn(inObservation, () => world.sync())).toBe(true);
    await world.recover();

    await world.expectInStep();
  });
});

describe("a process that was only asleep", () => {
  it("writes nothing beside its successor when it wakes", async () => {
    const world = await World.open({ durable: true });
    const { ref } = world.bill({ amount: 900_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    const { engine, store } = world.process;
    const asked = { id: 1, login: "pat@example.com" };
    const { companyId, projectId } = world;
    const base = { mode: "apply", scope: null, planOf: null, undoOf: null } as const;
    const run = await engine.requestRun({ companyId, projectId, askedBy: asked, ...base });
    await store.runs.claim(run.id, "sleeper", world.now.toISOString());
    let replaced: Promise<unknown> = Promise.resolve();
    let asleep = false;
    world.procore.wire.onExchange = ({ request }) => {
      if (asleep || !request.target.includes("/contract_payments")) return;
      // It lists the payments, and sleeps; meanwhile it is given up and replaced.
      world.later(3);
      const beatBefore = new Date(world.now.getTime() - LEASE_MS).toISOString();
      asleep = true;
      replaced = store.runs.expire({ beatBefore }, world.now.toISOString(), () => null).then(() => world.sync());
    };

    await expect(engine.perform(run, aHold("sleeper"))).rejects.toThrow();
    await replaced;

    expect(world.issued()).toHaveLength(1);
    await world.expectInStep();
    await world.close();
  });
});
