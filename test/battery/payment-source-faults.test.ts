import { describe, expect, it } from "vitest";
import { FAULTS, cannotOptimize, json } from "../fakes/acumatica/replies.ts";
import { ACUMATICA_CONTRACT, checkExchanges, readContract } from "../fakes/contract-check.ts";
import type { WireReply } from "../fakes/wire.ts";
import { STREAMS } from "../../server/sync/ports.ts";
import { anAcumatica, observeAll, type Acumatica, type ReaderName, type WorldOptions } from "./payment-source-world.ts";

const READERS = ["dac", "contract"] as const satisfies readonly ReaderName[];
let world: Acumatica;

/** One paid bill. */
function inAcumatica(reader: ReaderName, options: WorldOptions = {}): Acumatica {
  world = anAcumatica(reader, options);
  const { ledger } = world.fake;
  const vendor = ledger.addVendor({ name: "Ace Concrete" }).id;
  const bill = ledger.addBill({ vendor, date: "2026-01-10", lines: [{ amount: 10_000 }] }).ref;
  ledger.addPayment({ vendor, date: "2026-02-01", applications: [{ bill, amount: 10_000 }] });
  return world;
}

const DOCS = [
  { type: "INV", ref: "000001" },
  { type: "CHK", ref: "000001" },
];

const HTML: WireReply = {
  status: 200,
  headers: { "content-type": "text/html" },
  body: "<html><body>Sign in</body></html>",
};

describe.each(READERS)("a reply that is not what was asked for, reader %s", (reader) => {
  it.each<[what: string, reply: WireReply]>([
    ["a web page", HTML],
    ["a redirect", FAULTS.uiError],
    ["nothing", json(200, "")],
    ["another shape", json(200, { value: [{ DocType: 7 }] })],
    ["rows without their keys", json(200, [{ Type: {}, ReferenceNbr: { value: "000001" } }])],
  ])("is an unexpected reply, not an empty list: %s", async (_what, reply) => {
    const { source, fake } = inAcumatica(reader);
    for (const stream of STREAMS) {
      fake.wire.failNext({ kind: "reply", reply });
      await expect(source.changes(stream, null, null)).rejects.toMatchObject({ kind: "unexpected reply" });
    }
    fake.wire.failNext({ kind: "reply", reply }, ({ target }) => !target.includes("$metadata"));
    await expect(source.read(DOCS)).rejects.toMatchObject({ kind: "unexpected reply", system: "Acumatica" });
  });

  it("is an unexpected reply when it was cut off", async () => {
    const { source, fake } = inAcumatica(reader);
    fake.wire.failNext({ kind: "truncated" });

    await expect(source.changes("applications", null, null)).rejects.toMatchObject({ kind: "unexpected reply" });
  });

  it("does not stop the next read", async () => {
    const { source, fake } = inAcumatica(reader);
    for (let request = 0; request < 12; request += 1) {
      fake.wire.heal();
      fake.wire.failNext({ kind: "reply", reply: HTML });
      await source.read(DOCS).catch(() => null);
    }
    fake.wire.heal();

    expect((await source.read(DOCS)).applications).toMatchObject([{ state: "active", amount: 10_000 }]);
  });
});

describe.each(READERS)("trouble on the way, reader %s", (reader) => {
  it.each([
    ["the connection is reset", { kind: "reset before" }],
    ["the reply is lost", { kind: "reset after" }],
    ["the site recycles", { kind: "reply", reply: FAULTS.unavailable }],
    ["a gateway fails", { kind: "reply", reply: FAULTS.badGateway }],
    ["a transaction deadlocks", { kind: "reply", reply: FAULTS.serverError }],
    ["too many requests wait", { kind: "reply", reply: FAULTS.tooManyRequests }],
  ] as const)("is sat out: %s", async (_what, fault) => {
    const { source, fake } = inAcumatica(reader);
    fake.wire.failNext(fault);

    expect((await observeAll(source)).applications).toHaveLength(1);
  });

  it("is told when it does not end, and at most four times tried", async () => {
    const { source, fake, requests } = inAcumatica(reader);
    fake.wire.failNext({ kind: "reply", reply: FAULTS.unavailable }, () => true, 100);

    await expect(source.changes("documents", null, null)).rejects.toMatchObject({ kind: "unavailable" });
    expect(requests()).toHaveLength(4);
  });

  it("waits as long as Acumatica asks for", async () => {
    const { source, fake, now } = inAcumatica(reader);
    const reply = { ...FAULTS.unavailable, headers: { "retry-after": "30" } };
    fake.wire.failNext({ kind: "reply", reply });
    const began = now().getTime();

    await source.changes("documents", null, null);

    expect(now().getTime() - began).toBeGreaterThanOrEqual(30_000);
  });

  it.each([
    ["an optimization that cannot be performed", cannotOptimize("History"), "unexpected reply"],
    [
      "a business rule",
      json(500, {
        message: "An error",
        exceptionMessage: "The vendor is inactive.",
        exceptionType: "PX.Data.PXException",
      }),
      "rejected",
    ],
    [
      "a module that was never set up",
      json(500, { exceptionMessage: "x", exceptionType: "PX.Data.PXSetupNotEnteredException" }),
      "forbidden",
    ],
    ["a right that is missing", json(403, { message: "Insufficient rights" }), "forbidden"],
  ] as const)("is not tried again: %s", async (_what, reply, kind) => {
    const { source, fake, requests } = inAcumatica(reader);
    fake.wire.failNext({ kind: "reply", reply }, () => true, 100);

    await expect(source.changes("documents", null, null)).rejects.toMatchObject({ kind });
    expect(requests()).toHaveLength(1);
  });

  it("never has more than two requests under way", async () => {
    const { source, fake } = inAcumatica(reader, { fake: { latencyMs: 5 } });
    const { ledger } = fake;
    const vendor = ledger.addVendor({ name: "Best Drywall" }).id;
    const docs = Array.from({ length: 30 }, () => {
      const bill = ledger.addBill({ vendor, date: "2026-01-10", lines: [{ amount: 100 }] }).ref;
      ledger.addPayment({ vendor, date: "2026-02-01", applications: [{ bill, amount: 100 }] });
      return { type: "INV", ref: bill };
    });

    expect((await source.read(docs)).applications).toHaveLength(30);
    expect(fake.licence.peak).toBeLessThanOrEqual(2);
  });
});

describe("a token that Acumatica refuses", () => {
  it("is replaced once, and the read goes on", async () => {
    const { source, fake, refused } = withTokens();
    await source.changes("documents", null, null);
    fake.oauth.expireAccess();

    expect((await source.changes("documents", null, null)).rows).toHaveLength(2);
    expect(refused()).toBe(1);
  });

  it("ends the read with words when the new one is refused too", async () => {
    const { source, fake, refused } = withTokens();
    fake.wire.failNext({ kind: "reply", reply: FAULTS.unauthorized }, () => true, 2);

    await expect(source.changes("documents", null, null)).rejects.toMatchObject({
      kind: "unauthorized",
      message: "Sign in to Acumatica again.",
    });
    expect(refused()).toBe(1);
  });
});

function withTokens() {
  let count = 0;
  let token = "";
  const made = inAcumatica("dac", {
    keeper: (fake) => ({
      accessToken: (refused?: string) => {
        if (refused !== undefined) count += 1;
        if (refused !== undefined || token === "") token = fake.token();
        return Promise.resolve(token);
      },
    }),
  });
  return { ...made, refused: () => count };
}

describe("the vendor's contract", () => {
  const contract = readContract("acumatica");
  it.skipIf(!contract)("knows every request that the contract reader sends", async () => {
    inAcumatica("contract", { endpoint: "24.200.001" });
    await observeAll(world.source);
    await world.source.readNotes([DOCS[0] ?? { type: "INV", ref: "" }]);
    await world.source.methods();
    await world.source.projects();

    const verdict = checkExchanges(contract, world.fake.wire.log, ACUMATICA_CONTRACT);
    expect(verdict).toMatchObject({ contract: "present", requests: [], replies: [] });
  });
});
