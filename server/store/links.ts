import { sql } from "kysely";
import type { Lease } from "../domain/lease.ts";
import type { Attempt, BillDecision, BillLink, Decision, Link, Succession } from "../domain/link.ts";
import { docId, type ApplicationKey } from "../domain/payment.ts";
import type { LinkStore, Recorded } from "../sync/ports.ts";
import { fromJson, lastOfEach, upsertRows } from "./batches.ts";
import { keyTenantOf } from "./connections.ts";
import { isOneOf, transact, type Db, type Queries } from "./db.ts";
import { mustHold } from "./fence.ts";
import { groupCommits } from "./group-commit.ts";
import { placeOfKey } from "./key-place.ts";
import { deleteIssued, upsertIssued } from "./observations-procore.ts";
import { changePictures, moveVersion } from "./picture-version.ts";

/** What several runs record at the same time goes into one transaction; each proves its own lease in it. */
export type Recorder = (items: readonly Recording[]) => Promise<void>;

type Recording = { readonly recorded: Recorded; readonly lease: Lease | undefined };

export function createRecorder(db: Db): Recorder {
  return groupCommits((items) =>
    transact(db, async (within) => {
      const leases = new Map(items.flatMap(({ lease }) => (lease ? [[lease.runId + lease.holder, lease]] : [])));
      for (const lease of leases.values()) await mustHold(within, lease);
      await recordAll(
        within,
        items.map(({ recorded }) => recorded),
      );
    }),
  );
}

export function createLinks(db: Db, record: Recorder): LinkStore {
  return {
    record: (recorded) => record(recorded.map((one) => ({ recorded: one, lease: db.lease }))),
    async link(companyId, key) {
      return fromRow<Link>(await bodyOf(db, "link", companyId, key));
    },
    async decision(companyId, key) {
      return fromRow<Decision>(await bodyOf(db, "decision", companyId, key));
    },
    async billDecision(companyId, bill) {
      const row = await db.query
        .selectFrom("bill_decision")
        .select("body")
        .where("company_id", "=", companyId)
        .where("tenant", "=", await keyTenantOf(db, companyId))
        .where("bill", "=", docId(bill))
        .executeTakeFirst();
      return fromRow<BillDecision>(row);
    },
    settle: (companyId, key, { decision, billDecision }) =>
      changePictures(db, companyId, async (within) => {
        if (billDecision !== undefined) await storeBillDecision(within, { companyId, key, said: billDecision });
        if (decision) await storeDecision(within, companyId, decision);
        if (decision === null) await forgetDecision(within, companyId, key);
      }),
    succeed: (companyId, successions) =>
      changePictures(db, companyId, async (within) => {
        const late: ApplicationKey[] = [];
        for (const one of successions) if (!(await succeed(within, companyId, one))) late.push(one.key);
        return late;
      }),
  };
}

/** What several callers recorded, in their order: for each thing the last word counts. */
async function recordAll(within: Queries, recorded: readonly Recorded[]): Promise<void> {
  const links = recorded.flatMap(({ companyId, link }) => (link ? [{ companyId, link }] : []));
  await storeLinks(within, links);
  const billLinks = recorded.flatMap(({ companyId, key, billLink }) =>
    billLink ? [{ companyId, tenant: placeOfKey(key).tenant, link: billLink }] : [],
  );
  await storeBillLinks(within, billLinks);
  for (const companyId of new Set(recorded.map((one) => one.companyId))) {
    const own = recorded.filter((one) => one.companyId === companyId);
    await recordIssued(within, companyId, own);
    await recordAttempts(within, companyId, own);
  }
  await recordOutcomes(within, recorded);
  for (const { companyId, decided } of recorded) if (decided) await succeed(within, companyId, decided);
  const companies = new Set(recorded.filter(changesPictures).map(({ companyId }) => companyId));
  for (const companyId of [...companies].sort((a, b) => a - b)) await moveVersion(within, companyId);
}

/** An outcome alone is the history's. */
function changesPictures({ link, billLink, issued, goneId, attempt, decided }: Recorded): boolean {
  return [link, billLink, issued, goneId, attempt, decided].some((part) => part !== undefined);
}

async function storeLinks(
  within: Queries,
  links: readonly { readonly companyId: number; readonly link: Link }[],
): Promise<void> {
  const rows = lastOfEach(links, ({ companyId, link }) => `${companyId} ${link.key}`).map(({ companyId, link }) => ({
    company_id: companyId,
    key: link.key,
    ...placeOfKey(link.key),
    project_id: link.projectId,
    body: JSON.stringify(link),
  }));
  await upsertRows(within, "link", rows, { key: ["company_id", "key"] });
}

type TenantBillLink = { readonly companyId: number; readonly tenant: string; readonly link: BillLink };

async function storeBillLinks(within: Queries, links: readonly TenantBillLink[]): Promise<void> {
  const nameOf = ({ companyId, tenant, link }: TenantBillLink) => `${companyId} ${tenant} ${docId(link.bill)}`;
  const rows = lastOfEach(links, nameOf).map(({ companyId, tenant, link }) => ({
    company_id: companyId,
    tenant,
    bill: docId(link.bill),
    project_id: link.projectId,
    body: JSON.stringify(link),
  }));
  await upsertRows(within, "bill_link", rows, { key: ["company_id", "tenant", "bill"] });
}

async function recordIssued(within: Queries, companyId: number, recorded: readonly Recorded[]): Promise<void> {
  const last = new Map<number, Recorded["issued"] | null>();
  for (const { issued, goneId } of recorded) {
    if (goneId !== undefined) last.set(goneId, null);
    if (issued) last.set(issued.id, issued);
  }
  await deleteIssued(
    within,
    companyId,
    [...last].flatMap(([id, issued]) => (issued ? [] : [id])),
  );
  await upsertIssued(
    within,
    companyId,
    [...last.values()].flatMap((issued) => issued ?? []),
  );
}

async function recordAttempts(within: Queries, companyId: number, recorded: readonly Recorded[]): Promise<void> {
  const last = new Map<ApplicationKey, Attempt | null>();
  for (const { key, attempt } of recorded) if (attempt !== undefined) last.set(key, attempt);
  const forgotten = [...last].flatMap(([key, attempt]) => (attempt ? [] : [key]));
  if (forgotten.length > 0) {
    await within.query
      .deleteFrom("attempt")
      .where("company_id", "=", companyId)
      .where(isOneOf(within, "key", forgotten))
      .execute();
  }
  const rows = [...last].flatMap(([key, attempt]) =>
    attempt ? [{ company_id: companyId, key, ...placeOfKey(key), body: JSON.stringify(attempt) }] : [],
  );
  await upsertRows(within, "attempt", rows, { key: ["company_id", "key"] });
}

async function recordOutcomes({ query }: Queries, recorded: readonly Recorded[]): Promise<void> {
  for (const { companyId, runId, key, outcome } of recorded) {
    if (!outcome) continue;
    await sql`update run_change set outcome = ${outcome.outcome}, error = ${outcome.error}
      where run_id = ${runId} and key = ${key} and company_id = ${companyId}`.execute(query);
  }
}

type SaidOfBill = {
  readonly companyId: number;
  readonly key: ApplicationKey;
  readonly said: BillDecision | null;
};

async function storeBillDecision({ query }: Queries, { companyId, key, said }: SaidOfBill): Promise<void> {
  const place = { company_id: companyId, ...placeOfKey(key) };
  for (const table of ["bill_link", "bill_decision"] as const) {
    await query
      .deleteFrom(table)
      .where("company_id", "=", place.company_id)
      .where("tenant", "=", place.tenant)
      .where("bill", "=", place.bill)
      .execute();
  }
  if (!said) return;
  const row = { ...place, project_id: said.projectId, body: JSON.stringify(said) };
  await query.insertInto("bill_decision").values(row).execute();
}

async function storeDecision({ query }: Queries, companyId: number, decision: Decision): Promise<void> {
  const columns = columnsOf(decision);
  await query
    .insertInto("decision")
    .values({ company_id: companyId, key: decision.key, ...placeOfKey(decision.key), ...columns })
    .onConflict((conflict) => conflict.columns(["company_id", "key"]).doUpdateSet(columns))
    .execute();
}

function columnsOf(decision: Decision) {
  return { contract_payment_id: decision.contractPaymentId, body: JSON.stringify(decision) };
}

async function forgetDecision({ query }: Queries, companyId: number, key: ApplicationKey): Promise<void> {
  await query.deleteFrom("decision").where("company_id", "=", companyId).where("key", "=", key).execute();
}

/** false: another decision stands by now, or none. A body is compared as a text, as it was read and written. */
async function succeed({ query }: Queries, companyId: number, { key, was, is }: Succession): Promise<boolean> {
  if (!was && !is) return true;
  if (!was && is) {
    const { numInsertedOrUpdatedRows } = await query
      .insertInto("decision")
      .values({ company_id: companyId, key, ...placeOfKey(key), ...columnsOf(is) })
      .onConflict((conflict) => conflict.columns(["company_id", "key"]).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }
  const stands = sql<boolean>`company_id = ${companyId} and key = ${key} and body = ${JSON.stringify(was)}`;
  const changed = is
    ? await query.updateTable("decision").set(columnsOf(is)).where(stands).returning("key").execute()
    : await query.deleteFrom("decision").where(stands).returning("key").execute();
  return changed.length === 1;
}

function bodyOf({ query }: Queries, table: "link" | "decision", companyId: number, key: ApplicationKey) {
  return query
    .selectFrom(table)
    .select("body")
    .where("company_id", "=", companyId)
    .where("key", "=", key)
    .executeTakeFirst();
}

function fromRow<T>(row: { readonly body: string } | undefined): T | null {
  return row ? fromJson<T>(row.body) : null;
}
