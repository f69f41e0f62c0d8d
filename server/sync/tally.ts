import type { Change, Counts, Outcome, RunChange, SyncRun } from "../domain/change.ts";
import { NO_COUNTS } from "../domain/change.ts";

export type Progress = {
  readonly status: SyncRun["status"];
  readonly counts: Counts;
  readonly done: number;
  readonly total: number;
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
  #total = 0;

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

  #tell(): void {
    this.#progress({ status: "running", counts: this.#counts, done: this.#done, total: this.#total });
  }
}

function countedAs(kind: Change["kind"], outcome: Outcome): keyof Counts {
  return outcome === "failed" || outcome === "conflict" ? outcome : kind;
}
