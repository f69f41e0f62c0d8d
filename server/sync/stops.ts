import type { SyncError } from "../domain/errors.ts";

/**
 * Whether the refusals of a run's changes end it.
 *
 * Lost authorization and an unavailable system do at once. A 403 may be about one commitment alone, such as a private
 * one; a second commitment's says that it is about the project, and more requests would only be more refusals.
 */
export class Stops {
  #end: SyncError | null = null;
  readonly #shut = new Map<number, SyncError>();

  get ended(): boolean {
    return this.#end !== null;
  }

  /** Is this commitment not to be written to again in this run? */
  isShut(commitmentId: number): boolean {
    return this.ended || this.#shut.has(commitmentId);
  }

  add(stop: SyncError, commitmentId: number | null): void {
    if (commitmentId !== null && stop.kind === "forbidden" && stop.extra.appRemoved !== true) {
      this.#shut.set(commitmentId, stop);
      if (this.#shut.size < 2) return;
    }
    this.#end ??= stop;
  }

  /** What the run ended with: also the one refusal, where it was all that came of the run. */
  reason(written: number): SyncError | null {
    const [one] = this.#shut.values();
    return this.#end ?? (written === 0 ? (one ?? null) : null);
  }
}
