import { beforeEach, describe, expect, it } from "vitest";
import type { Attempt } from "../../server/domain/link.ts";
import type { Store } from "../../server/store/store.ts";
import type { Recorded } from "../../server/sync/ports.ts";
import {
  aBillDecision,
  aBillLink,
  aChange,
  aConnection,
  aContractPayment,
  aDecision,
  aLink,
  aPaidBill,
  aRun,
  at,
  COMPANY,
  KEY,
  keyOf,
  OTHER_COMPANY,
  PROJECT,
  HERE,
} from "./store-things.ts";

const OTHER_KEY = keyOf("000002", "000900");

function recorded(over: Partial<Recorded> = {}): Recorded {
  return { companyId: COMPANY, runId: "run 1", key: KEY, ...over };
}

function anAttempt(over: Partial<Attempt> = {}): Attempt {
  const reason = { code: "refused", detail: null };
  return { key: KEY, change: "c", reason, tries: 1, at: at("09:00"), retryAt: at("09:15"), ...over };
}

/** Every engine must pass this: what was written is remembered whole, or not at all. */
export function describeLinks(engine: string, open: () => Promise<Store>): void {
  describe(`links on ${engine}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.connections.put(aConnection());
      await store.runs.enqueue(aRun());
      await store.runs.claim("run 1", "h1", at("10:01"));
      await store.runs.storePlan({ runId: "run 1", holder: "h1" }, [aChange(), aChange({ key: OTHER_KEY })]);
    });

    const outcomes = async () => (await store.runs.changes(COMPANY, "run 1")).map(({ outcome }) => outcome);
    const issuedIds = async () => (await store.pictures.pictures(COMPANY, PROJECT)).issued.map(({ id }) => id).sort();

    it("remember link, bill link, echo, attempt and outcome of a step together", async () => {
      const billLink = aBillLink();
      await store.pictures.storeObserved(HERE, aPaidBill());
      await store.links.record([
        recorded({
          link: aLink(),
          billLink,
          issued: aContractPayment(),
          attempt: anAttempt(),
          outcome: { outcome: "applied", error: null },
        }),
      ]);

      const pictures = await store.pictures.pictures(COMPANY, PROJECT);

      expect(pictures.links).toEqual([aLink()]);
      expect(pictures.billLinks).toEqual([billLink]);
      expect(pictures.issued).toEqual([aContractPayment()]);
      expect(pictures.attempts).toEqual([anAttempt()]);
      expect(await outcomes()).toEqual(["applied", null]);
      expect(await store.links.link(COMPANY, KEY)).toEqual(aLink());
    });

    it("let the last of several steps count", async () => {
      const doing = { doing: "update", step: "unlock", since: at("09:00") } as const;
      await store.links.record([
        recorded({ link: aLink({ unfinished: doing }), issued: aContractPayment(), attempt: anAttempt() }),
        recorded({
          link: aLink({ unfinished: null }),
          goneId: 71,
          issued: aContractPayment({ id: 72 }),
          attempt: null,
        }),
      ]);

      expect((await store.links.link(COMPANY, KEY))?.unfinished).toBeNull();
      expect(await issuedIds()).toEqual([72]);
      await store.links.record([recorded({ goneId: 72, outcome: { outcome: "failed", error: "Refused." } })]);
      expect(await issuedIds()).toEqual([]);
      expect(await store.runs.changes(COMPANY, "run 1")).toMatchObject([
        { outcome: "failed", error: "Refused." },
        { outcome: null },
      ]);
    });

    it("forget an attempt only when told so", async () => {
      const tries = async () => (await store.pictures.pictures(COMPANY, PROJECT)).attempts.map((one) => one.tries);
      await store.pictures.storeObserved(HERE, aPaidBill());
      await store.links.record([recorded({ link: aLink(), attempt: anAttempt() })]);
      await store.links.record([recorded({ link: aLink() })]);
      await store.links.record([recorded({ key: OTHER_KEY, attempt: anAttempt({ key: OTHER_KEY, tries: 4 }) })]);
      expect((await tries()).sort()).toEqual([1, 4]);
      await store.links.record([recorded({ attempt: null })]);
      expect(await tries()).toEqual([4]);
    });

    it("store nothing of a step that cannot be stored whole", async () => {
      const broken = aContractPayment({ projectId: null as unknown as number });

      await expect(store.links.record([recorded({ link: aLink(), issued: broken })])).rejects.toThrow();

      expect(await store.links.link(COMPANY, KEY)).toBeNull();
    });

    it("fail the one of many writers whose step cannot be stored, and no other", async () => {
      const keys = Array.from({ length: 20 }, (_, n) => keyOf(`P${n}`, "000900"));
      const broken = aContractPayment({ commitmentId: null as unknown as number });
      const steps = keys.map((key, n) =>
        store.links.record([recorded({ key, link: aLink({ key }), ...(n === 7 && { issued: broken }) })]),
      );

      const failed = (await Promise.allSettled(steps)).flatMap(({ status }, n) => (status === "rejected" ? [n] : []));

      expect(failed).toEqual([7]);
      const stored = await Promise.all(keys.map((key) => store.links.link(COMPANY, key)));
      expect(stored.flatMap((link, n) => (link ? [] : [n]))).toEqual([7]);
    });

    it("are there when the writer is answered", async () => {
      const keys = Array.from({ length: 50 }, (_, n) => keyOf(`P${n}`, "000900"));
      const found = await Promise.all(
        keys.map(async (key) => {
          await store.links.record([recorded({ key, link: aLink({ key }) })]);
          return store.links.link(COMPANY, key);
        }),
      );

      expect(found.map((link) => link?.key)).toEqual(keys);
    });

    it("belong to one company", async () => {
      await store.links.record([recorded({ link: aLink(), issued: aContractPayment() })]);
      await store.links.record([
        recorded({ companyId: OTHER_COMPANY, goneId: 71, outcome: { outcome: "found", error: null } }),
      ]);

      expect(await store.links.link(OTHER_COMPANY, KEY)).toBeNull();
      expect(await issuedIds()).toEqual([71]);
      expect(await outcomes()).toEqual([null, null]);
    });

    it("keep a person's decision until it is replaced or forgotten", async () => {
      await store.links.settle(COMPANY, KEY, { decision: aDecision() });
      const accepted = aDecision({ decide: "accept", baseline: { shown: null, fingerprint: "f" } });
      await store.links.settle(COMPANY, KEY, { decision: accepted });
      expect(await store.links.decision(COMPANY, KEY)).toEqual(accepted);
      expect(await store.links.decision(OTHER_COMPANY, KEY)).toBeNull();
      await store.links.settle(COMPANY, KEY, { decision: null });
      expect(await store.links.decision(COMPANY, KEY)).toBeNull();
    });

    it("keep what was said of a bill and what was decided about its application beside each other", async () => {
      const unlinked = aBillDecision({ decide: "unlink", link: null });
      await store.links.settle(COMPANY, KEY, { billDecision: unlinked });
      await store.links.settle(COMPANY, KEY, { decision: aDecision() });
      await store.links.settle(COMPANY, OTHER_KEY, { decision: aDecision({ key: OTHER_KEY }) });

      expect(await said()).toEqual([unlinked, aDecision()]);

      await store.links.settle(COMPANY, KEY, { billDecision: aBillDecision() });
      expect(await said()).toEqual([aBillDecision(), aDecision()]);
      await store.links.settle(COMPANY, KEY, { decision: null });
      expect(await said()).toEqual([aBillDecision(), null]);
      await store.links.settle(COMPANY, OTHER_KEY, { billDecision: null });
      expect(await said()).toEqual([null, null]);
    });

    const said = async () => [
      await store.links.billDecision(COMPANY, aBillLink().bill),
      await store.links.decision(COMPANY, KEY),
    ];

    it("never lose what a person said of a bill to a run that was writing meanwhile", async () => {
      await store.pictures.storeObserved(HERE, aPaidBill());
      await store.links.record([recorded({ billLink: aBillLink({ invoiceId: 60 }) })]);
      await store.links.settle(COMPANY, KEY, { billDecision: aBillDecision() });
      expect((await store.pictures.pictures(COMPANY, PROJECT)).billLinks).toEqual([]);

      await store.links.record([recorded({ link: aLink(), billLink: aBillLink({ invoiceId: 60 }) })]);

      expect((await store.pictures.pictures(COMPANY, PROJECT)).billDecisions).toEqual([aBillDecision()]);
    });

    it("forget the decision that was carried out, with what came of it, and no other", async () => {
      const was = aDecision({ decide: "restore" });
      await store.links.settle(COMPANY, KEY, { decision: was });
      await store.links.record([recorded({ link: aLink(), decided: { key: KEY, was, is: null } })]);
      expect(await store.links.decision(COMPANY, KEY)).toBeNull();

      const later = aDecision({ decide: "restore", at: at("11:00") });
      await store.links.settle(COMPANY, KEY, { decision: later });
      await store.links.record([recorded({ link: aLink(), decided: { key: KEY, was, is: null } })]);
      expect(await store.links.decision(COMPANY, KEY)).toEqual(later);
    });

    it("replace decisions only while those that were seen still stand, and say where they do not", async () => {
      const [first, second] = [aDecision(), aDecision({ key: OTHER_KEY })];
      const holds = [aDecision({ decide: "taken back" }), aDecision({ key: OTHER_KEY, decide: "taken back" })] as const;
      await store.links.settle(COMPANY, KEY, { decision: first });

      const late = await store.links.succeed(COMPANY, [
        { key: KEY, was: first, is: holds[0] },
        { key: OTHER_KEY, was: second, is: holds[1] },
      ]);

      expect(late).toEqual([OTHER_KEY]);
      expect(await store.links.decision(COMPANY, KEY)).toEqual(holds[0]);
      expect(await store.links.decision(COMPANY, OTHER_KEY)).toBeNull();
      expect(await store.links.succeed(COMPANY, [{ key: OTHER_KEY, was: null, is: holds[1] }])).toEqual([]);
      expect(await store.links.succeed(COMPANY, [{ key: OTHER_KEY, was: null, is: second }])).toEqual([OTHER_KEY]);
      expect(await store.links.decision(COMPANY, OTHER_KEY)).toEqual(holds[1]);
      expect(await store.links.succeed(COMPANY, [{ key: KEY, was: first, is: null }])).toEqual([KEY]);
      expect(await store.links.succeed(COMPANY, [{ key: KEY, was: holds[0], is: null }])).toEqual([]);
      expect(await store.links.decision(COMPANY, KEY)).toBeNull();
    });

    it("hold what was said of a bill to the ledger that is connected now", async () => {
      await store.links.settle(COMPANY, KEY, { billDecision: aBillDecision() });
      const inForce = async () => (await store.pictures.pictures(COMPANY, PROJECT)).billDecisions.length;
      expect(await inForce()).toBe(1);

      await store.connections.patch(HERE, { keyTenant: "Another" });
      expect(await inForce()).toBe(0);
      expect(await store.links.billDecision(COMPANY, aBillLink().bill)).toBeNull();

      await store.connections.patch(HERE, { keyTenant: "Company" });
      await store.links.settle(COMPANY, KEY, { billDecision: null });
      expect(await inForce()).toBe(0);
    });
  });
}
