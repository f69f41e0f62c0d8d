import type { WaitingHints } from "../domain/hint.ts";
import type { Log } from "../log.ts";
import type { Now } from "../sync/ports.ts";

export type HintsDeps = {
  readonly store: {
    waiting(until: string): Promise<readonly WaitingHints[]>;
    followed(hints: WaitingHints, at: string): Promise<void>;
  };
  /** Looks where they point. false: not now; ask again. */
  readonly follow: (hints: WaitingHints) => Promise<boolean>;
  readonly now: Now;
  readonly log: Log;
};

/** How long the first hint of a burst waits for the others: one payment run of a ledger tells of hundreds. */
const QUIET_MS = 2_000;
/** Projects looked at side by side; after a long silence many may be named at once. */
const AT_ONCE = 16;

/**
 * Follows the stored hints: all that wait for one project are one look. A hint is forgotten only once that look is
 * stored, so a process that dies in between costs nothing; any number of instances may call `tick`.
 */
export class Hints {
  readonly #deps: HintsDeps;
  readonly #underWay = new Map<string, Promise<void>>();
  #reading = false;

  constructor(deps: HintsDeps) {
    this.#deps = deps;
  }

  /** Call it every second or two. */
  async tick(): Promise<void> {
    if (this.#reading || this.#underWay.size >= AT_ONCE) return;
    this.#reading = true;
    try {
      const until = new Date(this.#deps.now().getTime() - QUIET_MS).toISOString();
      for (const group of await this.#deps.store.waiting(until)) this.#start(group);
    } finally {
      this.#reading = false;
    }
  }

  /** Waits for the looks under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  #start(group: WaitingHints): void {
    const name = JSON.stringify([group.companyId, group.from, group.projectId]);
    if (this.#underWay.has(name) || this.#underWay.size >= AT_ONCE) return;
    const done = this.#follow(group)
      .catch((error: unknown) => {
        this.#deps.log.error({ err: error, companyId: group.companyId }, "Hints could not be followed");
      })
      .finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, done);
  }

  async #follow(group: WaitingHints): Promise<void> {
    if (await this.#deps.follow(group)) await this.#deps.store.followed(group, this.#deps.now().toISOString());
  }
}
