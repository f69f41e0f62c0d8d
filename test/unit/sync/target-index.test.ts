import { describe, expect, it } from "vitest";
import { originDataOf, type ContractPayment } from "../../../server/domain/contract-payment.ts";
import type { Link } from "../../../server/domain/link.ts";
import { closeInTime, TargetIndex, type Owner } from "../../../server/sync/target-index.ts";
import { TENANT } from "../../build/acumatica.ts";
import { aDraft, aLink, aSyncedPayment, KEY } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { aContractPayment } from "../../build/procore.ts";

const OTHER = "acu:MyStore:CHK:000046:INV:000123" as typeof KEY;
const ownerOf = (payment: ContractPayment, links: readonly Link[] = []): Owner =>
  new TargetIndex([payment], links, TENANT).ownerOf(payment);

describe("a payment in Procore", () => {
  it.each<[whose: Owner, what: string, payment: ContractPayment, links: readonly Link[]]>([
    ["ours", "with our key as origin id", aSyncedPayment(), []],
    ["ours", "with our key in origin data only", aSyncedPayment({ originId: null }), []],
    ["ours", "that our link alone remembers", aContractPayment(), [aLink()]],
    ["entered by hand", "without anything of ours", aContractPayment(), []],
    ["entered by hand", "that a link remembers as removed", aContractPayment(), [aLink({ removed: true })]],
    [
      "entered by hand",
      "that two links remember",
      aContractPayment(),
      [aLink(), aLink({ draft: aDraft({ key: OTHER }) })],
    ],
    ["foreign", "with somebody else's origin id", aContractPayment({ originId: "5501" }), []],
    ["foreign", "with somebody else's origin id over our data", aSyncedPayment({ originId: "5501" }), [aLink()]],
    ["foreign", "with another tenant's key", aContractPayment({ originId: "acu:Old:CHK:1:INV:2" }), []],
    ["foreign", "made through Procore Pay", aSyncedPayment({ externalPaymentId: "2169c3f0" }), [aLink()]],
  ])("is %s %s", (whose, _what, payment, links) => {
    expect(ownerOf(payment, links)).toBe(whose);
  });

  it("is known by its origin id before origin data and memory, which may be stale", () => {
    const byData = aSyncedPayment({ id: 4999, originId: null });
    const byId = aSyncedPayment({ originData: originDataOf(aDraft({ key: OTHER })) });
    const index = new TargetIndex([byData, byId], [aLink({ contractPaymentId: 4998 })], TENANT);
    expect(index.ours(KEY)).toBe(byId);
    expect(index.ours(OTHER)).toBeNull();
    expect([index.size, index.allOurs().map(({ key }) => key)]).toEqual([1, [KEY]]);
  });

  it.each([
    ["origin id", "origin data", aSyncedPayment({ id: 5002 }), aSyncedPayment({ id: 5001, originId: null }), []],
    ["origin data", "memory", aSyncedPayment({ id: 5002, originId: null }), aContractPayment({ id: 5001 }), [5001]],
    [
      "the lower id",
      "the higher, where both say it alike",
      aSyncedPayment({ id: 5001 }),
      aSyncedPayment({ id: 5002 }),
      [],
    ],
  ])("is known by %s before %s, whatever their order", (_what, _before, known, other, linked) => {
    const links = linked.map((contractPaymentId) => aLink({ contractPaymentId }));
    expect(new TargetIndex([known, other], links, TENANT).ours(KEY)).toBe(known);
    expect(new TargetIndex([other, known], links, TENANT).ours(KEY)).toBe(known);
  });

  it("is taken from us only when another integration has it now", () => {
    const taken = aSyncedPayment({ originId: "5501" });
    expect(new TargetIndex([taken], [aLink()], TENANT).takenFrom(aLink())).toBe(taken);
    expect(new TargetIndex([aSyncedPayment()], [aLink()], TENANT).takenFrom(aLink())).toBeNull();
    expect(new TargetIndex([], [aLink()], TENANT).takenFrom(aLink())).toBeNull();
    const removed = aLink({ removed: true });
    expect(new TargetIndex([taken], [removed], TENANT).takenFrom(removed)).toBeNull();
  });

  it("is like a draft by its amount or its check number on the same commitment, each once and by id", () => {
    const [both, amount, number] = [
      aContractPayment({ id: 5003 }),
      aContractPayment({ id: 5001, checkNumber: "" }),
      aContractPayment({ id: 5002, amount: usd("1.00"), checkNumber: "01045" }),
    ];
    const neither = aContractPayment({ id: 5004, amount: usd("1.00"), checkNumber: "" });
    const index = new TargetIndex([both, amount, number, neither], [], TENANT);
    expect(index.othersLike(aDraft())).toEqual([amount, number, both]);
    expect(index.othersLike(aDraft({ commitmentId: 41 }))).toEqual([]);
  });

  it("is not like a draft because neither has a number", () => {
    const index = new TargetIndex([aContractPayment({ amount: usd("1.00"), checkNumber: "" })], [], TENANT);
    expect(index.othersLike(aDraft({ checkNumber: "" }))).toEqual([]);
  });
});

describe("two dates", () => {
  it.each([
    ["2026-02-10", "2026-02-17", true],
    ["2026-02-10", "2026-02-18", false],
    ["2026-02-10", "2026-02-03", true],
    ["2025-12-28", "2026-01-04", true],
    ["2024-02-26", "2024-03-04", true],
    [null, "2026-02-10", true],
    ["2026-02-10", null, true],
  ])("%s and %s are near: %s", (a, b, near) => {
    expect(closeInTime(a, b)).toBe(near);
  });
});
