import type { SyncRun } from "../domain/change.ts";
import type { RunStore } from "../sync/ports.ts";
import { HeldRuns, type HeldRunsDeps } from "./held-runs.ts";
import { isForPerson, PLACES, type JobQueue, type Places, type TakeLook } from "./queue.ts";
import { oneAtATime } from "./taking-turns.ts";

export type WorkerDeps = Omit<HeldRunsDeps, "runs" | "onRoom"> & {
  readonly runs: HeldRunsDeps["runs"] & Pick<RunStore, "queued">;
  readonly takeLook: TakeLook;
  /** Is this the one process that works on the database? It is sure then that nobody else is alive who held a run. */
  readonly isSole: () => boolean;
  readonly places?: Places;
};

const LOOK_AT = 100;

/**
 * Works through the queued runs of the run store in this process: for SQLite, where one works at a time. Until the one
 * before has ended, a process that starts takes nothing up; then it frees at once whatever that one left running.
 */
export function createWorker(deps: WorkerDeps): JobQueue {
  const { runs, log, isSole, holder, places = PLACES } = deps;
  const held = new HeldRuns({ ...deps, onRoom: wake });
  let stopping = false;
  let hasTakenOver = false;

  async function works(): Promise<boolean> {
    if (hasTakenOver) return true;
    if (!isSole()) return false;
    await held.passOn({ notHeldBy: holder });
    return (hasTakenOver = true);
  }

  const isRoom = (): boolean => held.runs().length - held.resting < places.total;
  const hasRoom = (run: SyncRun): boolean => {
    const unasked = held.runs().filter((one) => !isForPerson(one));
    return (
      isRoom() &&
      (isForPerson(run) ||
        (unasked.filter(({ id }) => !held.isResting(id)).length < places.total - places.forPeople &&
          unasked.filter(({ companyId }) => companyId === run.companyId).length < places.perCompany))
    );
  };

  const look = oneAtATime(
    async () => {
      if (stopping || !(await works()) || !isRoom()) return;
      for (const run of await runs.queued(LOOK_AT)) {
        if (stopping || !isRoom()) return;
        if (held.has(run.id) || !hasRoom(run)) continue;
        const claimed = await held.claim(run);
        void claimed?.ended.then(wake);
      }
    },
    log,
    "The queue of sync runs could not be read",
  );

  function wake(): void {
    void look.now();
  }

  return {
    async start() {
      await works();
    },
    wake,
    look: async (due) => (await works()) && deps.takeLook(due),
    async tick() {
      await held.tick();
      wake();
    },
    async stop(graceMs) {
      stopping = true;
      await look.idle();
      await held.stop(graceMs);
    },
  };
}
