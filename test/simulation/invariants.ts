import type { Link } from "../../server/domain/link.ts";
import type { Db } from "../../server/store/db.ts";
import type { Schema } from "../../server/store/schema.ts";
import { readKeyTenant } from "./key-tenant.ts";
import type { ProjectReport } from "../../server/sync/report-types.ts";
import type { SimCompany } from "./sim-company.ts";
import { look, oursIn } from "./looks.ts";

/**
 * What must hold at any moment, faults or not. Returns what does not, in words. `beingAdopted`: payments that our own
 * journal says are being taken over.
 */
export function alwaysBroken(company: SimCompany, beingAdopted: ReadonlySet<number>): string[] {
  const broken: string[] = [];
  const seen = new Map<string, number>();
  for (const { id, key } of oursIn(company)) {
    if (!company.tenants.has(readKeyTenant(key))) broken.push(`payment ${id} carries another company's key ${key}`);
    const other = seen.get(key);
    if (other !== undefined) broken.push(`${key} stands twice: payments ${other} and ${id}`);
    seen.set(key, id);
  }
  const ours = new Set([...seen.values()]);
  for (const [id, put] of company.others) {
    if (ours.has(id) && put.split("|")[4]?.startsWith("acu:") !== true) {
      if (put.split("|")[4] !== "null") broken.push(`payment ${id} of another integration was taken over`);
      continue;
    }
    const adopted = company.adopted.has(id) || beingAdopted.has(id);
    if (!adopted && look(company, id) !== put)
      broken.push(`payment ${id}, not ours, was touched: ${put} -> ${look(company, id)}`);
  }
  return broken;
}

/** What the pages show at any moment, faults or not. Returns what does not hold, in words. */
export function pagesBroken(company: SimCompany, projectId: number, report: ProjectReport): string[] {
  const { deeds } = company;
  const own = new Set(company.commitments.filter((one) => one.projectId === projectId).map(({ id }) => id));
  const broken: string[] = [];
  for (const { key, state, reason, commitment, candidates, contractPayment } of report.applications) {
    if (!company.isOurs(key) || !company.knows(key)) broken.push(`${key} is nothing that the present books ever had`);
    if ((state === "synced") === (reason !== null) && reason?.code !== "accepted")
      broken.push(`${key} is ${state} with the reason ${reason?.code}`);
    if ((reason?.code === "edited_in_procore" || reason?.code === "deleted_in_procore") && !deeds.touched.has(key))
      broken.push(`${key} is called ${reason.code}, and nobody touched it: ${reason.says}`);
    const places = [commitment, ...candidates.map((one) => one.commitment)].flatMap((one) => one?.id ?? []);
    const strange = places.find((id) => !own.has(id));
    if (strange !== undefined) broken.push(`${key} shows commitment ${strange} of another project`);
    const stands = company.procore.world.payments.get(contractPayment?.id ?? 0);
    if (stands && stands.projectId !== projectId) broken.push(`${key} shows payment ${stands.id} of another project`);
  }
  const elsewhere = report.tieOut.commitments.find(({ commitment }) => commitment && !own.has(commitment.id));
  if (elsewhere) broken.push(`the tie-out shows commitment ${elsewhere.commitment?.id} of another project`);
  return [...broken, ...tieOutBroken(report.tieOut)];
}

/** What nobody can read is named, and nothing ties out while it stands; all else does. */
export function tieOutBroken({ tiesOut, unexplained, unreadable }: ProjectReport["tieOut"]): string[] {
  const holds = tiesOut === (unreadable === 0) && unexplained === 0;
  return holds ? [] : [`a project does not tie out, ${unexplained} unexplained`];
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

/** What a person decides in the very moment of a purge is stored with their next click, not by itself. */
const BY_PEOPLE: ReadonlySet<keyof Schema> = new Set(["decision", "bill_decision", "bill_link", "picture_version"]);

/** Of a purged company nothing is left, and nothing comes back by itself: rows by table, where there are any. */
export async function leftBehind({ query }: Db, companyId: number): Promise<string[]> {
  const [receipt] = await query
    .selectFrom("purge_receipt")
    .select("body")
    .where("company_id", "=", companyId)
    .orderBy("at", "desc")
    .limit(1)
    .execute();
  const { counts } = JSON.parse(receipt?.body ?? '{"counts":{}}') as { counts: Record<string, number> };
  const broken: string[] = [];
  for (const table of Object.keys(counts) as (keyof Schema)[]) {
    if (BY_PEOPLE.has(table)) continue;
    const { n } = await query
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("company_id", "=", companyId)
      .$if(table === "token", (some) => some.where("owner", "not like", "reading:%")) // a lease, and no token
      .$if(table === "sync_run", (some) => some.where("trigger", "<>", "person")) // asked for since
      .executeTakeFirstOrThrow();
    if (Number(n) > 0) broken.push(`${n} rows of ${table} after the company was purged`);
  }
  return broken;
}
