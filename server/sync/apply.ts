import { changeText, type Outcome } from "../domain/change.ts";
import { originDataOf } from "../domain/contract-payment.ts";
import { ERROR_RULES, isSyncError, type SyncError } from "../domain/errors.ts";
import type { Attempt, BillLink, Link, Succession } from "../domain/link.ts";
import { documentsOf, type Instant } from "../domain/payment.ts";
import { reason, type Reason } from "../domain/reasons.ts";
import { applyAdopt, applyRemove, applyUpdate } from "./apply-locked.ts";
import { isComplete } from "./draft.ts";
import { Gone, StaysOpen } from "./lock.ts";
import { drafted, linkTo, look, written, type Applied, type ApplyDeps, type Done, type Task } from "./task.ts";

const RETRY_AFTER_MINUTES = [15, 60, 240, 1440];

/**
 * Applies one change and remembers what came of it. Never throws for an expected failure; a bug and a lost run lease
 * do throw, and leave the journal as it stands.
 */
export async function applyChange(task: Task, deps: ApplyDeps): Promise<Applied> {
  try {
    if (task.commitment.allowPayments === false) return await withheld(task, deps);
    const done = await carryOut(task, deps);
    return { stop: null, stored: remember(task, done, deps) };
  } catch (error) {
    return refused(task, error, deps);
  }
}

/** The Payments Issued tab is known to be off: nothing is sent, and what is under way stays as it stands. */
function withheld(task: Task, deps: ApplyDeps): Promise<Applied> {
  const why = reason("payments_off", task.commitment.number);
  return failed(task, { outcome: "failed", why, keepJournal: true }, deps);
}

function carryOut(task: Task, deps: ApplyDeps): Promise<Done> {
  switch (task.change.kind) {
    case "create":
      return applyCreate(task, deps);
    case "adopt":
      return applyAdopt(task, deps);
    case "update":
      return applyUpdate(task, deps);
    case "remove":
      return applyRemove(task, deps);
  }
}

/** The mark that a create is under way, stored for many at once before the first of them is sent. */
export function createMark({ change, dated }: Task, at: Instant): Link | null {
  if (change.kind !== "create" || !change.after || change.contractPaymentId !== null) return null;
  return linkTo(change.after, { dated, unfinished: { doing: "create", step: "create", since: at } });
}

/**
 * Creates what the list just made did not show. The endpoint has no idempotency key: after a lost reply, and after a
 * refusal as a duplicate, only a look can tell; creating again unseen would show the subcontractor paid twice.
 */
async function applyCreate(task: Task, deps: ApplyDeps): Promise<Done> {
  const draft = drafted(task.change);
  if (task.payment && isComplete(task.payment, draft, originDataOf(draft))) {
    return { outcome: "found", link: written(task, task.payment, draft), issued: task.payment };
  }
  await deps.allowed();
  try {
    const created = await deps.target.create(draft);
    return { outcome: "applied", link: written(task, created, draft), issued: created };
  } catch (error) {
    if (!mayExist(error)) throw error;
    const found = await look(task, deps, ({ originId }) => originId === draft.key);
    if (found) return { outcome: "found", link: written(task, found, draft), issued: found };
    if (!isSyncError(error, "unavailable")) throw error;
    await deps.allowed();
    const created = await deps.target.create(draft);
    return { outcome: "applied", link: written(task, created, draft), issued: created };
  }
}

/** A lost reply, or a refusal that may mean "there already" (409 or 422 by Procore's two texts). */
function mayExist(error: unknown): boolean {
  if (isSyncError(error, "unavailable")) return error.extra.notSent !== true;
  return isSyncError(error, "conflict") || isSyncError(error, "rejected");
}

// ---- Remembering ---------------------------------------------------------------------------------------------------

async function remember(task: Task, done: Done, deps: ApplyDeps): Promise<Outcome> {
  const { change } = task;
  const misread = differsFromDraft(done);
  const error = misread && `Procore stored another ${misread} than was sent.`;
  const outcome: Outcome = misread ? "failed" : done.outcome;
  await deps.links.record([
    {
      companyId: deps.companyId,
      runId: deps.runId,
      key: change.key,
      link: done.link,
      ...billLinkOf(task),
      ...(done.issued && { issued: done.issued }),
      ...(done.goneId !== undefined && { goneId: done.goneId }),
      attempt: misread ? heldBack(task, reason("reply_differs", misread), deps.now()) : null,
      outcome: { outcome, error },
      ...(!misread && carriedOut(task, done)),
    },
  ]);
  return outcome;
}

/**
 * What a person wanted is done with the first write of ours that reaches Procore, also one that was cut short and is
 * finished by another run: kept, it would silently settle the next difference as well. What they accepted gives way
 * only to Acumatica's newer values; what they ignore stays ignored.
 */
function carriedOut({ change, decision: was }: Task, { link }: Done): { readonly decided?: Succession } {
  const { key, kind, because } = change;
  if (was?.undo?.done === false && because.code === "taking_back") {
    const procore = link.removed ? null : (link.reply?.amount ?? null);
    return { decided: { key, was, is: { ...was, seen: { ...was.seen, procore }, undo: { ...was.undo, done: true } } } };
  }
  if (!was || !change.after || kind === "remove" || was.decide === "ignore") return {};
  if (was.decide === "accept" && because.code !== "changed_in_acumatica") return {};
  return { decided: { key, was, is: null } };
}

/** A reply whose amount or date differs from the draft is a failure, however good its status. */
function differsFromDraft({ link: { reply, draft, removed } }: Done): string | null {
  if (!reply || removed) return null;
  const fields = [...(reply.amount === draft.amount ? [] : ["amount"]), ...(reply.date === draft.date ? [] : ["date"])];
  return fields.length > 0 ? fields.join(" and ") : null;
}

/** What a person said has a place of its own: kept here as well, it would outlive their taking it back. */
function billLinkOf({ change }: Task): { readonly billLink?: BillLink } {
  if (!change.after || !change.evidence || change.kind === "remove") return {};
  if (change.evidence.rule === "person") return {};
  const { projectId, commitmentId, invoiceId } = change.after;
  const { bill } = documentsOf(change.key);
  return { billLink: { bill, projectId, commitmentId, invoiceId, evidence: change.evidence } };
}

// ---- Refusals ------------------------------------------------------------------------------------------------------

async function refused(task: Task, error: unknown, deps: ApplyDeps): Promise<Applied> {
  if (error instanceof Gone) return failed(task, { outcome: "conflict", why: reason("moved_meanwhile") }, deps);
  if (error instanceof StaysOpen) {
    // The link stays unfinished: the next run finds the payment open and finishes.
    return failed(task, { outcome: "failed", why: reason("unlocked", error.message), keepJournal: true }, deps);
  }
  if (!isSyncError(error)) throw error;
  const stops = ERROR_RULES[error.kind].stops === "run";
  if (stops && error.kind !== "forbidden") return { stop: error, stored: Promise.resolve(null) };
  const ended = await failed(task, { outcome: "failed", why: whyRefused(task, error) }, deps);
  const invoiceId = task.change.after?.invoiceId;
  if (error.extra.namesInvoice && invoiceId) await deps.pictures.markMissing(deps.stood, [invoiceId]);
  await deps.pictures.storeAllowsPayments(deps.stood, task.commitment.id, null, deps.now());
  return { ...ended, stop: stops ? error : null };
}

function whyRefused({ change }: Task, error: SyncError): Reason {
  if (error.kind === "forbidden") return reason("tool_forbidden", error.message);
  if (change.kind === "remove" && change.after) return reason("zero_refused", `: ${error.message}`);
  return reason("refused", error.message);
}

type Failure = { readonly outcome: "failed" | "conflict"; readonly why: Reason; readonly keepJournal?: boolean };

async function failed(task: Task, { outcome, why, keepJournal }: Failure, deps: ApplyDeps): Promise<Applied> {
  const error = why.detail ?? why.code;
  const stored = keepJournal ? null : await deps.links.link(deps.companyId, task.change.key);
  const closed = stored && closeJournal(stored);
  await deps.links.record([
    {
      companyId: deps.companyId,
      runId: deps.runId,
      key: task.change.key,
      ...(closed && { link: closed }),
      attempt: heldBack(task, why, deps.now()),
      outcome: { outcome, error },
    },
  ]);
  return { stop: null, stored: Promise.resolve(outcome) };
}

/**
 * A refused create left nothing; a refused change left the payment locked with the values that stand. A refused adoption
 * left us no memory either: what it would have written was never there.
 */
function closeJournal(link: Link): Link | null {
  if (!link.unfinished) return null;
  const nothing = link.contractPaymentId === null || link.unfinished.doing === "adopt";
  return nothing
    ? { ...link, contractPaymentId: null, unfinished: null, removed: true, adopted: false }
    : { ...link, unfinished: null };
}

/** The refusal of a change, and when it is tried again: after 15 min, 1 h, 4 h, 24 h. */
export function heldBack(
  { change, attempt }: Pick<Task, "change" | "attempt">,
  { code, detail }: Reason,
  at: Instant,
): Attempt {
  const again = attempt?.change === changeText(change) ? attempt.tries : 0;
  const minutes = RETRY_AFTER_MINUTES[Math.min(again, RETRY_AFTER_MINUTES.length - 1)] ?? 1440;
  const retryAt = new Date(Date.parse(at) + minutes * 60_000).toISOString();
  return { key: change.key, change: changeText(change), reason: { code, detail }, tries: again + 1, at, retryAt };
}
