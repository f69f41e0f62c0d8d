import { beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../server/store/store.ts";
import {
  aCommitment,
  aContractPayment,
  anInvoice,
  at,
  COMPANY,
  minor,
  NEXT_DOOR,
  OTHER_COMPANY,
  PROJECT,
  HERE,
  THERE,
} from "./store-things.ts";

/** Every engine must pass this: what Procore showed is kept, with the time it was true. */
export function describeProcorePicture(engine: string, open: () => Promise<Store>): void {
  describe(`observations of Procore on ${engine}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });

    const readBack = () => store.pictures.pictures(COMPANY, PROJECT);
    const storeCommitments = (...commitments: ReturnType<typeof aCommitment>[]) =>
      store.pictures.storeCommitments(HERE, PROJECT, commitments, at("09:00"));
    const storeInvoices = (whole: boolean, ...invoices: ReturnType<typeof anInvoice>[]) =>
      store.pictures.storeInvoices(HERE, PROJECT, { invoices, whole, at: at("09:30") });

    it("replaces a project's commitments by the list read last", async () => {
      await storeCommitments(aCommitment(), aCommitment({ id: 52, number: "SC-002" }));
      await storeCommitments(aCommitment({ title: "Steel and stairs" }));

      const [listed, other] = (await readBack()).commitments;
      expect(listed).toEqual(aCommitment({ title: "Steel and stairs" }));
      // What was paid on it did not go away with it.
      expect(other).toEqual(aCommitment({ id: 52, number: "SC-002", hidden: true }));
    });

    it("remembers a commitment that Procore no longer shows until it is listed again", async () => {
      const hidden = async () => (await readBack()).commitments.map((one) => one.hidden === true);
      await storeCommitments(aCommitment(), aCommitment({ id: 52 }));
      await store.pictures.storeHidden(HERE, [51]);
      await store.pictures.storeHidden(THERE, [52]);
      expect(await hidden()).toEqual([true, false]);
      await storeCommitments(aCommitment(), aCommitment({ id: 52 }));
      expect(await hidden()).toEqual([false, false]);
    });

    it("keeps whether payments are allowed over lists that do not tell", async () => {
      const allowed = async () => (await readBack()).commitments[0]?.allowPayments;
      await storeCommitments(aCommitment());
      expect(await allowed()).toBeNull();
      await store.pictures.storeAllowsPayments(HERE, 51, false, at("09:10"));
      await storeCommitments(aCommitment());
      expect(await allowed()).toBe(false);
      await storeCommitments(aCommitment({ allowPayments: true }));
      expect(await allowed()).toBe(true);

      await store.pictures.storeAllowsPayments(HERE, 51, null, at("09:20"));
      expect(await allowed()).toBeNull();
      const seen = await store.pictures.procoreSeen(COMPANY, PROJECT);
      expect(seen.commitments.get(51)?.settingsAt).toBeNull();
    });

    const absences = async () => (await readBack()).invoices.map(({ id, absence }) => `${id} ${absence}`).sort();

    it("adds the invoices of a partial list, and marks as missing what a whole one lacks", async () => {
      await storeInvoices(true, anInvoice({ id: 61 }), anInvoice({ id: 62 }));
      await storeInvoices(false, anInvoice({ id: 63 }));
      expect(await absences()).toEqual(["61 undefined", "62 undefined", "63 undefined"]);
      await storeInvoices(true, anInvoice({ id: 63 }));
      expect(await absences()).toEqual(["61 missing", "62 missing", "63 undefined"]);
    });

    it("remembers what was asked for by id, and that an invoice is shown again", async () => {
      await storeInvoices(true, anInvoice({ id: 61 }), anInvoice({ id: 62 }), anInvoice({ id: 63 }));
      await store.pictures.storeInvoicesAsked(HERE, {
        shown: [anInvoice({ id: 63, number: "63-A" })],
        absent: [
          { id: 61, absence: "gone" },
          { id: 62, absence: "hidden" },
        ],
        at: at("09:40"),
      });
      expect(await absences()).toEqual(["61 gone", "62 hidden", "63 undefined"]);

      await storeInvoices(true, anInvoice({ id: 63 }));
      await store.pictures.markMissing(HERE, [61]);
      expect(await absences()).toEqual(["61 gone", "62 missing", "63 undefined"]);
      await storeInvoices(false, anInvoice({ id: 61 }), anInvoice({ id: 62 }));
      expect(await absences()).toEqual(["61 undefined", "62 undefined", "63 undefined"]);
    });

    it("tells when an invoice was last shown anew, which the same row once more in a partial list is not", async () => {
      const seen = async () => [...(await store.pictures.invoicesSeen(COMPANY, [61, 62, 99]))].sort();
      const read = (whole: boolean, time: string, ...invoices: ReturnType<typeof anInvoice>[]) =>
        store.pictures.storeInvoices(HERE, PROJECT, { invoices, whole, at: at(time) });
      await read(true, "09:00", anInvoice({ id: 61 }), anInvoice({ id: 62 }));
      await read(false, "09:10", anInvoice({ id: 61 }), anInvoice({ id: 62, number: "62-A" }));
      expect(await seen()).toEqual([
        [61, at("09:00")],
        [62, at("09:10")],
      ]);
      await read(true, "09:20", anInvoice({ id: 61 }));
      expect(await seen()).toEqual([
        [61, at("09:20")],
        [62, at("09:10")],
      ]);
      await store.pictures.storeInvoicesAsked(HERE, { shown: [anInvoice({ id: 62 })], absent: [], at: at("09:30") });
      expect(await seen()).toEqual([
        [61, at("09:20")],
        [62, at("09:30")],
      ]);
      expect(await store.pictures.invoicesSeen(OTHER_COMPANY, [61])).toEqual(new Map());
    });

    it("replaces what is known of one commitment's payments, and of no other's", async () => {
      await storeCommitments(aCommitment(), aCommitment({ id: 52 }));
      const other = aContractPayment({ id: 73, commitmentId: 52 });
      await store.pictures.storeIssued(HERE, aCommitment({ id: 52 }), [other], at("09:00"));
      await store.pictures.storeIssued(
        HERE,
        aCommitment(),
        [aContractPayment({ id: 71 }), aContractPayment({ id: 72 })],
        at("09:00"),
      );
      const paid = aContractPayment({ id: 72, amount: minor(5_00) });
      await store.pictures.storeIssued(HERE, aCommitment({ totalPayments: "5.00" }), [paid], at("09:40"));

      expect(new Set((await readBack()).issued)).toEqual(new Set([paid, other]));
      const seen = await store.pictures.procoreSeen(COMPANY, PROJECT);
      const read = { listedAt: at("09:40"), settingsAt: null, listedTotal: "5.00", hintedAt: null };
      expect(seen.commitments.get(51)).toEqual(read);
    });

    it("marks the commitments of payments that are said to have changed, and of no other company", async () => {
      await storeCommitments(aCommitment(), aCommitment({ id: 52 }));
      await store.pictures.storeIssued(HERE, aCommitment(), [aContractPayment({ id: 71 })], at("09:00"));
      const told = (...contractPaymentIds: number[]) => ({ contractPaymentIds, commitmentIds: [], invoiceIds: [] });
      expect(await store.pictures.markHinted(OTHER_COMPANY, told(71), at("09:50"))).toEqual([]);
      expect(await store.pictures.markHinted(COMPANY, told(), at("09:50"))).toEqual([]);
      expect(await store.pictures.markHinted(COMPANY, told(71, 999), at("09:55"))).toEqual([PROJECT]);
      await storeCommitments(aCommitment({ title: "Renamed" }), aCommitment({ id: 52 }));

      const { commitments } = await store.pictures.procoreSeen(COMPANY, PROJECT);
      expect([commitments.get(51)?.hintedAt, commitments.get(52)?.hintedAt]).toEqual([at("09:55"), null]);
    });

    it("marks commitments and invoices that are told of by their ids", async () => {
      await storeCommitments(aCommitment(), aCommitment({ id: 52 }));
      await storeInvoices(true, anInvoice({ id: 61 }), anInvoice({ id: 62 }));
      const told = { contractPaymentIds: [], commitmentIds: [52, 999], invoiceIds: [61, 999] };
      expect(await store.pictures.markHinted(COMPANY, told, at("09:55"))).toEqual([PROJECT]);

      const { commitments } = await store.pictures.procoreSeen(COMPANY, PROJECT);
      expect([commitments.get(51)?.hintedAt, commitments.get(52)?.hintedAt]).toEqual([null, at("09:55")]);
      expect(await absences()).toEqual(["61 missing", "62 undefined"]);
    });

    it("tells when each part was true", async () => {
      expect(await store.pictures.procoreSeen(COMPANY, PROJECT)).toEqual({
        commitmentsAt: null,
        invoicesAt: null,
        invoicesThrough: null,
        vendorsAt: null,
        vendorsShown: true,
        commitments: new Map(),
      });
      await storeCommitments(aCommitment());
      await storeInvoices(true, anInvoice({ updatedAt: at("07:00") }), anInvoice({ id: 62, updatedAt: at("07:30") }));
      await store.pictures.storeVendors(HERE, [], at("08:00"));

      expect(await store.pictures.procoreSeen(COMPANY, PROJECT)).toMatchObject({
        commitmentsAt: at("09:00"),
        invoicesAt: at("09:30"),
        invoicesThrough: at("07:30"),
        vendorsAt: at("08:00"),
      });
      expect((await store.pictures.procoreSeen(COMPANY, NEXT_DOOR)).commitmentsAt).toBeNull();
      expect((await store.pictures.procoreSeen(OTHER_COMPANY, PROJECT)).vendorsAt).toBeNull();
    });

    it("replaces projects and vendors whole", async () => {
      const project = { id: PROJECT, name: "Tower", number: "T-1", active: true };
      await store.pictures.storeProjects(HERE, [project, { ...project, id: 5 }], at("08:00"));
      await store.pictures.storeProjects(HERE, [project], at("09:00"));
      expect(await store.pictures.projects(COMPANY)).toEqual({ at: at("09:00"), projects: [project] });
      expect(await store.pictures.projects(OTHER_COMPANY)).toEqual({ at: null, projects: [] });

      const vendor = { id: 31, name: "Acme", originId: "V001" };
      await storeCommitments(aCommitment());
      await store.pictures.storeVendors(HERE, [{ ...vendor, name: "Acme Co" }], at("08:00"));
      await store.pictures.storeVendors(HERE, [vendor], at("09:00"));
      expect((await readBack()).vendors).toEqual([vendor]);
      await store.pictures.storeVendors(HERE, null, at("10:00"));
      expect((await readBack()).vendors).toEqual([vendor]);
      const seen = await store.pictures.procoreSeen(COMPANY, PROJECT);
      expect([seen.vendorsAt, seen.vendorsShown]).toEqual([at("10:00"), false]);
    });
  });
}
