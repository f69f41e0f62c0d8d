import type { SyncRun } from "../domain/change.ts";
import type { Log } from "../log.ts";
import type { Now, RunStore, Sleep } from "../sync/ports.ts";
import { LEASE_MS, LeaseLost } from "../sync/pulse.ts";
import type { Perform } from "./queue.ts";

export type HeldRunsDeps = {
  readonly runs: Pick<RunStore, "claim" | "beat" | "expire">;
  readonly perform: Perform;
  /** A run's process died: its project may hold half-done changes, so it is worth another run. */
  readonly onExpired: (run: SyncRun) => Promise<void>;
  /** Names this process in the leases. */
  readonly holder: string;
  readonly now: Now;
  readonly sleep: Sleep;
  readonly log: Log;
  /** A place has become free: a run waits, or one that waited has gone on and ended. */
  readonly onRoom: () => void;
};

type Held = { readonly run: SyncRun; readonly abort: AbortController; readonly done: Promise<void> };

/** The runs that this process has claimed and performs: whatever engine hands them out, their leases are kept here. */
export class HeldRuns {
  readonly #deps: HeldRunsDeps;
  readonly #held = new Map<string, Held>();
  readonly #resting = new Set<string>();
  #stopping = false;

  constructor(deps: HeldRunsDeps) {
    this.#deps = deps;
  }

  has(runId: string): boolean {
    return this.#held.has(runId);
  }

  /** What is held, without a promise that anything of it goes on. */
  runs(): readonly SyncRun[] {
    return [...this.#held.values()].map(({ run }) => run);
  }

  /** Does it only wait, and take no place? */
  isResting(runId: string): boolean {
    return this.#resting.has(runId);
  }

  get resting(): number {
    return this.#resting.size;
  }

  /**
   * Claims a queued run; null when somebody else has it. Otherwise what ends when the run has ended, which never
   * throws: a run stores its own end, or it stops beating and is expired.
   */
  async claim(run: SyncRun): Promise<{ readonly ended: Promise<void> } | null> {
    const { runs, holder, now } = this.#deps;
    if (this.#stopping || !(await runs.claim(run.id, holder, now().toISOString()))) return null;
    const abort = new AbortController();
    if (this.#stopping) abort.abort();
    const slot = { run, abort, done: Promise.resolve() };
    this.#held.set(run.id, slot);
    const done = this.#perform(run, abort.signal);
    this.#held.set(run.id, { ...slot, done });
    return { ended: done };
  }

  async #perform(run: SyncRun, signal: AbortSignal): Promise<void> {
    const { perform, holder, log, onRoom } = this.#deps;
    const rest = async <T>(act: () => Promise<T>): Promise<T> => {
      this.#resting.add(run.id);
      onRoom();
      return act().finally(() => this.#resting.delete(run.id));
    };
    try {
      await perform(run, { holder, signal, rest });
    } catch (error) {
      if (error instanceof LeaseLost) log.warn({ runId: run.id }, "A sync run was taken away and stopped");
      else log.error({ err: error, runId: run.id }, "A sync run ended in a fault");
    } finally {
      this.#held.delete(run.id);
    }
  }

  /** Beats for what is held, and passes on the runs of processes that stopped beating. */
  async tick(): Promise<void> {
    const { runs, holder, now, log, onExpired } = this.#deps;
    for (const [runId, { abort }] of this.#held) {
      if (!(await runs.beat(runId, holder, now().toISOString()))) abort.abort();
    }
    const at = now();
    const before = new Date(at.getTime() - LEASE_MS).toISOString();
    for (const run of await runs.expire(before, at.toISOString())) {
      log.warn({ runId: run.id, companyId: run.companyId }, "A sync run stopped beating and was failed");
      await onExpired(run);
    }
  }

  /** Asks every run to stop where nothing is half done, and waits for them, at most `graceMs`. Nothing new is claimed. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    for (const { abort } of this.#held.values()) abort.abort();
    const all = Promise.all([...this.#held.values()].map(({ done }) => done));
    await Promise.race([all, this.#deps.sleep(graceMs)]);
  }
}
