import type { SyncRun } from "../../server/domain/change.ts";
import { openDb } from "../../server/store/db.ts";
import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import { httpTo, Process } from "../world/company.ts";
import type { Boundaries } from "./boundaries.ts";

/** All that a process is told: where everything is and what time it is. The rest it has to find in the database. */
export type Briefing = {
  readonly name: string;
  readonly databaseUrl: string;
  readonly procoreUrl: string;
  readonly acumaticaUrl: string;
  readonly acumatica: Pick<FakeAcumatica, "site" | "tenant" | "client">;
  readonly token: string;
  readonly companyId: number;
  readonly projectId: number;
  /** Its clock begins here and moves by what it sends and waits. */
  readonly at: string;
};

/** Long enough that a run of a few writes has to beat. */
const REQUEST_TAKES_MS = 5_000;
const ROUNDS = 6;

/** One engine on the real database and the real ports. */
export class Actor {
  readonly process: Process;
  readonly #briefing: Briefing;

  private constructor(process: Process, briefing: Briefing) {
    this.process = process;
    this.#briefing = briefing;
  }

  static async start(briefing: Briefing, boundaries?: Boundaries): Promise<Actor> {
    const { acumatica, acumaticaUrl, procoreUrl, token, name } = briefing;
    const clock = { ms: Date.parse(briefing.at) };
    const pass = (ms: number): void => void (clock.ms += ms);
    const db = openDb(briefing.databaseUrl);
    const reached = {
      procoreUrl,
      acumaticaOf: () => ({ url: acumaticaUrl, fake: { ...acumatica, token: () => token } }),
      http: (system: "Procore" | "Acumatica") => {
        const bare = httpTo(system);
        const http = boundaries?.aroundHttp(bare) ?? bare;
        return async (request: Parameters<typeof http>[0]) => {
          pass(REQUEST_TAKES_MS);
          return http(request);
        };
      },
    };
    const process = await Process.start(reached, {
      name,
      now: () => new Date(clock.ms),
      sleep: (ms) => Promise.resolve(pass(ms)),
      random: () => 0.5,
      db: boundaries?.aroundDb(db) ?? db,
      ...(boundaries && { around: (store) => boundaries.around(store) }),
    });
    return new Actor(process, briefing);
  }

  /** A person's sync, from request to end. */
  async sync(): Promise<readonly SyncRun[]> {
    const { companyId, projectId, name } = this.#briefing;
    const askedBy = { id: 1, login: "pat@example.com" };
    const request = { companyId, projectId, askedBy, mode: "apply", scope: null, planOf: null, undoOf: null } as const;
    await this.process.engine.requestRun(request);
    return this.process.work(name);
  }

  /** What the next process does about a dead one, and then by its schedule, until there is nothing left to do. */
  async recover(): Promise<void> {
    const { companyId, name } = this.#briefing;
    const { engine } = this.process;
    await this.process.passOn();
    await this.process.work(name);
    for (let round = 0; round < ROUNDS; round += 1) {
      await engine.scheduled(companyId);
      if ((await this.process.work(name)).length === 0) return;
    }
    throw new Error("The schedule finds something to do for ever");
  }
}
