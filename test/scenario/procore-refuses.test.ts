import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { told } from "../world/told.ts";
import { World } from "../world/world.ts";

describe("Procore does not let the app in", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
  });

  afterEach(() => world.close());

  /** What the run said, and how many writes left for Procore. */
  async function refusedRun(): Promise<{ says: string | undefined; writes: number }> {
    let says: string | undefined;
    const seen = await world.counting(async () => {
      const run = await world.sync();
      expect(run.status).toBe("failed");
      says = run.error?.says;
    });
    return { says, writes: seen.procore.filter((line) => !line.startsWith("GET")).length };
  }

  it("because the Commitments tool is off in the project: it says so, and nothing is written or removed", async () => {
    world.procore.admin.disableTool(world.projectId, "Commitments");

    expect(await refusedRun()).toEqual({ says: expect.stringContaining("Commitments") as string, writes: 0 });

    world.procore.admin.enableTool(world.projectId, "Commitments");
    await world.sync();
    await world.expectInStep(["forbidden"]);
  });

  it("because the app was removed from the company: it says who can put it back", async () => {
    await world.sync();
    world.procore.admin.disconnectApp(world.companyId);
    world.later(60);
    world.ledger.voidPayment("000001");

    expect(await refusedRun()).toEqual({
      says: "The app is not connected to this company in Procore. A company admin can install it again.",
      writes: 0,
    });

    world.procore.admin.connectApp(world.companyId, [world.projectId]);
    await world.sync();
    expect(world.issued()).toEqual([]);
    await world.expectInStep(["forbidden"]);
  });

  it("because the project is not permitted any more, as after every update of the app", async () => {
    await world.sync();
    world.procore.admin.removePermittedProject(world.projectId);
    world.later(60);

    expect((await refusedRun()).says).toContain("not permitted");
    expect(world.amounts()).toEqual(["500.00"]);

    world.procore.admin.permitProject(world.projectId);
    await world.sync();
    await world.expectInStep(["forbidden"]);
  });

  it("because its rights were lowered: reading goes on, and the write that is refused names the right", async () => {
    world.procore.admin.company(world.companyId).serviceAccount.projectTools["Commitments"] = "Standard";

    const { says } = await refusedRun();

    expect(says).toContain("Commitments needs Admin");
    expect(await world.states()).toEqual(["failed tool_forbidden"]);
    await world.expectTiedOut(["forbidden"]);

    world.procore.admin.company(world.companyId).serviceAccount.projectTools["Commitments"] = "Admin";
    await world.sync();
    await world.expectInStep(["forbidden"]);
  });

  it("because its rights are gone: what Procore hides (404) is not taken for deleted", async () => {
    await world.sync();
    world.procore.admin.company(world.companyId).serviceAccount.projectTools["Commitments"] = "None";
    world.later(60);

    const { writes } = await refusedRun();

    expect(writes).toBe(0);
    expect(world.amounts()).toEqual(["500.00"]);
    world.procore.admin.company(world.companyId).serviceAccount.projectTools["Commitments"] = "Admin";
    await world.sync();
    await world.expectInStep(["notFound"]);
  });

  it("because its token was ended: it fetches another and goes on", async () => {
    await world.sync();
    world.procore.admin.endTokens(null);
    world.later(60);
    const { ref } = world.bill({ amount: 100_00 });
    world.pay([{ bill: ref, amount: 100_00 }], { extRef: "5502" });

    const run = await world.sync();

    expect(run).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    await world.expectInStep(["unauthorized"]);
  });
});

describe("Procore refuses one of many changes", () => {
  it("with 403 at one commitment, as where that one is out of the app's reach: the others are written all the same", async () => {
    const world = await World.open();
    const numbers = Array.from({ length: 12 }, (_, index) => `SC-1${index}`);
    for (const number of numbers) world.subcontract(number);
    const shut = world.commitmentId("SC-10");
    for (const commitment of numbers) {
      const { ref } = world.bill({ amount: 100_00, commitment });
      world.pay([{ bill: ref, amount: 100_00 }], { extRef: commitment });
    }
    const reply = { status: 403, headers: {}, body: JSON.stringify({ errors: "You may not do that" }) };
    world.procore.wire.failNext(
      { kind: "reply", reply },
      ({ method, body }) => method === "POST" && body.includes(`"contract_id":${shut},`),
      1,
    );

    const run = await world.sync();

    expect(run).toMatchObject({ status: "partial", counts: { create: 11, failed: 1 }, error: null });
    expect(await world.states()).toContain("failed tool_forbidden");
    await world.expectTiedOut();

    expect(await world.sync()).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    await world.expectInStep();
    await world.close();
  });

  it("which does not stop the others, is said in its words, and is tried again after 15 minutes and then an hour", async () => {
    const world = await World.open();
    const bills = [100_00, 200_00, 300_00].map((amount) => world.bill({ amount }));
    bills.forEach(({ ref }, index) =>
      world.pay([{ bill: ref, amount: (index + 1) * 100_00 }], { extRef: `55${index}` }),
    );
    const reply = { status: 422, headers: {}, body: JSON.stringify({ errors: { date: ["is in a closed period"] } }) };
    world.procore.wire.failNext(
      { kind: "reply", reply },
      ({ method, body }) => method === "POST" && body.includes('"551"'),
      2,
    );

    const [first] = await world.scheduled();
    expect(first).toMatchObject({ status: "partial", counts: { create: 2, failed: 1 } });
    expect(world.amounts()).toEqual(["100.00", "300.00"]);
    const failed = (await world.applications()).find(({ state }) => state === "failed");
    expect(failed?.reason).toMatchObject({ code: "refused" });
    expect(failed?.reason?.says).toContain("date is in a closed period");
    await world.expectTiedOut();

    world.later(10);
    expect(await world.scheduled()).toEqual([]);
    world.later(6);
    expect((await world.scheduled())[0]).toMatchObject({ status: "partial" });
    world.later(59);
    expect(await world.scheduled()).toEqual([]);
    world.later(2);
    expect((await world.scheduled())[0]).toMatchObject({ status: "succeeded", counts: { create: 1 } });
    await world.expectInStep();
    await world.close();
  });

  it("which a sync that the schedule starts for something else leaves alone until its time", async () => {
    const world = await World.open();
    const refused = world.bill({ amount: 100_00 });
    world.pay([{ bill: refused.ref, amount: 100_00 }], { extRef: "551" });
    const reply = { status: 422, headers: {}, body: JSON.stringify({ errors: { date: ["is in a closed period"] } }) };
    world.procore.wire.failNext({ kind: "reply", reply }, ({ body }) => body.includes('"551"'), 1);
    expect(await world.scheduled()).toMatchObject([{ status: "partial", counts: { failed: 1 } }]);

    world.later(5);
    const other = world.bill({ amount: 200_00 });
    world.pay([{ bill: other.ref, amount: 200_00 }]);

    expect(await world.scheduled()).toMatchObject([{ status: "succeeded", counts: { create: 1, failed: 0 } }]);
    expect(world.amounts()).toEqual(["200.00"]);

    world.later(15);
    expect(await world.scheduled()).toMatchObject([{ status: "succeeded", counts: { create: 1 } }]);
    await world.expectInStep();
    await world.close();
  });

  it.each(["a hint", "the night's sweep"])(
    "is not tried again sooner because of %s, and at once where a person asks",
    async (what) => {
      const world = await World.open();
      world.pay([{ bill: world.bill({ amount: 100_00 }).ref, amount: 100_00 }]);
      const reply = { status: 422, headers: {}, body: JSON.stringify({ errors: { date: ["is in a closed period"] } }) };
      const isCreate = ({ method, body }: { method: string; body: string }) =>
        method === "POST" && body.includes('"contract_id"');
      world.procore.wire.failNext({ kind: "reply", reply }, isCreate, 1);
      await world.scheduled();
      world.later(5);

      const seen = await world.counting(async () => {
        if (what === "a hint") await told(world, "Procore");
        else await world.process.engine.sweep(world.companyId);
        expect(await world.process.work()).toMatchObject([{ status: "succeeded", counts: { create: 0, failed: 0 } }]);
      });

      expect(seen.procore.filter((line) => !line.startsWith("GET"))).toEqual([]);
      expect(await world.states()).toEqual(["failed refused"]);
      expect(await world.sync()).toMatchObject({ status: "succeeded", counts: { create: 1 } });
      await world.expectInStep();
      await world.close();
    },
  );
});

describe("a change that was refused", () => {
  let world: World;

  afterEach(() => world.close());

  it("is not tried again for every word about something else, but at once for one about its commitment", async () => {
    world = await World.open({ procore: { refusedStatuses: ["Draft"] } });
    const [first, other] = [world.bill({ amount: 300_00 }), world.bill({ amount: 50_00, commitment: "PO-001" })];
    world.pay([{ bill: first.ref, amount: 100_00 }], { extRef: "1" });
    world.pay([{ bill: other.ref, amount: 50_00 }], { extRef: "2" });
    await world.sync();
    const commitmentId = world.commitmentId("SC-001");
    world.procore.ui.setStatus(commitmentId, "Draft");
    world.pay([{ bill: first.ref, amount: 200_00 }], { extRef: "3" });
    await world.sync();
    expect(await world.states()).toEqual(["synced", "synced", "failed refused"]);
    const posts = async (paymentId: number): Promise<number> => {
      world.later(2);
      const seen = await world.counting(async () => {
        await told(world, "Procore", [paymentId]);
        await world.process.work();
      });
      return seen.procore.filter((line) => line.startsWith("POST")).length;
    };

    expect(await posts(world.heldOne("PO-001").id)).toBe(0);
    world.procore.ui.setStatus(commitmentId, "Approved");
    expect(await posts(world.heldOne("SC-001").id)).toBe(1);

    await world.expectInStep();
  });
});
