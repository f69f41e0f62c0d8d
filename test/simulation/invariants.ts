import type { Link } from "../../server/domain/link.ts";
import type { Db } from "../../server/store/db.ts";
import { readKeyTenant } from "./key-tenant.ts";
import type { ProjectReport } from "../../server/sync/report-types.ts";
import type { SimCompany } from "./sim-company.ts";
import { look, oursIn } from "./steps.ts";

/**
 * What must hold at any moment, faults or not. Returns what does not, in words. `beingAdopted`: payments that our own
 * journal says are being taken over.
 */
export function alwaysBroken(company: SimCompany, beingAdopted: ReadonlySet<number>): string[] {
  const broken: string[] = [];
  const seen = new Map<string, number>();
  for (const { id, key } of oursIn(company)) {
    if (readKeyTenant(key) !== company.tenant) broken.push(`payment ${id} carries another company's key ${key}`);
    const other = seen.get(key);
    if (other !== undefined) broken.push(`${key} stands twice: payments ${other} and ${id}`);
    seen.set(key, id);
  }
  const ours = new Set([...seen.values()]);
  for (const [id, put] of company.others) {
    if (ours.has(id)) {
      if (put.split("|")[4] !== "null") broken.push(`payment ${id} of another integration was taken over`);
      continue;
    }
    const adopted = company.adopted.has(id) || beingAdopted.has(id);
    if (!adopted && look(company, id) !== put)
      broken.push(`payment ${id}, not ours, was touched: ${put} -> ${look(company, id)}`);
  }
  return broken;
}

/** What must hold once the faults have stopped and everybody had time: the ledger's truth, to the minor unit. */
export function quietBroken(company: SimCompany, reports: readonly ProjectReport[]): string[] {
  const applications = reports.flatMap((report) => report.applications);
  const states = new Map<string, string>();
  const broken: string[] = [];
  for (const { key, state, reason } of applications) {
    if (states.has(key)) broken.push(`${key} has two states`);
    states.set(key, reason ? `${state} ${reason.code}` : state);
  }
  const issued = new Map(oursIn(company).map(({ id, key }) => [key, company.procore.world.payments.get(id)]));
  for (const paid of company.acumatica.ledger.paid()) {
    const key = company.keyOf(paid);
    const state = states.get(key);
    const shown = issued.get(key);
    const shownAmount = shown?.amount ?? null;
    const amount = shownAmount === null ? null : Number(shownAmount / 100n);
    if (state === undefined) {
      broken.push(`${key} (${paid.state}) has no state`);
      continue;
    }
    if (mayDiffer(company, paid.billRef, key, state)) continue;
    if (paid.state === "active" && (state !== "synced" || amount !== paid.amount)) {
      broken.push(`${key} paid ${paid.amount}, but is ${state} and shows ${amount}`);
    }
    if (paid.state !== "active" && amount !== null && amount !== 0) {
      broken.push(`${key} is ${paid.state}, but Procore shows ${amount} (${state})`);
    }
  }
  for (const { id, key } of oursIn(company)) {
    const unlocked = company.procore.world.payments.get(id)?.originId === null;
    if (unlocked && !company.unlinked.has(key)) broken.push(`payment ${id} of ours, ${key}, is left unlocked`);
  }
  for (const { tieOut } of reports) {
    broken.push(...tieOutBroken(tieOut));
  }
  const { missingCompanyHeader, deprecatedEndpoint, privateEndpoint } = company.procore.health();
  if (missingCompanyHeader + deprecatedEndpoint + privateEndpoint > 0) broken.push("Procore saw bad manners");
  return broken;
}

/** What nobody can read is named, and nothing ties out while it stands; all else does. */
export function tieOutBroken({ tiesOut, unexplained, unreadable }: ProjectReport["tieOut"]): string[] {
  const holds = tiesOut === (unreadable === 0) && unexplained === 0;
  return holds ? [] : [`a project does not tie out, ${unexplained} unexplained`];
}

/** A person's act, or what others entered beside it, rightly leaves an application for a person. */
function mayDiffer(company: SimCompany, billRef: string, key: string, state: string): boolean {
  if (state === "excluded nothing_paid") return true;
  if (company.excused.has(key) || company.settledBills.has(billRef)) return true;
  const bill = company.bills.find(({ ref }) => ref === billRef);
  if (!bill) return true;
  if (bill.invoiceId === null && /no_invoice/.test(state)) return true;
  if (bill.renumbered && /number_differs|no_invoice/.test(state)) return true;
  const review = /close_payment|foreign_payment|two_claim_one|several_twins|twin_not_adopted/;
  return company.crowded.has(bill.commitment.id) && review.test(state);
}

/** Payments whose adoption is under way by the journal: changed they may be, and our key comes only with the lock. */
export async function beingAdopted({ query }: Db, companyId: number): Promise<ReadonlySet<number>> {
  const rows = await query
    .selectFrom("link")
    .select("body")
    .where("company_id", "=", companyId)
    .where("body", "like", '%"doing":"adopt"%')
    .execute();
  const links = rows.map(({ body }) => JSON.parse(body) as Link);
  return new Set(links.flatMap(({ unfinished, contractPaymentId }) => (unfinished ? (contractPaymentId ?? []) : [])));
}
