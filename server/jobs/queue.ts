import type { SyncRun } from "../domain/change.ts";

export type Hold = {
  readonly holder: string;
  /** When a beat of the run was last stored. */
  readonly beaten: () => Date | null;
  /** Aborts when the run was taken away, and when the process is to stop: it ends where nothing is half done. */
  readonly signal: AbortSignal;
  /** While `act` lasts the run only waits, and its place is free for another: a first reading may take hours. */
  readonly rest: <T>(act: () => Promise<T>) => Promise<T>;
};

/** What a worker does with one claimed run. What it leaves when the process is to stop, it hands over. */
export type Perform = (run: SyncRun, hold: Hold) => Promise<void>;

/** Takes a look, and answers whether there is more to look at. Does not throw. */
export type TakeLook = (look: Look) => Promise<boolean>;

/** A look at Acumatica that the clock asked for: what changed, or everything again. */
export type Look = { readonly companyId: number; readonly act: "observe" | "sweep" };

/**
 * Where queued runs become running ones, and looks that are due are taken. The runs themselves are durable: they lie in
 * the run store, whichever engine hands them out.
 */
export interface JobQueue {
  /** Takes up work from now on. */
  start(): Promise<void>;
  /** A queued run was stored: there may be something to do. Never throws. */
  wake(): void;
  /**
   * Takes the look: here and now, or hands it to whichever instance has room. One at a time for each company. true: it
   * is to be taken on once others had their turn.
   */
  look(look: Look): Promise<boolean>;
  /** Beats for the runs held, passes on those of dead processes, and looks for queued ones. Call it every BEAT_MS. */
  tick(): Promise<void>;
  /**
   * Takes nothing new, asks the runs under way to stop where nothing is half done, and waits for them, at most
   * `graceMs`; what is left after that expires and is planned again.
   */
  stop(graceMs: number): Promise<void>;
}

/**
 * Places in one process. What a person waits for always finds one: schedules leave some free; and one big customer must
 * not starve the others.
 */
export type Places = {
  /** Runs at one time. */
  readonly total: number;
  /** Of them, kept for people. */
  readonly forPeople: number;
  /** Runs of one company that nobody waits for, at one time. */
  readonly perCompany: number;
};

export const PLACES: Places = { total: 16, forPeople: 4, perCompany: 3 };

export function isForPerson({ trigger }: Pick<SyncRun, "trigger">): boolean {
  return trigger === "person";
}
