import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { docId, type DocKey } from "../../server/domain/payment.ts";
import { STREAMS } from "../../server/sync/ports.ts";
import { LedgerError } from "../fakes/acumatica/books.ts";
import { allChanges, anAcumatica, type Acumatica, type ReaderName } from "./payment-source-world.ts";

// The same ledgers each time; others, and more, by command.
const { LEDGER_RUNS = "150", LEDGER_SEED = "20260302" } = process.env;

/** One thing an accountant does; the numbers choose among what is there. */
type Step = {
  readonly does: keyof typeof DOES;
  readonly pick: number;
  readonly other: number;
  readonly amount: number;
};

const DOES = {
  bill: ({ fake }, { amount }) => {
    const lines = [{ amount: amount * 100 + 10_000 }];
    fake.ledger.addBill({ vendor: "V000001", date: "2026-01-10", lines });
  },
  pay: ({ fake }, { pick, other, amount }) => {
    const bills = [...new Set([at(billsOf(fake), pick), at(billsOf(fake), other)])];
    const applications = bills.map((bill) => ({ bill, amount }));
    const rest = amount * 3;
    fake.ledger.addPayment({
      vendor: "V000001",
      date: "2026-02-01",
      amount: amount * bills.length + rest,
      applications,
    });
  },
  prepay: ({ fake }, { amount }) => {
    fake.ledger.addPayment({ vendor: "V000001", date: "2025-12-01", type: "PPM", amount: amount * 10 });
  },
  "pay, unreleased": ({ fake }, { pick, amount }) => {
    const applications = [{ bill: at(billsOf(fake), pick), amount }];
    fake.ledger.addPayment({ vendor: "V000001", date: "2026-02-02", applications, release: false });
  },
  apply: ({ fake }, { pick, other, amount }) => {
    const payment = at(paymentsOf(fake), pick);
    if (payment.balance < amount) throw new LedgerError("Nothing left to apply.");
    fake.ledger.apply(payment, { bill: at(billsOf(fake), other), amount, date: "2026-02-10" });
  },
  release: ({ fake }, { pick }) => void fake.ledger.releasePayment(at(paymentsOf(fake), pick)),
  reverse: ({ fake }, { pick, other }) => {
    fake.ledger.startReverse(at(paymentsOf(fake), pick), { bill: at(billsOf(fake), other), date: "2026-02-12" });
  },
  "start a void": ({ fake }, { pick }) => void fake.ledger.startVoid(at(paymentsOf(fake), pick)),
  "release a void": ({ fake }, { pick }) => {
    fake.ledger.releasePayment({ type: "VCK", ref: at(paymentsOf(fake), pick).ref });
  },
  "delete a void": ({ fake }, { pick }) => {
    fake.ledger.delete({ type: "VCK", ref: at(paymentsOf(fake), pick).ref });
  },
} as const satisfies Record<string, (world: Acumatica, step: Step) => void>;

function billsOf({ ledger }: Acumatica["fake"]) {
  return [...ledger.books.documents.values()].filter(({ type }) => type === "INV");
}

function paymentsOf({ ledger }: Acumatica["fake"]) {
  return [...ledger.books.documents.values()].filter(({ type }) => type === "CHK" || type === "PPM");
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % Math.max(1, list.length)];
  if (found === undefined) throw new LedgerError("There is none yet.");
  return found;
}

const step: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom(...(Object.keys(DOES) as (keyof typeof DOES)[])),
  pick: fc.nat(9),
  other: fc.nat(9),
  amount: fc.integer({ min: 1, max: 3_000 }),
});

/** What Acumatica would refuse is not done; the rest is committed at the same stamp as often as not. */
function perform(world: Acumatica, steps: readonly Step[]): void {
  for (const one of steps) {
    try {
      DOES[one.does](world, one);
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
    }
    if (one.pick % 2 === 0) world.tick(one.amount);
  }
}

type Told = ReadonlyMap<string, string>;

/** Reads what changed since, and lays it over what was known, as the stored picture does. */
async function observe(world: Acumatica, known: Told, since: string | null): Promise<Told> {
  const docs = new Map<string, DocKey>();
  for (const stream of STREAMS) {
    for (const row of (await allChanges(world.source, stream, since)).rows) {
      for (const doc of row.docs) docs.set(docId(doc), doc);
    }
  }
  const { applications } = await world.source.read([...docs.values()]);
  const read = applications.map((one): [string, string] => [
    `${docId(one.payment)} ${docId(one.bill)}`,
    `${one.state} ${one.ended?.how ?? ""} ${one.state === "active" ? one.amount : 0} ${one.nets}`,
  ]);
  return new Map([...known, ...read]);
}

function oracle({ fake }: Acumatica): Told {
  return new Map(
    fake.ledger
      .paid()
      .map((one) => [
        `${one.paymentType}:${one.paymentRef} ${one.billType}:${one.billRef}`,
        `${one.state} ${one.how ?? ""} ${one.amount} true`,
      ]),
  );
}

/** Unreleased applications may be deleted without a trace: nobody relies on them. */
function lasting(told: Told): readonly string[] {
  const lines = [...told].filter(([, state]) => !state.startsWith("unreleased"));
  return lines.map((line) => line.join(" = ")).toSorted();
}

describe.each(["dac", "contract"] as const satisfies readonly ReaderName[])("any ledger, reader %s", (reader) => {
  it("reads to the cent, at once and in two halves", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.array(step, { maxLength: 12 }), async (before, after) => {
        const world = anAcumatica(reader, { source: { pageRows: 4 } });
        world.fake.ledger.addVendor({ name: "Ace Concrete" });
        perform(world, before);
        const first = await observe(world, new Map(), null);
        expect(lasting(first)).toEqual(lasting(oracle(world)));
        const since = world.now().toISOString();
        perform(world, after);

        expect(lasting(await observe(world, first, since))).toEqual(lasting(oracle(world)));
      }),
      { numRuns: Number(LEDGER_RUNS), seed: Number(LEDGER_SEED) },
    );
  });
});
