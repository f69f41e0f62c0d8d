import { isSyncError } from "../domain/errors.ts";
import type { WaitingHints } from "../domain/hint.ts";
import type { Log } from "../log.ts";
import type { Now } from "../sync/ports.ts";

export type HintsDeps = {
  readonly store: {
    waiting(until: string): Promise<readonly WaitingHints[]>;
    /** How many of them nobody else had followed before. */
    followed(hints: WaitingHints, at: string): Promise<number>;
  };
  /** Looks where they point. false: not now; ask again. */
  readonly follow: (hints: WaitingHints) => Promise<boolean>;
  readonly now: Now;
  readonly log: Log;
};

/** How long the first hint of a burst waits for the others: one payment run of a ledger tells of hundreds. */
const QUIET_MS = 2_000;
/** A project whose sync is under way is asked about again after this. */
const AGAIN_MS = 5_000;
/** Projects looked at side by side; after a long silence many may be named at once. */
const AT_ONCE = 16;

/**
 * Follows the stored hints: all that wait for one project are one look. Any number of instances may call `tick`. A hint
 * of Procore is done with once the sync it asks for is stored, so a process that dies in between costs nothing; one of
 * Acumatica before it is followed, so that only one instance reads: what it would have found the schedule finds.
 */
export class Hints {
  readonly #deps: HintsDeps;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #notBefore = new Map<string, number>();
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
    const now = this.#deps.now().getTime();
    if (now < (this.#notBefore.get(name) ?? -Infinity)) return;
    this.#notBefore.delete(name);
    const done = this.#follow(group)
      .catch((error: unknown) => {
        const { companyId } = group;
        const says = "Hints could not be followed";
        if (isSyncError(error)) this.#deps.log.warn({ companyId, kind: error.kind, system: error.system }, says);
        else this.#deps.log.error({ err: error, companyId }, says);
        return false;
      })
      .then((followed) => {
        if (!followed) this.#notBefore.set(name, now + AGAIN_MS);
        this.#underWay.delete(name);
      });
    this.#underWay.set(name, done);
  }

  async #follow(group: WaitingHints): Promise<boolean> {
    const { follow, store, now } = this.#deps;
    const at = now().toISOString();
    if (group.from === "Acumatica") return (await store.followed(group, at)) === 0 || follow(group);
    const followed = await follow(group);
    if (followed) await store.followed(group, at);
    return followed;
  }
}
