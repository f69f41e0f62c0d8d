import { describe, expect, it } from "vitest";
import { docId } from "../../server/domain/payment.ts";
import { STREAMS } from "../../server/sync/ports.ts";
import { allChanges, aPaidBill, aVendor, anAcumatica, observeAll, type ReaderName } from "./payment-source-world.ts";

const READERS = ["dac", "contract"] as const satisfies readonly ReaderName[];
const BILL = { date: "2026-01-10", vendorRef: "INV-1" } as const;

describe.each(READERS)("what changed in Acumatica, reader %s", (reader) => {
  it("costs one request a stream when nothing changed", async () => {
    const world = anAcumatica(reader);
    const vendor = aVendor(world);
    for (let count = 0; count < 7; count += 1) aPaidBill(world, vendor);
    await observeAll(world.source);
    world.requests();

    for (const stream of STREAMS) {
      const page = await world.source.changes(stream, "2026-03-02T14:50:00.000Z", null);
      expect(page.next).toBeNull();
    }

    expect(world.requests()).toHaveLength(2);
  });

  it("loses nothing when more rows share a stamp than a page holds", async () => {
    const world = anAcumatica(reader, { source: { pageRows: 2 } });
    const vendor = aVendor(world);
    const refs = Array.from(
      { length: 9 },
      () => world.fake.ledger.addBill({ vendor, ...BILL, lines: [{ amount: 100 }] }).ref,
    );
    world.tick();
    const applications = refs.map((bill) => ({ bill, amount: 100 }));
    world.fake.ledger.addPayment({ vendor, date: "2026-02-01", applications });

    const seen = [];
    for (const stream of STREAMS) seen.push(...(await allChanges(world.source, stream)).rows);

    const bills = seen.flatMap(({ docs }) => docs).filter(({ type }) => type === "INV");
    expect(new Set(bills.map(({ ref }) => ref))).toEqual(new Set(refs));
  });

  it("hands out every change once, oldest first, and says up to where it has read", async () => {
    const world = anAcumatica(reader, { source: { pageRows: 3 } });
    const vendor = aVendor(world);
    for (let count = 0; count < 10; count += 1) aPaidBill(world, vendor);

    for (const stream of STREAMS) {
      const { rows, through, pages } = await allChanges(world.source, stream);

      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      expect(rows.map(({ stamp }) => stamp)).toEqual(rows.map(({ stamp }) => stamp).toSorted());
      expect(through).toBe(rows.at(-1)?.stamp);
      expect(pages).toBeGreaterThan(1);
    }
  });

  it("loses nothing that changes while it reads", async () => {
    const world = anAcumatica(reader, { source: { pageRows: 3 } });
    const vendor = aVendor(world);
    const made = Array.from({ length: 8 }, () => aPaidBill(world, vendor));
    const docs = new Set<string>();
    let next: string | null = null;
    do {
      const page = await world.source.changes("documents", null, next);
      for (const row of page.rows) for (const doc of row.docs) docs.add(docId(doc));
      next = page.next;
      world.tick();
      // the first bill moves to the end of the list, and everything behind it one place forward
      if (docs.size < 20) world.fake.ledger.editBill(made[0]?.bill ?? "", { description: `${docs.size}` });
    } while (next !== null);

    expect(made.filter(({ bill }) => !docs.has(`INV:${bill}`))).toEqual([]);
  });

  it("finds a late commit inside the overlap", async () => {
    const world = anAcumatica(reader);
    const vendor = aVendor(world);
    aPaidBill(world, vendor);
    const { through } = await allChanges(world.source, "applications");
    world.tick(60_000);
    const begun = new Date(Date.parse(through ?? "") - 4_000);
    const late = world.fake.ledger.stampedAt(begun, () => aPaidBill(world, vendor));

    const since = new Date(Date.parse(through ?? "") - 600_000).toISOString();
    const { rows } = await allChanges(world.source, "applications", since);

    expect(
      rows.flatMap(({ docs }) => docs).filter(({ type, ref }) => type === "CHK" && ref === late.check),
    ).toHaveLength(1);
  });

  it("never says that it has read further than the server's clock, whatever stamps rows carry", async () => {
    const world = anAcumatica(reader, { source: { pageRows: 2 } });
    const vendor = aVendor(world);
    for (let count = 0; count < 3; count += 1) aPaidBill(world, vendor);
    const ahead = new Date(world.now().getTime() + 30 * 86_400_000);
    const early = world.fake.ledger.stampedAt(ahead, () => aPaidBill(world, vendor));
    world.tick(60_000);

    for (const stream of STREAMS) {
      const { rows, through } = await allChanges(world.source, stream);

      const refs = rows.flatMap(({ docs }) => docs.map(({ ref }) => ref));
      expect(refs).toContain(stream === "applications" ? early.check : early.bill);
      expect(through).not.toBeNull();
      expect(Date.parse(through ?? "")).toBeLessThanOrEqual(world.now().getTime());
    }
  });

  it("sees an edit of a payment and of a bill as a change", async () => {
    const world = anAcumatica(reader);
    const vendor = aVendor(world);
    const { bill, check } = aPaidBill(world, vendor);
    world.tick(3_600_000 / 2);
    const since = world.now().toISOString();
    world.fake.ledger.editPayment(check, { extRef: "5502" });
    world.fake.ledger.editBill(bill, { vendorRef: "INV-1A" });

    const docs = [];
    for (const stream of STREAMS)
      docs.push(...(await allChanges(world.source, stream, since)).rows.flatMap((row) => row.docs));
    const { payments, bills } = await world.source.read(docs);

    expect(payments).toMatchObject([{ ref: check, reference: "5502" }]);
    expect(bills).toMatchObject([{ ref: bill, vendorRef: "INV-1A" }]);
  });
});
