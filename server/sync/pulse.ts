import { STOPPED } from "../domain/change.ts";
import { SyncError } from "../domain/errors.ts";
import { LeaseLost, SEND_WITHIN_MS, type Lease } from "../domain/lease.ts";
import type { RunStore } from "./ports.ts";

/** A beat older than this is renewed before a write leaves. The process's own clock beats sooner, where it can. */
const RENEW_AFTER_MS = SEND_WITHIN_MS / 2;
/** A database that takes longer than a beat may be old is asked again so often. */
const TRIES = 3;

/** The run's process is to stop: the run ends where nothing is half done, and somebody else does the rest. */
export class Stopping extends SyncError {
  constructor() {
    super("unavailable", "This app", STOPPED.says);
  }
}

/** The schedule was set to Never: a sync that nobody asked for writes nothing more. */
export class Unwanted extends SyncError {
  constructor() {
    super("forbidden", "This app", "The schedule was set to Never, so this sync, which nobody asked for, ended.");
  }
}

export type PulseDeps = {
  readonly runs: Pick<RunStore, "beat">;
  readonly now: () => Date;
  readonly stopping: () => boolean;
  /** When the process's own clock last stored a beat of this run; null: not yet. */
  readonly beaten: () => Date | null;
  /** May the run write at all? What nobody asked for may not while the schedule is Never. */
  readonly wanted: () => Promise<boolean>;
};

/**
 * The run's proof that the project is still its own. `allowed` is asked before every request that writes: an old beat is
 * renewed first, in the database, and only by the holder; so a process that slept too long finds itself replaced instead
 * of writing beside its successor (product.md §4).
 */
export class Pulse {
  readonly #deps: PulseDeps;
  readonly #lease: Lease;
  #last: number;
  #lost = false;

  constructor(lease: Lease, deps: PulseDeps) {
    this.#deps = deps;
    this.#lease = lease;
    this.#last = deps.now().getTime();
  }

  /** The run asks this where nothing is half done. @throws LeaseLost, Stopping, Unwanted */
  async mayGoOn(): Promise<void> {
    const end = await this.endsHere();
    if (end) throw end;
    await this.allowed();
  }

  /** Why the run is to end where nothing is half done. @throws LeaseLost when it is no more ours to hand over */
  async endsHere(): Promise<SyncError | null> {
    if (this.#deps.stopping()) {
      await this.beat();
      return new Stopping();
    }
    return (await this.#deps.wanted()) ? null : new Unwanted();
  }

  /** @throws LeaseLost; SyncError "unavailable" where the database is too slow to prove anything */
  readonly allowed = async (): Promise<void> => {
    if (this.#lost) throw new LeaseLost(this.#lease.runId);
    if (this.#age() < RENEW_AFTER_MS) return;
    for (let tries = 0; tries < TRIES; tries += 1) {
      await this.beat();
      if (this.#age() < SEND_WITHIN_MS) return;
    }
    throw new SyncError("unavailable", "This app", "The database answers too slowly to sync safely.", {
      notSent: true,
    });
  };

  /** @throws LeaseLost */
  async beat(): Promise<void> {
    const at = this.#deps.now();
    if (!(await this.#deps.runs.beat(this.#lease, at.toISOString()))) {
      this.lose();
      throw new LeaseLost(this.#lease.runId);
    }
    this.#last = Math.max(this.#last, at.getTime());
  }

  /** Somebody found that the run is no longer ours: nothing more is sent. */
  lose(): void {
    this.#lost = true;
  }

  #age(): number {
    const beaten = this.#deps.beaten()?.getTime() ?? -Infinity;
    return this.#deps.now().getTime() - Math.max(this.#last, beaten);
  }
}
