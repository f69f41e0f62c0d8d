import { sql } from "kysely";
import type { Commitment, ContractPayment, SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Instant } from "../domain/payment.ts";
import type { PictureStore, ProcoreSeen } from "../sync/ports.ts";
import { canonical, insertRows, lastOfEach, upsertRows } from "./batches.ts";
import { isOneOf, transact, type Db, type Queries } from "./db.ts";
import { readListing, storeListing } from "./listings.ts";
import { changePictures } from "./picture-version.ts";
import { referencesOfCommitment, referencesOfInvoice, type Reference } from "./references.ts";
import { changeAsked, storeAsked } from "./standing-connection.ts";

export type ProcorePicture = Pick<
  PictureStore,
  | "storeProjects"
  | "projects"
  | "storeVendors"
  | "storeCommitments"
  | "storeAllowsPayments"
  | "storeInvoices"
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
        await storeListing(within, companyId, "vendors", { items: [], at });
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
    storeInvoices: (asked, projectId, { at, ...read }) =>
      changeAsked(db, asked, (within) => storeInvoices(within, { companyId: asked.companyId, projectId, at }, read)),
    storeIssued: (asked, commitment, payments, at) =>
      changeAsked(db, asked, (within) => storeIssued(within, { companyId: asked.companyId, commitment, at }, payments)),
    procoreSeen: (companyId, projectId) => procoreSeen(db, companyId, projectId),
    forgetWhenSeen: (companyId, at) =>
      changePictures(db, companyId, async ({ query }) => {
        const unread = { commitments_at: null, invoices_at: null };
        await query.updateTable("project_reading").set(unread).where("company_id", "=", companyId).execute();
        await query.updateTable("invoice").set({ updated_at: null }).where("company_id", "=", companyId).execute();
        await query.updateTable("commitment").set({ hinted_at: at }).where("company_id", "=", companyId).execute();
      }),
    async markHinted(companyId, contractPaymentIds, at) {
      if (contractPaymentIds.length > 0) {
        await transact(db, (within) => markHinted(within, companyId, contractPaymentIds, at));
      }
    },
  };
}

async function markHinted(
  within: Queries,
  companyId: number,
  contractPaymentIds: readonly number[],
  at: Instant,
): Promise<void> {
  await within.query
    .updateTable("commitment")
    .set({ hinted_at: at })
    .where("company_id", "=", companyId)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("contract_payment")
        .select("commitment_id")
        .where("company_id", "=", companyId)
        .where(isOneOf(within, "id", contractPaymentIds)),
    )
    .execute();
}

type OfProject = { readonly companyId: number; readonly projectId: number; readonly at: Instant };

async function storeCommitments(
  within: Queries,
  { companyId, projectId, at }: OfProject,
  commitments: readonly Commitment[],
): Promise<void> {
  const { query } = within;
  const rows = lastOfEach(commitments, ({ id }) => String(id)).map(({ allowPayments, ...commitment }) => ({
    company_id: companyId,
    id: commitment.id,
    project_id: commitment.projectId,
    body: canonical(commitment),
    allow_payments: allowPayments === null ? null : Number(allowPayments),
    settings_at: allowPayments === null ? null : at,
  }));
  await upsertRows(within, "commitment", rows, {
    key: ["company_id", "id"],
    merge: {
      allow_payments: sql`coalesce(excluded.allow_payments, commitment.allow_payments)`,
      settings_at: sql`coalesce(excluded.settings_at, commitment.settings_at)`,
    },
  });
  const listed = new Set(commitments.map(({ id }) => id));
  await deleteMissing(within, "commitment", { companyId, projectId, listed });
  await query
    .deleteFrom("project_reference")
    .where("company_id", "=", companyId)
    .where("project_id", "=", projectId)
    .where("kind", "=", "commitment")
    .execute();
  await storeReferences(
    within,
    companyId,
    commitments.map((commitment) => ({
      projectId: commitment.projectId,
      source: `commitment ${commitment.id}`,
      references: referencesOfCommitment(commitment),
    })),
  );
  await markRead(within, companyId, projectId, { commitments_at: at });
}

async function storeInvoices(
  within: Queries,
  { companyId, projectId, at }: OfProject,
  { invoices, whole }: { readonly invoices: readonly SubcontractorInvoice[]; readonly whole: boolean },
): Promise<void> {
  const { query } = within;
  const rows = lastOfEach(invoices, ({ id }) => String(id)).map((invoice) => ({
    company_id: companyId,
    id: invoice.id,
    project_id: invoice.projectId,
    vendor_id: invoice.vendorId,
    updated_at: invoice.updatedAt,
    body: canonical(invoice),
  }));
  await upsertRows(within, "invoice", rows, { key: ["company_id", "id"] });
  const listed = new Set(invoices.map(({ id }) => id));
  const gone = whole ? await deleteMissing(within, "invoice", { companyId, projectId, listed }) : [];
  const sources = [...listed, ...gone].map((id) => `invoice ${id}`);
  await query
    .deleteFrom("project_reference")
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "source", sources))
    .execute();
  await storeReferences(
    within,
    companyId,
    invoices.map((invoice) => ({
      projectId: invoice.projectId,
      source: `invoice ${invoice.id}`,
      references: referencesOfInvoice(invoice),
    })),
  );
  await markRead(within, companyId, projectId, { invoices_at: at });
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
  await within.query
    .deleteFrom("contract_payment")
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", ids))
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
  return {
    commitmentsAt: reading?.commitments_at ?? null,
    invoicesAt: reading?.invoices_at ?? null,
    invoicesThrough: newest?.through ?? null,
    vendorsAt: (await readListing(queries, companyId, "vendors")).at,
    commitments: new Map(seen),
  };
}

/** Deletes the project's rows that a whole list no longer has; answers their ids. */
async function deleteMissing(
  within: Queries,
  table: "commitment" | "invoice",
  { companyId, projectId, listed }: { companyId: number; projectId: number; listed: ReadonlySet<number> },
): Promise<readonly number[]> {
  const stored = await within.query
    .selectFrom(table)
    .select("id")
    .where("company_id", "=", companyId)
    .where("project_id", "=", projectId)
    .execute();
  const gone = stored.map(({ id }) => id).filter((id) => !listed.has(id));
  if (gone.length > 0) {
    await within.query
      .deleteFrom(table)
      .where("company_id", "=", companyId)
      .where(isOneOf(within, "id", gone))
      .execute();
  }
  return gone;
}

type ReferencesFrom = {
  readonly projectId: number;
  readonly source: string;
  readonly references: readonly Reference[];
};

function storeReferences(within: Queries, companyId: number, named: readonly ReferencesFrom[]): Promise<void> {
  const rows = named.flatMap(({ projectId, source, references }) =>
    references.map(({ kind, value }) => ({ company_id: companyId, kind, value, project_id: projectId, source })),
  );
  return insertRows(within, "project_reference", rows);
}

async function markRead(
  { query }: Queries,
  companyId: number,
  projectId: number,
  columns: { commitments_at: Instant } | { invoices_at: Instant },
): Promise<void> {
  await query
    .insertInto("project_reading")
    .values({ company_id: companyId, project_id: projectId, ...columns })
    .onConflict((conflict) => conflict.columns(["company_id", "project_id"]).doUpdateSet(columns))
    .execute();
}
