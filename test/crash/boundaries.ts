import type { Http } from "../../server/net/http.ts";
import type { Db } from "../../server/store/db.ts";
import type { Store } from "../../server/store/store.ts";

/**
 * Where a process may die. "writes": before and after each call of the store that writes and each request that writes.
 * "all": also around reads, logins, and each SQL statement, those inside a transaction included.
 */
export type Watched = "writes" | "all";

/** What only reads; a method missing here counts as a write, which costs a few boundaries more and hides none. */
const READS = new Set(
  [
    "watermark alreadySeen billFieldRead methods acumaticaProjects projects procoreSeen trouble version pictures",
    "projectsConcerned unplaced",
    "link decision lastBeat changes run list queued",
  ].flatMap((names) => names.split(" ")),
);

/** Counts the boundaries that a process passes, and ends it with SIGKILL, as a pulled plug would, at the n-th. */
export class Boundaries {
  readonly #watched: Watched;
  readonly #killAt: number | null;
  #passed = 0;

  constructor(watched: Watched, killAt: number | null) {
    this.#watched = watched;
    this.#killAt = killAt;
  }

  get passed(): number {
    return this.#passed;
  }

  around(store: Store): Store {
    return {
      ...store,
      pictures: this.#guard(store.pictures),
      links: this.#guard(store.links),
      runs: this.#guard(store.runs),
      held: (lease) => {
        const { pictures, links } = store.held(lease);
        return { pictures: this.#guard(pictures), links: this.#guard(links) };
      },
    };
  }

  aroundHttp(http: Http): Http {
    return async (request) => {
      const isLogin = /\/(oauth|identity)\//.test(request.url);
      const counts = this.#watched === "all" || (request.method !== "GET" && !isLogin);
      if (counts) this.#pass();
      const reply = await http(request);
      if (counts) this.#pass();
      return reply;
    };
  }

  aroundDb(db: Db): Db {
    if (this.#watched !== "all") return db;
    const query = db.query.withPlugin({
      transformQuery: ({ node }) => {
        this.#pass();
        return node;
      },
      transformResult: ({ result }) => {
        this.#pass();
        return Promise.resolve(result);
      },
    });
    return { ...db, query };
  }

  #guard<T extends object>(part: T): T {
    const guarded = Object.entries(part).map(([method, act]: [string, unknown]) => {
      if (method === "lease") return [method, act];
      if (typeof act !== "function") throw new Error(`${method} is no function`);
      const call = act as (...args: unknown[]) => Promise<unknown>;
      const counts = this.#watched === "all" || !READS.has(method);
      return [
        method,
        async (...args: unknown[]) => {
          if (counts) this.#pass();
          const result = await call.apply(part, args);
          if (counts) this.#pass();
          return result;
        },
      ];
    });
    return Object.fromEntries(guarded) as T;
  }

  #pass(): void {
    this.#passed += 1;
    if (this.#passed === this.#killAt) process.kill(process.pid, "SIGKILL");
  }
}
