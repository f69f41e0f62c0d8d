import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_COUNTS, type SyncRun } from "../../server/domain/change.ts";
import { createWorker } from "../../server/jobs/in-process.ts";
import { createBossQueue } from "../../server/jobs/pg-boss.ts";
import type { Hold, JobQueue, Look, Places } from "../../server/jobs/queue.ts";
import { migrate, openDb, type Db } from "../../server/store/db.ts";
import { createRuns } from "../../server/store/runs.ts";
import type { RunStore } from "../../server/sync/ports.ts";
import { silent } from "../world/silent-log.ts";
import { startPostgres, type RunningPostgres } from "./engines.ts";

type Performed = { readonly by: string; readonly run: SyncRun; readonly signal: AbortSignal; readonly end: () => void };

const PLACES: Places = { total: 4, forPeople: 1, perCompany: 2 };
const every = (ms: number, call: () => void) => {
  const timer = setInterval(call, ms);
  return () => clearInterval(timer);
};
const NEVER = new Promise<never>(() => undefined);

/** Instances over one database. Each run and look that begins is told, and ends when the test says so. */
class Instances {
  readonly begun: Performed[] = [];
  readonly looks: (Look & { readonly by: string; readonly end: () => void })[] = [];
  readonly expired: string[] = [];
  /** Companies whose next look leaves something to read. */
  readonly leftOver = new Set<number>();
  /** Companies whose runs only wait. */
  readonly resting = new Set<number>();
  clockAheadMs = 0;
  readonly runs: RunStore;
  readonly #db: Db;
  readonly #queues: JobQueue[] = [];
  #waiting: (() => void)[] = [];

  constructor(db: Db) {
    this.#db = db;
    this.runs = createRuns(db);
  }

  async add(databaseUrl: string, by: string, places = PLACES): Promise<JobQueue> {
    const deps = {
      runs: this.runs,
      perform: async (run: SyncRun, { holder, signal, rest }: Hold) => {
        const waits = () => new Promise<void>((end) => this.#tell(() => this.begun.push({ by, run, signal, end })));
        await (this.resting.has(run.companyId) ? rest(waits) : waits());
        const at = this.#now().toISOString();
        const ended = { status: "succeeded", counts: NO_COUNTS, error: null, at, states: null } as const;
        const lease = { runId: run.id, holder };
        if (await this.runs.beat(lease, at)) await this.runs.finish(lease, ended);
      },
      takeLook: async (look: Look) => {
        await new Promise<void>((end) => this.#tell(() => this.looks.push({ ...look, by, end })));
        return this.leftOver.delete(look.companyId);
      },
      successor: ({ id }: SyncRun) => {
        this.#tell(() => this.expired.push(id));
        return null;
      },
      holder: by,
      now: () => this.#now(),
      sleep: (ms: number) => (ms > 5_000 ? NEVER : Promise.resolve()),
      log: silent,
      places,
    };
    const queue =
      this.#db.engine === "sqlite"
        ? createWorker({ ...deps, isSole: () => true })
        : createBossQueue({ ...deps, databaseUrl, every });
    this.#queues.push(queue);
    await queue.start();
    return queue;
  }

  async queue(...wanted: Partial<SyncRun>[]): Promise<SyncRun[]> {
    const queued: SyncRun[] = [];
    for (const [n, one] of wanted.entries()) {
      const queuedAt = new Date(Date.parse("2026-03-02T10:00:00.000Z") + n).toISOString();
      queued.push(await this.runs.enqueue({ ...aRun(), projectId: n, queuedAt, ...one }));
    }
    return queued;
  }

  /** Which runs have begun, by their projects, once there are so many. */
  async begin(count: number): Promise<number[]> {
    await this.until(() => this.begun.length >= count);
    return this.begun.map(({ run }) => run.projectId);
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((told) => this.#waiting.push(told));
  }

  endAll(): void {
    for (const { end } of [...this.begun, ...this.looks]) end();
  }

  async close(): Promise<void> {
    this.endAll();
    for (const queue of this.#queues) await queue.stop(0);
    await this.#db.close();
  }

  #now(): Date {
    return new Date(Date.now() + this.clockAheadMs);
  }

  #tell(tell: () => void): void {
    tell();
    for (const told of this.#waiting.splice(0)) told();
  }
}

function aRun(): SyncRun {
  const asked = { mode: "apply", trigger: "schedule", scope: null, planOf: null, undoOf: null, askedBy: null } as const;
  const stands = {
    status: "queued",
    startedAt: null,
    finishedAt: null,
    counts: NO_COUNTS,
    error: null,
    sweeps: false,
    resumes: null,
  } as const;
  return { id: randomUUID(), companyId: 1, projectId: 1, queuedAt: "2026-03-02T10:00:00.000Z", ...asked, ...stands };
}

let postgres: RunningPostgres;
let databases = 0;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const engines = {
  SQLite: () => Promise.resolve(":memory:"),
  PostgreSQL: () => postgres.createDatabase(`queue_${(databases += 1)}`),
};

describe.each(Object.entries(engines))("the queue on %s", (_, fresh) => {
  let url: string;
  let all: Instances;
  beforeEach(async () => {
    url = await fresh();
    const db = openDb(url);
    await migrate(db);
    all = new Instances(db);
  });
  afterEach(() => all.close());

  it("performs each run once, however often it is woken, on whichever instance", async () => {
    const [one, two] = [await all.add(url, "one"), await all.add(url, "two")];
    await all.queue({ companyId: 1 }, { companyId: 2 }, { companyId: 3 });

    for (const queue of [one, two, one, two]) queue.wake();
    await all.begin(3);
    await Promise.all([one.tick(), two.tick()]);
    all.endAll();
    const [last] = await all.queue({ projectId: 9 });
    one.wake();
    await all.until(() => all.begun.some(({ run }) => run.id === last?.id));

    expect((await all.begin(4)).sort()).toEqual([0, 1, 2, 9]);
  });

  it("takes up what was queued while no instance was there, or while its word was lost", async () => {
    await all.queue({ projectId: 5 });

    const queue = await all.add(url, "one");
    await queue.tick();

    expect(await all.begin(1)).toEqual([5]);
  });

  it("lets what a person waits for go first", async () => {
    const person = { companyId: 3, trigger: "person" } as const;
    await all.queue({ companyId: 1 }, { companyId: 2 }, { ...person, projectId: 8 }, { ...person, projectId: 9 });

    const queue = await all.add(url, "one", { total: 2, forPeople: 1, perCompany: 1 });
    queue.wake();

    expect((await all.begin(2)).sort()).toEqual([8, 9]);
  });

  it("does not let one company take every place", async () => {
    const queue = await all.add(url, "one");
    await all.queue({ companyId: 1 }, { companyId: 1 }, { companyId: 1 }, { companyId: 1 }, { companyId: 2 });

    queue.wake();
    await all.begin(3);

    expect(all.begun.map(({ run }) => run.companyId).sort()).toEqual([1, 1, 2]);
  });

  it("finds a place for a person while schedules have taken all that is theirs", async () => {
    const queue = await all.add(url, "one");
    await all.queue({ companyId: 1 }, { companyId: 2 }, { companyId: 3 }, { companyId: 4 });
    queue.wake();
    await all.begin(3);

    await all.queue({ projectId: 7, companyId: 1, trigger: "person" });
    queue.wake();

    expect((await all.begin(4)).at(-1)).toBe(7);
  });

  it("gives the place of a run that only waits to others", async () => {
    const queue = await all.add(url, "one", { total: 2, forPeople: 1, perCompany: 2 });
    for (const company of [1, 2, 3]) all.resting.add(company);
    await all.queue(...[1, 2, 3, 4, 5].map((companyId) => ({ companyId, trigger: "person" }) as const));

    queue.wake();

    expect((await all.begin(5)).sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it("goes on with the next when a run has ended", async () => {
    const queue = await all.add(url, "one", { total: 2, forPeople: 1, perCompany: 1 });
    await all.queue({ companyId: 1 }, { companyId: 1 });
    queue.wake();
    await all.begin(1);

    all.begun[0]?.end();

    expect(await all.begin(2)).toEqual([0, 1]);
  });

  it("asks what is under way to stop, takes nothing new, and leaves the rest to another instance", async () => {
    const one = await all.add(url, "one", { total: 2, forPeople: 1, perCompany: 1 });
    await all.queue({ companyId: 1 }, { companyId: 2 });
    one.wake();
    await all.begin(1);

    const stopped = one.stop(60_000);
    const [first] = all.begun;
    if (first && !first.signal.aborted) await new Promise((done) => first.signal.addEventListener("abort", done));
    first?.end();
    await stopped;
    one.wake();
    const two = await all.add(url, "two");
    two.wake();
    await all.begin(2);

    expect(all.begun.map(({ by }) => by)).toEqual(["one", "two"]);
  });

  it("passes on, once, the run of a process that died", async () => {
    const [one, two] = [await all.add(url, "one"), await all.add(url, "two")];
    const [run] = await all.queue({});
    await all.runs.claim(run?.id ?? "", "dead", new Date().toISOString());

    all.clockAheadMs = 91_000;
    await Promise.all([one.tick(), two.tick()]);

    expect(all.expired).toEqual([run?.id]);
  });

  it("takes a look that is due", async () => {
    const queue = await all.add(url, "one");

    void queue.look({ companyId: 7, act: "sweep" });
    await all.until(() => all.looks.length > 0);

    expect(all.looks).toMatchObject([{ companyId: 7, act: "sweep" }]);
  });
});

describe("the queue on PostgreSQL", () => {
  it("looks at one company once at a time, whoever asks, and at several on several instances", async () => {
    const url = await engines.PostgreSQL();
    const db = openDb(url);
    await migrate(db);
    const all = new Instances(db);
    const [one, two] = [await all.add(url, "one"), await all.add(url, "two")];

    await one.look({ companyId: 7, act: "observe" });
    await two.look({ companyId: 7, act: "observe" });
    await two.look({ companyId: 8, act: "observe" });
    await all.until(() => all.looks.length >= 2);
    await all.close();

    expect(all.looks.map(({ companyId }) => companyId).sort()).toEqual([7, 8]);
  });

  it("keeps a sweep that falls due while the company is looked at, and takes it afterwards", async () => {
    const url = await engines.PostgreSQL();
    const db = openDb(url);
    await migrate(db);
    const all = new Instances(db);
    const queue = await all.add(url, "one");
    await queue.look({ companyId: 7, act: "observe" });
    await all.until(() => all.looks.length >= 1);

    await queue.look({ companyId: 7, act: "sweep" });
    await queue.look({ companyId: 8, act: "observe" });
    await all.until(() => all.looks.length >= 2);
    expect(all.looks.map(({ companyId }) => companyId)).toEqual([7, 8]);
    all.looks[0]?.end();
    await all.until(() => all.looks.length >= 3);
    await all.close();

    expect(all.looks.at(-1)).toMatchObject({ companyId: 7, act: "sweep" });
  });

  it("goes on with a look that left something, until nothing is left", async () => {
    const url = await engines.PostgreSQL();
    const db = openDb(url);
    await migrate(db);
    const all = new Instances(db);
    const queue = await all.add(url, "one");
    all.leftOver.add(7);

    await queue.look({ companyId: 7, act: "observe" });
    await all.until(() => all.looks.length >= 1);
    all.looks[0]?.end();
    await all.until(() => all.looks.length >= 2);
    all.looks[1]?.end();
    await all.close();

    expect(all.looks.map(({ companyId }) => companyId)).toEqual([7, 7]);
  });
});
