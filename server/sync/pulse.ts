import { STOPPED } from "../domain/change.ts";
import { SyncError } from "../domain/errors.ts";
import type { RunStore } from "./ports.ts";

/** A beat at least this often while the run sends. */
const BEAT_MS = 15_000;
/** A run that did not store a beat for this long is taken for dead and failed; its journal goes to the next. */
export const LEASE_MS = 90_000;

/** The run was taken away: its process seemed dead, and somebody else holds the project now. Nothing more is sent. */
export class LeaseLost extends Error {}

/** The run's process is to stop: the run ends where nothing is half done, and somebody else does the rest. */
export class Stopping extends SyncError {
  constructor() {
    super("unavailable", "This app", STOPPED.says);
  }
}

/**
 * The run's proof that the project is still its own. `allowed` is asked before every request that writes: a beat older
 * than 15 s is renewed first, in the database, and only by the holder; so nothing is sent on a beat older than 45 s
 * (product.md §4), and a process that slept too long finds itself replaced instead of writing beside its successor.
 */
export class Pulse {
  readonly #runs: Pick<RunStore, "beat">;
  readonly #runId: string;
  readonly #holder: string;
  readonly #now: () => Date;
  readonly #stopping: () => boolean;
  #last: number;
  #lost = false;

  constructor(
    run: { readonly runId: string; readonly holder: string },
    deps: {
      readonly runs: Pick<RunStore, "beat">;
      readonly now: () => Date;
      readonly stopping: () => boolean;
    },
  ) {
    this.#runs = deps.runs;
    this.#runId = run.runId;
    this.#holder = run.holder;
    this.#now = deps.now;
    this.#stopping = deps.stopping;
    this.#last = deps.now().getTime();
  }

  /** Asked where nothing is half done. @throws LeaseLost, Stopping */
  async mayGoOn(): Promise<void> {
    if (await this.isToStop()) throw new Stopping();
    await this.allowed();
  }

  /** Is the process to stop? @throws LeaseLost when the run is no more ours to hand over */
  async isToStop(): Promise<boolean> {
    if (!this.#stopping()) return false;
    await this.beat();
    return true;
  }

  /** @throws LeaseLost */
  readonly allowed = async (): Promise<void> => {
    if (this.#lost) throw new LeaseLost(this.#runId);
    if (this.#now().getTime() - this.#last >= BEAT_MS) await this.beat();
  };

  /** @throws LeaseLost */
  async beat(): Promise<void> {
    const at = this.#now();
    if (!(await this.#runs.beat(this.#runId, this.#holder, at.toISOString()))) {
      this.#lost = true;
      throw new LeaseLost(this.#runId);
    }
    this.#last = at.getTime();
  }
}
