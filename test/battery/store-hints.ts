import { beforeEach, describe, expect, it } from "vitest";
import { NAMELESS, type Hint, type HookState } from "../../server/domain/hint.ts";
import type { Store } from "../../server/store/store.ts";
import { aConnection, at, COMPANY, OTHER_COMPANY } from "./store-things.ts";

function aHint(over: Partial<Hint> = {}): Hint {
  return { event: "01", from: "Procore", projectId: 7, ...NAMELESS, ...over };
}

const state: HookState = {
  hookId: "435",
  userId: 598_134_325_000_002,
  status: "live",
  says: null,
  checkedAt: at("10:00"),
  readThrough: at("09:00"),
};

/** Every engine must pass this: hints, and what is remembered of the webhook in Procore. */
export function describeHints(engine: string, open: () => Promise<{ first: Store; second: Store }>): void {
  describe(`hints on ${engine}`, () => {
    let store: Store;
    let other: Store;
    beforeEach(async () => {
      ({ first: store, second: other } = await open());
    });

    it("count once, whichever instance they reach, and even after they were followed", async () => {
      const added = await Promise.all([
        store.hints.add(COMPANY, [aHint()], at("10:00")),
        other.hints.add(COMPANY, [aHint()], at("10:00")),
      ]);
      const [waiting] = await store.hints.waiting(at("10:00"));
      const followed = waiting && [
        await other.hints.followed(waiting, at("10:01")),
        await store.hints.followed(waiting, at("10:01")),
      ];

      expect([added.sort(), followed]).toEqual([
        [0, 1],
        [1, 0],
      ]);
      expect(await store.hints.add(COMPANY, [aHint(), aHint({ event: "02" })], at("11:00"))).toBe(1);
      expect(await other.hints.waiting(at("11:00"))).toMatchObject([{ events: ["02"] }]);
    });

    it("wait in groups of a project, each for as long as its first has not", async () => {
      await store.hints.add(COMPANY, [aHint({ contractPaymentId: 70 })], at("10:00"));
      await store.hints.add(COMPANY, [aHint({ event: "02", contractPaymentId: 71 })], at("10:05"));
      await store.hints.add(COMPANY, [aHint({ event: "03", projectId: 8 })], at("10:05"));
      await store.hints.add(COMPANY, [aHint({ from: "Acumatica", projectId: null })], at("10:02"));
      await store.hints.add(OTHER_COMPANY, [aHint()], at("10:01"));

      expect(await store.hints.waiting(at("10:02"))).toEqual([
        {
          companyId: COMPANY,
          from: "Procore",
          projectId: 7,
          events: ["01", "02"],
          contractPaymentIds: [70, 71],
          commitmentIds: [],
          invoiceIds: [],
          since: at("10:00"),
          until: at("10:05"),
        },
        expect.objectContaining({ companyId: OTHER_COMPANY, from: "Procore", projectId: 7 }),
        expect.objectContaining({ companyId: COMPANY, from: "Acumatica", projectId: null }),
      ]);
    });

    it("come by the thousand", async () => {
      const many = Array.from({ length: 1_200 }, (_, index) => aHint({ event: `e${index}` }));

      expect(await store.hints.add(COMPANY, [...many, ...many], at("10:00"))).toBe(1_200);
      const [group] = await store.hints.waiting(at("10:00"));
      if (group) await store.hints.followed(group, at("10:01"));
      expect([group?.events.length, await store.hints.waiting(at("10:00"))]).toEqual([1_200, []]);
    });

    it("are forgotten by age", async () => {
      await store.hints.add(COMPANY, [aHint()], at("10:00"));
      await store.hints.add(COMPANY, [aHint({ event: "02" })], at("11:00"));

      await store.hints.prune(at("11:00"));

      expect(await store.hints.waiting(at("12:00"))).toMatchObject([{ events: ["02"] }]);
      expect([await store.hints.lastAt(COMPANY, "Procore"), await store.hints.lastAt(COMPANY, "Acumatica")]).toEqual([
        at("11:00"),
        null,
      ]);
    });

    it("remember the webhook in Procore, also when its connection is gone, and until all data is deleted", async () => {
      await store.connections.put(aConnection());
      await store.procoreHooks.put(COMPANY, { ...state, status: "asked" });
      await store.procoreHooks.put(COMPANY, state);
      expect([await store.procoreHooks.get(COMPANY), await store.procoreHooks.orphans()]).toEqual([state, []]);

      await store.connections.remove(COMPANY);
      expect(await store.procoreHooks.orphans()).toEqual([{ ...state, companyId: COMPANY }]);

      await store.hints.add(COMPANY, [aHint()], at("10:00"));
      const { counts } = await store.purge.purge(COMPANY, { id: "r1", at: at("12:00"), tokensRevoked: false });
      expect(counts).toMatchObject({ hint: 1, procore_hook: 1 });
      expect(await store.procoreHooks.get(COMPANY)).toBeNull();
    });
  });
}
