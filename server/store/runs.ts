import { sql } from "kysely";
import type { AsItStood } from "../domain/as-it-stood.ts";
import {
  countedAs,
  NO_COUNTS,
  STOPPED,
  type Counts,
  type Outcome,
  type RunChange,
  type SyncRun,
} from "../domain/change.ts";
import { SyncError } from "../domain/errors.ts";
import { LeaseLost, type Lease } from "../domain/lease.ts";
import type { Dead, RunEnd, RunStore } from "../sync/ports.ts";
import { fromJson, fromNullableJson, insertRows, upsertRows } from "./batches.ts";
import { isOneOf, transact, type Db, type Queries } from "./db.ts";
import { heldBy } from "./fence.ts";
import type { Schema } from "./schema.ts";
import { storeAsked } from "./standing-connection.ts";

export function createRuns(db: Db): RunStore {
  const { query } = db;
  return {
    enqueue: (run, stood) => enqueue(db, run, stood),
    async claim(runId, holder, at) {
      const row = await query
        .updateTable("sync_run")
        .set({ status: "running", holder, started_at: at, beat_at: at })
        .where("id", "=", runId)
        .where("status", "=", "queued")
        .returningAll()
        .executeTakeFirst();
      return row ? runIn(row) : null;
    },
    async beat({ runId, holder }, at) {
      return (await beatAll(db, [runId], holder, at)).has(runId);
    },
    beatAll: (runIds, holder, at) => beatAll(db, runIds, holder, at),
    async lastBeat({ runId, holder }) {
      const row = await query
        .selectFrom("sync_run")
        .select("beat_at")
        .where("id", "=", runId)
        .where("holder", "=", holder)
        .where("status", "=", "running")
        .executeTakeFirst();
      return row?.beat_at ?? null;
    },
    storePlan: (lease, changes) => transact(heldBy(db, lease), (within) => storePlan(within, lease.runId, changes)),
    changes: (companyId, runId) => changesOf(db, companyId, runId),
    finish: (lease, end, next) => transact(db, (within) => finish(within, lease, end, next ?? null)),
    expire: (dead, at, next) => transact(db, (within) => expire(within, dead, at, next)),
    async run(companyId, runId) {
      const row = await query
        .selectFrom("sync_run")
        .selectAll()
        .where("company_id", "=", companyId)
        .where("id", "=", runId)
        .executeTakeFirst();
      return row ? runIn(row) : null;
    },
    list: (companyId, filter) => list(db, companyId, filter),
    async queued(limit) {
      // Each company's oldest before anybody's second: one that queues a hundred projects must not hide the others.
      const ranked = query
        .selectFrom("sync_run")
        .selectAll()
        .select(
          sql<number>`row_number() over (partition by company_id, trigger = 'person' order by queued_at, id)`.as(
            "turn",
          ),
        )
        .where("finished_at", "is", null)
        .where("status", "=", "queued");
      const rows = await query
        .selectFrom(ranked.as("queued"))
        .selectAll()
        .orderBy((eb) => eb.case().when("trigger", "=", "person").then(0).else(1).end())
        .orderBy("turn")
        .orderBy("queued_at")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(runIn);
    },
  };
}

async function beatAll(
  db: Queries,
  runIds: readonly string[],
  holder: string,
  at: string,
): Promise<ReadonlySet<string>> {
  if (runIds.length === 0) return new Set();
  const beaten = await db.query
    .updateTable("sync_run")
    .set({ beat_at: at })
    .where(isOneOf(db, "id", runIds))
    .where("holder", "=", holder)
    .where("status", "=", "running")
    .returning("id")
    .execute();
  return new Set(beaten.map(({ id }) => id));
}

/** A run that was failed because it stopped beating stays failed when its process wakes up. */
async function finish(
  within: Queries,
  { runId, holder }: Lease,
  { status, counts, error, at, states }: RunEnd,
  next: SyncRun | null,
): Promise<void> {
  const ended = await within.query
    .updateTable("sync_run")
    .set({ status, counts: JSON.stringify(counts), error: error && JSON.stringify(error), finished_at: at })
    .where("id", "=", runId)
    .where("holder", "=", holder)
    .where("status", "=", "running")
    .returning(["company_id", "project_id"])
    .executeTakeFirst();
  if (!ended) throw new LeaseLost(runId);
  if (states) await storeStates(within, { ...ended, at, counts: JSON.stringify(states) });
  if (next) await insertRun(within, next);
}

function storeStates(db: Queries, row: Schema["project_states"]): Promise<unknown> {
  return upsertRows(db, "project_states", [row], { key: ["company_id", "project_id"] });
}

/** A run may end between the refused insert and the look at what refused it; a few turns settle that. */
const TURNS = 3;

async function enqueue(db: Db, run: SyncRun, stood?: AsItStood): Promise<SyncRun> {
  const insert = (): Promise<SyncRun | null> =>
    stood ? storeAsked(db, stood, (within) => insertRun(within, run)) : insertRun(db, run);
  for (let turn = 0; turn < TURNS; turn++) {
    const stored = (await insert()) ?? (run.trigger === "person" ? await takeOver(db, run) : null);
    if (stored) return stored;
  }
  throw new SyncError("busy", "This app", "A sync of this project is already running or waiting.");
}

async function insertRun({ query }: Queries, run: SyncRun): Promise<SyncRun | null> {
  const inserted = await query
    .insertInto("sync_run")
    .values(rowOf(run))
    .onConflict((conflict) =>
      conflict.columns(["company_id", "project_id"]).where("finished_at", "is", null).doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  return inserted ? run : null;
}

/** A queued run that nobody waits for becomes the person's: what it would have done is planned anew anyway. */
async function takeOver({ query }: Queries, run: SyncRun): Promise<SyncRun | null> {
  const { mode, trigger, scope, plan_of, undo_of, asked_by } = rowOf(run);
  const row = await query
    .updateTable("sync_run")
    .set({ mode, trigger, scope, plan_of, undo_of, asked_by })
    .where("company_id", "=", run.companyId)
    .where("project_id", "=", run.projectId)
    .where("status", "=", "queued")
    .where("trigger", "<>", "person")
    .returningAll()
    .executeTakeFirst();
  return row ? runIn(row) : null;
}

async function storePlan(within: Queries, runId: string, changes: readonly RunChange[]): Promise<void> {
  const { query } = within;
  const run = await query.selectFrom("sync_run").select("company_id").where("id", "=", runId).executeTakeFirst();
  if (!run) throw new SyncError("not found", "This app", "The sync this plan belongs to is not known.");
  await query.deleteFrom("run_change").where("run_id", "=", runId).execute();
  const rows = changes.map(({ outcome, error, ...change }, seq) => ({
    run_id: runId,
    seq,
    company_id: run.company_id,
    key: change.key,
    body: JSON.stringify(change),
    outcome,
    error,
  }));
  await insertRows(within, "run_change", rows);
}

async function changesOf({ query }: Queries, companyId: number, runId: string): Promise<readonly RunChange[]> {
  const rows = await query
    .selectFrom("run_change")
    .select(["body", "outcome", "error"])
    .where("company_id", "=", companyId)
    .where("run_id", "=", runId)
    .orderBy("seq")
    .execute();
  return rows.map(({ body, outcome, error }) => ({
    ...fromJson<Omit<RunChange, "outcome" | "error">>(body),
    outcome: outcome as Outcome | null,
    error,
  }));
}

/** Its process died before it could count: what its changes had come to is counted here. */
async function expire(
  within: Queries,
  dead: Dead,
  at: string,
  next: (run: SyncRun) => SyncRun | null,
): Promise<readonly SyncRun[]> {
  const running = within.query
    .updateTable("sync_run")
    .set({ status: "failed", error: JSON.stringify(STOPPED), finished_at: at })
    .where("status", "=", "running");
  const rows = await (
    "beatBefore" in dead
      ? running.where("beat_at", "<", dead.beatBefore)
      : running.where("holder", "<>", dead.notHeldBy)
  )
    .returningAll()
    .execute();
  const expired: SyncRun[] = [];
  for (const row of rows) {
    const counts = countsOf(await changesOf(within, row.company_id, row.id));
    await within.query
      .updateTable("sync_run")
      .set({ counts: JSON.stringify(counts) })
      .where("id", "=", row.id)
      .execute();
    const run = { ...runIn(row), counts };
    const successor = next(run);
    if (successor) await insertRun(within, successor);
    expired.push(run);
  }
  return expired;
}

function countsOf(changes: readonly RunChange[]): Counts {
  const counts = { ...NO_COUNTS };
  for (const { kind, outcome } of changes) {
    if (outcome !== null && outcome !== "planned") counts[countedAs(kind, outcome)] += 1;
  }
  return counts;
}

type Filter = Parameters<RunStore["list"]>[1];

/** Newest first; the token is where the last page ended, so runs added meanwhile move nothing. */
async function list(
  db: Db,
  companyId: number,
  { projectIds, after, limit }: Filter,
): Promise<{ readonly runs: readonly SyncRun[]; readonly next: string | null }> {
  if (projectIds?.length === 0) return { runs: [], next: null };
  const all = db.query.selectFrom("sync_run").selectAll().where("company_id", "=", companyId);
  const ofProjects = projectIds ? all.where(isOneOf(db, "project_id", projectIds)) : all;
  const [queuedAt, id] = after === null ? [] : after.split(" ", 2);
  const rest =
    queuedAt !== undefined && id !== undefined
      ? ofProjects.where(sql<boolean>`(queued_at, id) < (${queuedAt}, ${id})`)
      : ofProjects;
  const rows = await rest
    .orderBy("queued_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { runs: page.map(runIn), next: rows.length > limit && last ? `${last.queued_at} ${last.id}` : null };
}

type Row = Schema["sync_run"];

function rowOf(run: SyncRun): Omit<Row, "holder" | "beat_at"> {
  return {
    id: run.id,
    company_id: run.companyId,
    project_id: run.projectId,
    mode: run.mode,
    trigger: run.trigger,
    scope: run.scope && JSON.stringify(run.scope),
    plan_of: run.planOf,
    undo_of: run.undoOf,
    asked_by: run.askedBy && JSON.stringify(run.askedBy),
    status: run.status,
    queued_at: run.queuedAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    counts: JSON.stringify(run.counts),
    error: run.error && JSON.stringify(run.error),
  };
}

function runIn(row: Row): SyncRun {
  return {
    id: row.id,
    companyId: row.company_id,
    projectId: row.project_id,
    mode: row.mode as SyncRun["mode"],
    trigger: row.trigger as SyncRun["trigger"],
    scope: fromNullableJson(row.scope),
    planOf: row.plan_of,
    undoOf: row.undo_of,
    askedBy: fromNullableJson(row.asked_by),
    status: row.status as SyncRun["status"],
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    counts: fromJson(row.counts),
    error: fromNullableJson(row.error),
  };
}
