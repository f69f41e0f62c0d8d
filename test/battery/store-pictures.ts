import { beforeEach, describe, expect, it } from "vitest";
import type { Bill, BillLine } from "../../server/domain/bill.ts";
import { DEFAULT_SETTINGS } from "../../server/domain/settings.ts";
import type { Store } from "../../server/store/store.ts";
import {
  aBill,
  aBillDecision,
  aBillLink,
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
  keyOf,
  minor,
  NEXT_DOOR,
  observed,
  PROJECT,
  TENANT,
  HERE,
  THERE,
} from "./store-things.ts";

const onLine = (line: Partial<BillLine>): Partial<Bill> => ({
  lines: [
    { order: null, project: "OTHER", amount: minor(1) },
    { order: null, project: null, amount: minor(1), ...line },
  ],
});

/** A reason for which a bill concerns the project: what is stored before, and how the bill looks. */
type Concern = [because: string, bill: Partial<Bill>, prepare: (store: Store) => Promise<unknown>];

const nothing = () => Promise.resolve();
const withCommitment =
  (over: Parameters<typeof aCommitment>[0] = {}) =>
  (store: Store) =>
    store.pictures.storeCommitments(HERE, PROJECT, [aCommitment(over)], at("09:00"));
const withInvoice =
  (over: Parameters<typeof anInvoice>[0] = {}) =>
  (store: Store) =>
    store.pictures.storeInvoices(HERE, PROJECT, { invoices: [anInvoice(over)], whole: true, at: at("09:00") });

const CONCERNS: readonly Concern[] = [
  ["a line's Acumatica project is mapped to it", onLine({ project: "prj-1 " }), nothing],
  [
    "a line names its commitment's number",
    onLine({ order: { kind: "subcontract", number: " sc\u2013001" } }),
    withCommitment(),
  ],
  [
    "a line names its commitment's origin id",
    onLine({ order: { kind: "purchase order", number: "777" } }),
    withCommitment({ originId: "000777" }),
  ],
  ["an invoice's origin id is its number", {}, withInvoice({ originId: "000900" })],
  ["an invoice's origin id is its type code and number", {}, withInvoice({ originId: "INV 000900" })],
  ["an invoice's origin id is its type label and number", {}, withInvoice({ originId: "Bill-000900" })],
  ["an invoice's origin id is our own name of it", {}, withInvoice({ originId: `acu:${TENANT}:INV:000900` })],
  ["its user field names an invoice", { procoreInvoiceId: 61 }, withInvoice()],
  ["its note names an invoice", { noteInvoiceId: 61 }, withInvoice()],
  [
    "it was linked to an invoice of the project",
    {},
    (store) => store.links.record([{ companyId: COMPANY, runId: "run 1", key: KEY, billLink: aBillLink() }]),
  ],
  [
    "one of its applications was written there",
    {},
    (store) => store.links.record([{ companyId: COMPANY, runId: "run 1", key: KEY, link: aLink() }]),
  ],
  [
    "a person decided for one of the project's invoices",
    {},
    async (store) => {
      await store.links.settle(COMPANY, KEY, { billDecision: aBillDecision() });
    },
  ],
  [
    "a person took its link away there",
    {},
    async (store) => {
      await store.links.settle(COMPANY, KEY, { billDecision: aBillDecision({ decide: "unlink", link: null }) });
    },
  ],
  [
    "a person decided for one of the project's contract payments",
    {},
    async (store) => {
      await store.pictures.storeIssued(HERE, aCommitment(), [aContractPayment()], at("09:00"));
      await store.links.settle(COMPANY, KEY, { decision: aDecision({ decide: "adopt", contractPaymentId: 71 }) });
    },
  ],
];

const ELSEWHERE: readonly Concern[] = [
  ["nothing of it is named", onLine({ project: "PRJ-9" }), nothing],
  ["the invoice names the bill of another tenant", {}, withInvoice({ originId: "acu:Other:INV:000900" })],
  ["the number is a credit adjustment's", { type: "ACR" }, withInvoice({ originId: "000900" })],
  [
    "the link is of another ledger's bill with that number",
    {},
    (store) => {
      const key = keyOf("000001", "000900", "Former");
      return store.links.record([{ companyId: COMPANY, runId: "run 1", key, link: aLink({ key }) }]);
    },
  ],
  [
    "a person's word outranks the link that a run stored after it",
    {},
    async (store) => {
      const unlinked = aBillDecision({ decide: "unlink", link: null, projectId: null });
      await store.links.settle(COMPANY, KEY, { billDecision: unlinked });
      await store.links.record([{ companyId: COMPANY, runId: "run 1", key: KEY, billLink: aBillLink() }]);
    },
  ],
  [
    "the commitment is another company's",
    onLine({ order: { kind: "subcontract", number: "SC-001" } }),
    (store) => store.pictures.storeCommitments(THERE, PROJECT, [aCommitment()], at("09:00")),
  ],
];

/** Every engine must pass this: a project's picture holds exactly what concerns it. */
export function describePictures(engine: string, open: () => Promise<Store>): void {
  describe(`pictures of a project on ${engine}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.connections.put(aConnection());
      await store.settings.patch(COMPANY, { projectMap: { [PROJECT]: "PRJ-1" } });
    });

    const refsIn = async (project = PROJECT) =>
      (await store.pictures.pictures(COMPANY, project)).bills.map(({ ref }) => ref).sort();
    const unplacedRefs = async () =>
      (await store.pictures.unplaced(COMPANY, { after: null, limit: 10 })).applications.map(({ bill }) => bill.ref);

    it.each(CONCERNS)("hold a bill when %s", async (_because, bill, prepare) => {
      await prepare(store);
      await store.pictures.storeObserved(HERE, aPaidBill(bill));

      expect(await refsIn()).toEqual(["000900"]);
      expect(await unplacedRefs()).toEqual([]);
    });

    it.each(CONCERNS)("hold a bill that was read first when %s", async (_because, bill, prepare) => {
      await store.pictures.storeObserved(HERE, aPaidBill(bill));
      await prepare(store);

      expect(await refsIn()).toEqual(["000900"]);
    });

    it.each(ELSEWHERE)("leave a bill out when %s", async (_because, bill, prepare) => {
      await prepare(store);
      await store.pictures.storeObserved(HERE, aPaidBill(bill));

      expect(await refsIn()).toEqual([]);
      expect(await unplacedRefs()).toEqual(["000900"]);
    });

    it("hold retainage bills and instalments with the bills they come from, at any depth", async () => {
      const from = (ref: string) => ({ type: "INV", ref });
      await store.pictures.storeObserved(
        HERE,
        observed({
          bills: [
            aBill({ ref: "MASTER", ...onLine({ project: "PRJ-1" }) }),
            aBill({ ref: "PART", instalmentOf: from("MASTER") }),
            aBill({ ref: "RETAINED", retainageOf: from("PART") }),
            aBill({ ref: "APART" }),
            aBill({ ref: "RELEASED", retainageOf: from("ELSEWHERE"), ...onLine({ project: "PRJ-1" }) }),
            aBill({ ref: "ELSEWHERE", ...onLine({ project: "PRJ-9" }) }),
            aBill({ ref: "SIBLING", retainageOf: from("ELSEWHERE") }),
          ],
          applications: [anApplication({ bill: from("RETAINED") }), anApplication({ bill: from("SIBLING") })],
        }),
      );

      expect(await refsIn()).toEqual(["ELSEWHERE", "MASTER", "PART", "RELEASED", "RETAINED"]);
      expect(await unplacedRefs()).toEqual(["SIBLING"]);
    });

    it("follow the project map when it changes", async () => {
      await store.pictures.storeObserved(HERE, aPaidBill(onLine({ project: "PRJ-1" })));
      await store.settings.patch(COMPANY, { projectMap: { [NEXT_DOOR]: "PRJ-1" } });

      expect([await refsIn(), await refsIn(NEXT_DOOR)]).toEqual([[], ["000900"]]);
    });

    it("follow a bill, a commitment and an invoice that come to name something else", async () => {
      const bill = { type: "INV", ref: "000900" };
      const namesLine = onLine({ order: { kind: "subcontract", number: "SC-001" } });
      await withCommitment()(store);
      await store.pictures.storeObserved(HERE, aPaidBill(namesLine));
      await withCommitment({ number: "SC-099" })(store);
      expect(await refsIn()).toEqual([]);

      const partial = (originId: string | null) =>
        store.pictures.storeInvoices(HERE, PROJECT, {
          invoices: [anInvoice({ originId })],
          whole: false,
          at: at("09:00"),
        });
      await partial(bill.ref);
      expect(await refsIn()).toEqual([bill.ref]);
      await partial(null);
      expect(await refsIn()).toEqual([]);

      await store.pictures.storeObserved(HERE, aPaidBill(onLine({ project: "PRJ-1" })));
      expect(await refsIn()).toEqual([bill.ref]);
      await store.pictures.storeObserved(HERE, aPaidBill(onLine({ project: "PRJ-9" })));
      expect(await refsIn()).toEqual([]);
      expect(await unplacedRefs()).toEqual([bill.ref]);
    });

    it("hold commitments, invoices and vendors of the other projects that their bills concern", async () => {
      const nextDoor = { projectId: NEXT_DOOR, id: 52, number: "SC-002", vendorId: 32 };
      await withCommitment()(store);
      await store.pictures.storeCommitments(HERE, NEXT_DOOR, [aCommitment(nextDoor)], at("09:00"));
      await store.pictures.storeCommitments(HERE, 9, [aCommitment({ projectId: 9, id: 53 })], at("09:00"));
      const invoices = [anInvoice({ id: 62, projectId: NEXT_DOOR, commitmentId: 52, vendorId: 33 })];
      await store.pictures.storeInvoices(HERE, NEXT_DOOR, { invoices, whole: true, at: at("09:00") });
      const vendors = [31, 32, 33, 34].map((id) => ({ id, name: `Vendor ${id}`, originId: null }));
      await store.pictures.storeVendors(HERE, vendors, at("09:00"));
      await store.pictures.storeIssued(
        HERE,
        aCommitment(nextDoor),
        [aContractPayment({ projectId: NEXT_DOOR })],
        at("09:00"),
      );
      await store.pictures.storeObserved(
        HERE,
        aPaidBill({
          lines: [
            { order: { kind: "subcontract", number: "SC-002" }, project: null, amount: minor(1) },
            { order: null, project: "PRJ-1", amount: minor(1) },
          ],
        }),
      );

      const pictures = await store.pictures.pictures(COMPANY, PROJECT);

      expect(pictures.commitments.map(({ id }) => id).sort()).toEqual([51, 52]);
      expect(pictures.invoices).toEqual(invoices);
      expect(pictures.vendors.map(({ id }) => id).sort()).toEqual([31, 32, 33]);
      expect(pictures.issued).toEqual([]);
    });

    it("hold links, attempts and decisions of their bills, wherever those point", async () => {
      const link = aLink({ projectId: NEXT_DOOR });
      const attempt = {
        key: KEY,
        change: "c",
        reason: { code: "refused", detail: null },
        tries: 1,
        at: at("09:00"),
        retryAt: at("09:15"),
      };
      await store.pictures.storeObserved(HERE, aPaidBill(onLine({ project: "PRJ-1" })));
      await store.links.record([{ companyId: COMPANY, runId: "run 1", key: KEY, link, attempt }]);
      await store.links.settle(COMPANY, KEY, { decision: aDecision() });

      const pictures = await store.pictures.pictures(COMPANY, PROJECT);

      expect(pictures.links).toEqual([link]);
      expect(pictures.attempts).toEqual([attempt]);
      expect(pictures.decisions).toEqual([aDecision()]);
      expect((await store.pictures.pictures(COMPANY, NEXT_DOOR)).links).toEqual([link]);
    });

    it("hold nothing that was written or decided for another ledger's bill of that number", async () => {
      const key = keyOf("000001", "000900", "Former");
      await store.pictures.storeObserved(HERE, aPaidBill(onLine({ project: "PRJ-1" })));
      await store.links.record([{ companyId: COMPANY, runId: "run 1", key, link: aLink({ key }) }]);
      await store.links.settle(COMPANY, key, { decision: aDecision({ key }) });

      const { bills, links, decisions } = await store.pictures.pictures(COMPANY, PROJECT);

      expect([bills.length, links, decisions]).toEqual([1, [], []]);
    });

    it("hold a bill by our own name of it when tenant and number hold colons", async () => {
      await withInvoice({ originId: "acu:A%3A1%25:INV:9%3A1" })(store);
      await store.connections.put(aConnection({ keyTenant: "A:1%" }));
      await store.pictures.storeObserved(await store.pictures.asItStands(COMPANY), aPaidBill({ ref: "9:1" }));

      expect(await refsIn()).toEqual(["9:1"]);
      expect(await unplacedRefs()).toEqual([]);
    });

    it("are complete only when both streams were read to their end", async () => {
      const isComplete = async () => (await store.pictures.pictures(COMPANY, PROJECT)).backfillComplete;
      await store.pictures.storePage(HERE, aPage({ stream: "documents" }));
      expect(await isComplete()).toBe(false);
      await store.pictures.storePage(HERE, aPage({ stream: "applications" }));
      expect(await isComplete()).toBe(true);
    });

    it("carry the tenant of the keys and the settings", async () => {
      await store.connections.patch(HERE, { tenant: "Moved" });

      const { tenant, settings, projectId } = await store.pictures.pictures(COMPANY, PROJECT);

      expect([tenant, settings.schedule, projectId]).toEqual([TENANT, DEFAULT_SETTINGS.schedule, PROJECT]);
    });

    it("name the projects that a schedule has to look at", async () => {
      await store.links.record([{ companyId: COMPANY, runId: "run 1", key: KEY, link: aLink({ projectId: 12 }) }]);
      await store.pictures.storeCommitments(HERE, 11, [], at("09:00"));
      await store.pictures.storeCommitments(THERE, 13, [], at("09:00"));

      expect(await store.pictures.projectsConcerned(COMPANY)).toEqual([11, 12, PROJECT]);
    });

    it("page through what concerns no project, each application once", async () => {
      const refs = Array.from({ length: 7 }, (_, n) => `00000${n}`);
      await store.pictures.storeObserved(
        HERE,
        observed({
          bills: [...refs.map((ref) => aBill({ ref })), aBill({ ref: "PLACED", ...onLine({ project: "PRJ-1" }) })],
          applications: [...refs, "PLACED", "UNREAD"].map((ref) => anApplication({ bill: { type: "INV", ref } })),
        }),
      );

      const pages: string[][] = [];
      for (let after: string | null = null, more = true; more;) {
        const page: Awaited<ReturnType<Store["pictures"]["unplaced"]>> = await store.pictures.unplaced(COMPANY, {
          after,
          limit: 4,
        });
        pages.push(page.applications.map(({ bill }) => bill.ref));
        after = page.next;
        more = after !== null;
      }

      expect(pages).toEqual([refs.slice(0, 4), [...refs.slice(4), "UNREAD"]]);
    });
  });
}
