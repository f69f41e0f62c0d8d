import type { Draft, Shown, Values } from "./contract-payment.ts";
import { fingerprint } from "./contract-payment.ts";
import type { Evidence } from "./link.ts";
import type { ApplicationKey, Instant } from "./payment.ts";
import type { Reason } from "./reasons.ts";

export type ChangeKind = "create" | "adopt" | "update" | "remove";

/** One line of a plan: what would be written for one application, and why. */
export type Change = {
  readonly key: ApplicationKey;
  readonly kind: ChangeKind;
  readonly because: Reason;
  readonly projectId: number;
  readonly commitmentId: number;
  /** The payment to touch; null for a create. */
  readonly contractPaymentId: number | null;
  /** What Procore shows now; null where there is nothing. */
  readonly before: Shown | null;
  /** What we had written last, for undo; null where we had not. */
  readonly written: Draft | null;
  /** What Procore shall hold; null for a removal by deletion. A removal by zeroing keeps the draft with amount 0. */
  readonly after: Draft | null;
  /** Which rule joined the bill to the invoice. */
  readonly evidence: Evidence | null;
  /** Where an adoption is taken back: what the person had typed. */
  readonly givesBack?: Values;
};

export type Outcome = "planned" | "applied" | "found" | "failed" | "conflict";

/** Two changes with the same text would do the same thing to the same payment. */
export function changeText(change: Change): string {
  const { key, kind, contractPaymentId, before, after } = change;
  return JSON.stringify([key, kind, contractPaymentId, before, after && fingerprint(after)]);
}

export const COUNTS = [
  "create",
  "adopt",
  "update",
  "remove",
  "unchanged",
  "discrepancy",
  "failed",
  "conflict",
] as const;
export type Counts = Readonly<Record<(typeof COUNTS)[number], number>>;

/** Where a change that came to something is counted: under its kind, or as what went wrong. */
export function countedAs(kind: ChangeKind, outcome: Outcome): keyof Counts {
  return outcome === "failed" || outcome === "conflict" ? outcome : kind;
}

export type RunMode = "preview" | "apply";
export type RunStatus = "queued" | "running" | "succeeded" | "partial" | "failed";
export type RunTrigger = "person" | "schedule" | "webhook" | "sweep";
export type RunScope = { readonly commitmentId: number } | { readonly invoiceId: number };

/** One execution for one project. */
export type SyncRun = {
  readonly id: string;
  readonly companyId: number;
  readonly projectId: number;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  readonly scope: RunScope | null;
  /** Apply the stored plan of this preview. */
  readonly planOf: string | null;
  /** Take this run back. */
  readonly undoOf: string | null;
  /** Who asked: Procore user id and login; null for the schedule. */
  readonly askedBy: { readonly id: number; readonly login: string } | null;
  /** Lists every commitment that may hold payments, as the nightly sweep does, whoever asked. */
  readonly sweeps: boolean;
  /** The run that this one goes on with: its process died or was stopped. What that one did is no change of anybody's. */
  readonly resumes: string | null;
  readonly status: RunStatus;
  readonly queuedAt: Instant;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly counts: Counts;
  readonly error: RunError | null;
};

export type RunError = {
  readonly kind: string;
  readonly says: string;
  /** When a vendor's limit ends that stopped the run. */
  readonly retryAt?: Instant;
};

/** Does it look at, and apply, all that is to be done in its project? */
export function isWhole({
  mode,
  scope,
  planOf,
  undoOf,
}: Pick<SyncRun, "mode" | "scope" | "planOf" | "undoOf">): boolean {
  return mode === "apply" && scope === null && planOf === null && undoOf === null;
}

/** How a run ends whose process went away, or was asked to. */
export const STOPPED: RunError = {
  kind: "unavailable",
  says: "The server stopped while this sync was running. The next sync finishes what it had begun.",
};

/** A change as a run stored it. */
export type RunChange = Change & { readonly outcome: Outcome | null; readonly error: string | null };

export const NO_COUNTS: Counts = {
  create: 0,
  adopt: 0,
  update: 0,
  remove: 0,
  unchanged: 0,
  discrepancy: 0,
  failed: 0,
  conflict: 0,
};
