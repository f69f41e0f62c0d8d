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

/** Starts what the clock says is due, one thing at a time per company. Call `tick` every so often. */
export class Scheduler {
  readonly #deps: SchedulerDeps;
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
    if (!(await this.#deps.isLeader())) return;
    for (const company of await this.#deps.companies()) this.#look(company);
  }

  /** Waits for what is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  #look({ companyId, schedule, lastObservedAt }: Scheduled): void {
    if (this.#underWay.has(companyId)) return;
    const { timeZone, now } = this.#deps;
    const timing = { schedule, companyId, timeZone };
    const at = now();
    const swept = this.#swept.get(companyId) ?? this.#startedAt;
    if (lastObservedAt !== null && isSweepDue(timing, swept, at)) {
      this.#swept.set(companyId, at);
      this.#start(companyId, this.#deps.sweep);
    } else if (isDue(timing, later(lastObservedAt, this.#tried.get(companyId)), at)) {
      this.#tried.set(companyId, at);
      this.#start(companyId, this.#deps.observe);
    }
  }

  #start(companyId: number, act: (companyId: number) => Promise<void>): void {
    const done = act(companyId)
      .catch((error: unknown) => this.#deps.log.error({ err: error, companyId }, "Scheduled work ended in a fault"))
      .finally(() => this.#underWay.delete(companyId));
    this.#underWay.set(companyId, done);
  }
}

function later(observedAt: string | null, tried: Date | undefined): Date | null {
  const observed = observedAt === null ? null : new Date(observedAt);
  if (!observed || !tried) return observed ?? tried ?? null;
  return observed > tried ? observed : tried;
}
