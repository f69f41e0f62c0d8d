import { SyncError } from "../domain/errors.ts";
import { sql } from "kysely";
import type { Bill } from "../domain/bill.ts";
import { docId, type BillApplication, type DocKey, type Payment } from "../domain/payment.ts";
import type { ChangedRow, Observed, ObservedPage, PictureStore, Stream, Watermark } from "../sync/ports.ts";
import { STREAMS } from "../sync/ports.ts";
import { canonical, fromBodies, insertRows, lastOfEach, upsertRows } from "./batches.ts";
import { isOneOf, type Db, type Queries } from "./db.ts";
import { readListing, storeListing } from "./listings.ts";
import { moveVersion } from "./picture-version.ts";
import { referencesOfBill } from "./references.ts";
import { changeAsked, storeAsked } from "./standing-connection.ts";
import { withKnownNames } from "./vendor-names.ts";

export type AcumaticaPicture = Pick<
  PictureStore,
  | "watermark"
  | "alreadySeen"
  | "storePage"
  | "storeObserved"
  | "storeNotes"
  | "storeMethods"
  | "methods"
  | "storeAcumaticaProjects"
  | "acumaticaProjects"
  | "billFieldRead"
  | "storeBillFieldRead"
  | "readBy"
  | "storeReadBy"
>;

export function createAcumaticaPicture(db: Db): AcumaticaPicture {
  return {
    watermark: (companyId, stream) => watermarkOf(db, companyId, stream),
    alreadySeen: (companyId, stream, rows) => seenAmong(db, companyId, stream, rows),
    storePage: (asked, page, holder) =>
      storeAsked(db, asked, async (within) => {
        const { companyId } = asked;
        await mustRead(within, companyId, holder);
        const before = await watermarkOf(within, companyId, page.stream);
        const changed = await storePage(within, companyId, page);
        // A look at which nothing changed leaves the reports as they are.
        if (changed > 0 || before.complete !== page.watermark.complete) await moveVersion(within, companyId);
        return changed;
      }),
    storeObserved: (asked, observed, holder) =>
      changeAsked(db, asked, async (within) => {
        await mustRead(within, asked.companyId, holder);
        return storeObserved(within, asked.companyId, observed);
      }),
    storeNotes: (asked, notes) => changeAsked(db, asked, (within) => storeNotes(within, asked.companyId, notes)),
    storeMethods: (asked, methods, at) =>
      changeAsked(db, asked, (within) => storeListing(within, asked.companyId, "methods", { items: methods, at })),
    async methods(companyId) {
      const { at, items } = await readListing(db, companyId, "methods");
      return { at, methods: items };
    },
    storeAcumaticaProjects: (asked, projects, at) =>
      storeAsked(db, asked, (within) =>
        storeListing(within, asked.companyId, "acumatica projects", { items: projects, at }),
      ),
    async acumaticaProjects(companyId) {
      const { at, items } = await readListing(db, companyId, "acumatica projects");
      return { at, projects: items };
    },
    async billFieldRead(companyId) {
      const { items } = await readListing(db, companyId, "bill field");
      return items[0] ?? null;
    },
    storeBillFieldRead: (asked, field, at) =>
      storeAsked(db, asked, (within) =>
        storeListing(within, asked.companyId, "bill field", { items: field === null ? [] : [field], at }),
      ),
    async readBy(companyId) {
      const { items } = await readListing(db, companyId, "reader");
      return items[0] ?? null;
    },
    storeReadBy: (asked, reader, at) =>
      storeAsked(db, asked, async (within) => {
        const marks = await Promise.all(STREAMS.map((stream) => watermarkOf(within, asked.companyId, stream)));
        const through = marks
          .map((mark) => mark.through)
          .reduce((a, b) => (a === null || b === null ? null : a < b ? a : b));
        await within.query
          .updateTable("watermark")
          .set({ through })
          .where("company_id", "=", asked.companyId)
          .execute();
        await storeListing(within, asked.companyId, "reader", { items: [reader], at });
      }),
  };
}

/** Forgets everything Acumatica said (its address or tenant changed): the next observation reads it all again. */
export async function dropAcumatica({ query }: Queries, companyId: number): Promise<void> {
  for (const table of [
    "watermark",
    "seen_row",
    "payment",
    "bill",
    "bill_application",
    "bill_reference",
    "acumatica_trouble",
  ] as const) {
    await query.deleteFrom(table).where("company_id", "=", companyId).execute();
  }
  await query
    .deleteFrom("listing")
    .where("company_id", "=", companyId)
    .where("kind", "in", ["methods", "acumatica projects", "bill field", "reader"])
    .execute();
}

/** A process that slept past its lease would overwrite what its successor has read since. */
async function mustRead({ query }: Queries, companyId: number, holder: string | null | undefined): Promise<void> {
  if (!holder) return;
  const { numUpdatedRows } = await query
    .updateTable("token")
    .set({ lease_holder: holder })
    .where("owner", "=", `reading:${companyId}`)
    .where("lease_holder", "=", holder)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return;
  throw new SyncError("unavailable", "This app", "Another instance of the server reads this company's Acumatica now.");
}

export async function watermarkOf({ query }: Queries, companyId: number, stream: Stream): Promise<Watermark> {
  const row = await query
    .selectFrom("watermark")
    .selectAll()
    .where("company_id", "=", companyId)
    .where("stream", "=", stream)
    .executeTakeFirst();
  return { through: row?.through ?? null, complete: row?.complete === 1, at: row?.read_at ?? null };
}

async function seenAmong(
  queries: Queries,
  companyId: number,
  stream: Stream,
  rows: readonly ChangedRow[],
): Promise<ReadonlySet<string>> {
  const stored = await queries.query
    .selectFrom("seen_row")
    .select(["id", "stamp"])
    .where("company_id", "=", companyId)
    .where("stream", "=", stream)
    .where(
      isOneOf(
        queries,
        "id",
        rows.map(({ id }) => id),
      ),
    )
    .execute();
  const stamps = new Map(stored.map(({ id, stamp }) => [id, stamp]));
  return new Set(rows.filter(({ id, stamp }) => stamps.get(id) === stamp).map(({ id }) => id));
}

async function storePage(within: Queries, companyId: number, page: ObservedPage): Promise<number> {
  const { stream, watermark, forgetBefore } = page;
  const differing = await storeObserved(within, companyId, page.observed);
  const unseen = await rememberSeen(within, companyId, page);
  const reopened = stream === "documents" ? await reopenNotes(within, companyId, unseen) : 0;
  if (forgetBefore !== null) {
    await within.query
      .deleteFrom("seen_row")
      .where("company_id", "=", companyId)
      .where("stream", "=", stream)
      .where("stamp", "<", forgetBefore)
      .execute();
  }
  const columns = { through: watermark.through, complete: Number(watermark.complete), read_at: watermark.at };
  await within.query
    .insertInto("watermark")
    .values({ company_id: companyId, stream, ...columns })
    .onConflict((conflict) => conflict.columns(["company_id", "stream"]).doUpdateSet(columns))
    .execute();
  return differing + reopened;
}

/** Answers the rows that were not known with that stamp. */
async function rememberSeen(within: Queries, companyId: number, page: ObservedPage): Promise<readonly ChangedRow[]> {
  const rows = lastOfEach(page.rows, ({ id }) => id);
  const seen = rows.map(({ id, stamp }) => ({ company_id: companyId, stream: page.stream, id, stamp }));
  const stored = await upsertRows(within, "seen_row", seen, {
    key: ["company_id", "stream", "id"],
    onlyIf: sql`seen_row.stamp <> excluded.stamp`,
  });
  const unseen = new Set(stored.map(({ id }) => id));
  return rows.filter(({ id }) => unseen.has(id));
}

/**
 * A note that named no invoice is read again once its bill was touched: whoever added the URL touched it. Without this
 * a bill looked at too early would wait for ever.
 */
async function reopenNotes(within: Queries, companyId: number, rows: readonly ChangedRow[]): Promise<number> {
  const docs = rows.flatMap((row) => row.docs.map(docId));
  if (docs.length === 0) return 0;
  const { numUpdatedRows } = await within.query
    .updateTable("bill")
    .set({ note_read: 0 })
    .where("company_id", "=", companyId)
    .where("note_read", "=", 1)
    .where("note_invoice_id", "is", null)
    .where(isOneOf(within, "id", docs))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

async function storeObserved(within: Queries, companyId: number, observed: Observed): Promise<number> {
  const { payments, bills, applications } = observed;
  return (
    (await storePayments(within, companyId, payments)) +
    (await storeBills(within, companyId, await withKnownNames(within, companyId, bills))) +
    (await storeApplications(within, companyId, applications))
  );
}

async function storePayments(within: Queries, companyId: number, payments: readonly Payment[]): Promise<number> {
  const rows = lastOfEach(payments, docId).map((payment) => ({
    company_id: companyId,
    id: docId(payment),
    body: canonical(payment),
  }));
  const differing = await upsertRows(within, "payment", rows, {
    key: ["company_id", "id"],
    onlyIf: sql`payment.body <> excluded.body`,
  });
  return differing.length;
}

/** A note once read stands while the reader does not read notes. */
async function storeBills(within: Queries, companyId: number, bills: readonly Bill[]): Promise<number> {
  const byId = new Map(bills.map((bill) => [docId(bill), bill]));
  const rows = lastOfEach(bills, docId).map(({ noteInvoiceId, ...bill }) => ({
    company_id: companyId,
    id: docId(bill),
    body: canonical(bill),
    note_read: Number(noteInvoiceId !== undefined),
    note_invoice_id: noteInvoiceId ?? null,
  }));
  const differing = await upsertRows(within, "bill", rows, {
    key: ["company_id", "id"],
    merge: {
      note_read: sql`case when excluded.note_read = 1 then 1 else bill.note_read end`,
      note_invoice_id: sql`case when excluded.note_read = 1 then excluded.note_invoice_id else bill.note_invoice_id end`,
    },
    onlyIf: sql`bill.body <> excluded.body or (excluded.note_read = 1 and
      (bill.note_read = 0 or bill.note_invoice_id is distinct from excluded.note_invoice_id))`,
  });
  const changed = differing.flatMap((row) => {
    const bill = byId.get(row.id);
    return bill ? [{ ...bill, noteInvoiceId: noteIn(row) }] : [];
  });
  await storeReferences(within, companyId, changed);
  return changed.length;
}

async function storeReferences(within: Queries, companyId: number, bills: readonly Bill[]): Promise<void> {
  if (bills.length === 0) return;
  await within.query
    .deleteFrom("bill_reference")
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "bill", bills.map(docId)))
    .execute();
  const rows = bills.flatMap((bill) =>
    referencesOfBill(bill).map(({ kind, value }) => ({
      company_id: companyId,
      kind,
      value,
      bill: docId(bill),
    })),
  );
  await insertRows(within, "bill_reference", rows);
}

function applicationId({ bill, payment }: BillApplication): string {
  return `${docId(bill)} ${docId(payment)}`;
}

/** An application's date, once given, stands while a reader cannot give it. */
async function storeApplications(
  within: Queries,
  companyId: number,
  applications: readonly BillApplication[],
): Promise<number> {
  const rows = lastOfEach(applications, applicationId).map((application) => ({
    company_id: companyId,
    bill: docId(application.bill),
    payment: docId(application.payment),
    date: application.date,
    body: canonical({ ...application, date: null }),
  }));
  const differing = await upsertRows(within, "bill_application", rows, {
    key: ["company_id", "bill", "payment"],
    merge: { date: sql`coalesce(excluded.date, bill_application.date)` },
    onlyIf: sql`bill_application.body <> excluded.body
      or (excluded.date is not null and bill_application.date is distinct from excluded.date)`,
  });
  return differing.length;
}

async function storeNotes(
  within: Queries,
  companyId: number,
  notes: readonly { readonly bill: DocKey; readonly invoiceId: number | null }[],
): Promise<void> {
  for (const { bill, invoiceId } of notes) {
    await within.query
      .updateTable("bill")
      .set({ note_read: 1, note_invoice_id: invoiceId })
      .where("company_id", "=", companyId)
      .where("id", "=", docId(bill))
      .execute();
  }
  const bills = await billsByIds(
    within,
    companyId,
    notes.map(({ bill }) => docId(bill)),
  );
  await storeReferences(within, companyId, bills);
}

export async function billsByIds(within: Queries, companyId: number, ids: readonly string[]): Promise<Bill[]> {
  const rows = await within.query
    .selectFrom("bill")
    .select(["body", "note_read", "note_invoice_id"])
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", ids))
    .execute();
  const bodies = fromBodies<Omit<Bill, "noteInvoiceId">>(rows);
  return rows.map((row, at) => ({ ...bodyAt(bodies, at), noteInvoiceId: noteIn(row) }));
}

function bodyAt<T>(bodies: readonly T[], at: number): T {
  const body = bodies[at];
  if (body === undefined) throw new Error("A row without its body");
  return body;
}

/** undefined: the note has not been read. */
function noteIn(row: {
  readonly note_read: number;
  readonly note_invoice_id: number | null;
}): number | null | undefined {
  return row.note_read === 1 ? row.note_invoice_id : undefined;
}
