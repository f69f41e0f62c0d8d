import { describe, expect, it } from "vitest";
import { docId } from "../../server/domain/payment.ts";
import { allChanges, anAcumatica, observeAll, type Acumatica, type WorldOptions } from "./payment-source-world.ts";
import { STORIES } from "./payment-source-stories.ts";

/** A ledger in which every story happened, each with a vendor of its own. */
function everyStory(world: Acumatica): Acumatica {
  for (const id of ["PR-1", "PR-2"]) world.fake.ledger.addProject({ id });
  for (const [name, story] of Object.entries(STORIES)) {
    story(world.fake.ledger, world.fake.ledger.addVendor({ name }).id);
    world.tick();
  }
  return world;
}

function active({ fake }: Acumatica): readonly string[] {
  const paid = fake.ledger.paid().filter(({ state }) => state === "active");
  return paid
    .map((one) => `${one.paymentType}:${one.paymentRef} ${one.billType}:${one.billRef} ${one.amount}`)
    .toSorted();
}

async function read(world: Acumatica): Promise<readonly string[]> {
  const { applications } = await observeAll(world.source);
  return applications
    .filter(({ state, nets }) => state === "active" && nets)
    .map(({ payment, bill, amount }) => `${docId(payment)} ${docId(bill)} ${amount}`)
    .toSorted();
}

const DIALECTS: readonly (readonly [string, "dac" | "contract", WorldOptions])[] = [
  ["endpoint 20.200.001", "contract", { endpoint: "20.200.001", fake: { labels: "old" } }],
  ["endpoint 22.200.001", "contract", { endpoint: "22.200.001", fake: { labels: "old" } }],
  ["endpoint 24.200.001 with new labels", "contract", { endpoint: "24.200.001" }],
  [
    "endpoint 26.200.001, which sends labels as objects and dates as dates",
    "contract",
    { endpoint: "26.200.001", fake: { versions: ["26.200.001"] } },
  ],
  ["old labels under a new endpoint", "contract", { fake: { labels: "old" } }],
  ["a site path", "contract", { fake: { site: "/AcumaticaERP" } }],
  ["a site path", "dac", { fake: { site: "/AcumaticaERP" } }],
  ["OData that shows the retainage flag", "dac", { fake: { withFields: ["APRegister.IsRetainageDocument"] } }],
  [
    "OData without discounts and stubs",
    "dac",
    { fake: { withoutFields: ["APAdjust.CuryAdjdPPDAmt", "APAdjust.StubNbr"] } },
  ],
  ["a server that cuts lists to 7 rows without a word", "dac", { fake: { pageLimit: 7 } }],
  ["a server that cuts lists to 2 rows without a word", "dac", { fake: { pageLimit: 2 } }],
  ["a server that cuts lists to 7 rows and says so", "dac", { fake: { pageLimit: 7, nextLinks: true } }],
  ["a server that cuts lists to 2 rows and says so", "dac", { fake: { pageLimit: 2, nextLinks: true } }],
  ["a schema of custom fields that names nothing else", "dac", { fake: { adHocSchema: "custom" } }],
  ["a schema of custom fields that names nothing else", "contract", { fake: { adHocSchema: "custom" } }],
  ["no schema of custom fields", "dac", { fake: { adHocSchema: "none" } }],
  ["pages of 3 rows", "dac", { source: { pageRows: 3 } }],
  ["pages of 3 rows", "contract", { source: { pageRows: 3 } }],
  ["a user ten hours east", "dac", { fake: { offset: "+10:00" } }],
];

describe("Acumatica's dialects", () => {
  it.each(DIALECTS)("are read to the cent: %s (%s)", async (_name, reader, options) => {
    const world = everyStory(anAcumatica(reader, options));

    expect(await read(world)).toEqual(active(world));
  });

  it("finds DAC-based OData where it was before 2024 R2", async () => {
    const world = everyStory(anAcumatica("dac", { fake: { odata: "old" }, dacPath: "/odatav4/MyStore" }));

    expect(await read(world)).toEqual(active(world));
  });

  it("finds documents of equal stamps behind a silent limit", async () => {
    const world = anAcumatica("dac", { fake: { pageLimit: 4 } });
    const vendor = world.fake.ledger.addVendor({ name: "Ace Concrete" }).id;
    const bills = Array.from(
      { length: 11 },
      () => world.fake.ledger.addBill({ vendor, date: "2026-01-10", lines: [{ amount: 100 }] }).ref,
    );

    const { rows } = await allChanges(world.source, "documents");

    expect(rows.map(({ docs }) => docs[0]?.ref)).toEqual(bills);
  });
});

describe("facts that OData hides", () => {
  it("are read once per bill through contract REST", async () => {
    const world = anAcumatica("dac");
    const story = STORIES["a retainage bill"];
    story?.(world.fake.ledger, world.fake.ledger.addVendor({ name: "Ace Concrete" }).id);

    await observeAll(world.source);
    await observeAll(world.source);

    expect(world.requests().filter((target) => target.includes("/Bill/Bill/"))).toHaveLength(1);
  });

  it("make a bill unreadable, not an original, when contract REST refuses them too", async () => {
    const world = anAcumatica("dac");
    STORIES["a retainage bill"]?.(world.fake.ledger, world.fake.ledger.addVendor({ name: "Ace Concrete" }).id);
    world.fake.deny("AP301000");

    const { bills } = await observeAll(world.source);

    expect(bills.map(({ ref, unreadable, retainageOf }) => [ref, unreadable, retainageOf])).toEqual([
      ["000001", null, null],
      ["000002", "whether it is a retainage bill", null],
    ]);
  });

  it("do not hide behind a field that $metadata leaves out: the whole read says which", async () => {
    const world = everyStory(anAcumatica("dac", { fake: { withoutFields: ["APPayment.ExtRefNbr"] } }));

    await expect(observeAll(world.source)).rejects.toMatchObject({
      kind: "forbidden",
      message: expect.stringContaining("ExtRefNbr") as string,
    });
  });
});

describe("$metadata", () => {
  it("is read once, and kept where the connection says", async () => {
    let kept: unknown = null;
    const metadata = {
      load: () => Promise.resolve(null),
      save: (read: unknown) => Promise.resolve(void (kept = read)),
    };
    const world = everyStory(anAcumatica("dac", { source: { metadata } }));

    await observeAll(world.source);
    await observeAll(world.source);

    expect(world.requests().filter((target) => target.endsWith("$metadata"))).toHaveLength(1);
    expect(Object.keys(kept ?? {})).toContain("PX_Objects_AP_APAdjust");
  });
});

describe("many documents", () => {
  it("are read in few requests, none with a query a server would refuse as too long", async () => {
    const world = anAcumatica("dac");
    const { ledger } = world.fake;
    const vendor = ledger.addVendor({ name: "Ace Concrete" }).id;
    for (let count = 0; count < 300; count += 1) {
      const bill = ledger.addBill({ vendor, date: "2026-01-10", lines: [{ amount: 100 }] }).ref;
      // every other check has a number of its own making
      const ref = count % 2 === 0 ? `CK-${count * 7919}` : undefined;
      ledger.addPayment({ vendor, date: "2026-02-01", ...(ref && { ref }), applications: [{ bill, amount: 100 }] });
    }

    const { applications } = await observeAll(world.source);

    const targets = world.fake.wire.log.map(({ request }) => request.target);
    expect(applications).toHaveLength(300);
    expect(Math.max(...targets.map((target) => (target.split("?")[1] ?? "").length))).toBeLessThan(2_048);
    expect(targets.length).toBeLessThan(40);
  });
});
