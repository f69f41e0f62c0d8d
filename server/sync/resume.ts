import type { Change, RunChange, SyncRun } from "../domain/change.ts";
import type { ApplicationKey } from "../domain/payment.ts";
import { mapBy } from "./groups.ts";
import type { RunStore } from "./ports.ts";
import { previewed, type Picked } from "./select.ts";
import type { Standing } from "./standing.ts";

/** What the runs did that this one goes on with: done, or begun and perhaps half done. */
type Resumed = {
  readonly done: ReadonlySet<ApplicationKey>;
  readonly begun: ReadonlyMap<ApplicationKey, RunChange>;
};

/** The plan of a preview; where a run that died had begun with it, the rest, and what it left half done. */
export async function asShown(
  run: SyncRun,
  planOf: string,
  { due, standings }: { readonly due: readonly Change[]; readonly standings: readonly Standing[] },
  runs: Pick<RunStore, "run" | "changes">,
): Promise<Picked> {
  const before = await resumedBy(run, runs);
  const shown = previewed({ apply: due, moved: [] }, yetToDo(await runs.changes(run.companyId, planOf), before));
  const now = mapBy(due, ({ key }) => key);
  return finishing(shown, before, standings, ({ key }) => now.get(key) ?? null);
}

async function resumedBy({ companyId, resumes }: SyncRun, runs: Pick<RunStore, "run" | "changes">): Promise<Resumed> {
  const done = new Set<ApplicationKey>();
  const begun = new Map<ApplicationKey, RunChange>();
  for (let runId = resumes; runId !== null;) {
    for (const change of await runs.changes(companyId, runId)) {
      if (change.outcome === "applied" || change.outcome === "found") done.add(change.key);
      else if (change.outcome === null && !begun.has(change.key)) begun.set(change.key, change);
    }
    runId = (await runs.run(companyId, runId))?.resumes ?? null;
  }
  return { done, begun };
}

/** What the runs before have done already is neither to be done again nor changed by anybody. */
function yetToDo(changes: readonly RunChange[], { done }: Resumed): readonly RunChange[] {
  return changes.filter(({ key }) => !done.has(key));
}

/**
 * What stands half done is finished, though it no longer stands as it was shown or written: that was us. `again`: what
 * is to be done about it now, from the list just made.
 */
function finishing(
  picked: Picked,
  { begun }: Resumed,
  standings: readonly Standing[],
  again: (begun: RunChange, standing: Standing) => Change | null,
): Picked {
  const halves = new Map<ApplicationKey, Change>();
  for (const standing of standings) {
    const before = begun.get(standing.key);
    const change = before && standing.link?.unfinished ? again(before, standing) : null;
    if (change) halves.set(standing.key, change);
  }
  return {
    apply: [...halves.values(), ...picked.apply.filter(({ key }) => !halves.has(key))],
    moved: picked.moved.filter(({ change }) => !halves.has(change.key)),
  };
}
