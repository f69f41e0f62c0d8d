import type { AsItStood } from "./domain/as-it-stood.ts";
import type { Http } from "./net/http.ts";
import type { SeatStore } from "./store/seats.ts";

export type SeatsDeps = {
  readonly store: SeatStore;
  readonly instance: string;
  readonly now: () => Date;
  /** Gives one company's API session back to Acumatica. Never throws. */
  readonly signOut: (companyId: number) => Promise<void>;
};

/** A session that nobody used for so long, on any instance, is given back. */
const IDLE_MS = 5 * 60_000;
/** How exactly it is stored when a session was last used, while it is in use. */
const TOLD_MS = 10_000;

type Use = { readonly stood: AsItStood; underWay: number; at: number; toldAt: number };

/**
 * The API sessions that this server's requests hold open in Acumatica. A licence allows few, one unused stays taken for
 * 10 to 30 minutes, and a company's other integrations wait for it meanwhile.
 */
export class Seats {
  readonly #deps: SeatsDeps;
  readonly #uses = new Map<number, Use>();

  constructor(deps: SeatsDeps) {
    this.#deps = deps;
  }

  /** Requests on this connection, each of which uses its session. */
  on(stood: AsItStood, http: Http): Http {
    return async (request) => {
      const use = this.#useOf(stood);
      use.underWay += 1;
      try {
        await this.#tell(use, TOLD_MS);
        return await http(request);
      } finally {
        use.underWay -= 1;
        use.at = this.#ms();
      }
    };
  }

  /** Call it every half minute. */
  async tick(): Promise<void> {
    for (const [companyId, use] of this.#uses) {
      if (use.underWay > 0) use.at = this.#ms();
      await this.#tell(use, 0);
      if (this.#ms() - use.at >= IDLE_MS) this.#uses.delete(companyId);
    }
    for (const companyId of await this.#deps.store.takeIdle(this.#since())) await this.#deps.signOut(companyId);
  }

  /** This instance stops: what no other uses is given back. Nothing waits for a request that Acumatica holds back. */
  async leave(): Promise<void> {
    const left = await this.#deps.store.leave(this.#deps.instance, this.#since());
    const free = left.filter((companyId) => (this.#uses.get(companyId)?.underWay ?? 0) === 0);
    await Promise.all(free.map((companyId) => this.#deps.signOut(companyId)));
  }

  #useOf(stood: AsItStood): Use {
    const known = this.#uses.get(stood.companyId);
    const use = known?.stood.epoch === stood.epoch ? known : { stood, underWay: 0, at: 0, toldAt: 0 };
    use.at = this.#ms();
    this.#uses.set(stood.companyId, use);
    return use;
  }

  async #tell(use: Use, everyMs: number): Promise<void> {
    if (use.at - use.toldAt <= everyMs) return;
    use.toldAt = use.at;
    await this.#deps.store.used(use.stood, this.#deps.instance, new Date(use.at).toISOString());
  }

  #since(): string {
    return new Date(this.#ms() - IDLE_MS).toISOString();
  }

  #ms(): number {
    return this.#deps.now().getTime();
  }
}
