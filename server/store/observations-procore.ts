import { sql } from "kysely";
import type { Commitment, ContractPayment } from "../domain/contract-payment.ts";
import type { Instant } from "../domain/payment.ts";
import type { PictureStore, ProcoreSeen } from "../sync/ports.ts";
import { canonical, insertRows, lastOfEach, lockInOrder, upsertRows } from "./batches.ts";
import { isOneOf, transact, type Db, type Queries } from "./db.ts";
import { readListing, storeListing } from "./listings.ts";
import { invoicesSeen, markMissing, storeInvoices, storeInvoicesAsked } from "./invoices.ts";
import { changePictures } from "./picture-version.ts";
import { markRead, storeReferences } from "./project-reading.ts";
import { referencesOfCommitment } from "./references.ts";
import { markHinted } from "./told.ts";
import { changeAsked, storeAsked } from "./standing-connection.ts";

export type ProcorePicture = Pick<
  PictureStore,
  | "storeProjects"
  | "projects"
  | "storeVendors"
  | "storeCommitments"
  | "storeAllowsPayments"
  | "storeHidden"
  | "storeInvoices"
  | "storeInvoicesAsked"
  | "markMissing"
  | "invoicesSeen"
  | "storeIssued"
  | "procoreSeen"
  | "markHinted"
  | "forgetWhenSeen"
>;

export function createProcorePicture(db: Db): ProcorePicture {
  return {
    storeProjects: (asked, projects, at) =>
      storeAsked(db, asked, (within) => storeListing(within, asked.companyId, "projects", { items: projects, at })),
    async projects(companyId) {
      const { at, items } = await readListing(db, companyId, "projects");
      return { at, projects: items };
    },
    storeVendors: (asked, vendors, at) =>
      changeAsked(db, asked, async (within) => {
        const { companyId } = asked;
        await storeListing(within, companyId, "vendors", { items: vendors ? [] : ["not shown"], at });
        if (!vendors) return;
        await within.query.deleteFrom("vendor").where("company_id", "=", companyId).execute();
        const rows = vendors.map((vendor) => ({ company_id: companyId, id: vendor.id, body: canonical(vendor) }));
        await insertRows(within, "vendor", rows);
      }),
    storeCommitments: (asked, projectId, commitments, at) =>
      changeAsked(db, asked, (within) =>
        storeCommitments(within, { companyId: asked.companyId, projectId, at }, commitments),
      ),
    storeAllowsPayments: (asked, commitmentId, allows, at) =>
      changeAsked(db, asked, async ({ query }) => {
        await query
          .updateTable("commitment")
          .set({ allow_payments: allows === null ? null : Number(allows), settings_at: allows === null ? null : at })
          .where("company_id", "=", asked.companyId)
          .where("id", "=", commitmentId)
          .execute();
      }),
    storeHidden: (asked, commitmentIds) =>
      changeAsked(db, asked, (within) => hideCommitments(within, asked.companyId, commitmentIds)),
    storeInvoices: (asked, projectId, { at, ...read }) =>
      changeAsked(db, asked, (within) => storeInvoices(within, { companyId: asked.companyId, projectId, at }, read)),
    storeInvoicesAsked: (asked, answers) =>
      changeAsked(db, asked, (within) => storeInvoicesAsked(within, asked.companyId, answers)),
    markMissing: (asked, invoiceIds) =>
      changeAsked(db, asked, (within) => markMissing(within, asked.companyId, invoiceIds)),
    invoicesSeen: (companyId, ids) => invoicesSeen(db, companyId, ids),
    storeIssued: (asked, commitment, payments, at) =>
      changeAsked(db, asked, (within) => storeIssued(within, { companyId: asked.companyId, commitment, at }, payments)),
    procoreSeen: (companyId, projectId) => procoreSeen(db, companyId, projectId),
    forgetWhenSeen: (companyId, at) =>
      changePictures(db, companyId, async (within) => {
        const { query } = within;
        await lockInOrder(within, "commitment", companyId);
        await query.updateTable("commitment").set({ hinted_at: at }).where("company_id", "=", companyId).execute();
        await lockInOrder(within, "invoice", companyId);
        await query.updateTable("invoice").set({ updated_at: null }).where("company_id", "=", companyId).execute();
        const unread = { commitments_at: null, invoices_at: null };
        await query.updateTable("project_reading").set(unread).where("company_id", "=", companyId).execute();
      }),
    markHinted: (companyId, told, at) => {
      const mark = (within: Queries) => markHinted(within, companyId, { ...told, at });
      // That an invoice is said to be gone changes what a plan sees of it; that a payment changed only what is listed.
      return told.invoiceIds.length > 0 ? changePictures(db, companyId, mark) : transact(db, mark);
    },
  };
}

type OfProject = { readonly companyId: number; readonly projectId: number; readonly at: Instant };

async function storeCommitments(
  within: Queries,
  { companyId, projectId, at }: OfProject,
  commitments: readonly Commitment[],
): Promise<void> {
  const { query } = within;
  const rows = lastOfEach(commitments, ({ id }) => String(id)).map(({ allowPayments, hidden: _, ...commitment }) => ({
    company_id: companyId,
    id: commitment.id,
    project_id: commitment.projectId,
    body: canonical(commitment),
    allow_payments: allowPayments === null ? null : Number(allowPayments),
    settings_at: allowPayments === null ? null : at,
    hidden: 0,
  }));
  await upsertRows(within, "commitment", rows, {
    key: ["company_id", "id"],
    merge: {
      allow_payments: sql`coalesce(excluded.allow_payments, commitment.allow_payments)`,
      settings_at: sql`coalesce(excluded.settings_at, commitment.settings_at)`,
    },
  });
  const listed = new Set(commitments.map(({ id }) => id));
  await hideMissing(within, { companyId, projectId, listed });
  await query
    .deleteFrom("project_reference")
    .where("company_id", "=", companyId)
    .where("kind", "=", "commitment")
    .where(isOneOf(within, "source", [...listed].map(commitmentSource)))
    .execute();
  await storeReferences(
    within,
    companyId,
    commitments.map((commitment) => ({
      projectId: commitment.projectId,
      source: commitmentSource(commitment.id),
      references: referencesOfCommitment(commitment),
    })),
  );
  await markRead(within, companyId, projectId, { commitments_at: at });
}

function commitmentSource(id: number): string {
  return `commitment ${id}`;
}

/** Commitments that the list no longer has stay, as hidden: what was paid on them did not go away. */
async function hideMissing(
  within: Queries,
  { companyId, projectId, listed }: { companyId: number; projectId: number; listed: ReadonlySet<number> },
): Promise<void> {
  const stored = await within.query
    .selectFrom("commitment")
    .select("id")
    .where("company_id", "=", companyId)
    .where("project_id", "=", projectId)
    .execute();
  const missing = stored.map(({ id }) => id).filter((id) => !listed.has(id));
  await hideCommitments(within, companyId, missing);
}

async function hideCommitments(within: Queries, companyId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await within.query
    .updateTable("commitment")
    .set({ hidden: 1 })
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", ids))
    .execute();
}

async function storeIssued(
  within: Queries,
  { companyId, commitment, at }: { companyId: number; commitment: Commitment; at: Instant },
  payments: readonly ContractPayment[],
): Promise<void> {
  const listed = new Set(payments.map(({ id }) => id));
  const stored = await within.query
    .selectFrom("contract_payment")
    .select("id")
    .where("company_id", "=", companyId)
    .where("commitment_id", "=", commitment.id)
    .execute();
  await deleteIssued(
    within,
    companyId,
    stored.map(({ id }) => id).filter((id) => !listed.has(id)),
  );
  await upsertIssued(within, companyId, payments);
  await within.query
    .updateTable("commitment")
    .set({ listed_at: at, listed_total: commitment.totalPayments })
    .where("company_id", "=", companyId)
    .where("id", "=", commitment.id)
    .execute();
}

/** Puts contract payments into the picture, over what was there. */
export async function upsertIssued(
  within: Queries,
  companyId: number,
  payments: readonly ContractPayment[],
): Promise<void> {
  const rows = lastOfEach(payments, ({ id }) => String(id)).map((payment) => ({
    company_id: companyId,
    id: payment.id,
    project_id: payment.projectId,
    commitment_id: payment.commitmentId,
    body: JSON.stringify(payment),
  }));
  await upsertRows(within, "contract_payment", rows, { key: ["company_id", "id"] });
}

export async function deleteIssued(within: Queries, companyId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const stored = await lockInOrder(within, "contract_payment", companyId, isOneOf(within, "id", ids));
  if (stored.length === 0) return;
  await within.query
    .deleteFrom("contract_payment")
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", stored))
    .execute();
}

async function procoreSeen(queries: Queries, companyId: number, projectId: number): Promise<ProcoreSeen> {
  const { query } = queries;
  const ofProject = { company_id: companyId, project_id: projectId };
  const reading = await query
    .selectFrom("project_reading")
    .selectAll()
    .where((eb) => eb.and(ofProject))
    .executeTakeFirst();
  const newest = await query
    .selectFrom("invoice")
    .select((eb) => eb.fn.max("updated_at").as("through"))
    .where((eb) => eb.and(ofProject))
    .executeTakeFirst();
  const commitments = await query
    .selectFrom("commitment")
    .select(["id", "listed_at", "settings_at", "listed_total", "hinted_at"])
    .where((eb) => eb.and(ofProject))
    .execute();
  const seen = commitments.map(
    ({ id, ...row }) =>
      [
        id,
        {
          listedAt: row.listed_at,
          settingsAt: row.settings_at,
          listedTotal: row.listed_total,
          hintedAt: row.hinted_at,
        },
      ] as const,
  );
  const vendors = await readListing(queries, companyId, "vendors");
  return {
    commitmentsAt: reading?.commitments_at ?? null,
    invoicesAt: reading?.invoices_at ?? null,
    invoicesThrough: newest?.through ?? null,
    vendorsAt: vendors.at,
    vendorsShown: vendors.items.length === 0,
    commitments: new Map(seen),
  };
}
