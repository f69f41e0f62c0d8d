import type { Response } from "express";
import { GetRun, GetRunEvents, GetRuns, PostRun, type RunProgressShape } from "../../contract/runs.ts";
import type { SyncRun } from "../../domain/change.ts";
import { SyncError } from "../../domain/errors.ts";
import type { Caller } from "../access.ts";
import type { RouteDeps } from "../deps.ts";
import { DEFAULT_PAGE_SIZE } from "../page.ts";
import { route } from "../route.ts";
import { runShape, runSummary } from "../run-shape.ts";
import { openEvents } from "../stream.ts";

export function runRoutes(deps: RouteDeps) {
  const { store, engine, gate } = deps;
  return [
    /** Answers at once: a run can outlive any proxy's time limit. */
    route(PostRun, "sync project", async ({ params, body, caller }) => {
      const run = await engine.requestRun({
        companyId: params.c,
        projectId: params.p,
        mode: body.mode,
        scope: body.scope ?? null,
        planOf: body.plan ?? null,
        undoOf: body.undo ?? null,
        askedBy: { id: caller.user.id, login: caller.user.login },
      });
      return { runId: run.id };
    }),
    route(GetRuns, "company", async ({ params, query, caller }) => {
      const projectIds = await seenProjects(deps, { companyId: params.c, caller, asked: query.project_id });
      const page = { projectIds, after: query.page_token ?? null, limit: query.page_size ?? DEFAULT_PAGE_SIZE };
      const { runs, next } = await store.runs.list(params.c, page);
      return { items: runs.map(runSummary), nextPageToken: next };
    }),
    route(GetRun, "company", async ({ params, caller }) => {
      const run = await runOf(deps, params, caller);
      return runShape(run, await store.runs.changes(params.c, run.id));
    }),
    route(GetRunEvents, "company", async ({ params, caller }) => {
      const run = await runOf(deps, params, caller);
      return { write: (response) => follow(deps, run, response) };
    }),
  ];

  async function runOf(
    { store }: RouteDeps,
    { c, id }: { readonly c: number; readonly id: string },
    caller: Caller,
  ): Promise<SyncRun> {
    const run = await store.runs.run(c, id);
    if (!run) throw new SyncError("not found", "This app", "There is no such sync.");
    await gate.require(caller, c, run.projectId);
    return run;
  }
}

type Asking = { readonly companyId: number; readonly caller: Caller; readonly asked: number | undefined };

/** The project asked about, or every one with a picture that the caller may see. */
async function seenProjects({ store, gate }: RouteDeps, { companyId, caller, asked }: Asking): Promise<number[]> {
  if (asked !== undefined) {
    await gate.require(caller, companyId, asked);
    return [asked];
  }
  const concerned = await store.pictures.projectsConcerned(companyId);
  const seen = await Promise.all(concerned.map((id) => gate.mayView(caller, companyId, id)));
  return concerned.filter((_id, index) => seen[index]);
}

const ENDED = new Set(["succeeded", "partial", "failed"]);
const LOOK_MS = 1_000;
const KEEP_OPEN_MS = 15_000;

/**
 * Tells every step of a run that this process performs, as it happens. What another process performs is seen by looking
 * at the store each second; so is the end, which counts only once it is stored.
 */
async function follow({ engine, store, every, log }: RouteDeps, run: SyncRun, response: Response): Promise<void> {
  const { companyId, id } = run;
  let last: RunProgressShape | null = null;
  let looking = false;
  const stops: (() => void)[] = [];
  const events = openEvents(response, () => stops.forEach((stop) => stop()));
  const tell = (progress: RunProgressShape): void => {
    if (JSON.stringify(progress) === JSON.stringify(last)) return;
    last = progress;
    events.send("progress", progress);
  };
  // What this process was told of a run is fresher than what is stored of it.
  const tellStored = async (stands: SyncRun): Promise<void> => {
    const stored = await storedProgress(store, stands);
    if (stored.status !== last?.status) tell(stored);
  };
  const look = async (): Promise<void> => {
    const now = await store.runs.run(companyId, id);
    if (now && !ENDED.has(now.status)) {
      await tellStored(now);
      return;
    }
    const end = await storedProgress(store, now ?? run);
    tell(end);
    events.send("end", end);
    events.end();
  };
  const lookOnce = (): void => {
    if (looking || response.writableEnded) return;
    looking = true;
    look()
      .catch((error: unknown) => {
        log.error({ err: error, runId: id }, "The progress of a sync run could not be read");
        events.end();
      })
      .finally(() => {
        looking = false;
      });
  };
  stops.push(engine.subscribe(id, (progress) => (ENDED.has(progress.status) ? lookOnce() : tell(progress))));
  stops.push(
    every(LOOK_MS, lookOnce),
    every(KEEP_OPEN_MS, () => events.keepOpen()),
  );
  await tellStored(run);
  lookOnce();
}

async function storedProgress({ runs }: RouteDeps["store"], run: SyncRun): Promise<RunProgressShape> {
  const changes = await runs.changes(run.companyId, run.id);
  const done = changes.filter(({ outcome }) => outcome !== null).length;
  const planned = ENDED.has(run.status) || changes.length > 0;
  return { status: run.status, counts: run.counts, done, total: planned ? changes.length : null, waitsUntil: null };
}
