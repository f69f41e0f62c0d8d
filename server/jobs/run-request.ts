import { isWhole, type RunMode, type RunScope, type SyncRun } from "../domain/change.ts";
import { SyncError } from "../domain/errors.ts";
import { refreshProject } from "../sync/refresh.ts";
import { undoRequestError } from "../sync/undo.ts";
import type { EngineDeps } from "./engine.ts";

export type RunRequest = {
  readonly companyId: number;
  readonly projectId: number;
  readonly mode: RunMode;
  readonly scope: RunScope | null;
  readonly planOf: string | null;
  readonly undoOf: string | null;
  readonly askedBy: SyncRun["askedBy"];
};

const PREVIEW_KEEPS_MS = 24 * 3_600_000;

type CheckDeps = Pick<EngineDeps, "pictures" | "runs" | "targetOf" | "now">;

/** @throws SyncError "invalid" with a pointer, for an unknown scope, a preview that cannot be applied, a run that cannot be undone */
export async function checkRunRequest(request: RunRequest, deps: CheckDeps): Promise<void> {
  await checkPlan(request, deps);
  await checkUndo(request, deps);
  // Last, for it may read the project: nothing is read, nor stored, for what is refused without it.
  await checkScope(request, deps);
}

async function checkUndo(request: RunRequest, { runs }: CheckDeps): Promise<void> {
  if (!request.undoOf) return;
  const error = undoRequestError(await runs.run(request.companyId, request.undoOf), request);
  if (error) throw error;
}

async function checkScope({ companyId, projectId, scope }: RunRequest, deps: CheckDeps): Promise<void> {
  const knows = () => knowsScope({ companyId, projectId }, scope, deps);
  if (await knows()) return;
  const { pictures, targetOf, now } = deps;
  const stood = await pictures.asItStands(companyId);
  const target = await targetOf(companyId);
  await refreshProject("all", { companyId, stood, projectId, target, pictures, now: () => now().toISOString() });
  if (await knows()) return;
  const field = scope && "commitmentId" in scope ? "commitmentId" : "invoiceId";
  const says = "This project has no such commitment or invoice.";
  throw new SyncError("invalid", "This app", says, { pointer: `/scope/${field}` });
}

async function knowsScope(
  { companyId, projectId }: Pick<RunRequest, "companyId" | "projectId">,
  scope: RunScope | null,
  { pictures }: CheckDeps,
): Promise<boolean> {
  if (!scope) return true;
  const { commitments, invoices } = await pictures.pictures(companyId, projectId);
  return "commitmentId" in scope
    ? commitments.some((one) => one.id === scope.commitmentId && one.projectId === projectId)
    : invoices.some((one) => one.id === scope.invoiceId && one.projectId === projectId);
}

async function checkPlan({ companyId, projectId, planOf, mode }: RunRequest, { runs, now }: CheckDeps): Promise<void> {
  if (!planOf) return;
  const preview = await runs.run(companyId, planOf);
  const old = !preview?.finishedAt || now().getTime() - Date.parse(preview.finishedAt) > PREVIEW_KEEPS_MS;
  if (mode === "apply" && preview?.projectId === projectId && preview.mode === "preview" && !old) return;
  const says = "Only a finished preview of this project, at most 24 h old, can be applied.";
  throw new SyncError("invalid", "This app", says, { pointer: "/plan" });
}

/** Is it yet to begin, and will it read all of Procore's picture of the project and apply what follows? */
export function looksAtAll(run: SyncRun): boolean {
  return run.status === "queued" && run.trigger !== "schedule" && isWhole(run);
}
