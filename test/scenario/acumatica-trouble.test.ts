import { afterEach, describe, expect, it } from "vitest";
import { cannotOptimize, FAULTS, html, json } from "../fakes/acumatica/replies.ts";
import type { Fault } from "../fakes/wire.ts";
import { World } from "../world/world.ts";

const TROUBLES: readonly (readonly [what: string, fault: Fault, says: RegExp])[] = [
  [
    "an optimiser's 500, which never helps to ask again",
    { kind: "reply", reply: cannotOptimize("View Applications has BQL delegate") },
    /^Acumatica cannot list documents/,
  ],
  [
    "a login page with status 200",
    { kind: "reply", reply: html(200, "<!DOCTYPE html><html><body>Sign In</body></html>") },
    /^Acumatica answered with a web page/,
  ],
  ["half of its JSON", { kind: "truncated" }, /^Acumatica answered with something that is not whole JSON/],
  ["a redirect to an error page", { kind: "reply", reply: FAULTS.uiError }, /^Acumatica sent us to another page/],
  ["429 for as long as we ask", { kind: "reply", reply: FAULTS.tooManyRequests }, /^Acumatica asked us to slow down/],
  ["503 while it is upgraded", { kind: "reply", reply: FAULTS.unavailable }, /^Acumatica is not available just now/],
  ["rows of another shape", { kind: "reply", reply: json(200, { value: [{ Type: 7 }] }) }, /in a form we do not know/],
  ["nothing at all", { kind: "reset before" }, /^The connection to Acumatica was lost/],
];

describe.each(["dac", "contract"] as const)("Acumatica answers badly, read through %s", (reader) => {
  let world: World;

  afterEach(() => world.close());

  it.each(TROUBLES)("with %s: the run says so, and nothing is removed", async (_what, fault, says) => {
    world = await World.open({ settings: { reader } });
    const { ref } = world.bill({ amount: 500_00 });
    const payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
    world.ledger.voidPayment(payment);
    world.acumatica.wire.failNext(fault, () => true, 1_000);

    const run = await world.sync();

    expect(run.status).toBe("failed");
    expect(run.error?.says).toMatch(says);
    expect(world.amounts()).toEqual(["500.00"]);
    await world.expectTiedOut();

    world.acumatica.wire.heal();
    world.later(15);
    await world.sync();
    expect(world.issued()).toEqual([]);
    await world.expectInStep();
  });

  it("once only: it is asked again, and nobody notices", async () => {
    world = await World.open({ settings: { reader } });
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    world.acumatica.wire.failNext({ kind: "reply", reply: FAULTS.serverError });

    const run = await world.sync();

    expect(run.status).toBe("succeeded");
    await world.expectInStep();
  });

  it("in the middle of its pages: what was read stays, and nothing is taken for gone", async () => {
    world = await World.open({ settings: { reader }, pageRows: 4 });
    for (let index = 0; index < 10; index += 1) {
      world.later(30);
      const { ref } = world.bill({ amount: 100_00 });
      world.pay([{ bill: ref, amount: 100_00 }], { extRef: `T-${index}` });
    }
    let asked = 0;
    world.acumatica.wire.failNext({ kind: "reset before" }, () => ++asked > 6, 1_000);

    const failed = await world.sync();
    expect(failed.status).toBe("failed");
    expect(world.issued()).toEqual([]);
    world.acumatica.wire.heal();
    world.later(15);
    await world.sync();

    expect(world.issued()).toHaveLength(10);
    await world.expectInStep();
  });
});

describe("the rights of the connection's user", () => {
  it("were taken away: the run names Acumatica, and what it no longer shows is not taken for gone", async () => {
    const world = await World.open({ settings: { reader: "contract" } });
    const { ref } = world.bill({ amount: 500_00 });
    world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.later(60);
    world.acumatica.deny("AP302000");

    const run = await world.sync();

    expect(run).toMatchObject({ status: "failed", error: { kind: "forbidden" } });
    expect(run.error?.says).toContain("Acumatica does not let the connection's user read this");
    expect(world.amounts()).toEqual(["500.00"]);

    world.acumatica.allow("AP302000");
    await world.sync();
    await world.expectInStep();
    await world.close();
  });
});

describe("the sign-in to Acumatica", () => {
  let world: World;

  afterEach(() => world.close());

  async function synced(): Promise<void> {
    world = await World.open({ signsIn: true });
    const { ref } = world.bill({ amount: 500_00 });
    const payment = world.pay([{ bill: ref, amount: 500_00 }]);
    await world.sync();
    world.ledger.voidPayment(payment);
  }

  it("is renewed by itself, hour after hour", async () => {
    await synced();
    for (let hour = 0; hour < 30; hour += 1) {
      world.later(61);
      expect((await world.sync()).status).toBe("succeeded");
    }

    await world.expectInStep();
  });

  it("survives access tokens that an administrator ended", async () => {
    await synced();
    world.later(5);
    world.acumatica.oauth.expireAccess();

    expect((await world.sync()).status).toBe("succeeded");
    await world.expectInStep();
  });

  it("has ended after 30 days: the run says who must do what, and nothing is removed", async () => {
    await synced();
    world.later(31 * 24 * 60);

    const run = await world.sync();

    expect(run).toMatchObject({ status: "failed", error: { kind: "unauthorized" } });
    expect(run.error?.says).toContain("Sign in to Acumatica again");
    expect(world.amounts()).toEqual(["500.00"]);

    await world.process.signIn(world.companyId, world.acumatica);
    await world.sync();
    await world.expectInStep();
  });

  it("was taken away: the schedule asks once and does not hammer", async () => {
    await synced();
    world.acumatica.oauth.revokeAll();
    world.later(61);

    for (let hour = 0; hour < 3; hour += 1) {
      expect(await world.scheduled()).toEqual([]);
      world.later(60);
    }

    const asked = world.acumatica.wire.log.filter(({ request }) => request.target.includes("/identity/"));
    expect(asked).toHaveLength(1);
    expect(world.amounts()).toEqual(["500.00"]);
  });
});
