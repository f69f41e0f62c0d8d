import { LEASE_MS } from "../domain/lease.ts";
import type { Instant } from "../domain/payment.ts";
import type { Now, ReadAlone, Sleep } from "../sync/ports.ts";
import { TakingTurns } from "./taking-turns.ts";

/** Takes turns within this process: for SQLite, where there is no other. */
export function aloneHere(): ReadAlone {
  const turns = new TakingTurns();
  return (companyId, act) => turns.run(companyId, () => act(null));
}

export type LeaseBoard = {
  /** Compare-and-set. */
  lease(owner: string, holder: string, until: Instant, now: Instant): Promise<boolean>;
  /** Only what is still the holder's: a beat that is overtaken by the end must not take the lease back. */
  extend(owner: string, holder: string, until: Instant): Promise<boolean>;
  release(owner: string, holder: string): Promise<void>;
};

export type AloneDeps = {
  readonly board: LeaseBoard;
  readonly newId: () => string;
  readonly now: Now;
  readonly sleep: Sleep;
};

const ASK_MS = 200;

/** Takes turns over all instances on one database, by a lease that is renewed with every `beat`. */
export class AloneEverywhere {
  readonly #deps: AloneDeps;
  readonly #here = aloneHere();
  readonly #held = new Map<string, string>();

  constructor(deps: AloneDeps) {
    this.#deps = deps;
  }

  readonly alone: ReadAlone = (companyId, act) =>
    this.#here(companyId, async () => {
      const { board, newId, now, sleep } = this.#deps;
      const [owner, holder] = [readingOwner(companyId), newId()];
      while (!(await board.lease(owner, holder, this.#until(), now().toISOString()))) await sleep(ASK_MS);
      this.#held.set(owner, holder);
      try {
        return await act(holder);
      } finally {
        this.#held.delete(owner);
        await board.release(owner, holder);
      }
    });

  /** Call it every BEAT_MS. A lease that was lost all the same is noticed where its holder stores. */
  async beat(): Promise<void> {
    for (const [owner, holder] of this.#held) await this.#deps.board.extend(owner, holder, this.#until());
  }

  #until(): Instant {
    return new Date(this.#deps.now().getTime() + LEASE_MS).toISOString();
  }
}

function readingOwner(companyId: number): string {
  return `reading:${companyId}`;
}
