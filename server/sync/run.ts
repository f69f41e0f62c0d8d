import type { AsItStood } from "../domain/as-it-stood.ts";
import type { Change, Outcome, RunChange, RunError, SyncRun } from "../domain/change.ts";
import type { Decision } from "../domain/link.ts";
import { isSyncError, type SyncError } from "../domain/errors.ts";
import { LeaseLost, type Lease } from "../domain/lease.ts";
import type { Pictures } from "../domain/pictures.ts";
import type { State } from "../domain/reason-entry.ts";
import { reason } from "../domain/reasons.ts";
import { applyAll } from "./apply-all.ts";
import { askForInvoices, hasOpenInvoices } from "./ask-invoices.ts";
import { heldBack } from "./apply.ts";
import { backfillComplete } from "./observe.ts";
import { readOwnBills } from "./own-bills.ts";
import { plan, type Plan } from "./plan.ts";
import type {
  HeldStore,
  PaymentSource,
  PaymentTarget,
  ReadAlone,
  RunStore,
  StateCounts,
  ProcoreSeen,
} from "./ports.ts";
import { Pulse, Stopping, type PulseDeps } from "./pulse.ts";
import {
  commitmentsConcerned,
  commitmentsHinted,
  listIssued,
  lookUp,
  readSettings,
  refreshProject,
  refreshVendors,
  type Depth,
  type RefreshDeps,
} from "./refresh.ts";
import { inScope } from "./select.ts";
import type { Standing } from "./standing.ts";
import { asShown } from "./resume.ts";
import type { Task } from "./task.ts";
import { Tally, type Planned, type Progress } from "./tally.ts";
import { tieOut } from "./tie-out.ts";
import { forgetUndone, settleCutShort, takeBack, type TakenBack } from "./take-back.ts";

export type RunDeps = HeldStore &
  Pick<PulseDeps, "stopping" | "beaten" | "wanted"> & {
    readonly lease: Lease;
    /**
     * `allowed` is asked before every write leaves, after any wait for the vendor's allowance; `onWait` is told of such a
     * wait, and with null of its end.
     * @throws SyncError in words when the company needs a sign-in or its writing is held
     */
    readonly connect: (
      allowed: () => Promise<void>,
      onWait: (until: Date | null) => void,
    ) => Promise<{
      readonly source: PaymentSource;
      readonly target: PaymentTarget;
    }>;
    readonly runs: Pick<RunStore, "beat" | "storePlan" | "changes" | "finish" | "run">;
    readonly now: () => Date;
    readonly alone: ReadAlone;
    /** Joins or starts an observation of the connection. */
    readonly observe: () => Promise<void>;
    readonly progress: (event: Progress) => void;
    /** What somebody else is to do where this process is to stop before the run's end: the same, exactly. */
    readonly handOver: () => SyncRun;
  };

/**
 * One Sync Run, claimed by its holder, from the first read to its end. Everything that fails as systems do ends as a
 * stored status with words; only bugs and a lost lease are thrown. A run that ends early because its process is to stop
 * leaves the same request to somebody else.
 */
export async function runSync(run: SyncRun, deps: RunDeps): Promise<void> {
  const pulse = new Pulse(deps.lease, deps);
  const tally = new Tally(deps.progress);
  try {
    // Before the vendors are reached: a connection changed from here on ends the run where it next stores.
    const stood = await deps.pictures.asItStands(run.companyId);
    const vendors = await deps.connect(pulse.allowed, (until) => tally.waits(until));
    const { tasks, lost, planned, sight, holds } = await prepare(run, { ...vendors, stood, pulse }, deps);
    tally.planned(planned);
    if (run.mode === "preview") {
      return await finish(run, tally, { stop: null, seen: sight }, deps);
    }
    for (const one of lost) tally.applied(one.change, await withoutCommitment(one, run, deps));
    const begun = deps.now().toISOString();
    const stop = await applyAll(tasks, { run, stood, pulse, tally, target: vendors.target }, deps);
    if (!(stop instanceof Stopping)) await forgetUndone(run.companyId, holds, deps);
    const wrote = tasks.length + lost.length > 0;
    const seen = stop !== null ? null : wrote ? await lookBack(run, { ...vendors, stood, begun }, deps) : sight;
    await finish(run, tally, { stop, seen }, deps);
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    await finish(run, tally, { stop: isSyncError(error) ? error : BUG, seen: null }, deps);
    if (!isSyncError(error)) throw error;
  }
}

// ---- Observe, refresh, plan, look, plan again ----------------------------------------------------------------------

/** A change on a commitment that Procore shows no more: deleted there, or hidden from the app. */
type Lost = Pick<Task, "change" | "attempt"> & { readonly named: string };

type Prepared = {
  readonly tasks: readonly Task[];
  readonly lost: readonly Lost[];
  readonly planned: Planned;
  readonly sight: Sight;
  /** What an undo says it will hold. */
  readonly holds: Iterable<Decision>;
};

type Vendors = {
  readonly source: PaymentSource;
  readonly target: PaymentTarget;
  readonly stood: AsItStood;
  readonly pulse: Pulse;
};

/** The pictures, and what follows from them. Taken anew only after something was read or written. */
type Sight = { readonly pictures: Pictures; readonly planned: Plan };

async function takeSight({ companyId, projectId }: SyncRun, deps: RunDeps): Promise<Sight> {
  const pictures = await deps.pictures.pictures(companyId, projectId);
  return { pictures, planned: plan(pictures) };
}

/** What stands after the changes. A refusal may have named an invoice: whether that is still there is asked before it is told. */
async function lookBack(
  run: SyncRun,
  { begun, ...vendors }: Pick<Vendors, "target" | "stood"> & { readonly begun: string },
  deps: RunDeps,
): Promise<Sight> {
  const sight = await takeSight(run, deps);
  return (await askForInvoices(sight, begun, refreshDeps(run, vendors, deps))) ? takeSight(run, deps) : sight;
}

async function prepare(run: SyncRun, { source, target, stood, pulse }: Vendors, deps: RunDeps): Promise<Prepared> {
  const at = refreshDeps(run, { target, stood }, deps);
  if (run.trigger === "person" && !(await backfillComplete(run.companyId, deps.pictures)))
    await readOwnBills(source, deps.alone, at);
  if (run.trigger !== "schedule") await deps.observe();
  await pulse.mayGoOn();
  const begun = at.now();
  const before = run.trigger === "webhook" || run.trigger === "sweep" ? null : await takeSight(run, deps);
  const refreshed = await refreshProject(depthFor(run, before, deps), at);
  let sight = before === null || refreshed !== "nothing" ? await takeSight(run, deps) : before;
  if (await refreshVendors(sight, run.trigger === "person", at)) sight = await takeSight(run, deps);
  if (await lookUp(sight.planned, source, at)) sight = await takeSight(run, deps);
  if (await askForInvoices(sight, begun, at)) sight = await takeSight(run, deps);
  const seen = await deps.pictures.procoreSeen(run.companyId, run.projectId);
  await pulse.mayGoOn();
  const { pictures, planned } = sight;
  const anyway = new Set([...(await listedAnyway(run, pictures, deps)), ...commitmentsHinted(seen)]);
  const concerned = commitmentsConcerned(planned, pictures, refreshed === "all" ? seen : null, anyway);
  await listIssued(concerned, at);
  const asked = await readSettings(planned.standings, seen, at);
  if (concerned.length > 0 || asked) sight = await takeSight(run, deps);
  return choose(run, { ...sight, seen }, deps);
}

function refreshDeps(
  { companyId, projectId }: SyncRun,
  { target, stood }: Pick<Vendors, "target" | "stood">,
  deps: RunDeps,
): RefreshDeps {
  return { companyId, stood, projectId, target, pictures: deps.pictures, now: () => deps.now().toISOString() };
}

/**
 * A person sees everything fresh, and the whole list of invoices where one is in question: what they just put right may
 * be a deletion, which no other list shows. The nightly sweep looks for what nobody told of. A scheduled run was started
 * for what the observation brought: only what waits for an invoice is worth a request, and a commitment that is to be
 * written to and was not shown.
 */
function depthFor({ trigger }: SyncRun, before: Sight | null, { now }: RunDeps): Depth {
  if (trigger === "sweep") return "whole";
  if (before === null) return "all";
  const { standings } = before.planned;
  if (trigger === "person") return hasOpenInvoices(before.planned) ? "whole" : "all";
  if (standings.some((one) => isDue(one, now().toISOString()) && isOnHidden(one, before.pictures))) return "all";
  return standings.some(({ state }) => state === "waiting_for_invoice") ? "invoices" : "nothing";
}

function isDue({ change, attempt }: Standing, now: string): boolean {
  return change !== null && (attempt === null || attempt.retryAt <= now);
}

function isOnHidden({ change }: Standing, { commitments }: Pictures): boolean {
  return commitments.some(({ id, hidden }) => hidden === true && id === change?.commitmentId);
}

/**
 * Commitments that are listed whatever the plan says: those a person named, those of the run that is taken back (what
 * stands there now decides); in a sweep, all that may hold payments.
 */
async function listedAnyway(
  { companyId, scope, sweeps, undoOf }: SyncRun,
  { invoices, commitments, links }: Pictures,
  deps: RunDeps,
): Promise<ReadonlySet<number>> {
  if (sweeps) {
    const linked = links.map(({ commitmentId }) => commitmentId);
    return new Set([...linked, ...commitments.filter((one) => one.totalPayments !== null).map(({ id }) => id)]);
  }
  if (undoOf) return new Set((await deps.runs.changes(companyId, undoOf)).map(({ commitmentId }) => commitmentId));
  if (!scope) return new Set();
  if ("commitmentId" in scope) return new Set([scope.commitmentId]);
  return new Set(invoices.filter(({ id }) => id === scope.invoiceId).map(({ commitmentId }) => commitmentId));
}

/**
 * Is what was refused to wait for its time? Not where a person asks, nor where we were told since that something of the
 * commitment changed; a word about another one is no reason to try again.
 */
function isHeld(trigger: SyncRun["trigger"], { change, attempt }: Standing, now: string, seen: ProcoreSeen): boolean {
  if (trigger === "person" || !change || !attempt || attempt.retryAt <= now) return false;
  return (seen.commitments.get(change.commitmentId)?.hintedAt ?? "") < attempt.at;
}

/** Which changes of the plan this run is about, stored before the first of them is sent. */
async function choose(
  run: SyncRun,
  { seen, ...sight }: Sight & { readonly seen: ProcoreSeen },
  deps: RunDeps,
): Promise<Prepared> {
  const { pictures, planned } = sight;
  const now = deps.now().toISOString();
  const standings = new Map(planned.standings.map((one) => [one.key, one]));
  const due = planned.changes.filter((change) => {
    const one = standings.get(change.key);
    const held = one !== undefined && isHeld(run.trigger, one, now, seen);
    return !held && inScope(change, run.scope);
  });
  const picked = await pick(run, { pictures, planned, due }, deps);
  const commitments = new Map(pictures.commitments.map((one) => [one.id, one]));
  const issued = new Map(pictures.issued.map((one) => [one.id, one]));
  const decisions = new Map(pictures.decisions.map((one) => [one.key, one]));
  const lost: Lost[] = [];
  const tasks = picked.apply.flatMap((change): Task[] => {
    const commitment = commitments.get(change.commitmentId);
    const one = standings.get(change.key);
    if (!one) return [];
    if (!commitment || commitment.hidden) {
      lost.push({ change, attempt: one.attempt, named: commitment?.number ?? String(change.commitmentId) });
      return [];
    }
    const payment = (change.contractPaymentId !== null && issued.get(change.contractPaymentId)) || null;
    const decision = picked.holds.get(change.key) ?? decisions.get(change.key) ?? null;
    const dated = (one.application?.date ?? null) !== null;
    return [{ change, commitment, payment, link: one.link, attempt: one.attempt, decision, dated }];
  });
  const outcome = run.mode === "preview" ? ("planned" as const) : null;
  const changes: RunChange[] = [
    ...picked.apply.map((change) => ({ ...change, outcome, error: null })),
    ...picked.moved.map(({ change, says }) => ({ ...change, outcome: "conflict" as const, error: says })),
  ];
  await deps.runs.storePlan(deps.lease, changes);
  const states = planned.standings.map(({ state }) => state);
  return {
    tasks,
    lost,
    sight,
    holds: picked.holds.values(),
    planned: {
      changes,
      unchanged: states.filter((state) => state === "synced").length,
      discrepancy: states.filter((state) => state === "needs_review").length,
    },
  };
}

type Due = { readonly pictures: Pictures; readonly planned: Plan; readonly due: readonly Change[] };

/** The whole plan; or what a preview showed of it; or what takes another run back. */
async function pick(run: SyncRun, { due, ...sight }: Due, deps: RunDeps): Promise<TakenBack> {
  if (run.undoOf) return takeBack(run, run.undoOf, sight, deps);
  if (run.mode === "apply") await settleCutShort(run.companyId, sight, deps);
  const picked = run.planOf
    ? await asShown(run, run.planOf, { due, standings: sight.planned.standings }, deps.runs)
    : { apply: due, moved: [] };
  return { ...picked, holds: new Map() };
}

/** Told, never dropped; tried again as what Procore refused. */
async function withoutCommitment(
  lost: Lost,
  { companyId, id: runId }: SyncRun,
  { links, now }: RunDeps,
): Promise<Outcome> {
  const error = `Procore no longer shows commitment ${lost.named}.`;
  const attempt = heldBack(lost, reason("commitment_hidden", lost.named), now().toISOString());
  const { key } = lost.change;
  await links.record([{ companyId, runId, key, attempt, outcome: { outcome: "failed", error } }]);
  return "failed";
}

// ---- Finish --------------------------------------------------------------------------------------------------------

const BUG = {
  kind: "bug",
  message: "Something went wrong in the app itself; it was logged. Please report it.",
} as const;

type End = {
  readonly stop: (Pick<SyncError, "message"> & { kind: string; extra?: SyncError["extra"] }) | null;
  /** What stands now; null where the run came to no end of its own. */
  readonly seen: Sight | null;
};

async function finish(run: SyncRun, tally: Tally, { stop, seen }: End, deps: RunDeps): Promise<void> {
  const { counts } = tally;
  const error: RunError | null = stop
    ? { kind: stop.kind, says: stop.message, ...resumption(stop.extra, deps.now()) }
    : run.mode === "preview" || seen === null || isExplained(seen)
      ? null
      : { kind: "does not tie out", says: "The sums of this project do not tie out. Look at Tie-out and report it." };
  const status = stop ? "failed" : error || counts.failed > 0 || counts.conflict > 0 ? "partial" : "succeeded";
  const states = seen && statesIn(seen.planned);
  const end = { status, counts, error, at: deps.now().toISOString(), states } as const;
  await deps.runs.finish(deps.lease, end, ...(stop instanceof Stopping ? [deps.handOver()] : []));
  deps.progress({ status, counts, done: 0, total: 0, waitsUntil: null });
}

/** When what a vendor's limit stopped can go on. */
function resumption(extra: SyncError["extra"] | undefined, now: Date): Pick<RunError, "retryAt"> {
  const rest = extra?.retryAfterMs;
  return rest === undefined ? {} : { retryAt: new Date(now.getTime() + rest).toISOString() };
}

function statesIn({ standings }: Plan): StateCounts {
  const counts: Partial<Record<State, number>> = {};
  for (const { state } of standings) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/**
 * Both equations, checked after every run from what stands now. An amount that nobody can read is not the app's error: the
 * tie-out names it, and the run did all it could.
 */
function isExplained({ pictures, planned }: Sight): boolean {
  return tieOut(pictures, planned.standings).unexplained === 0;
}
