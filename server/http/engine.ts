import type { Counts, RunMode, RunScope, RunStatus, SyncRun } from "../domain/change.ts";
import type { BillDecision, Decision } from "../domain/link.ts";
import type { ApplicationKey } from "../domain/payment.ts";
import type { ProjectReport } from "../sync/report-types.ts";

/** Who asked: a Procore user. */
export type AskedBy = { readonly id: number; readonly login: string };

export type RunRequest = {
  readonly companyId: number;
  readonly projectId: number;
  readonly mode: RunMode;
  readonly scope: RunScope | null;
  readonly planOf: string | null;
  readonly undoOf: string | null;
  readonly askedBy: AskedBy;
};

/** What a person decided about one application; `reset` forgets the decision before. */
export type DecisionRequest = {
  readonly key: ApplicationKey;
  readonly decide: BillDecision["decide"] | Exclude<Decision["decide"], "taken back"> | "reset";
  readonly invoiceId: number | null;
  readonly contractPaymentId: number | null;
};

export type Progress = {
  readonly status: RunStatus;
  readonly counts: Counts;
  readonly done: number;
  /** null until the plan is made. */
  readonly total: number | null;
  /** When it goes on, while a vendor asks for a rest. */
  readonly waitsUntil: string | null;
};

/** What the routes need of the sync. The composition root implements it over `server/sync` and the job queue. */
export interface Engine {
  /**
   * Stores a queued run and wakes the worker.
   * @throws SyncError "busy" while another is unfinished; "invalid" with a pointer for an unknown scope, plan or undo.
   */
  requestRun(request: RunRequest): Promise<SyncRun>;
  /** Everything the project's pages show, from the stored pictures alone: no request to either vendor. */
  report(companyId: number, projectId: number): Promise<ProjectReport>;
  /** @throws SyncError "invalid" with a pointer when the decision does not fit the application. */
  decide(companyId: number, projectId: number, decision: DecisionRequest, by: AskedBy): Promise<void>;
  /** Calls back at every step of a run in this process; returns what ends the subscription. */
  subscribe(runId: string, listener: (progress: Progress) => void): () => void;
  /** A sign-in to Acumatica succeeded or its settings changed: observe now, in the background. */
  connected(companyId: number): void;
}
