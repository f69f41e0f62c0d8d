import { sql } from "kysely";
import type { AskedInvoices, SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Instant } from "../domain/payment.ts";
import { canonical, lastOfEach, upsertRows } from "./batches.ts";
import { isOneOf, type Queries } from "./db.ts";
import { markRead, storeReferences } from "./project-reading.ts";
import { referencesOfInvoice } from "./references.ts";

/** What a list of the project's invoices shows. One that a whole list lacks is missing, not gone: it is to be asked for. */
export async function storeInvoices(
  within: Queries,
  { companyId, projectId, at }: { readonly companyId: number; readonly projectId: number; readonly at: Instant },
  { invoices, whole }: { readonly invoices: readonly SubcontractorInvoice[]; readonly whole: boolean },
): Promise<void> {
  // A partial list shows the newest invoice again and again; that it stands unchanged says nothing of the others.
  const stands = sql`invoice.body = excluded.body and invoice.absence is null`;
  const seenAt = sql`case when ${stands} then invoice.seen_at else excluded.seen_at end`;
  await putInvoices(within, { companyId, at }, invoices, whole ? null : seenAt);
  if (whole) await missMissing(within, { companyId, projectId }, new Set(invoices.map(({ id }) => id)));
  await markRead(within, companyId, projectId, { invoices_at: at });
}

/** What Procore answered about invoices that were asked for by id. */
export async function storeInvoicesAsked(
  within: Queries,
  companyId: number,
  { shown, absent, at }: AskedInvoices,
): Promise<void> {
  await putInvoices(within, { companyId, at }, shown, null);
  for (const absence of ["gone", "hidden"] as const) {
    const ids = absent.flatMap((one) => (one.absence === absence ? [one.id] : []));
    if (ids.length > 0) await setAbsence(within, companyId, ids, absence);
  }
}

/** They are said to be gone: whichever run comes next asks for them. What is known to be gone stays so. */
export async function markMissing(within: Queries, companyId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await within.query
    .updateTable("invoice")
    .set({ absence: "missing" })
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", ids))
    .where((eb) => eb.or([eb("absence", "is", null), eb("absence", "<>", "gone")]))
    .execute();
}

/** When Procore last showed each of these, anew or on request. */
export async function invoicesSeen(
  within: Queries,
  companyId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Instant | null>> {
  if (ids.length === 0) return new Map();
  const rows = await within.query
    .selectFrom("invoice")
    .select(["id", "seen_at"])
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", ids))
    .execute();
  return new Map(rows.map(({ id, seen_at }) => [id, seen_at]));
}

async function putInvoices(
  within: Queries,
  { companyId, at }: { readonly companyId: number; readonly at: Instant },
  invoices: readonly SubcontractorInvoice[],
  seenAt: ReturnType<typeof sql> | null,
): Promise<void> {
  const rows = lastOfEach(invoices, ({ id }) => String(id)).map(({ absence: _, ...invoice }) => ({
    company_id: companyId,
    id: invoice.id,
    project_id: invoice.projectId,
    vendor_id: invoice.vendorId,
    updated_at: invoice.updatedAt,
    body: canonical(invoice),
    absence: null,
    seen_at: at,
  }));
  await upsertRows(within, "invoice", rows, {
    key: ["company_id", "id"],
    ...(seenAt && { merge: { seen_at: seenAt } }),
  });
  await within.query
    .deleteFrom("project_reference")
    .where("company_id", "=", companyId)
    .where(
      isOneOf(
        within,
        "source",
        rows.map(({ id }) => sourceOf(id)),
      ),
    )
    .execute();
  const named = invoices.map((invoice) => ({
    projectId: invoice.projectId,
    source: sourceOf(invoice.id),
    references: referencesOfInvoice(invoice),
  }));
  await storeReferences(within, companyId, named);
}

function sourceOf(id: number): string {
  return `invoice ${id}`;
}

async function missMissing(
  within: Queries,
  { companyId, projectId }: { readonly companyId: number; readonly projectId: number },
  listed: ReadonlySet<number>,
): Promise<void> {
  const stored = await within.query
    .selectFrom("invoice")
    .select("id")
    .where("company_id", "=", companyId)
    .where("project_id", "=", projectId)
    .execute();
  const missing = stored.map(({ id }) => id).filter((id) => !listed.has(id));
  await markMissing(within, companyId, missing);
}

async function setAbsence(
  { query, engine }: Queries,
  companyId: number,
  ids: readonly number[],
  absence: "gone" | "hidden",
): Promise<void> {
  await query
    .updateTable("invoice")
    .set({ absence })
    .where("company_id", "=", companyId)
    .where(isOneOf({ query, engine }, "id", ids))
    .execute();
}
