import { sql } from "kysely";
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
import { fromJson, insertRows, upsertRows } from "./batches.ts";
import { isOneOf, transact, type Db, type Queries } from "./db.ts";
import { heldBy } from "./fence.ts";
import { enqueue, queueAfter } from "./run-queue.ts";
import { runIn } from "./run-rows.ts";
import type { Schema } from "./schema.ts";

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
    .returningAll()
    .executeTakeFirst();
  if (!ended) throw new LeaseLost(runId);
  const { company_id, project_id } = ended;
  if (states) await storeStates(within, { company_id, project_id, at, counts: JSON.stringify(states) });
  await queueAfter(within, ended, next, at);
}

function storeStates(db: Queries, row: Schema["project_states"]): Promise<unknown> {
  return upsertRows(db, "project_states", [row], { key: ["company_id", "project_id"] });
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
    await queueAfter(within, row, next(run), at);
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
