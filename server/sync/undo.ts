import type { Change, RunChange, SyncRun } from "../domain/change.ts";
import { fingerprint, sameShown, shownOf, type ContractPayment, type Draft } from "../domain/contract-payment.ts";
import { SyncError } from "../domain/errors.ts";
import type { Decision } from "../domain/link.ts";
import { ZERO } from "../domain/money.ts";
import type { Instant } from "../domain/payment.ts";
import { reason } from "../domain/reasons.ts";
import type { Settings } from "../domain/settings.ts";
import { zeroed } from "./draft.ts";
import type { Picked } from "./select.ts";
import type { Standing } from "./standing.ts";
import { paidBy } from "./tie-out.ts";

/** Why this run cannot be taken back; null when it can. */
export function undoRequestError(undone: SyncRun | null, asked: { readonly projectId: number }): SyncError | null {
  const fits = undone?.projectId === asked.projectId && undone.mode === "apply" && undone.finishedAt !== null;
  return fits
    ? null
    : new SyncError("invalid", "This app", "Only a finished sync of this project can be taken back.", {
        pointer: "/undo",
      });
}

/**
 * The changes that take a run back: creates removed, updates and removals restored, adopted payments released with the
 * person's values. What has changed since is left alone, and said so.
 */
export function undo(done: readonly RunChange[], standings: readonly Standing[], settings: Settings): Picked {
  const now = new Map(standings.map((one) => [one.key, one]));
  const apply: Change[] = [];
  const moved: { change: Change; says: string }[] = [];
  for (const change of done) {
    if (change.outcome !== "applied" && change.outcome !== "found") continue;
    const back = reversed(change, now.get(change.key) ?? null, settings);
    if (typeof back === "string") moved.push({ change: { ...change, because: UNDOING }, says: back });
    else apply.push(back);
  }
  return { apply, moved };
}

const UNDOING = reason("taking_back");
const SINCE = "It has changed since, so it is left as it stands.";

/** The opposite of one change, or why there is none. */
function reversed(change: RunChange, standing: Standing | null, settings: Settings): Change | string {
  if (!standing) return "This payment no longer belongs to the project.";
  const { contractPayment: shown } = standing;
  const removed = change.kind === "remove";
  if (removed && !shown) return change.written ? recreated(change, change.written) : "What stood there is not known.";
  if (!shown || !standsAsWritten(change, standing, shown)) return SINCE;
  const base = { ...change, because: UNDOING, before: shownOf(shown), contractPaymentId: shown.id, evidence: null };
  const written = standing.link?.draft ?? null;
  if (change.kind === "adopt") return { ...base, kind: "update", written, after: null };
  if (change.kind === "create") {
    const keep = settings.voidPolicy === "zero" || shown.attachments > 0;
    return { ...base, kind: "remove", written, after: keep && written ? zeroed(written) : null };
  }
  if (change.before?.oddAmount !== undefined) return "What stood there is not known.";
  return change.written ? { ...base, kind: "update", written, after: change.written } : SINCE;
}

/** The old payment is gone for good: the restored one gets a new id, and what was attached to the old is lost. */
function recreated(change: RunChange, draft: Draft): Change {
  return { ...change, kind: "create", because: UNDOING, before: null, contractPaymentId: null, after: draft };
}

function standsAsWritten({ after, kind }: RunChange, { link }: Standing, shown: ContractPayment): boolean {
  if (!link || link.removed || link.unfinished || !link.reply || !sameShown(shownOf(shown), link.reply)) return false;
  if (kind === "remove") return link.zeroed;
  return after !== null && fingerprint(link.draft) === fingerprint(after);
}

/**
 * What keeps the next run from doing it all again: stored before the first request, and in force only once Procore
 * shows what the undo leaves behind.
 */
export function holdsFor(
  changes: readonly Change[],
  standings: readonly Standing[],
  { by, at }: { readonly by: string; readonly at: Instant },
): Decision[] {
  const now = new Map(standings.map((one) => [one.key, one]));
  return changes.map(({ key, kind, after }): Decision => {
    const standing = now.get(key);
    const leaves = after === null ? null : kind === "remove" ? ZERO : after.amount;
    return {
      key,
      decide: "taken back",
      contractPaymentId: null,
      seen: { acumatica: standing ? paidBy(standing) : null, procore: leaves },
      baseline: null,
      by,
      at,
    };
  });
}
