import type { SyncRun } from "../domain/change.ts";
import { fromJson, fromNullableJson } from "./batches.ts";
import type { Schema } from "./schema.ts";

export type Row = Schema["sync_run"];

export function rowOf(run: SyncRun): Omit<Row, "holder" | "beat_at" | "owes"> {
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
    sweeps: Number(run.sweeps),
    resumes: run.resumes,
    status: run.status,
    queued_at: run.queuedAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    counts: JSON.stringify(run.counts),
    error: run.error && JSON.stringify(run.error),
  };
}

export function runIn(row: Row): SyncRun {
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
    sweeps: row.sweeps === 1,
    resumes: row.resumes,
    status: row.status as SyncRun["status"],
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    counts: fromJson(row.counts),
    error: fromNullableJson(row.error),
  };
}
