import type { SyncRun } from "../domain/change.ts";
import type { Log } from "../log.ts";
import type { Now, RunStore, Sleep } from "../sync/ports.ts";
import { LEASE_MS, LeaseLost } from "../sync/pulse.ts";
import type { Perform, RunQueue } from "./queue.ts";

export type WorkerDeps = {
  readonly runs: Pick<RunStore, "queued" | "claim" | "beat" | "expire">;
  readonly perform: Perform;
  /** A run's process died: its project may hold half-done changes, so it is worth another run. */
  readonly onExpired: (run: SyncRun) => Promise<void>;
  /** Names this process in the leases. */
  readonly holder: string;
  readonly now: Now;
  readonly sleep: Sleep;
  readonly log: Log;
  /** Runs at one time, for all companies and for one: one big customer must not starve the others. */
  readonly limit?: { readonly total: number; readonly perCompany: number };
};

type Active = { readonly companyId: number; readonly abort: AbortController; readonly done: Promise<void> };

const LIMIT = { total: 8, perCompany: 3 };
const LOOK_AT = 100;

/**
 * Works through the queued runs of the run store in this process. Any number of processes may do so at once over one
 * PostgreSQL: a run is claimed by compare-and-set, and its lease tells whether the holder still lives.
 */
export function createWorker(deps: WorkerDeps): RunQueue {
  const { runs, holder, now, log } = deps;
  const limit = deps.limit ?? LIMIT;
  const active = new Map<string, Active>();
  let stopping = false;
  let looking: Promise<void> | null = null;
  let again = false;

  const hasRoom = (companyId: number) =>
    active.size < limit.total &&
    [...active.values()].filter((run) => run.companyId === companyId).length < limit.perCompany;

  const work = async (run: SyncRun, abort: AbortController): Promise<void> => {
    try {
      await deps.perform(run, { holder, signal: abort.signal });
    } catch (error) {
      // The run has stored its end, or it stops beating and is expired: neither is repeated here.
      if (error instanceof LeaseLost) log.warn({ runId: run.id }, "A sync run was taken away and stopped");
      else log.error({ err: error, runId: run.id }, "A sync run ended in a fault");
    } finally {
      active.delete(run.id);
      wake();
    }
  };

  const look = async (): Promise<void> => {
    if (active.size >= limit.total) return;
    for (const run of await runs.queued(LOOK_AT)) {
      if (stopping || active.size >= limit.total) return;
      if (active.has(run.id) || !hasRoom(run.companyId)) continue;
      if (!(await runs.claim(run.id, holder, now().toISOString()))) continue;
      const abort = new AbortController();
      const slot = { companyId: run.companyId, abort, done: Promise.resolve() };
      active.set(run.id, slot);
      active.set(run.id, { ...slot, done: work(run, abort) });
    }
  };

  const lookUntilSettled = async (): Promise<void> => {
    do {
      again = false;
      await look();
    } while (again && !stopping);
  };

  const wake = (): void => {
    if (stopping) return;
    again = true;
    looking ??= lookUntilSettled()
      .catch((error: unknown) => log.error({ err: error }, "The queue of sync runs could not be read"))
      .finally(() => {
        looking = null;
        if (again) wake();
      });
  };

  const beat = async (): Promise<void> => {
    for (const [runId, { abort }] of active) {
      if (!(await runs.beat(runId, holder, now().toISOString()))) abort.abort();
    }
  };

  return {
    wake,
    async tick() {
      await beat();
      const at = now();
      const before = new Date(at.getTime() - LEASE_MS).toISOString();
      for (const run of await runs.expire(before, at.toISOString())) {
        log.warn({ runId: run.id, companyId: run.companyId }, "A sync run stopped beating and was failed");
        await deps.onExpired(run);
      }
      wake();
    },
    async stop(graceMs) {
      stopping = true;
      await looking;
      await Promise.race([Promise.all([...active.values()].map(({ done }) => done)), deps.sleep(graceMs)]);
      for (const { abort } of active.values()) abort.abort();
    },
  };
}
