import { describe, expect, it } from "vitest";
import { ZERO } from "../../server/domain/money.ts";
import { docId, type BillApplication } from "../../server/domain/payment.ts";
import {
  aPaidBill,
  aVendor,
  anAcumatica,
  observeAll,
  type Acumatica,
  type ReaderName,
  type WorldOptions,
} from "./payment-source-world.ts";
import { STORIES, type Story } from "./payment-source-stories.ts";

const READERS = ["dac", "contract"] as const satisfies readonly ReaderName[];

/** What the ledger's oracle tells of an application, in its order. */
function told(applications: readonly BillApplication[]) {
  return applications
    .map(({ payment, bill, state, ended, amount, currency }) => ({
      paymentType: payment.type,
      paymentRef: payment.ref,
      billType: bill.type,
      billRef: bill.ref,
      state,
      how: ended?.how ?? null,
      amount: state === "active" ? amount : ZERO,
      currency,
    }))
    .toSorted(byKeys);
}

function expected({ fake }: Acumatica) {
  const paid = fake.ledger.paid().map(({ migrated: _, ...rest }) => ({ ...rest, amount: rest.amount }));
  return paid.toSorted(byKeys);
}

type Keys = { paymentType: string; paymentRef: string; billType: string; billRef: string };

function byKeys(a: Keys, b: Keys): number {
  const text = (one: Keys): string => [one.paymentType, one.paymentRef, one.billType, one.billRef].join(":");
  return text(a) < text(b) ? -1 : 1;
}

function inLedger(reader: ReaderName, story: Story, options: WorldOptions = {}): Acumatica {
  const world = anAcumatica(reader, options);
  for (const id of ["PR-1", "PR-2"]) world.fake.ledger.addProject({ id });
  story(world.fake.ledger, world.fake.ledger.addVendor({ name: "Ace Concrete" }).id);
  return world;
}

const BILL = { date: "2026-01-10", vendorRef: "INV-1" } as const;

describe.each(READERS)("payment source, reader %s", (reader) => {
  it.each(Object.entries(STORIES))("tells what the ledger holds: %s", async (_name, story) => {
    const world = inLedger(reader, story);

    const { applications } = await observeAll(world.source);

    expect(told(applications)).toEqual(expected(world));
    expect(applications.filter(({ nets }) => !nets)).toEqual([]);
  });

  it.each(Object.entries(STORIES))("returns both documents of every application: %s", async (_name, story) => {
    const { applications, payments, bills } = await observeAll(inLedger(reader, story).source);

    const have = new Set([...payments, ...bills].map(docId));
    expect(
      applications.flatMap(({ payment, bill }) => [docId(payment), docId(bill)]).filter((id) => !have.has(id)),
    ).toEqual([]);
    expect(bills.map(({ unreadable }) => unreadable).filter((why) => why !== null)).toEqual([]);
  });

  it("names a payment by its document date and its bill by all its lines", async () => {
    const world = anAcumatica(reader);
    const { ledger } = world.fake;
    for (const id of ["PR-1", "PR-2"]) ledger.addProject({ id });
    const vendor = aVendor(world);
    const lines = [
      { amount: 60_000, project: "PR-1", order: { number: "SC-000001" } },
      { amount: 40_000, project: "PR-2", order: { type: "RO", number: "PO-7" } },
      { amount: 1_000, project: null },
    ] as const;
    const bill = ledger.addBill({ vendor, ...BILL, lines }).ref;
    ledger.addPayment({
      vendor,
      date: "2026-02-01",
      extRef: "5501",
      method: "ACH",
      amount: 90_000,
      applications: [{ bill, amount: 30_000 }],
    });

    const { payments, bills } = await observeAll(world.source);

    expect(payments).toEqual([
      {
        type: "CHK",
        ref: "000001",
        released: true,
        voided: false,
        date: "2026-02-01",
        reference: "5501",
        methodId: "ACH",
        currency: "USD",
        vendorId: vendor,
        cashAccount: "10200",
        jointPayee: null,
        amount: 90_000,
      },
    ]);
    expect(bills).toMatchObject([
      {
        type: "INV",
        ref: bill,
        vendorRef: "INV-1",
        vendor: { id: vendor, name: "Ace Concrete" },
        date: "2026-01-10",
        amount: 101_000,
        released: true,
        lines: [
          { order: { kind: "subcontract", number: "SC-000001" }, project: "PR-1", amount: 60_000 },
          { order: { kind: "purchase order", number: "PO-7" }, project: "PR-2", amount: 40_000 },
          { order: null, project: null, amount: 1_000 },
        ],
      },
    ]);
  });

  it("brings the bill that held the retainage, and the bill that was split", async () => {
    const world = inLedger(reader, required("a retainage bill"));
    const { bills } = await observeAll(world.source);
    const split = await observeAll(inLedger(reader, required("a bill in installments")).source);

    expect(bills.map(({ ref, retainageOf }) => [ref, retainageOf?.ref ?? null]).toSorted()).toEqual([
      ["000001", null],
      ["000002", "000001"],
    ]);
    expect(split.bills.map(({ ref, instalmentOf }) => [ref, instalmentOf?.ref ?? null]).toSorted()).toEqual([
      ["000001", null],
      ["000002", "000001"],
      ["000003", "000001"],
    ]);
  });

  it("tells cash discount and withholding apart from what was paid", async () => {
    const { applications } = await observeAll(inLedger(reader, required("a cash discount and withholding tax")).source);

    expect(applications).toMatchObject([{ amount: 93_000, discount: 2_000, withheld: 5_000 }]);
  });

  it("dates a prepayment's application by the day it was applied, not the day the cash left", async () => {
    const { applications, payments } = await observeAll(
      inLedger(reader, required("a prepayment applied later")).source,
    );

    expect(payments).toMatchObject([{ date: "2025-12-01" }]);
    expect(applications).toMatchObject([{ date: "2026-02-10" }]);
  });

  it("dates what was put back on its bill by the application that stands", async () => {
    const story = required("a check put back on its bill with another amount");
    const { applications } = await observeAll(inLedger(reader, story).source);

    expect(applications).toMatchObject([{ state: "active", amount: 42_500, date: "2026-02-16" }]);
  });

  it("tells of a void who ended it, when, and what it took back", async () => {
    const { applications } = await observeAll(inLedger(reader, required("a void dated later")).source);

    const by = { type: "VCK", ref: "000001" };
    expect(applications).toMatchObject([{ amount: 40_000, ended: { how: "voided", by, at: "2026-02-20" } }]);
  });

  it("tells of a reversal what it took back", async () => {
    const { applications } = await observeAll(inLedger(reader, required("an application reversed")).source);

    const by = { type: "CHK", ref: "000001" };
    expect(applications).toMatchObject([{ state: "ended", amount: 50_000, ended: { how: "reversed", by } }]);
  });

  it("reads a payment whole from its bill, and the bill's other payments", async () => {
    const world = anAcumatica(reader);
    const vendor = aVendor(world);
    const { bill, check } = aPaidBill(world, vendor);
    const other = world.fake.ledger.addBill({ vendor, ...BILL, lines: [{ amount: 500 }] }).ref;
    world.fake.ledger.addPayment({ vendor, date: "2026-02-01", applications: [{ bill: other, amount: 500 }] });

    const { applications } = await world.source.read([{ type: "INV", ref: bill }]);

    expect(applications.map(({ payment, bill: paid }) => [payment.ref, paid.ref])).toEqual([[check, bill]]);
  });

  it("reads the voided payment when only its void is named", async () => {
    const world = inLedger(reader, required("a voided prepayment"));

    const { applications, payments } = await world.source.read([{ type: "VCK", ref: "000001" }]);

    expect(payments).toMatchObject([{ type: "PPM", voided: true }]);
    expect(applications).toMatchObject([{ payment: { type: "PPM" }, state: "ended", ended: { how: "voided" } }]);
  });

  it("reads nothing for documents that are not there", async () => {
    const { source } = anAcumatica(reader);
    const docs = [
      { type: "INV", ref: "999999" },
      { type: "CHK", ref: "999999" },
    ];

    expect(await source.read(docs)).toEqual({ payments: [], bills: [], applications: [] });
    expect(await source.read([])).toEqual({ payments: [], bills: [], applications: [] });
  });

  it("keeps the payment of a bill it may not see, and says that it may not", async () => {
    const world = anAcumatica(reader);
    const vendor = aVendor(world);
    const { bill, check } = aPaidBill(world, vendor);
    world.fake.ledger.restrict({ type: "INV", ref: bill });

    const { bills, applications } = await world.source.read([{ type: "CHK", ref: check }]);

    // OData hides the application with its bill; contract REST still shows it in the check's history
    expect(bills.map(({ unreadable }) => unreadable)).toEqual(applications.map(() => "the bill itself"));
  });

  it("never says that an application nets when its payment may not be seen", async () => {
    const world = anAcumatica(reader);
    const vendor = aVendor(world);
    const { bill, check } = aPaidBill(world, vendor);
    world.fake.ledger.restrict({ type: "CHK", ref: check });

    const { payments, applications } = await world.source.read([{ type: "INV", ref: bill }]);

    expect(payments).toHaveLength(applications.length);
    expect(applications.filter(({ nets }) => nets)).toEqual([]);
  });

  it("asks for archived documents in every read", async () => {
    const world = inLedger(reader, required("documents that were archived"));
    await observeAll(world.source);

    const shown = world.fake.wire.log.map(({ request }) => request.headers["px-apiarchive"]);
    expect(new Set(shown)).toEqual(new Set(["SHOW"]));
  });

  it("keeps dates as they are written east of Greenwich", async () => {
    const world = inLedger(reader, required("a prepayment applied later"), { fake: { offset: "+10:00" } });
    const { applications, payments } = await observeAll(world.source);

    expect(payments).toMatchObject([{ date: "2025-12-01" }]);
    expect(applications).toMatchObject([{ date: "2026-02-10" }]);
  });

  it("reads the Procore invoice that a bill's note names", async () => {
    const world = anAcumatica(reader);
    const vendor = aVendor(world);
    const [linked, plain] = [aPaidBill(world, vendor).bill, aPaidBill(world, vendor).bill];
    const note = "See https://app.procore.com/9/project/commitments/4/requisitions/1234 for details.";
    world.fake.ledger.setNote({ type: "INV", ref: linked }, note);

    const bills = [linked, plain].map((ref) => ({ type: "INV", ref }));
    expect(await world.source.readNotes(bills)).toEqual([
      { bill: bills[0], invoiceId: 1234 },
      { bill: bills[1], invoiceId: null },
    ]);
  });

  it("reads the configured bill field", async () => {
    const settings = { reader, billField: "Document.AttributePROCOREID" } as const;
    const world = anAcumatica(reader, { fake: { attributes: ["PROCOREID"] }, source: { settings } });
    const { bill } = aPaidBill(world, aVendor(world));
    world.fake.ledger.setAttribute({ type: "INV", ref: bill }, "PROCOREID", " 77 ");

    const { bills } = await world.source.read([{ type: "INV", ref: bill }]);

    expect(bills).toMatchObject([{ procoreInvoiceId: 77 }]);
  });

  it("lists payment methods by what they mean, and projects by their id", async () => {
    const { source, fake } = anAcumatica(reader);
    fake.ledger.addProject({ id: "PR-1", description: "Tower", externalRef: "24-001" });

    expect(await source.methods()).toContainEqual({
      id: "ACH",
      description: "ACH",
      means: "Direct Deposit",
      active: true,
    });
    expect(await source.projects()).toEqual([
      { id: "PR-1", description: "Tower", externalRef: "24-001", status: "Active" },
    ]);
  });
});

function required(name: string): Story {
  const story = STORIES[name];
  if (!story) throw new Error(`There is no story "${name}".`);
  return story;
}

describe("payment source, both readers", () => {
  it.each(Object.entries(STORIES))("tell the same applications: %s", async (_name, story) => {
    const [dac, contract] = await Promise.all(READERS.map((reader) => observeAll(inLedger(reader, story).source)));

    const comparable = (observed = { applications: [] as readonly BillApplication[] }) =>
      observed.applications
        .map((one) => ({ ...one, ended: one.ended && { ...one.ended, at: null } }))
        .toSorted((a, b) => (docId(a.payment) + docId(a.bill) < docId(b.payment) + docId(b.bill) ? -1 : 1));
    expect(comparable(contract)).toEqual(comparable(dac));
  });
});
