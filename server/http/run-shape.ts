import type { RunShape, RunSummaryShape } from "../contract/runs.ts";
import type { RunChange, SyncRun } from "../domain/change.ts";
import { inWords } from "../domain/reasons.ts";
import { money } from "./shapes.ts";

export function runSummary(run: SyncRun): RunSummaryShape {
  return {
    id: run.id,
    projectId: run.projectId,
    mode: run.mode,
    trigger: run.trigger,
    status: run.status,
    queuedAt: run.queuedAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    counts: run.counts,
    error: run.error,
    scope: run.scope,
    plan: run.planOf,
    undo: run.undoOf,
    askedBy: run.askedBy,
  };
}

export function runShape(run: SyncRun, changes: readonly RunChange[]): RunShape {
  return { ...runSummary(run), changes: changes.map(changeShape) };
}

function changeShape(change: RunChange): RunShape["changes"][number] {
  const { key, kind, because, commitmentId, contractPaymentId, before, after, written, outcome, error } = change;
  const currency = after?.currency ?? written?.currency;
  return {
    key,
    kind,
    because: inWords(because),
    commitmentId,
    contractPaymentId,
    before: before && { ...before, amount: currency === undefined ? null : money(before.amount, currency) },
    after: after && {
      amount: money(after.amount, after.currency),
      date: after.date,
      checkNumber: after.checkNumber,
      method: after.method,
      invoiceNumber: after.invoiceNumber,
      invoiceDate: after.invoiceDate,
      invoiceId: after.invoiceId,
    },
    outcome,
    error,
  };
}
