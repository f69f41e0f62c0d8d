import { describe, expect, it } from "vitest";
import { anAcumatica, aPaidBill, aVendor, observeAll } from "./payment-source-world.ts";

describe.each(["dac", "contract"] as const)("money as reader %s tells it", (reader) => {
  it("counts with minus what a check takes of a vendor's credit, and says what the check itself was for", async () => {
    for (const creditsShown of ["positive", "negative"] as const) {
      const world = anAcumatica(reader, { fake: { creditsShown } });
      const vendor = aVendor(world);
      const { ledger } = world.fake;
      const lines = [{ amount: 1_000_00 }];
      const bill = ledger.addBill({ vendor, date: "2026-01-10", lines }).ref;
      const credit = ledger.addBill({ vendor, date: "2026-01-11", type: "ADR", lines: [{ amount: 200_00 }] });
      const taken = { bill: { type: "ADR", ref: credit.ref } as const, amount: 200_00 };
      const check = { vendor, date: "2026-02-01", applications: [{ bill, amount: 1_000_00 }, taken] };
      const { ref } = ledger.addPayment(check);
      const before = await observeAll(world.source);
      world.tick();
      ledger.voidPayment(ref);
      const after = await observeAll(world.source);

      const byBill = ({ applications }: typeof before) =>
        new Map(applications.map((one) => [one.bill.type, `${one.state} ${one.amount} ${one.nets}`]));
      expect(before.payments.map(({ amount }) => amount)).toEqual([800_00]);
      expect(byBill(before)).toEqual(
        new Map([
          ["INV", "active 100000 true"],
          ["ADR", "active -20000 true"],
        ]),
      );
      expect(byBill(after)).toEqual(
        new Map([
          ["INV", "ended 100000 true"],
          ["ADR", "ended -20000 true"],
        ]),
      );
    }
  });

  it.each(["33.3333", "1000.0001"])("says by name that %s USD cannot be read, and reads the others", async (amount) => {
    const world = anAcumatica(reader);
    const vendor = aVendor(world);
    const odd = aPaidBill(world, vendor);
    world.tick();
    const plain = aPaidBill(world, vendor);
    world.fake.ledger.showAs(world.fake.ledger.applied(odd.check, odd.bill), { amount });

    const { applications } = await observeAll(world.source);

    const told = applications.map((one) => [one.bill.ref, one.amount, one.odd ?? null]);
    expect(told.toSorted()).toEqual([
      [odd.bill, 0, `the amount ${amount} in USD`],
      [plain.bill, 10_000, null],
    ]);
  });

  it("keeps every decimal of a currency that nobody knows", async () => {
    const world = anAcumatica(reader);
    const vendor = aVendor(world);
    const lines = [{ amount: 12_345 }];
    const bill = world.fake.ledger.addBill({ vendor, date: "2026-01-10", currency: "US$", lines }).ref;
    const applications = [{ bill, amount: 12_345 }];
    world.fake.ledger.addPayment({ vendor, date: "2026-02-01", currency: "US$", applications });

    expect(await observeAll(world.source)).toMatchObject({
      bills: [{ currency: "US$", amount: 1_234_500, unreadable: null }],
      applications: [{ currency: "US$", amount: 1_234_500, nets: true }],
    });
  });
});
