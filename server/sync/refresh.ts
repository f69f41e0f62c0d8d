import type { AsItStood } from "../domain/as-it-stood.ts";
import type { Commitment, ContractPayment, SubcontractorInvoice } from "../domain/contract-payment.ts";
import { isSyncError, type SyncError } from "../domain/errors.ts";
import { add, readMinor, ZERO, type Currency } from "../domain/money.ts";
import type { Pictures } from "../domain/pictures.ts";
import type { Instant } from "../domain/payment.ts";
import { atMost } from "./at-most.ts";
import { commitmentOf } from "./home.ts";
import type { Plan } from "./plan.ts";
import type { ListedCommitment, PaymentSource, PaymentTarget, PictureStore, ProcoreSeen } from "./ports.ts";
import type { Standing } from "./standing.ts";

export type RefreshDeps = {
  readonly companyId: number;
  /** Taken before anything is asked: what is read is stored under it. */
  readonly stood: AsItStood;
  readonly projectId: number;
  readonly target: PaymentTarget;
  readonly pictures: PictureStore;
  readonly now: () => Instant;
};

const DAY_MS = 86_400_000;
const SOONER_MS = 15 * 60_000;
/** Nobody puts a vendor right in less; a sync repeated within it costs no more than one where nothing changed may. */
const VENDORS_AT_ONCE_MS = 60_000;
/** Reads this far before the last `updated_at` seen: Procore's rows, too, are stamped before they commit. */
const INVOICE_OVERLAP_MS = 5 * 60_000;
/** Notes are read one by one; the rest of a large backlog waits for the next run. */
const NOTES_A_RUN = 200;
const LISTS_AT_ONCE = 6;

/** How much of Procore's picture of the project is read before planning; "whole": all, and every invoice, changed or not. */
export type Depth = "whole" | "all" | "invoices" | "nothing";

/** Invoices updated since, and both contract lists: three requests where nothing changed. Returns what was read. */
export async function refreshProject(depth: Depth, deps: RefreshDeps): Promise<Depth> {
  const { companyId, stood, projectId, target, pictures, now } = deps;
  const seen = await pictures.procoreSeen(companyId, projectId);
  const first = seen.commitmentsAt === null || seen.invoicesAt === null;
  if (!first && depth === "nothing") return "nothing";
  const invoices = await refreshInvoices(depth === "whole" ? null : seen.invoicesThrough, deps);
  const all = first || depth === "all" || depth === "whole" || (await namesUnknownCommitment(invoices, deps));
  if (all) {
    const commitments = await withCurrencies(await target.commitments(projectId), deps);
    await pictures.storeCommitments(stood, projectId, commitments, now());
  }
  return all ? "all" : "invoices";
}

async function refreshInvoices(through: Instant | null, deps: RefreshDeps): Promise<readonly SubcontractorInvoice[]> {
  const { stood, projectId, target, pictures, now } = deps;
  const since = through && new Date(Date.parse(through) - INVOICE_OVERLAP_MS).toISOString();
  const at = now();
  const invoices = await target.invoices(projectId, since);
  await pictures.storeInvoices(stood, projectId, { invoices, whole: since === null, at });
  return invoices;
}

/** A new invoice of a commitment, or in a currency, that we do not know: both lists are read again, once. */
async function namesUnknownCommitment(
  invoices: readonly SubcontractorInvoice[],
  { companyId, projectId, pictures }: RefreshDeps,
): Promise<boolean> {
  if (invoices.length === 0) return false;
  const { commitments } = await pictures.pictures(companyId, projectId);
  const known = new Map(commitments.filter(({ hidden }) => !hidden).map(({ id, currency }) => [id, currency]));
  return invoices.some(({ commitmentId, currency }) => known.get(commitmentId) !== currency);
}

/** A commitment that names no currency has that of its invoices, where they agree. */
async function withCurrencies(
  listed: readonly ListedCommitment[],
  { companyId, projectId, pictures }: RefreshDeps,
): Promise<readonly Commitment[]> {
  const unnamed = listed.some(({ namesCurrency }) => !namesCurrency);
  const { invoices } = unnamed ? await pictures.pictures(companyId, projectId) : { invoices: [] };
  const shown = new Map<number, Set<Currency>>();
  for (const { commitmentId, currency } of invoices) {
    shown.set(commitmentId, (shown.get(commitmentId) ?? new Set()).add(currency));
  }
  return listed.map(({ namesCurrency, ...commitment }) => {
    const [only, ...more] = shown.get(commitment.id) ?? [];
    return namesCurrency || only === undefined || more.length > 0 ? commitment : { ...commitment, currency: only };
  });
}

/**
 * Vendors change rarely: read once a day, and sooner where one is missing or its number may be what a waiting bill needs;
 * within a minute where a person asks while a bill waits for its vendor alone: they may just have put that right.
 * Where the app may not see the directory, or no longer may, what was last known and the names that invoices show have
 * to do; it is asked for once a day then, and after a while where a person asks. false: nothing was read.
 */
export async function refreshVendors(
  { pictures, planned: { standings } }: { readonly pictures: Pictures; readonly planned: Plan },
  person: boolean,
  { companyId, stood, projectId, target, pictures: store, now }: RefreshDeps,
): Promise<boolean> {
  const { vendorsAt, vendorsShown } = await store.procoreSeen(companyId, projectId);
  const age = vendorsAt === null ? Infinity : Date.parse(now()) - Date.parse(vendorsAt);
  const known = new Set(pictures.vendors.map(({ id }) => id));
  const missing = pictures.commitments.some(({ vendorId }) => vendorId !== null && !known.has(vendorId));
  const vendorAlone = standings.some(
    ({ reason }) => reason?.code === "other_vendor" || reason?.code === "vendor_differs",
  );
  const waiting = standings.some(({ state }) => state === "waiting_for_invoice");
  const soon = !vendorsShown ? (person ? SOONER_MS : DAY_MS) : person && vendorAlone ? VENDORS_AT_ONCE_MS : SOONER_MS;
  if (age <= (missing || waiting || (person && vendorAlone) ? soon : DAY_MS)) return false;
  try {
    await store.storeVendors(stood, await target.vendors(), now());
  } catch (error) {
    if (!isSyncError(error, "forbidden") && !isSyncError(error, "not found")) throw error;
    if (error.extra.appRemoved === true) throw error;
    await store.storeVendors(stood, null, now());
  }
  return true;
}

/** What the plan could not decide for want of a fact that one more read may give. true: plan again. */
export async function lookUp(
  { standings }: Plan,
  source: Pick<PaymentSource, "methods" | "readNotes">,
  deps: RefreshDeps,
): Promise<boolean> {
  const methods = standings.some(({ reason }) => reason?.code === "unknown_method");
  if (methods) await deps.pictures.storeMethods(deps.stood, await source.methods(), deps.now());
  const bills = standings
    .filter(({ bill, match }) => bill?.noteInvoiceId === undefined && match?.found === false && opensBy(match.why.code))
    .flatMap(({ bill }) => (bill ? [{ type: bill.type, ref: bill.ref }] : []));
  const distinct = [...new Map(bills.map((bill) => [`${bill.type}:${bill.ref}`, bill])).values()].slice(0, NOTES_A_RUN);
  if (distinct.length > 0) await deps.pictures.storeNotes(deps.stood, await source.readNotes(distinct));
  return methods || distinct.length > 0;
}

/**
 * May the list of methods, read again, settle a payment whose method is not known? Soon where it was not on the list; a
 * method whose meaning we cannot map is the admin's to settle, and is looked at once a day. A person's run always looks.
 */
export function methodsMayHelp(
  { standings }: Plan,
  list: { readonly at: Instant | null; readonly methods: readonly { readonly id: string }[] },
  now: Instant,
): boolean {
  const age = list.at === null ? Infinity : Date.parse(now) - Date.parse(list.at);
  const listed = new Set(list.methods.map(({ id }) => id));
  const unknown = standings.filter(({ reason }) => reason?.code === "unknown_method");
  return unknown.some(({ payment }) => age >= (payment && listed.has(payment.methodId) ? DAY_MS : SOONER_MS));
}

function opensBy(code: string): boolean {
  return code === "no_invoice" || code === "other_vendor" || code === "vendor_differs" || code === "several_invoices";
}

/**
 * The commitments whose payments have to be listed before anything is written: those with a change, a discrepancy or
 * an unfinished link, those named in the scope, and those whose `total_payments` is not the sum of what we know.
 */
export function commitmentsConcerned(
  { changes, standings }: Plan,
  pictures: Pictures,
  /** null: the totals were not read in this run, and our own writes have made them stale. */
  seen: ProcoreSeen | null,
  scoped: ReadonlySet<number>,
): readonly Commitment[] {
  const ids = new Set(scoped);
  for (const { commitmentId, after } of changes) ids.add(commitmentId).add(after?.commitmentId ?? commitmentId);
  for (const { unfinished, commitmentId, projectId } of pictures.links) {
    if (unfinished && projectId === pictures.projectId) ids.add(commitmentId);
  }
  for (const one of standings) {
    const id = one.state === "needs_review" || one.state === "failed" ? commitmentOf(one) : null;
    if (id !== null) ids.add(id);
  }
  const moved = seen ? totalsMoved(pictures, seen) : new Set<number>();
  return pictures.commitments
    .filter(({ projectId, hidden }) => projectId === pictures.projectId && hidden !== true)
    .filter(({ id }) => ids.has(id) || moved.has(id))
    .sort((a, b) => a.id - b.id);
}

/** Commitments of which we were told that a payment changed, and that were not listed since. */
export function commitmentsHinted({ commitments }: ProcoreSeen): readonly number[] {
  return [...commitments].flatMap(([id, { hintedAt, listedAt }]) =>
    hintedAt !== null && (listedAt === null || listedAt <= hintedAt) ? [id] : [],
  );
}

/** Commitments with another sum than the payments we know; where the two never agreed, with another than last time. */
function totalsMoved({ commitments, issued }: Pictures, seen: ProcoreSeen): ReadonlySet<number> {
  const sums = new Map<number, number>();
  for (const { commitmentId, amount } of issued) {
    sums.set(commitmentId, add((sums.get(commitmentId) ?? ZERO) as typeof ZERO, amount));
  }
  return new Set(
    commitments
      .filter(({ id, totalPayments, currency }) => {
        if (totalPayments === null || totalPayments === seen.commitments.get(id)?.listedTotal) return false;
        return readMinor(totalPayments, currency) !== (sums.get(id) ?? 0);
      })
      .map(({ id }) => id),
  );
}

/**
 * Lists each commitment's payments: the look before a create. One that Procore does not show is remembered as hidden, so
 * that nothing is written there unseen, and keeps none of the others from being read.
 */
export async function listIssued(commitments: readonly Commitment[], deps: RefreshDeps): Promise<void> {
  await eachShown(commitments, deps, async (commitment) => {
    // Taken before the list: what changes while it is read may not be in it.
    const at = deps.now();
    const issued = await deps.target.payments(commitment);
    const listed = { ...commitment, totalPayments: oddTotal(commitment, issued) };
    await deps.pictures.storeIssued(deps.stood, listed, issued, at);
  });
}

/**
 * Reads something of each commitment. A 404 is about that commitment alone. So may a 403 be, but where all of several, or
 * the only one, are forbidden it is about the project.
 */
async function eachShown(
  commitments: readonly Commitment[],
  { stood, pictures }: RefreshDeps,
  read: (commitment: Commitment) => Promise<void>,
): Promise<void> {
  const forbidden: SyncError[] = [];
  const hidden: number[] = [];
  await atMost(LISTS_AT_ONCE, commitments, async (commitment) => {
    try {
      await read(commitment);
    } catch (error) {
      if (isSyncError(error, "forbidden") && error.extra.appRemoved !== true) forbidden.push(error);
      else if (!isSyncError(error, "not found")) throw error;
      if (forbidden.length > 1) throw error;
      hidden.push(commitment.id);
    }
  });
  const [first] = forbidden;
  if (first && hidden.length === commitments.length) throw first;
  if (hidden.length > 0) await pictures.storeHidden(stood, hidden);
}

/**
 * Procore's own sum where it is not the list's, or cannot be read: remembered, so that it is not listed again for ever. Where they agree
 * there is nothing to remember: our own writes would make it stale, and a deletion that undoes one would go unseen.
 */
function oddTotal({ totalPayments, currency }: Commitment, issued: readonly ContractPayment[]): string | null {
  if (totalPayments === null) return null;
  const sum = issued.map(({ amount }) => amount).reduce(add, ZERO);
  return readMinor(totalPayments, currency) === sum ? null : totalPayments;
}

/** Reads `allow_payments` where something would be created: kept a day where it is on, asked again where it is off. false: nothing was read. */
export async function readSettings(
  standings: readonly Standing[],
  seen: ProcoreSeen,
  deps: RefreshDeps,
): Promise<boolean> {
  const wanted = new Map<number, Commitment>();
  for (const { change, match, reason, attempt } of standings) {
    const commitment = match?.found ? match.commitment : null;
    const creates = change?.kind === "create" || change?.kind === "adopt" || reason?.code === "payments_off";
    const doubtful = change !== null && (attempt !== null || commitment?.allowPayments === false);
    if (commitment && commitment.hidden !== true && (creates || doubtful)) wanted.set(commitment.id, commitment);
  }
  const stale = [...wanted.values()].filter(({ id, allowPayments }) => {
    const at = seen.commitments.get(id)?.settingsAt ?? null;
    return allowPayments !== true || at === null || Date.parse(deps.now()) - Date.parse(at) > DAY_MS;
  });
  await eachShown(stale, deps, async ({ id }) => {
    const allows = await deps.target.allowsPayments(deps.projectId, id);
    await deps.pictures.storeAllowsPayments(deps.stood, id, allows, deps.now());
  });
  return stale.length > 0;
}
