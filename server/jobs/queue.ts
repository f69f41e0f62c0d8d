import type { SyncRun } from "../domain/change.ts";

/** What a worker does with one claimed run. `signal` aborts when the run was taken away: send nothing more. */
export type Perform = (run: SyncRun, hold: { readonly holder: string; readonly signal: AbortSignal }) => Promise<void>;

/** Where queued runs become running ones. The runs themselves are durable: they lie in the run store. */
export interface RunQueue {
  /** There may be something to do: look soon. Never throws. */
  wake(): void;
  /** Beats for the runs held, expires those of dead processes, and looks for queued ones. Call it every 15 seconds. */
  tick(): Promise<void>;
  /** Takes nothing new and waits for the runs under way, at most `graceMs`; what is left expires and is planned again. */
  stop(graceMs: number): Promise<void>;
}

/** How often `tick` is due: a run that beats this often outlives its lease of 90 seconds. */
export const TICK_MS = 15_000;
