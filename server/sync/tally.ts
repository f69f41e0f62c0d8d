import type { Change, Counts, Outcome, RunChange, SyncRun } from "../domain/change.ts";
import { countedAs, NO_COUNTS } from "../domain/change.ts";
import type { Instant } from "../domain/payment.ts";

export type Progress = {
  readonly status: SyncRun["status"];
  readonly counts: Counts;
  readonly done: number;
  /** null until the plan is made. */
  readonly total: number | null;
  /** When it goes on, while a vendor asks for a rest. */
  readonly waitsUntil: Instant | null;
};

export type Planned = {
  readonly changes: readonly RunChange[];
  readonly unchanged: number;
  readonly discrepancy: number;
};

/** Counts what became of each change, and tells whoever watches. */
export class Tally {
  readonly #progress: (progress: Progress) => void;
  #counts: Counts = NO_COUNTS;
  #done = 0;
  #total: number | null = null;
  #waitsUntil: Instant | null = null;

  constructor(progress: (progress: Progress) => void) {
    this.#progress = progress;
  }

  get counts(): Counts {
    return this.#counts;
  }

  planned({ changes, unchanged, discrepancy }: Planned): void {
    const counts = { ...NO_COUNTS, unchanged, discrepancy };
    for (const { kind, outcome } of changes) {
      if (outcome === "planned") counts[kind] += 1;
      if (outcome === "conflict") counts.conflict += 1;
    }
    this.#counts = counts;
    this.#total = changes.length;
    this.#done = counts.conflict;
    this.#tell();
  }

  applied({ kind }: Change, outcome: Outcome): void {
    const counted = countedAs(kind, outcome);
    this.#counts = { ...this.#counts, [counted]: this.#counts[counted] + 1 };
    this.#done += 1;
    this.#tell();
  }

  /** A vendor asks for a rest until then; null: it goes on. */
  waits(until: Date | null): void {
    const waitsUntil = until && until.toISOString();
    if (waitsUntil === this.#waitsUntil) return;
    this.#waitsUntil = waitsUntil;
    this.#tell();
  }

  #tell(): void {
    const [counts, done, total, waitsUntil] = [this.#counts, this.#done, this.#total, this.#waitsUntil];
    this.#progress({ status: "running", counts, done, total, waitsUntil });
  }
}
