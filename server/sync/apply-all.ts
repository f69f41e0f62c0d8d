import { standsOtherwise, type AsItStood } from "../domain/as-it-stood.ts";
import type { Outcome, SyncRun } from "../domain/change.ts";
import type { SyncError } from "../domain/errors.ts";
import { LeaseLost } from "../domain/lease.ts";
import type { Link } from "../domain/link.ts";
import type { Instant } from "../domain/payment.ts";
import { applyChange, createMark } from "./apply.ts";
import { atMost } from "./at-most.ts";
import type { HeldStore, PaymentTarget } from "./ports.ts";
import type { Pulse } from "./pulse.ts";
import { stillStanding } from "./still-stands.ts";
import { Stops } from "./stops.ts";
import type { Applied, ApplyDeps, Task } from "./task.ts";
import type { Tally } from "./tally.ts";

const COMMITMENTS_AT_ONCE = 6;

type Applying = {
  readonly run: SyncRun;
  readonly stood: AsItStood;
  readonly pulse: Pulse;
  readonly tally: Tally;
  readonly target: PaymentTarget;
};

/**
 * Several commitments at once, each of them in order: removals, updates, adoptions, creations. One refusal never stops
 * the others; what does is for Stops to say, and is returned.
 */
export async function applyAll(
  tasks: readonly Task[],
  { run, stood, pulse, tally, target }: Applying,
  deps: HeldStore & { readonly now: () => Date },
): Promise<SyncError | null> {
  const applying: ApplyDeps = {
    companyId: run.companyId,
    stood,
    runId: run.id,
    target,
    links: deps.links,
    pictures: deps.pictures,
    now: () => deps.now().toISOString(),
    allowed: pulse.allowed,
  };
  const stands = stillStanding(stood, deps);
  const stops = new Stops();
  let written = 0;
  const applyOne = async (task: Task): Promise<Applied> => {
    const stop = (await pulse.endsHere()) ?? ((await stands()) ? null : standsOtherwise());
    return stop ? { stop, stored: NOTHING } : applyChange(task, applying);
  };
  const told = (task: Task, outcome: Outcome | null): void => {
    if (outcome) tally.applied(task.change, outcome);
    if (outcome === "applied" || outcome === "found") written += 1;
  };
  const applyGroup = async (group: readonly Task[]): Promise<void> => {
    if (stops.ended) return;
    await markCreates(group, applying);
    // While one outcome is stored the next change is under way, never more: its mark or its journal goes before it.
    let storing: Promise<unknown> = NOTHING;
    for (const task of group) {
      if (stops.isShut(task.commitment.id)) break;
      const [applied, before] = await Promise.allSettled([applyOne(task), storing]);
      if (applied.status === "rejected") throw applied.reason;
      const { stop, stored } = applied.value;
      // What this app says of itself is about the whole run; a vendor's refusal may be about one commitment.
      if (stop) stops.add(stop, stop.system === "This app" ? null : task.commitment.id);
      storing = stored.then((outcome) => told(task, outcome));
      if (before.status === "fulfilled") continue;
      await Promise.allSettled([storing]);
      throw before.reason;
    }
    await storing;
  };
  await atMost(COMMITMENTS_AT_ONCE, byCommitment(tasks), (group) =>
    applyGroup(group).catch((error: unknown) => {
      // The others are in the middle of theirs, and are to send nothing more either.
      if (error instanceof LeaseLost) pulse.lose();
      throw error;
    }),
  );
  return stops.reason(written);
}

const NOTHING = Promise.resolve(null);

function byCommitment(tasks: readonly Task[]): Task[][] {
  const groups = new Map<number, Task[]>();
  for (const task of tasks) {
    const group = groups.get(task.commitment.id);
    if (group) group.push(task);
    else groups.set(task.commitment.id, [task]);
  }
  return [...groups.values()];
}

/** Should we die after a create and before its answer, the mark makes the next run list this commitment. */
async function markCreates(group: readonly Task[], deps: ApplyDeps): Promise<void> {
  const at: Instant = deps.now();
  const marks = group.flatMap((task): Link[] => {
    const link = createMark(task, at);
    return link ? [link] : [];
  });
  const { companyId, runId } = deps;
  if (marks.length > 0) await deps.links.record(marks.map((link) => ({ companyId, runId, key: link.key, link })));
}
