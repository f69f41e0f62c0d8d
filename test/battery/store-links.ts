import { beforeEach, describe, expect, it } from "vitest";
import type { Attempt } from "../../server/domain/link.ts";
import type { Store } from "../../server/store/store.ts";
import type { Recorded } from "../../server/sync/ports.ts";
import {
  aBill,
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
      const billLink = {
        bill: { type: "INV", ref: "000900" },
        projectId: PROJECT,
        commitmentId: 51,
        invoiceId: 61,
        evidence: { rule: "earlier" as const, says: "Linked before." },
      };
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
      await store.links.decide(COMPANY, aDecision());
      const accepted = aDecision({ decide: "accept", baseline: { shown: null, fingerprint: "f" } });
      await store.links.decide(COMPANY, accepted);
      expect(await store.links.decision(COMPANY, KEY)).toEqual(accepted);
      expect(await store.links.decision(OTHER_COMPANY, KEY)).toBeNull();
      await store.links.forgetDecision(COMPANY, KEY);
      expect(await store.links.decision(COMPANY, KEY)).toBeNull();
    });

    it("drop a bill's link, of the ledger that is connected now", async () => {
      const evidence = { rule: "person" as const, says: "Linked by hand." };
      const bill = { type: "INV", ref: aBill().ref };
      const link = { bill, projectId: PROJECT, commitmentId: 51, invoiceId: 61, evidence };
      const billLinks = async () => (await store.pictures.pictures(COMPANY, PROJECT)).billLinks.length;
      await store.links.putBillLink(COMPANY, link);
      expect(await billLinks()).toBe(1);

      await store.connections.patch(HERE, { keyTenant: "Another" });
      expect(await billLinks()).toBe(0);
      await store.links.dropBillLink(COMPANY, bill);

      await store.connections.patch(HERE, { keyTenant: "Company" });
      expect(await billLinks()).toBe(1);
      await store.links.dropBillLink(COMPANY, bill);
      expect(await billLinks()).toBe(0);
    });
  });
}
