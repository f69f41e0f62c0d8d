import { describe, expect, it } from "vitest";
import type { BillLine } from "../../server/domain/bill.ts";
import type { Line } from "../fakes/acumatica/rows.ts";
import { anAcumatica, aVendor, observeAll, type Acumatica, type WorldOptions } from "./payment-source-world.ts";

const TYPES = ["RS", "RO", "DP", "PD", "BL", "SB"] as const;

/** A bill for each type of order, all of one number; one without an order; one with lines of several. */
function everyOrder(world: Acumatica): Acumatica {
  const vendor = aVendor(world);
  const lines = TYPES.map((type) => ({ amount: 100, order: { type, number: "000001" } }));
  for (const [n, some] of [...lines.map((one) => [one]), [{ amount: 100 }], [...lines, { amount: 100 }]].entries()) {
    world.fake.ledger.addBill({ vendor, date: "2026-01-10", vendorRef: `${n}`, lines: some });
    world.tick();
  }
  return world;
}

function orderIn({ order }: Line): BillLine["order"] {
  return order && { kind: order.type === "RS" ? "subcontract" : "purchase order", number: order.number };
}

/** What the ledger itself says of each bill's lines, or what can be told of it. */
function inLedger({ fake }: Acumatica, told = orderIn): Record<string, readonly BillLine["order"][]> {
  const { books } = fake.ledger;
  return Object.fromEntries([...books.documents.values()].map((bill) => [bill.ref, books.linesOf(bill).map(told)]));
}

async function read({ source }: Acumatica): Promise<Record<string, readonly BillLine["order"][]>> {
  const { bills } = await observeAll(source);
  return Object.fromEntries(bills.map(({ ref, lines }) => [ref, lines.map(({ order }) => order)]));
}

describe("the order of a bill's line", () => {
  it.each<[told: string, reader: "dac" | "contract", options: WorldOptions]>([
    ["by DAC-based OData, which shows the columns as they are stored", "dac", {}],
    ["by contract REST, which hides subcontracts among the fields of orders", "contract", {}],
    ["by an old endpoint", "contract", { endpoint: "20.200.001", fake: { labels: "old" } }],
    [
      "by an endpoint that sends labels as objects",
      "contract",
      { endpoint: "26.200.001", fake: { versions: ["26.200.001"] } },
    ],
    ["by a schema that names custom fields alone", "contract", { fake: { adHocSchema: "custom" } }],
  ])("is read by type and number: %s", async (_told, reader, options) => {
    const world = everyOrder(anAcumatica(reader, options));

    expect(await read(world)).toEqual(inLedger(world));
  });

  it.each<[why: string, options: WorldOptions]>([
    ["its user may not read subcontracts' numbers", { fake: { features: { subcontractNumbers: false } } }],
    ["the build does not say which custom fields it has", { fake: { adHocSchema: "none" } }],
  ])("is unknown where contract REST shows none and %s", async (_why, options) => {
    const world = everyOrder(anAcumatica("contract", options));
    const told = (line: Line) => (line.order === null || line.order.type === "RS" ? "unknown" : orderIn(line));

    expect(await read(world)).toEqual(inLedger(world, told));
  });

  it("is unknown where OData hides what kind of order a number is of", async () => {
    const world = everyOrder(anAcumatica("dac", { fake: { withoutFields: ["APTran.POOrderType"] } }));

    expect(await read(world)).toEqual(inLedger(world, ({ order }) => order && "unknown"));
  });

  it("is unknown where its type is named in words that nobody here knows", async () => {
    const world = everyOrder(anAcumatica("contract"));
    const bill = world.fake.ledger.books.documents.get("INV 000002");
    const [line] = bill ? world.fake.ledger.books.linesOf(bill) : [];
    Object.assign(line?.order ?? {}, { type: "Normalbestellung" });

    expect((await read(world))["000002"]).toEqual(["unknown"]);
  });
});

describe("a vendor of two entries that were joined", () => {
  it.each(["dac", "contract"] as const)("is the one that is left, on bills read since (%s)", async (reader) => {
    const world = anAcumatica(reader);
    const { ledger } = world.fake;
    const [first, second] = [aVendor(world), ledger.addVendor({ name: "ACE Concrete (old)" }).id];
    ledger.addBill({ vendor: second, date: "2026-01-10", lines: [{ amount: 100 }] });
    ledger.mergeVendors(second, first);
    ledger.renameVendor(first, "Ace Concrete & Sons");

    const { bills } = await observeAll(world.source);

    expect(bills.map(({ vendor }) => vendor)).toEqual([{ id: first, name: "Ace Concrete & Sons" }]);
  });
});
