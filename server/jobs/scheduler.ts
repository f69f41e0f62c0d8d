import type { Schedule } from "../domain/settings.ts";
import type { Log } from "../log.ts";
import type { Now } from "../sync/ports.ts";
import type { Look } from "./queue.ts";
import { isDue, isSweepDue } from "./schedule.ts";

/** A company that is connected, and when Acumatica was last read to its end. */
export type Scheduled = {
  readonly companyId: number;
  readonly schedule: Schedule;
  /** null: the server's. */
  readonly timeZone: string | null;
  readonly lastObservedAt: string | null;
  /** When a look last began, whatever came of it: what is broken is tried again at the next slot, not at every tick. */
  readonly triedAt: string | null;
  /** When the last sweep began; before the first, when the company was connected. */
  readonly sweptAt: string;
};

export type SchedulerDeps = {
  /** Connected companies whose writing is not held. */
  readonly companies: () => Promise<readonly Scheduled[]>;
  /** Remembers, for every instance and over restarts, that a look begins. */
  readonly began: (look: Look, at: Date) => Promise<void>;
  /** Takes the look, or hands it on. true: it is to be taken on once others had their turn. */
  readonly look: (look: Look) => Promise<boolean>;
  /** One instance schedules; the others stand by. */
  readonly isLeader: () => Promise<boolean>;
  /** The server's: for companies that chose none. */
  readonly timeZone: string;
  readonly now: Now;
  readonly log: Log;
};

/** Companies looked at side by side: more would wait for one another's turn at the database and the vendors. */
const AT_ONCE = 16;

type Due = Look & { readonly since: number };

/**
 * Starts what the clock says is due: one thing at a time per company, not all companies in one moment, the longest due
 * first. Call `tick` every so often.
 */
export class Scheduler {
  readonly #deps: SchedulerDeps;
  /** Due and not yet started, the longest due last. */
  #due: Due[] = [];
  /** Begun, and to be gone on with before their next slot. */
  readonly #more = new Set<number>();
  #stopping = false;
  readonly #underWay = new Map<number, Promise<void>>();

  constructor(deps: SchedulerDeps) {
    this.#deps = deps;
  }

  async tick(): Promise<void> {
    if (!(await this.#deps.isLeader())) {
      this.#due = [];
      return;
    }
    const companies = await this.#deps.companies();
    this.#due = companies.flatMap((company) => this.#dueOf(company) ?? []).sort((a, b) => b.since - a.since);
    this.#fill();
  }

  /** Starts nothing more. */
  stop(): void {
    this.#stopping = true;
  }

  /** Waits for what is under way and, unless stopped, for what is due. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  #dueOf({ companyId, schedule, timeZone, lastObservedAt, triedAt, sweptAt }: Scheduled): Due | null {
    if (this.#underWay.has(companyId)) return null;
    const timing = { schedule, companyId, timeZone: timeZone ?? this.#deps.timeZone };
    const at = this.#deps.now();
    const last = later(lastObservedAt, triedAt);
    const since = last?.getTime() ?? 0;
    if (lastObservedAt !== null && isSweepDue(timing, new Date(sweptAt), at)) return { companyId, since, act: "sweep" };
    const due = isDue(timing, last, at) || this.#more.has(companyId);
    return due ? { companyId, since, act: "observe" } : null;
  }

  #fill(): void {
    while (!this.#stopping && this.#underWay.size < AT_ONCE) {
      const next = this.#due.pop();
      if (!next) return;
      this.#start(next);
    }
  }

  #start({ companyId, act }: Due): void {
    this.#more.delete(companyId);
    const { began, look, now } = this.#deps;
    const done = began({ companyId, act }, now())
      .then(() => look({ companyId, act }))
      .then((more) => void (more && this.#more.add(companyId)))
      .catch((error: unknown) => this.#deps.log.error({ err: error, companyId }, "Scheduled work ended in a fault"))
      .finally(() => {
        this.#underWay.delete(companyId);
        this.#fill();
      });
    this.#underWay.set(companyId, done);
  }
}

function later(observedAt: string | null, triedAt: string | null): Date | null {
  const last = observedAt === null || (triedAt !== null && triedAt > observedAt) ? triedAt : observedAt;
  return last === null ? null : new Date(last);
}
