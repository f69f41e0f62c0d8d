import { beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../server/store/store.ts";
import type { LinkStore, PictureStore } from "../../server/sync/ports.ts";
import {
  aBill,
  aCommitment,
  aConnection,
  aContractPayment,
  aDecision,
  aLink,
  anApplication,
  anInvoice,
  aPage,
  aPaidBill,
  at,
  COMPANY,
  KEY,
  observed,
  OTHER_COMPANY,
  PROJECT,
  HERE,
  THERE,
} from "./store-things.ts";

type Reading =
  | "asItStands"
  | "watermark"
  | "trouble"
  | "alreadySeen"
  | "billFieldRead"
  | "readBy"
  | "methods"
  | "acumaticaProjects"
  | "projects"
  | "procoreSeen"
  | "invoicesSeen"
  | "version"
  | "pictures"
  | "projectsConcerned"
  | "unplaced";
/** What is stored without a plan being made from it. */
type Beside =
  | "storeTrouble"
  | "endTrouble"
  | "storeAcumaticaProjects"
  | "storeBillFieldRead"
  | "storeReadBy"
  | "storeProjects"
  | "markHinted";
type Writes = Record<
  | Exclude<keyof PictureStore, Reading | Beside>
  | Exclude<keyof LinkStore, "link" | "decision" | "billDecision">
  | OfOthers,
  (store: Store) => Promise<unknown>
>;
type OfOthers = "settings" | "connection" | "connection, a part" | "no connection" | "purge";

const bill = { type: "INV", ref: "000900" };

/** A new way to change what the pages are computed from does not compile until it stands here. */
const WRITES: Writes = {
  storePage: ({ pictures }) => pictures.storePage(HERE, aPage({ observed: aPaidBill() })),
  storeObserved: ({ pictures }) => pictures.storeObserved(HERE, observed({ applications: [anApplication()] })),
  storeNotes: ({ pictures }) => pictures.storeNotes(HERE, [{ bill, invoiceId: 61 }]),
  storeMethods: ({ pictures }) => pictures.storeMethods(HERE, [], at("09:00")),
  storeVendors: ({ pictures }) => pictures.storeVendors(HERE, [], at("09:00")),
  storeCommitments: ({ pictures }) => pictures.storeCommitments(HERE, PROJECT, [aCommitment()], at("09:00")),
  storeAllowsPayments: ({ pictures }) => pictures.storeAllowsPayments(HERE, 51, true, at("09:00")),
  storeInvoices: ({ pictures }) =>
    pictures.storeInvoices(HERE, PROJECT, { invoices: [anInvoice()], whole: true, at: at("09:00") }),
  storeHidden: ({ pictures }) => pictures.storeHidden(HERE, [51]),
  storeInvoicesAsked: ({ pictures }) =>
    pictures.storeInvoicesAsked(HERE, { shown: [], absent: [{ id: 61, absence: "gone" }], at: at("09:00") }),
  markMissing: ({ pictures }) => pictures.markMissing(HERE, [61]),
  storeIssued: ({ pictures }) => pictures.storeIssued(HERE, aCommitment(), [aContractPayment()], at("09:00")),
  forgetWhenSeen: ({ pictures }) => pictures.forgetWhenSeen(COMPANY, at("09:00")),
  record: ({ links }) => links.record([{ companyId: COMPANY, runId: "run 1", key: KEY, link: aLink() }]),
  settle: ({ links }) => links.settle(COMPANY, KEY, { decision: aDecision() }),
  succeed: ({ links }) => links.succeed(COMPANY, [{ key: KEY, was: null, is: aDecision() }]),
  settings: ({ settings }) => settings.patch(COMPANY, { voidPolicy: "zero" }),
  connection: ({ connections }) => connections.put(aConnection()),
  "connection, a part": ({ connections }) => connections.patch(HERE, { keyTenant: "Other" }),
  "no connection": ({ connections }) => connections.remove(COMPANY),
  purge: ({ purge }) => purge.purge(COMPANY, { id: "receipt 1", at: at("10:00"), tokensRevoked: true }),
};

/** Every engine must pass this: a report stands exactly as long as the version it was made at. */
export function describeVersion(engine: string, open: () => Promise<Store>): void {
  describe(`the version of a company's pictures on ${engine}`, () => {
    let store: Store;
    const version = (companyId = COMPANY) => store.pictures.version(companyId);
    beforeEach(async () => {
      store = await open();
    });

    it.each(Object.entries(WRITES))("moves with %s, and no other company's does", async (_name, write) => {
      await store.pictures.storeObserved(HERE, observed({ bills: [aBill()] }));
      await store.pictures.storeObserved(THERE, observed({ bills: [aBill()] }));
      const [before, others] = [await version(), await version(OTHER_COMPANY)];

      await write(store);

      expect(await version()).not.toBe(before);
      expect(await version(OTHER_COMPANY)).toBe(others);
    });

    it("never comes again, not even after a purge", async () => {
      await store.links.settle(COMPANY, KEY, { decision: aDecision() });
      await store.links.settle(COMPANY, KEY, { decision: aDecision() });
      const before = await version();
      await store.purge.purge(COMPANY, { id: "receipt 1", at: at("10:00"), tokensRevoked: true });

      await store.links.settle(COMPANY, KEY, { decision: aDecision() });

      expect(await version()).toBeGreaterThan(before);
    });

    it("stays while a look at Acumatica finds nothing new", async () => {
      const page = aPage({ observed: aPaidBill() });
      await store.pictures.storePage(HERE, page);
      const before = await version();
      const later = { ...page.watermark, at: at("11:00") };

      await store.pictures.storePage(HERE, { ...page, watermark: later });
      expect(await version()).toBe(before);

      await store.pictures.storePage(HERE, { ...page, watermark: { ...later, complete: !later.complete } });
      expect(await version()).toBeGreaterThan(before);
    });

    it("stays with an outcome that only the history shows", async () => {
      const before = await version();
      const outcome = { outcome: "failed", error: "Refused." } as const;

      await store.links.record([{ companyId: COMPANY, runId: "run 1", key: KEY, outcome }]);

      expect(await version()).toBe(before);
    });

    it("loses no step of writers that write at once", async () => {
      await store.links.settle(COMPANY, KEY, { decision: aDecision() });
      const before = await version();

      await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          store.links.settle(COMPANY, KEY, { decision: aDecision({ by: `person ${n}` }) }),
        ),
      );

      expect(await version()).toBe(before + 20);
    });
  });
}
