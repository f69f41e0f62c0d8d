import type { SyncRun } from "../domain/change.ts";
import { LEASE_MS, LeaseLost } from "../domain/lease.ts";
import type { Log } from "../log.ts";
import type { Dead, Now, RunStore, Sleep } from "../sync/ports.ts";
import type { Perform } from "./queue.ts";

export type HeldRunsDeps = {
  readonly runs: Pick<RunStore, "claim" | "beatAll" | "expire">;
  readonly perform: Perform;
  /** A run's process died: what is queued in its place. */
  readonly successor: (run: SyncRun) => SyncRun | null;
  /** Names this process in the leases. */
  readonly holder: string;
  readonly now: Now;
  readonly sleep: Sleep;
  readonly log: Log;
  /** A place has become free: a run waits, or one that waited has gone on and ended. */
  readonly onRoom: () => void;
};

type Held = {
  readonly run: SyncRun;
  readonly abort: AbortController;
  done: Promise<void>;
  beaten: Date;
};

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
    const at = now();
    const claimed = this.#stopping ? null : await runs.claim(run.id, holder, at.toISOString());
    if (!claimed) return null;
    const abort = new AbortController();
    if (this.#stopping) abort.abort();
    const held: Held = { run: claimed, abort, beaten: at, done: Promise.resolve() };
    this.#held.set(run.id, held);
    held.done = this.#perform(held);
    return { ended: held.done };
  }

  async #perform(held: Held): Promise<void> {
    const { perform, holder, log, onRoom } = this.#deps;
    const { run, abort } = held;
    const rest = async <T>(act: () => Promise<T>): Promise<T> => {
      this.#resting.add(run.id);
      onRoom();
      return act().finally(() => this.#resting.delete(run.id));
    };
    try {
      await perform(run, { holder, signal: abort.signal, rest, beaten: () => held.beaten });
    } catch (error) {
      if (error instanceof LeaseLost) log.warn({ runId: run.id }, "A sync run was taken away and stopped");
      else log.error({ err: error, runId: run.id }, "A sync run ended in a fault");
    } finally {
      this.#held.delete(run.id);
    }
  }

  /** Beats for what is held, whatever it does meanwhile, and passes on the runs of processes that stopped beating. */
  async tick(): Promise<void> {
    await this.#beat();
    const at = this.#deps.now();
    await this.passOn({ beatBefore: new Date(at.getTime() - LEASE_MS).toISOString() });
  }

  /** Fails the runs of dead processes, and queues in their place what they were. */
  async passOn(dead: Dead): Promise<void> {
    const { runs, now, log, successor } = this.#deps;
    for (const run of await runs.expire(dead, now().toISOString(), successor)) {
      log.warn({ runId: run.id, companyId: run.companyId }, "A sync run stopped beating and was failed");
    }
  }

  async #beat(): Promise<void> {
    const { runs, holder, now } = this.#deps;
    const held = new Map(this.#held);
    const at = now();
    const kept = await runs.beatAll([...held.keys()], holder, at.toISOString());
    for (const [runId, one] of held) {
      if (kept.has(runId)) one.beaten = at;
      else one.abort.abort();
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
