import type { Schedule } from "../domain/settings.ts";
import type { Log } from "../log.ts";
import type { Now } from "../sync/ports.ts";
import { isDue, isSweepDue } from "./schedule.ts";

/** A company that is connected, and when Acumatica was last read to its end. */
export type Scheduled = {
  readonly companyId: number;
  readonly schedule: Schedule;
  readonly lastObservedAt: string | null;
};

export type SchedulerDeps = {
  /** Connected companies whose writing is not held. */
  readonly companies: () => Promise<readonly Scheduled[]>;
  /** Neither throws. */
  readonly observe: (companyId: number) => Promise<void>;
  readonly sweep: (companyId: number) => Promise<void>;
  /** One instance schedules; the others stand by. */
  readonly isLeader: () => Promise<boolean>;
  readonly timeZone: string;
  readonly now: Now;
  readonly log: Log;
};

/** Companies looked at side by side: more would wait for one another's turn at the database and the vendors. */
const AT_ONCE = 16;

type Due = { readonly companyId: number; readonly since: number; readonly act: "observe" | "sweep" };

/**
 * Starts what the clock says is due: one thing at a time per company, not all companies in one moment, the longest due
 * first. Call `tick` every so often.
 */
export class Scheduler {
  readonly #deps: SchedulerDeps;
  /** Due and not yet started, the longest due last. */
  #due: Due[] = [];
  #stopping = false;
  readonly #underWay = new Map<number, Promise<void>>();
  /** An attempt that failed counts as one: what is broken is tried again at the next slot, not every few seconds. */
  readonly #tried = new Map<number, Date>();
  readonly #swept = new Map<number, Date>();
  readonly #startedAt: Date;

  constructor(deps: SchedulerDeps) {
    this.#deps = deps;
    this.#startedAt = deps.now();
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

  #dueOf({ companyId, schedule, lastObservedAt }: Scheduled): Due | null {
    if (this.#underWay.has(companyId)) return null;
    const { timeZone, now } = this.#deps;
    const timing = { schedule, companyId, timeZone };
    const at = now();
    const since = lastObservedAt === null ? 0 : Date.parse(lastObservedAt);
    const swept = this.#swept.get(companyId) ?? this.#startedAt;
    if (lastObservedAt !== null && isSweepDue(timing, swept, at)) return { companyId, since, act: "sweep" };
    if (isDue(timing, later(lastObservedAt, this.#tried.get(companyId)), at))
      return { companyId, since, act: "observe" };
    return null;
  }

  #fill(): void {
    while (!this.#stopping && this.#underWay.size < AT_ONCE) {
      const next = this.#due.pop();
      if (!next) return;
      const { companyId, act } = next;
      (act === "sweep" ? this.#swept : this.#tried).set(companyId, this.#deps.now());
      this.#start(companyId, this.#deps[act]);
    }
  }

  #start(companyId: number, act: (companyId: number) => Promise<void>): void {
    const done = act(companyId)
      .catch((error: unknown) => this.#deps.log.error({ err: error, companyId }, "Scheduled work ended in a fault"))
      .finally(() => {
        this.#underWay.delete(companyId);
        this.#fill();
      });
    this.#underWay.set(companyId, done);
  }
}

function later(observedAt: string | null, tried: Date | undefined): Date | null {
  const observed = observedAt === null ? null : new Date(observedAt);
  if (!observed || !tried) return observed ?? tried ?? null;
  return observed > tried ? observed : tried;
}
