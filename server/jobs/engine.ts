import type { AsItStood } from "../domain/as-it-stood.ts";
import type { SyncRun } from "../domain/change.ts";
import { NO_COUNTS } from "../domain/change.ts";
import { isSyncError } from "../domain/errors.ts";
import type { WaitingHints } from "../domain/hint.ts";
import type { Lease } from "../domain/lease.ts";
import type { Settings } from "../domain/settings.ts";
import type { Log } from "../log.ts";
import type { Asked } from "../sync/decide.ts";
import { backfillComplete, type ObserveRequest } from "../sync/observe.ts";
import {
  type HeldStore,
  type LinkStore,
  type NewId,
  type Now,
  type PaymentSource,
  type PaymentTarget,
  type PictureStore,
  type ReadAlone,
  type RunStore,
} from "../sync/ports.ts";
import type { ProjectReport } from "../sync/report-types.ts";
import { runSync } from "../sync/run.ts";
import { shared } from "../sync/shared.ts";
import type { Progress } from "../sync/tally.ts";
import { hasWork } from "./has-work.ts";
import { observeOnce } from "./observe-once.ts";
import type { Hold } from "./queue.ts";
import { Reports } from "./reports.ts";
import { checkRunRequest, looksAtAll, type RunRequest } from "./run-request.ts";
import { settleLooking } from "./settle-looking.ts";

export type EngineDeps = {
  readonly pictures: PictureStore;
  readonly links: LinkStore;
  readonly runs: RunStore;
  readonly held: (lease: Lease) => HeldStore;
  readonly settings: { get(companyId: number): Promise<Settings> };
  /** @throws SyncError in words when the company is not connected, needs a sign-in, or writing is held. */
  readonly sourceOf: (companyId: number) => Promise<PaymentSource>;
  readonly targetOf: (companyId: number, how?: TargetUse) => Promise<PaymentTarget>;
  readonly alone: ReadAlone;
  /** Ends a moment later: requests that were sent together have arrived by then. */
  readonly gather: () => Promise<void>;
  /** Wakes whoever works through queued runs. */
  readonly wake: () => void;
  readonly now: Now;
  readonly newId: NewId;
  readonly log: Log;
};

/** For whom Procore is asked, what has to hold before a write leaves, and who is told of a wait that Procore asks for. */
export type TargetUse = {
  readonly lane: "person" | "schedule";
  readonly beforeWrite: () => Promise<void>;
  readonly onWait: (until: Date | null) => void;
};

/** How long a first reading goes on while others may wait. */
const LOOK_MS = 20_000;

/** When and for whom the sync acts: requests of people, the schedule, hints; one observation per company at a time. */
export class Engine {
  readonly #deps: EngineDeps;
  readonly #observers = new Map<number, () => Promise<void>>();
  readonly #reports: Reports;
  readonly #sweeping = new Set<number>();
  readonly #listeners = new Map<string, Set<(progress: Progress) => void>>();
  readonly #latest = new Map<string, Progress>();
  readonly #background = new Set<Promise<void>>();

  constructor(deps: EngineDeps) {
    this.#deps = deps;
    this.#reports = new Reports(deps);
  }

  // ---- What people ask for -----------------------------------------------------------------------------------------

  /** @throws SyncError "busy" while another is unfinished; "invalid" with a pointer for an unknown scope, plan or undo. */
  async requestRun(request: RunRequest): Promise<SyncRun> {
    await checkRunRequest(request, this.#deps);
    const run = await this.#deps.runs.enqueue(this.#newRun(request, "person"));
    this.#deps.wake();
    return run;
  }

  /** Everything the project's pages show, from the stored pictures alone: no request to either vendor. */
  report(companyId: number, projectId: number): Promise<ProjectReport> {
    return this.#reports.of(companyId, projectId);
  }

  /** @throws SyncError "not found", "invalid" with a pointer. */
  async decide(companyId: number, projectId: number, asked: Asked, by: { readonly login: string }): Promise<void> {
    const { links, pictures } = this.#deps;
    const stood = await pictures.asItStands(companyId);
    const target = await this.#deps.targetOf(companyId);
    const now = () => this.#deps.now().toISOString();
    const at = { companyId, stood, projectId, target, pictures, now };
    const settlement = await settleLooking(asked, by.login, at);
    await links.settle(companyId, asked.key, settlement);
  }

  /** Calls back with where a run in this process is, and at every step of it; returns what ends the subscription. */
  subscribe(runId: string, listener: (progress: Progress) => void): () => void {
    const listeners = this.#listeners.get(runId) ?? new Set();
    this.#listeners.set(runId, listeners.add(listener));
    const latest = this.#latest.get(runId);
    if (latest) listener(latest);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(runId);
    };
  }

  // ---- What a worker does ------------------------------------------------------------------------------------------

  /** One claimed run; what it leaves when the process is to stop is queued for another. Bugs and a lost lease are thrown. */
  async perform(run: SyncRun, { holder, signal, rest, beaten }: Hold): Promise<void> {
    const { pictures, runs, alone, now } = this.#deps;
    const lease: Lease = { runId: run.id, holder };
    const progress = (event: Progress): void => {
      this.#latest.set(run.id, event);
      for (const listener of this.#listeners.get(run.id) ?? []) listener(event);
    };
    await runSync(run, {
      ...this.#deps.held(lease),
      lease,
      runs,
      now,
      alone,
      progress,
      beaten,
      connect: async (allowed, onWait) => ({
        source: await this.#deps.sourceOf(run.companyId),
        target: await this.#deps.targetOf(run.companyId, {
          lane: run.trigger === "person" ? "person" : "schedule",
          beforeWrite: allowed,
          onWait,
        }),
      }),
      observe: async () => {
        const observed = () => this.observe(run.companyId);
        await ((await backfillComplete(run.companyId, pictures)) ? observed() : rest(observed));
      },
      stopping: () => signal.aborted,
      wanted: async () => run.trigger === "person" || (await this.#runsByItself(run.companyId)),
      handOver: () => this.#goesOnWith(run),
    }).finally(() => this.#latest.delete(run.id));
    if (signal.aborted) this.#deps.wake();
  }

  /** Reads what changed in Acumatica; joins an observation that has not begun. */
  observe(companyId: number): Promise<void> {
    let observer = this.#observers.get(companyId);
    if (!observer) {
      observer = shared(() => this.#observeOnce(companyId, { sweep: false }).then(() => undefined));
      this.#observers.set(companyId, observer);
    }
    return observer();
  }

  #observeOnce(companyId: number, request: ObserveRequest): Promise<boolean> {
    return observeOnce(companyId, request, this.#deps);
  }

  // ---- What the clock and hints ask for ----------------------------------------------------------------------------

  /**
   * Observes once, then starts runs only for projects that have something due; none at all with the schedule "never",
   * where nothing is written into Procore unasked. Never throws.
   */
  async scheduled(companyId: number): Promise<void> {
    try {
      const stood = await this.#deps.pictures.asItStands(companyId);
      await this.observe(companyId);
      if (!(await this.#runsByItself(companyId))) return;
      for (const projectId of await this.#deps.pictures.projectsConcerned(companyId)) {
        if (await hasWork(companyId, projectId, this.#deps)) await this.#enqueue(stood, projectId, "schedule");
      }
      this.#deps.wake();
    } catch (error) {
      this.#told(error, companyId, "A scheduled observation failed");
    }
  }

  /**
   * As `scheduled`, for a worker at which other companies wait: a first reading may take hours, so it is done a while at
   * a time. true: there is more to read; look again when the others had their turn. Never throws.
   */
  async look(companyId: number): Promise<boolean> {
    try {
      if (!(await backfillComplete(companyId, this.#deps.pictures))) {
        const until = this.#deps.now().getTime() + LOOK_MS;
        const enough = (): boolean => this.#deps.now().getTime() >= until;
        if (!(await this.#observeOnce(companyId, { sweep: false, enough }))) return true;
      }
    } catch (error) {
      this.#told(error, companyId, "A scheduled observation failed");
      return false;
    }
    await this.scheduled(companyId);
    return false;
  }

  /** The nightly look at everything: late commits beyond the overlap, and what people changed in Procore. Never throws. */
  async sweep(companyId: number): Promise<void> {
    if (this.#sweeping.has(companyId)) return;
    this.#sweeping.add(companyId);
    try {
      const stood = await this.#deps.pictures.asItStands(companyId);
      await this.#observeOnce(companyId, { sweep: true });
      if (!(await this.#runsByItself(companyId))) return;
      for (const projectId of await this.#deps.pictures.projectsConcerned(companyId)) {
        await this.#enqueue(stood, projectId, "sweep");
      }
      this.#deps.wake();
    } catch (error) {
      this.#told(error, companyId, "A nightly sweep failed");
    } finally {
      this.#sweeping.delete(companyId);
    }
  }

  /**
   * Looks where hints point, sooner than the schedule would; a hint is never evidence. Of a project that is not mapped it
   * says nothing to us; where it names none, what it is about may be known. false: a run that began before the change is
   * in the way; ask again once it has ended.
   */
  async follow({ companyId, from, projectId, until, ...told }: WaitingHints): Promise<boolean> {
    if (from === "Acumatica") {
      await this.scheduled(companyId);
      return true;
    }
    const stood = await this.#deps.pictures.asItStands(companyId);
    const { schedule, projectMap } = await this.#deps.settings.get(companyId);
    if (schedule === "never" || (projectId !== null && !(projectId in projectMap))) return true;
    const known = await this.#deps.pictures.markHinted(companyId, told, until);
    const projects = projectId === null ? known.filter((id) => id in projectMap) : [projectId];
    const followed: boolean[] = [];
    for (const id of projects) followed.push(await this.#lookSoon(stood, id));
    this.#deps.wake();
    return !followed.includes(false);
  }

  async #lookSoon(stood: AsItStood, projectId: number): Promise<boolean> {
    if (await this.#enqueue(stood, projectId, "webhook")) return true;
    const { runs } = await this.#deps.runs.list(stood.companyId, { projectIds: [projectId], after: null, limit: 1 });
    return runs.some(looksAtAll);
  }

  /** A sign-in to Acumatica succeeded or its settings changed: look now, in the background. */
  connected(companyId: number): void {
    this.#inBackground(this.scheduled(companyId));
  }

  async #runsByItself(companyId: number): Promise<boolean> {
    return (await this.#deps.settings.get(companyId)).schedule !== "never";
  }

  /** What takes the place of a run whose process died: the same, exactly. Of a preview nothing is half done. */
  readonly successor = (run: SyncRun): SyncRun | null => (run.mode === "preview" ? null : this.#goesOnWith(run));

  /** Waits for what runs in the background; for an orderly stop. */
  async idle(): Promise<void> {
    while (this.#background.size > 0) await Promise.allSettled([...this.#background]);
  }

  /** false: a run is under way already, which sees what we saw. */
  async #enqueue(stood: AsItStood, projectId: number, trigger: SyncRun["trigger"]): Promise<boolean> {
    const { companyId } = stood;
    const request = { companyId, projectId, mode: "apply", scope: null, planOf: null, undoOf: null } as const;
    try {
      await this.#deps.runs.enqueue(this.#newRun({ ...request, askedBy: null }, trigger), stood);
      return true;
    } catch (error) {
      if (!isSyncError(error, "busy")) throw error;
      return false;
    }
  }

  #inBackground(work: Promise<void>): void {
    const watched = work.catch((error: unknown) => this.#deps.log.error({ err: error }, "Background work failed"));
    this.#background.add(watched);
    void watched.finally(() => this.#background.delete(watched));
  }

  #told(error: unknown, companyId: number, message: string): void {
    if (isSyncError(error)) this.#deps.log.warn({ companyId, kind: error.kind, system: error.system }, message);
    else this.#deps.log.error({ companyId, err: error }, message);
  }

  // ---- Checks of a request -----------------------------------------------------------------------------------------

  #goesOnWith(run: SyncRun): SyncRun {
    return { ...this.#newRun(run, run.trigger), sweeps: run.sweeps, resumes: run.id };
  }

  #newRun(request: RunRequest, trigger: SyncRun["trigger"]): SyncRun {
    const { companyId, projectId, mode, scope, planOf, undoOf, askedBy } = request;
    return {
      companyId,
      projectId,
      mode,
      scope,
      planOf,
      undoOf,
      askedBy,
      sweeps: trigger === "sweep",
      resumes: null,
      id: this.#deps.newId(),
      trigger,
      status: "queued",
      queuedAt: this.#deps.now().toISOString(),
      startedAt: null,
      finishedAt: null,
      counts: NO_COUNTS,
      error: null,
    };
  }
}
