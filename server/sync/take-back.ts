import type { Change, SyncRun } from "../domain/change.ts";
import type { Decision, Succession } from "../domain/link.ts";
import type { ApplicationKey } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { mapBy } from "./groups.ts";
import { plan, type Plan } from "./plan.ts";
import type { Held, LinkStore, RunStore } from "./ports.ts";
import { previewed, type Picked } from "./select.ts";
import { hasBegun, holdFor, holdsOf, putBack, undo } from "./undo.ts";

type Deps = {
  readonly links: Held<LinkStore>;
  readonly runs: Pick<RunStore, "changes" | "run">;
  readonly now: () => Date;
};
type Seen = { readonly pictures: Pictures; readonly planned: Plan };

/** What takes a run back, and by which decisions each change is held from before it is sent. */
export type TakenBack = Picked & { readonly holds: ReadonlyMap<ApplicationKey, Decision> };

const NO_HOLDS: TakenBack["holds"] = new Map();

/** Chooses what takes the run back; unless it is a preview, the decisions are stored before anything is sent. */
export async function takeBack(run: SyncRun, of: string, seen: Seen, deps: Deps): Promise<TakenBack> {
  const undone = await deps.runs.run(run.companyId, of);
  return undone?.undoOf && (await holds(undone, deps))
    ? returned(run, { of, undoOf: undone.undoOf }, seen, deps)
    : undoneOf(run, of, seen, deps);
}

/** Does the run hold what it took back? One that took such a run back only let the plan go on. */
async function holds({ companyId, undoOf }: SyncRun, deps: Deps): Promise<boolean> {
  const undone = undoOf ? await deps.runs.run(companyId, undoOf) : null;
  return undone !== null && !(await holds(undone, deps));
}

async function undoneOf(run: SyncRun, of: string, { pictures, planned }: Seen, deps: Deps): Promise<TakenBack> {
  const { companyId, scope } = run;
  const changes = await deps.runs.changes(companyId, of);
  const whole = undo({ of, changes, pictures, standings: planned.standings, scope });
  const decisions = mapBy(pictures.decisions, ({ key }) => key);
  const begun = (change: Change): boolean => hasBegun(decisions.get(change.key), of);
  const picked = await asPreviewed(run, whole, begun, deps);
  if (run.mode === "preview") return { ...picked, holds: NO_HOLDS };
  const standings = mapBy(planned.standings, ({ key }) => key);
  const who = { of, by: run.askedBy?.login ?? "a person", at: deps.now().toISOString() };
  const successions = picked.apply.map((change) => {
    const is = holdFor(change, standings.get(change.key) ?? null, who);
    return { key: change.key, was: decisions.get(change.key) ?? null, is };
  });
  return heeding(picked, await deps.links.succeed(companyId, successions), successions);
}

/** What an undo had begun is finished whatever a preview showed: left half done, a payment would stay open. */
async function asPreviewed(
  { companyId, planOf }: SyncRun,
  whole: Picked,
  begun: (change: Change) => boolean,
  deps: Deps,
): Promise<Picked> {
  if (!planOf) return whole;
  const { apply, moved } = previewed(whole, await deps.runs.changes(companyId, planOf));
  const kept = new Set(apply);
  return {
    apply: whole.apply.filter((change) => kept.has(change) || begun(change)),
    moved: moved.filter(({ change }) => !whole.apply.some((one) => one.key === change.key && begun(one))),
  };
}

/** Whoever decided while the undo was being planned is heard. */
function heeding(
  { apply, moved }: Picked,
  late: readonly ApplicationKey[],
  successions: readonly { readonly key: ApplicationKey; readonly is: Decision }[],
): TakenBack {
  const decided = new Set(late);
  const says = "Somebody has decided about it since, so it is left as it stands.";
  return {
    apply: apply.filter(({ key }) => !decided.has(key)),
    moved: [...moved, ...apply.filter(({ key }) => decided.has(key)).map((change) => ({ change, says }))],
    holds: new Map(successions.filter(({ key }) => !decided.has(key)).map(({ key, is }) => [key, is])),
  };
}

/** An undo is taken back: what it held is released, and the plan itself puts it back. */
async function returned(
  run: SyncRun,
  { of, undoOf }: { readonly of: string; readonly undoOf: string },
  { pictures }: Seen,
  deps: Deps,
): Promise<TakenBack> {
  const { companyId, scope } = run;
  const changes = await deps.runs.changes(companyId, of);
  const released = holdsOf({ undoOf, changes }, pictures, scope);
  const decisions = pictures.decisions.filter((one) => !released.includes(one));
  const whole = putBack(changes, plan({ ...pictures, decisions }), { decisions, scope });
  const picked = await asPreviewed(run, whole, () => false, deps);
  if (run.mode === "preview") return { ...picked, holds: NO_HOLDS };
  const late = await deps.links.succeed(
    companyId,
    released.map((was) => ({ key: was.key, was, is: null })),
  );
  return heeding(picked, late, []);
}

/**
 * Forgets what an undo said it would hold and did not do. At the end of that undo, and before any other run acts: an
 * undo that nobody carried on is either done, for Procore shows all it wanted, or was never more than a wish.
 */
export async function forgetUndone(companyId: number, holds: Iterable<Decision>, { links }: Deps): Promise<void> {
  const wishes = [...holds].map((was) => ({ key: was.key, was, is: null }));
  if (wishes.length > 0) await links.succeed(companyId, wishes);
}

export async function settleCutShort(companyId: number, { pictures, planned }: Seen, deps: Deps): Promise<void> {
  const cutShort = pictures.decisions.filter(({ undo: how }) => how?.done === false);
  if (cutShort.length === 0) return;
  const standings = mapBy(planned.standings, ({ key }) => key);
  const isDone = ({ key }: Decision): boolean => standings.get(key)?.reason?.code === "taken_back";
  const successions = cutShort.map((was): Succession => ({ key: was.key, was, is: isDone(was) ? done(was) : null }));
  await deps.links.succeed(companyId, successions);
}

function done(was: Decision): Decision {
  return was.undo ? { ...was, undo: { ...was.undo, done: true } } : was;
}
