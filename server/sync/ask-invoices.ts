import type { Absence, SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Instant } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { atMost } from "./at-most.ts";
import { groupBy } from "./groups.ts";
import type { Plan } from "./plan.ts";
import type { RefreshDeps } from "./refresh.ts";

/** After a right was lost, everything looks deleted; the rest waits for the next run. */
const ASKED_A_RUN = 100;
/** Others of a commitment that are asked for before it is taken for one that shows none. */
const OTHERS_ASKED = 3;
const AT_ONCE = 6;

type Asking = Pick<RefreshDeps, "companyId" | "pictures">;
type Sight = { readonly pictures: Pictures; readonly planned: Plan };

/** Is there an invoice that only asking for it by id can settle? */
export async function hasInvoicesToAsk(sight: Sight, deps: Asking): Promise<boolean> {
  return (await invoicesToAsk(sight, deps)).length > 0;
}

/** Is it still open which invoice a bill belongs to, or whether that is there at all? Then a whole list may settle it. */
export function hasOpenInvoices({ standings }: Plan): boolean {
  return standings.some(({ reason }) => reason !== null && OPEN.has(reason.code));
}

const OPEN: ReadonlySet<string> = new Set(["several_invoices", "invoice_gone", "invoice_hidden"]);

/**
 * Asks by id for invoices that a whole list lacked, that were told or refused as deleted, and for those that would be
 * called a question together. `since`: when this run began to read. true: something was learned; plan again.
 */
export async function askForInvoices(sight: Sight, since: Instant, deps: RefreshDeps): Promise<boolean> {
  const asked = (await invoicesToAsk(sight, deps)).slice(0, ASKED_A_RUN);
  if (asked.length === 0) return false;
  const at = deps.now();
  const answers = new Map<number, SubcontractorInvoice | null>();
  await ask(asked, answers, deps);
  const lost = asked.filter(({ id }) => answers.get(id) === null);
  const absent: { readonly id: number; readonly absence: Exclude<Absence, "missing"> }[] = [];
  for (const [commitmentId, invoices] of groupBy(lost, ({ commitmentId }) => [commitmentId])) {
    const beside = besides(commitmentId, sight.pictures.invoices, answers);
    const shows = await showsOthers(beside, { answers, since }, deps);
    absent.push(...invoices.map(({ id }) => ({ id, absence: shows ? ("gone" as const) : ("hidden" as const) })));
  }
  const shown = [...answers.values()].filter((one) => one !== null);
  await deps.pictures.storeInvoicesAsked(deps.stood, { shown, absent, at });
  return true;
}

async function ask(
  invoices: readonly SubcontractorInvoice[],
  answers: Map<number, SubcontractorInvoice | null>,
  { target }: RefreshDeps,
): Promise<void> {
  await atMost(AT_ONCE, invoices, async ({ id, projectId }) => {
    answers.set(id, await target.invoice(projectId, id));
  });
}

/** Those of a commitment that nothing speaks against, and those that were just shown. */
function besides(
  commitmentId: number,
  invoices: readonly SubcontractorInvoice[],
  answers: ReadonlyMap<number, SubcontractorInvoice | null>,
): readonly SubcontractorInvoice[] {
  return invoices.filter((one) => {
    const answer = answers.get(one.id);
    return one.commitmentId === commitmentId && (answer === undefined ? one.absence === undefined : answer !== null);
  });
}

type Known = { readonly answers: Map<number, SubcontractorInvoice | null>; readonly since: Instant };

/** A 404 is also how a lost right looks: it says "deleted" only where another invoice of the commitment can be read now. */
async function showsOthers(
  beside: readonly SubcontractorInvoice[],
  { answers, since }: Known,
  deps: RefreshDeps,
): Promise<boolean> {
  if (beside.some(({ id }) => answers.get(id))) return true;
  const ids = beside.map(({ id }) => id);
  const seen = await deps.pictures.invoicesSeen(deps.companyId, ids);
  if (ids.some((id) => (seen.get(id) ?? "") >= since)) return true;
  for (const other of beside.slice(0, OTHERS_ASKED)) {
    const shown = await deps.target.invoice(other.projectId, other.id);
    // What is not shown is left to be missed by a whole list: here it was only a witness.
    if (shown) answers.set(other.id, shown);
    if (shown) return true;
  }
  return false;
}

async function invoicesToAsk(
  { pictures: { invoices, projectId }, planned }: Sight,
  deps: Asking,
): Promise<readonly SubcontractorInvoice[]> {
  const missing = invoices.filter((one) => one.absence === "missing" && one.projectId === projectId);
  const known = new Set(missing);
  return [...missing, ...(await unsure(planned, deps)).filter((one) => !known.has(one))];
}

/**
 * Before several candidates are called a question, each of them has to have been seen since the last of them appeared:
 * one of them may have been deleted, and another made in its place.
 */
async function unsure({ standings }: Plan, deps: Asking): Promise<readonly SubcontractorInvoice[]> {
  const questions = standings.filter(({ reason }) => reason?.code === "several_invoices");
  if (questions.length === 0) return [];
  const groups = questions.map(({ candidates }) => candidates.invoices);
  const ids = [...new Set(groups.flat().map(({ id }) => id))];
  const seen = await deps.pictures.invoicesSeen(deps.companyId, ids);
  const seenAt = ({ id }: SubcontractorInvoice): string => seen.get(id) ?? "";
  const unseen = groups.flatMap((group) => {
    const last = group.map(seenAt).reduce((a, b) => (a > b ? a : b), "");
    return group.filter((one) => seenAt(one) < last);
  });
  return [...new Map(unseen.map((one) => [one.id, one])).values()];
}
