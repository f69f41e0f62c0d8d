import type { Change, RunChange, RunScope, SyncRun } from "../domain/change.ts";
import {
  fingerprint,
  sameShown,
  shownOf,
  type ContractPayment,
  type Draft,
  type Shown,
} from "../domain/contract-payment.ts";
import { SyncError } from "../domain/errors.ts";
import type { Decision } from "../domain/link.ts";
import { ZERO } from "../domain/money.ts";
import type { ApplicationKey, Instant } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { reason } from "../domain/reasons.ts";
import { zeroed } from "./draft.ts";
import { mapBy } from "./groups.ts";
import { beside } from "./plan-fresh.ts";
import { inScope, type Picked } from "./select.ts";
import type { Standing } from "./standing.ts";
import { TargetIndex } from "./target-index.ts";
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

/** What is taken back, from what stands now, and how far. */
export type Undoing = {
  readonly of: string;
  readonly changes: readonly RunChange[];
  readonly pictures: Pictures;
  readonly standings: readonly Standing[];
  readonly scope: RunScope | null;
};

type Around = Omit<Undoing, "standings"> & {
  readonly standings: ReadonlyMap<ApplicationKey, Standing>;
  readonly decisions: ReadonlyMap<ApplicationKey, Decision>;
  readonly target: TargetIndex;
};

/**
 * The changes that take a run back: creates removed, updates written as before, adopted payments given back with the
 * person's values. What has changed since, and what ended in Acumatica, is left alone, and said so. An undo that was cut
 * short goes on where it stood: what it finished is not done again.
 */
export function undo({ standings, ...undoing }: Undoing): Picked {
  const { changes, pictures, scope } = undoing;
  const around: Around = {
    ...undoing,
    standings: mapBy(standings, ({ key }) => key),
    decisions: mapBy(pictures.decisions, ({ key }) => key),
    target: new TargetIndex(pictures.issued, pictures.links, pictures.tenant),
  };
  const apply: Change[] = [];
  const moved: { change: Change; says: string }[] = [];
  for (const change of changes) {
    if (!wasDone(change) || !inScope(change, scope)) continue;
    const back = reversed(change, around);
    if (typeof back === "string") moved.push({ change: { ...change, because: UNDOING }, says: back });
    else if (back) apply.push(back);
  }
  return { apply, moved };
}

export function wasDone({ outcome }: RunChange): boolean {
  return outcome === "applied" || outcome === "found";
}

/** Is this what an undo of that run left half done? */
export function hasBegun(decision: Decision | null | undefined, of: string): boolean {
  return decision?.undo?.of === of && !decision.undo.done;
}

const UNDOING = reason("taking_back");
const SINCE = "It has changed since, so it is left as it stands.";
const ENDED = "It has ended in Acumatica, so it is left as it stands: Procore never shows as paid what is not.";
const NOT_KNOWN = "What stood there is not known.";

type At = {
  readonly standing: Standing;
  /** What stands of ours in Procore. */
  readonly shown: ContractPayment | null;
  readonly begun: boolean;
  readonly around: Around;
};

/** The opposite of one change, or why there is none; null where it is taken back already. */
function reversed(change: RunChange, around: Around): Change | string | null {
  const standing = around.standings.get(change.key);
  if (!standing) return "This payment no longer belongs to the project.";
  const decision = around.decisions.get(change.key);
  if (decision?.undo?.of === around.of && decision.undo.done) return null;
  const at = { standing, shown: around.target.ours(change.key), begun: hasBegun(decision, around.of), around };
  if (change.kind === "create") return uncreated(change, at);
  if (change.kind === "adopt") return released(change, at);
  if (standing.application?.state === "ended") return ENDED;
  if (!change.written) return NOT_KNOWN;
  return change.kind === "update" ? rewritten(change, change.written, at) : recreated(change, change.written, at);
}

/** As by a void: what people attached to is kept, at 0.00. */
function uncreated(change: RunChange, at: At): Change | string {
  const { shown, standing, around } = at;
  if (!standsAsWritten(change, at)) return SINCE;
  const written = standing.link?.draft ?? null;
  const keep = around.pictures.settings.voidPolicy === "zero" || (shown?.attachments ?? 0) > 0;
  const after = keep && shown && written ? zeroed(written) : null;
  return { ...base(change, at), kind: "remove", written, after };
}

/** Every value that Procore shows comes back; but one at 0.00, because its check was voided, shows no money again. */
function released(change: RunChange, at: At): Change | string {
  const { shown, standing } = at;
  const { link, application } = standing;
  if (link?.adopted === false) return "It was ours before that sync, so it stays.";
  const ended = application?.state === "ended";
  if (ended && link?.zeroed !== true) return ENDED;
  if (!shown || !(ended ? isUntouched(at) : standsAsWritten(change, at))) return SINCE;
  const typed = link?.typed ?? change.before;
  if (!typed || typed.oddAmount !== undefined) return NOT_KNOWN;
  const givesBack = { ...typed, amount: ended ? ZERO : typed.amount };
  return { ...base(change, at), kind: "update", written: link?.draft ?? null, after: null, givesBack };
}

function rewritten(change: RunChange, before: Draft, at: At): Change | string {
  if (change.before?.oddAmount !== undefined) return NOT_KNOWN;
  if (!at.shown || !standsAsWritten(change, at)) return SINCE;
  return { ...base(change, at), kind: "update", written: at.standing.link?.draft ?? null, after: before };
}

/** The old payment is gone for good: the restored one gets a new id, and what was attached to the old is lost. */
function recreated(change: RunChange, draft: Draft, at: At): Change | string {
  if (at.shown && !at.begun) return SINCE;
  const near = beside(draft, at.around.target);
  if (near) return `A similar payment is already in Procore (${near}), so nothing was written.`;
  return { ...base(change, at), kind: "create", after: draft };
}

function base(change: RunChange, { shown }: At): RunChange {
  const before = shown && shownOf(shown);
  return { ...change, because: UNDOING, before, contractPaymentId: shown?.id ?? null, evidence: null };
}

/** Does our memory still say what that run wrote, and Procore show it? What an undo has begun may show anything. */
function standsAsWritten({ after }: RunChange, at: At): boolean {
  const { link } = at.standing;
  if (!link || link.removed || after === null || fingerprint(link.draft) !== fingerprint(after)) return false;
  return at.begun || isUntouched(at);
}

function isUntouched({ standing: { link }, shown }: At): boolean {
  if (!link || link.removed || link.unfinished || !link.reply) return false;
  return shown !== null && sameShown(shownOf(shown), link.reply);
}

/**
 * What keeps the next run from doing it all again. Stored before the first request, so that what is cut short is known;
 * it holds only once Procore shows all that the undo leaves behind.
 */
export function holdFor(
  change: Change,
  standing: Standing | null,
  { of, by, at }: { readonly of: string; readonly by: string; readonly at: Instant },
): Decision {
  const left = leftBy(change);
  return {
    key: change.key,
    decide: "taken back",
    contractPaymentId: null,
    seen: { acumatica: standing ? paidBy(standing) : null, procore: left?.amount ?? null },
    baseline: { shown: left, fingerprint: null },
    by,
    at,
    undo: { of, done: false },
  };
}

/** What stands of ours in Procore after it. */
function leftBy({ key, kind, before, after }: Change): Shown | null {
  if (after === null) return null;
  if (kind === "remove") return before && { ...before, amount: ZERO, originId: key };
  const { amount, date, checkNumber, invoiceNumber, invoiceId } = after;
  return { amount, date, checkNumber, invoiceNumber, invoiceId, originId: key };
}

// ---- An undo that is taken back itself -----------------------------------------------------------------------------

/** The decisions by which an undo holds what it took back; without them, the plan itself puts everything back. */
export function holdsOf(
  undone: { readonly undoOf: string; readonly changes: readonly RunChange[] },
  { decisions }: Pictures,
  scope: RunScope | null,
): readonly Decision[] {
  const keys = new Set(undone.changes.filter((one) => wasDone(one) && inScope(one, scope)).map(({ key }) => key));
  return decisions.filter(
    ({ key, decide, undo: how }) =>
      keys.has(key) && decide === "taken back" && (how === undefined || how.of === undone.undoOf),
  );
}

/** What the plan would do, now that nothing is held, about what that undo had taken back. */
export function putBack(
  changes: readonly RunChange[],
  then: { readonly changes: readonly Change[]; readonly standings: readonly Standing[] },
  { decisions, scope }: { readonly decisions: readonly Decision[]; readonly scope: RunScope | null },
): Picked {
  const done = new Map(changes.filter((one) => wasDone(one) && inScope(one, scope)).map((one) => [one.key, one]));
  const decided = new Set(decisions.map(({ key }) => key));
  const apply = then.changes.filter(({ key }) => done.has(key) && !decided.has(key));
  const applied = new Set(apply.map(({ key }) => key));
  const standings = mapBy(then.standings, ({ key }) => key);
  const moved = [...done.values()].flatMap((change) => {
    if (applied.has(change.key)) return [];
    if (decided.has(change.key))
      return [{ change, says: "Somebody has decided about it since, so it is left as it stands." }];
    return standings.get(change.key)?.state === "synced" ? [] : [{ change, says: SINCE }];
  });
  return { apply, moved };
}
