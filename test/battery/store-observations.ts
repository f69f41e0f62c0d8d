import { beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../server/store/store.ts";
import {
  aBill,
  aConnection,
  anApplication,
  aPage,
  aPaidBill,
  aPayment,
  aRow,
  at,
  COMPANY,
  minor,
  observed,
  OTHER_COMPANY,
  PROJECT,
  HERE,
  THERE,
} from "./store-things.ts";

/** Every engine must pass this: what Acumatica said is kept, page by page. */
export function describeObservations(engine: string, open: () => Promise<Store>): void {
  describe(`observations of Acumatica on ${engine}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.connections.put(aConnection());
      await store.settings.patch(COMPANY, { projectMap: { [PROJECT]: "PRJ-1" } });
    });

    const onProject = { lines: [{ order: null, project: "PRJ-1", amount: minor(100_00) }] };
    const readBack = () => store.pictures.pictures(COMPANY, PROJECT);

    it("gives back payments, bills and applications as they were read", async () => {
      const page = aPage({ observed: aPaidBill(onProject) });
      await store.pictures.storePage(HERE, page);

      const { payments, bills, applications } = await readBack();

      expect({ payments, bills, applications }).toEqual(page.observed);
    });

    it("counts only rows that really differ", async () => {
      const paid = aPaidBill(onProject);
      const counted = [
        await store.pictures.storePage(HERE, aPage({ observed: paid })),
        await store.pictures.storePage(HERE, aPage({ observed: paid })),
        await store.pictures.storeObserved(HERE, { ...paid, payments: [aPayment({ voided: true })] }),
        await store.pictures.storeObserved(HERE, {
          ...paid,
          payments: [aPayment({ voided: true })],
          bills: [aBill({ ...onProject, vendorRef: "8" })],
          applications: [anApplication({ amount: minor(99_00) })],
        }),
      ];

      expect(counted).toEqual([3, 0, 1, 2]);
      expect((await readBack()).applications[0]?.amount).toBe(99_00);
    });

    it("finds nothing different when another reader orders the fields another way", async () => {
      const backwards = <T extends object>(thing: T) => Object.fromEntries(Object.entries(thing).reverse()) as T;
      await store.pictures.storeObserved(HERE, aPaidBill(onProject));

      const { payments, bills, applications } = aPaidBill(onProject);
      const again = observed({
        payments: payments.map(backwards),
        bills: bills.map(backwards),
        applications: applications.map(backwards),
      });

      expect(await store.pictures.storeObserved(HERE, again)).toBe(0);
    });

    it("keeps an application's date when the next reader cannot give one", async () => {
      await store.pictures.storeObserved(HERE, aPaidBill(onProject));
      const undated = { ...aPaidBill(onProject), applications: [anApplication({ date: null })] };

      expect(await store.pictures.storeObserved(HERE, undated)).toBe(0);
      expect((await readBack()).applications[0]?.date).toBe("2026-02-10");
      const reduced = { ...aPaidBill(onProject), applications: [anApplication({ date: null, amount: minor(1_00) })] };
      expect(await store.pictures.storeObserved(HERE, reduced)).toBe(1);
      expect((await readBack()).applications[0]).toMatchObject({ date: "2026-02-10", amount: 1_00 });
    });

    it("deletes nothing that a later page does not hold", async () => {
      await store.pictures.storePage(HERE, aPage({ observed: aPaidBill(onProject) }));
      await store.pictures.storePage(HERE, aPage());

      expect((await readBack()).applications).toHaveLength(1);
    });

    it("takes the last of two versions in one page", async () => {
      const bills = [aBill({ ...onProject, vendorRef: "7" }), aBill({ ...onProject, vendorRef: "7A" })];
      await store.pictures.storeObserved(HERE, observed({ bills }));

      expect((await readBack()).bills.map(({ vendorRef }) => vendorRef)).toEqual(["7A"]);
    });

    it("moves the watermark with the page, and for its stream alone", async () => {
      const none = { through: null, complete: false, at: null };
      expect(await store.pictures.watermark(COMPANY, "documents")).toEqual(none);

      const watermark = { through: at("09:30"), complete: false, at: null };
      await store.pictures.storePage(HERE, aPage({ watermark }));

      expect(await store.pictures.watermark(COMPANY, "documents")).toEqual(watermark);
      expect(await store.pictures.watermark(COMPANY, "applications")).toEqual(none);
      expect(await store.pictures.watermark(OTHER_COMPANY, "documents")).toEqual(none);
    });

    it("stores nothing of a page of which one row cannot be stored, not even the watermark", async () => {
      const broken = aRow({ id: null as unknown as string });
      const page = aPage({ observed: aPaidBill(onProject), rows: [aRow(), broken] });

      await expect(store.pictures.storePage(HERE, page)).rejects.toThrow();

      expect((await readBack()).payments).toEqual([]);
      expect((await store.pictures.watermark(COMPANY, "documents")).through).toBeNull();
    });

    it("knows a row again by its stamp, until it is forgotten", async () => {
      const early = aRow({ id: "early", stamp: at("08:00") });
      const late = aRow({ id: "late", stamp: at("09:00") });
      await store.pictures.storePage(HERE, aPage({ rows: [early, late] }));
      const asked = [early, { ...late, stamp: at("09:05") }, aRow({ id: "new" })];

      expect(await store.pictures.alreadySeen(COMPANY, "documents", asked)).toEqual(new Set(["early"]));
      expect(await store.pictures.alreadySeen(COMPANY, "applications", asked)).toEqual(new Set());

      await store.pictures.storePage(HERE, aPage({ forgetBefore: at("08:30") }));
      expect(await store.pictures.alreadySeen(COMPANY, "documents", [early, late])).toEqual(new Set(["late"]));
    });

    it("keeps what a bill's note named while the reader does not read notes", async () => {
      await store.pictures.storeObserved(HERE, aPaidBill(onProject));
      await store.pictures.storeNotes(HERE, [{ bill: aBill(), invoiceId: 61 }]);
      await store.pictures.storeObserved(HERE, observed({ bills: [aBill({ ...onProject, vendorRef: "8" })] }));

      const [bill] = (await readBack()).bills;

      expect(bill).toMatchObject({ vendorRef: "8", noteInvoiceId: 61 });
    });

    it("asks for a note that named nothing once more when the bill is touched", async () => {
      const noteOf = async () => (await readBack()).bills[0]?.noteInvoiceId;
      await store.pictures.storePage(HERE, aPage({ observed: aPaidBill(onProject), rows: [aRow()] }));
      expect(await noteOf()).toBeUndefined();
      await store.pictures.storeNotes(HERE, [{ bill: aBill(), invoiceId: null }]);

      const sameAgain = await store.pictures.storePage(HERE, aPage({ rows: [aRow()] }));
      expect([sameAgain, await noteOf()]).toEqual([0, null]);

      const touched = await store.pictures.storePage(HERE, aPage({ rows: [aRow({ stamp: at("09:10") })] }));
      expect([touched, await noteOf()]).toEqual([1, undefined]);

      await store.pictures.storeNotes(HERE, [{ bill: aBill(), invoiceId: 61 }]);
      const touchedLater = await store.pictures.storePage(HERE, aPage({ rows: [aRow({ stamp: at("09:20") })] }));
      expect([touchedLater, await noteOf()]).toEqual([0, 61]);
    });

    it("keeps methods and projects with the time they were read", async () => {
      const method = { id: "CHECK", description: "Check", means: "Cash/Check", active: true };
      expect(await store.pictures.methods(COMPANY)).toEqual({ at: null, methods: [] });
      await store.pictures.storeMethods(HERE, [method], at("08:00"));
      await store.pictures.storeMethods(HERE, [method], at("09:00"));
      const project = { id: "PRJ-1", description: "Tower", externalRef: "", status: "Active" };
      await store.pictures.storeAcumaticaProjects(HERE, [project], at("09:00"));

      expect(await store.pictures.methods(COMPANY)).toEqual({ at: at("09:00"), methods: [method] });
      expect(await store.pictures.acumaticaProjects(COMPANY)).toEqual({ at: at("09:00"), projects: [project] });
    });

    it("keeps with which user field the bills were read, until the ledger changes", async () => {
      expect(await store.pictures.billFieldRead(COMPANY)).toBeNull();
      await store.pictures.storeBillFieldRead(HERE, "Document.AttributeONE", at("08:00"));
      await store.pictures.storeBillFieldRead(HERE, "Document.AttributeTWO", at("09:00"));
      expect(await store.pictures.billFieldRead(COMPANY)).toBe("Document.AttributeTWO");
      expect(await store.pictures.billFieldRead(OTHER_COMPANY)).toBeNull();

      await otherBooks(store);
      expect(await store.pictures.billFieldRead(COMPANY)).toBeNull();
    });

    it("forgets all that Acumatica said when the ledger changes, and nothing else", async () => {
      await store.pictures.storePage(HERE, aPage({ observed: aPaidBill(onProject), rows: [aRow()] }));
      await store.pictures.storePage(THERE, aPage({ rows: [aRow()] }));
      await otherBooks(store);

      const { bills, applications, payments, settings } = await readBack();

      expect({ bills, applications, payments }).toEqual(observed());
      expect(settings.projectMap).toEqual({ [PROJECT]: "PRJ-1" });
      expect((await store.pictures.watermark(COMPANY, "documents")).complete).toBe(false);
      expect((await store.pictures.watermark(OTHER_COMPANY, "documents")).complete).toBe(true);
    });

    it("stores two thousand applications with their bills in one page", async () => {
      const refs = Array.from({ length: 2_000 }, (_, n) => String(n).padStart(6, "0"));
      const many = observed({
        payments: refs.map((ref) => aPayment({ ref })),
        bills: refs.map((ref) => aBill({ ...onProject, ref })),
        applications: refs.map((ref) => anApplication({ bill: { type: "INV", ref }, payment: { type: "CHK", ref } })),
      });

      expect(await store.pictures.storePage(HERE, aPage({ observed: many }))).toBe(6_000);
      expect((await readBack()).applications).toHaveLength(2_000);
    });
  });
}

function otherBooks(store: Store): Promise<unknown> {
  const change = { dropTokens: true, dropPicture: true, moved: false, note: null };
  return store.connections.change(COMPANY, () => ({ connection: aConnection({ tenant: "Other" }), ...change }));
}
