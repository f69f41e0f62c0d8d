import { AsyncLocalStorage } from "node:async_hooks";
import { pino } from "pino";
import type { RunChange, SyncRun } from "../../server/domain/change.ts";
import { LEASE_MS } from "../../server/domain/lease.ts";
import type { Schedule } from "../../server/domain/settings.ts";
import { AloneEverywhere } from "../../server/jobs/alone.ts";
import { HeldRuns } from "../../server/jobs/held-runs.ts";
import { Hints } from "../../server/jobs/hints.ts";
import { Scheduler } from "../../server/jobs/scheduler.ts";
import { createHttp } from "../../server/net/http.ts";
import type { Db } from "../../server/store/db.ts";
import { readScheduled } from "../../server/store/scheduled.ts";
import { STREAMS, type PaymentTarget } from "../../server/sync/ports.ts";
import { axiosAdapter, type Wire } from "../fakes/wire.ts";
import { Process, type Reached } from "../world/company.ts";
import type { Chaos } from "./chaos.ts";

/** A run under way, and what it was asked to be about. */
export type Performing = {
  readonly run: SyncRun;
  /** What it was when the run began. */
  readonly schedule: Schedule;
  /** What the preview showed that it applies; null: it applies none. */
  readonly shown: readonly RunChange[] | null;
  /** What the run did that it takes back; null: it takes none back. */
  readonly undone: readonly RunChange[] | null;
};

export type Write = {
  readonly by: Performing | null;
  readonly what: "create" | "change" | "delete";
  readonly projectId: number;
  readonly commitmentId: number;
  readonly contractPaymentId: number | null;
  /** Of what is written, where the request says it. */
  readonly key: string | null;
  readonly invoiceId: number | null;
};

export type SimProcessDeps = {
  readonly name: string;
  readonly db: Db;
  readonly chaos: Chaos;
  readonly now: () => Date;
  /** The world's time goes on meanwhile. */
  readonly pass: (ms: number) => void;
  readonly random: () => number;
  readonly pageRows: number;
  /** Are there other processes on the database? Then they take turns through it. */
  readonly several: boolean;
  readonly procoreUrl: string;
  readonly acumaticaOf: Reached["acumaticaOf"];
  readonly wires: Readonly<Record<string, Wire>>;
  readonly began: (by: Performing) => void;
  readonly wrote: (write: Write) => void;
  /** A bug: what no vendor and no person did. */
  readonly failed: (says: string) => void;
};

const AT_ONCE = 16;

/** One server process: engine, schedule, hints and leases, as `compose.ts` joins them, over faults at every boundary. */
export class SimProcess {
  readonly chaos: Chaos;
  readonly process: Process;
  readonly #deps: SimProcessDeps;
  readonly #performing: AsyncLocalStorage<Performing | null>;
  readonly #held: HeldRuns;
  readonly #scheduler: Scheduler;
  readonly #hints: Hints;

  private constructor(process: Process, performing: AsyncLocalStorage<Performing | null>, deps: SimProcessDeps) {
    this.process = process;
    this.chaos = deps.chaos;
    this.#deps = deps;
    this.#performing = performing;
    const { store, engine } = process;
    const { now, name: holder } = deps;
    const sleep = (ms: number): Promise<void> => Promise.resolve(deps.pass(ms));
    const log = faultsTo(deps.failed);
    this.#held = new HeldRuns({
      runs: store.runs,
      perform: async (run, hold) => {
        const by = await this.#about(run);
        deps.began(by);
        await performing.run(by, () => engine.perform(run, hold));
      },
      successor: (run) => engine.successor(run),
      holder,
      now,
      sleep,
      log,
      onRoom: () => undefined,
    });
    this.#scheduler = new Scheduler({
      companies: () => readScheduled(deps.db, STREAMS.length),
      began: ({ companyId, act }, at) => store.looks.began(companyId, act, at.toISOString()),
      look: ({ companyId, act }) =>
        act === "sweep" ? engine.sweep(companyId).then(() => false) : engine.look(companyId),
      isLeader: () => Promise.resolve(true),
      timeZone: "UTC",
      now,
      log,
    });
    this.#hints = new Hints({ store: store.hints, follow: (group) => engine.follow(group), now, log });
  }

  static async start(deps: SimProcessDeps): Promise<SimProcess> {
    const { chaos, now, pass, several, wires, wrote } = deps;
    const performing = new AsyncLocalStorage<Performing | null>();
    const adapter = chaos.adapter(axiosAdapter(wires));
    const clock: { everywhere?: AloneEverywhere; held?: HeldRuns } = {};
    // Whatever waits, the process's own clock beats meanwhile.
    const sleep = async (ms: number): Promise<void> => {
      pass(ms);
      await clock.everywhere?.beat();
      await clock.held?.tick();
    };
    let holders = 0;
    const process = await Process.start(
      {
        procoreUrl: deps.procoreUrl,
        acumaticaOf: deps.acumaticaOf,
        http: (system) => createHttp({ system, timeoutMs: 30_000, adapter }),
      },
      {
        now,
        sleep,
        random: deps.random,
        db: deps.db,
        name: deps.name,
        pageRows: deps.pageRows,
        log: faultsTo(deps.failed),
        around: (store) => chaos.around(store),
        aroundTarget: (target) => watched(target, (write) => wrote({ ...write, by: performing.getStore() ?? null })),
        ...(several && {
          alone: (store) => {
            const newId = (): string => `${deps.name}-${(holders += 1)}`;
            clock.everywhere = new AloneEverywhere({ board: store.tokens, newId, now, sleep });
            return clock.everywhere.alone;
          },
        }),
      },
    );
    const made = new SimProcess(process, performing, deps);
    clock.held = made.#held;
    return made;
  }

  /** Does something that no run does, whoever waits for it. */
  apart<T>(act: () => Promise<T>): Promise<T> {
    return this.#performing.run(null, act);
  }

  /** The run whose boundary was reached; null outside of any. */
  get performing(): Performing | null {
    return this.#performing.getStore() ?? null;
  }

  /** What the clock and the hints ask for. */
  async tick(): Promise<void> {
    await this.#scheduler.tick();
    await this.#scheduler.idle();
    await this.#hints.tick();
    await this.#hints.idle();
  }

  /** Beats, and works through what is queued, several runs at a time; returns those it performed. */
  async work(): Promise<SyncRun[]> {
    await this.#held.tick();
    const { runs } = this.process.store;
    const done: SyncRun[] = [];
    for (let queued = await runs.queued(AT_ONCE); queued.length > 0; queued = await runs.queued(AT_ONCE)) {
      const mine: { readonly run: SyncRun; readonly ended: Promise<void> }[] = [];
      for (const run of queued) {
        const claimed = await this.#held.claim(run);
        if (claimed) mine.push({ run, ended: claimed.ended });
      }
      for (const { run, ended } of mine) {
        await ended;
        done.push((await runs.run(run.companyId, run.id)) ?? run);
      }
    }
    return done;
  }

  /** Fails the runs of processes that no longer beat; each that is worth it is queued again. true: there was one. */
  async expire(): Promise<boolean> {
    const before = await this.#unfinished();
    this.#deps.pass(LEASE_MS + 10_000);
    await this.#held.tick();
    return before > 0;
  }

  async #unfinished(): Promise<number> {
    const { n } = await this.#deps.db.query
      .selectFrom("sync_run")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("status", "=", "running")
      .executeTakeFirstOrThrow();
    return Number(n);
  }

  async #about(run: SyncRun): Promise<Performing> {
    const { runs, settings } = this.process.store;
    const changes = (id: string | null) => (id === null ? null : runs.changes(run.companyId, id));
    const { schedule } = await settings.get(run.companyId);
    const [shown, undone] = [await changes(run.planOf), await changes(run.undoOf)];
    return { run, schedule, shown, undone };
  }
}

function watched(target: PaymentTarget, wrote: (write: Omit<Write, "by">) => void): PaymentTarget {
  const writing: Pick<PaymentTarget, "create" | "patch" | "remove"> = {
    create: (draft) => {
      const { projectId, commitmentId, invoiceId, key } = draft;
      wrote({ what: "create", projectId, commitmentId, contractPaymentId: null, key, invoiceId });
      return target.create(draft);
    },
    patch: (place, patch, currency) => {
      const { draft, originId } = patch;
      wrote({ ...place, what: "change", key: draft?.key ?? originId ?? null, invoiceId: draft?.invoiceId ?? null });
      return target.patch(place, patch, currency);
    },
    remove: (place) => {
      wrote({ ...place, what: "delete", key: null, invoiceId: null });
      return target.remove(place);
    },
  };
  return new Proxy(target, {
    get(real, name) {
      if (name in writing) return writing[name as keyof typeof writing];
      const value: unknown = Reflect.get(real, name);
      return typeof value === "function" ? (value.bind(real) as unknown) : value;
    },
  });
}

/** Nothing is read of a log but what no part of the app expects. */
function faultsTo(failed: (says: string) => void) {
  return pino({
    level: "error",
    hooks: {
      logMethod(args) {
        const [what, says] = args as unknown as [{ err?: unknown }, string];
        const { err } = what;
        failed(`${says}: ${err instanceof Error ? (err.stack ?? err.message) : String(err)}`);
      },
    },
  });
}
