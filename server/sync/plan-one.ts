import { isBill, isCredit } from "../domain/bill.ts";
import {
  fingerprint,
  oddAmountOf,
  originDataOf,
  sameShown,
  showsAmount,
  shownOf,
  type ContractPayment,
  type Draft,
  type Shown,
} from "../domain/contract-payment.ts";
import type { Link } from "../domain/link.ts";
import { isKnownCurrency, ZERO } from "../domain/money.ts";
import { reason, stateOf, type Reason } from "../domain/reasons.ts";
import type { AcumaticaMethod, Settings } from "../domain/settings.ts";
import { decided, held, holdOf, unfinishedOf } from "./decided.ts";
import {
  dateOf,
  differences,
  draftOf,
  isComplete,
  methodOf,
  ownedOn,
  sameDraft,
  shownDifferences,
  zeroed,
  type Found,
} from "./draft.ts";
import { described, withPayments, type Fresh } from "./plan-fresh.ts";
import { nothingPaid, oddity, unreadable } from "./plan-odd.ts";
import { because, changing, settled, type Case, type Standing } from "./standing.ts";

export type Rules = {
  readonly settings: Settings;
  readonly methods: ReadonlyMap<string, AcumaticaMethod>;
  readonly backfillComplete: boolean;
  readonly projectId: number;
  /** Invoices that were deleted in Procore. */
  readonly deleted: ReadonlySet<number>;
};

/** Either settled here, or an application that Procore lacks and that must be compared with what others entered. */
export type Step = { readonly standing: Standing } | { readonly fresh: Fresh };

/** One application: one question after another, every path returns. */
export function standOne(at: Case, rules: Rules): Step {
  const { application, ours, link, taken } = at;
  const hold = holdOf(at);
  if (hold) return { standing: held(at, hold) };
  if (taken) return { standing: withPayments(because(at, "foreign_payment", described(taken)), [taken]) };
  const place = ours ?? (link?.removed === false ? link : null);
  if (application.state === "ended") {
    const odd = oddity(at);
    if (odd) return { standing: odd };
    return { standing: place ? ending(at, place, rules) : ended(at) };
  }
  return place && !isMereMark(at) ? kept(at, place, rules) : entering(at, rules);
}

/** Where it stands in Procore, or by our memory did when we last looked. */
type Place = Pick<Link, "projectId" | "commitmentId">;

/**
 * A create was about to be sent and nothing of it is to be seen: it never was synced, so start date, methods and map
 * still apply to it. What a lost reply hides is found by the list that the mark asks for, before anything is written.
 */
function isMereMark({ ours, link, match }: Case): boolean {
  if (ours || link?.unfinished?.doing !== "create" || link.contractPaymentId !== null) return false;
  return !match.found || match.commitment.id === link.commitmentId;
}

/** An application whose bill concerns no project, but names one of ours in a weaker way. */
export function standUnmapped(at: Case): Standing {
  const hold = holdOf(at);
  if (hold) return held(at, hold);
  if (at.application.state === "ended") return ended(at);
  const projects = [...new Set(at.bill.lines.flatMap(({ project }) => project ?? []))].sort();
  return because(at, "project_not_mapped", projects.join(", ") || "a bill without a project");
}

// ---- Ended ---------------------------------------------------------------------------------------------------------

/** Ended, and nothing of ours stands in Procore: both sides agree. */
function ended(at: Case): Standing {
  return because(at, isVoided(at) ? "voided" : "reversed", endedBy(at));
}

function isVoided({ application }: Case): boolean {
  return application.ended?.how === "voided";
}

function endedBy({ application: { ended: one } }: Case): string | null {
  return one && `${one.by.type} ${one.by.ref}`;
}

/**
 * Ended, and ours stands in Procore (or did when we last looked). Only something *seen* to end removes; and what a
 * person entered or attached to is set to zero, never destroyed.
 */
function ending(at: Case, place: Place, { settings, backfillComplete, projectId }: Rules): Standing {
  const { ours, link } = at;
  const why = reason(isVoided(at) ? "to_remove_voided" : "to_remove_reversed", endedBy(at));
  // Where our memory points at another project, that project removes.
  if (!backfillComplete || place.projectId !== projectId) return settled(at, "pending", why);
  const finished = unfinishedOf(at) === null;
  if (ours && showsAmount(ours, ZERO) && ours.originId === at.key && finished) return because(at, "zeroed", why.detail);
  const keep = settings.voidPolicy === "zero" || link?.adopted === true || (ours?.attachments ?? 0) > 0;
  if (!ours || !keep) return changing(at, { kind: "remove", because: why, after: null });
  const kept = link?.adopted ? "typed in by hand, so it is set to 0.00" : "it has attachments, so it is set to 0.00";
  const says = settings.voidPolicy === "zero" ? why.detail : [why.detail, kept].filter(Boolean).join("; ");
  return changing(at, { kind: "remove", because: { ...why, detail: says }, after: zeroed(writtenOf(at, ours)) });
}

/** What we last wrote; where that memory is lost, what Procore shows (of a zeroing, only the amount is sent). */
function writtenOf({ link, key, bill }: Case, ours: ContractPayment): Draft {
  if (link && !link.removed && link.commitmentId === ours.commitmentId) return link.draft;
  return {
    key,
    projectId: ours.projectId,
    commitmentId: ours.commitmentId,
    invoiceId: ours.invoiceId ?? 0,
    amount: ours.amount,
    currency: ours.currency,
    date: ours.date ?? bill.date,
    checkNumber: ours.checkNumber,
    method: "check",
    invoiceNumber: ours.invoiceNumber,
    invoiceDate: bill.date,
    notes: ours.notes,
  };
}

// ---- Ours stands in Procore, or did --------------------------------------------------------------------------------

/** Kept equal for good: start date, methods and the project map concern only what was never synced. */
function kept(at: Case, place: Place, rules: Rules): Step {
  const { application, match } = at;
  const odd = oddity(at);
  if (odd) return { standing: odd };
  if (application.state === "unreleased") return review(at, "does_not_net", at.bill.ref);
  if (!match.found) return match.was ? orphaned(at, { place, was: match.was }, rules) : withoutInvoice(at, match.why);
  return hiddenOn(match) ? orphaned(at, { place, was: match }, rules) : keptOn(at, { place, match }, rules);
}

/** On the invoice that its bill is matched with, or was. */
function keptOn(at: Case, { place, match }: { readonly place: Place; readonly match: Found }, rules: Rules): Step {
  const { ours, link } = at;
  const wanted = wantedDraft(at, match, rules);
  if ("standing" in wanted) return wanted;
  const { draft } = wanted;
  if (place.commitmentId !== draft.commitmentId) return { standing: moving(at, { place, match }, rules) };
  if (!ours) {
    const again = whyAgain(at, rules);
    return again ? { fresh: { at, draft, match, because: again } } : { standing: gone(at) };
  }
  if (!link?.reply || link.removed || link.unfinished) return { standing: recognized(at, ours, draft) };
  return { standing: compared(at, { ours, link, reply: link.reply, draft }, rules) };
}

type Was = Pick<Found, "invoice" | "commitment" | "evidence">;

/**
 * Its invoice was deleted, or is no longer shown: what was synced stays as it is, and nothing more is written on it. A
 * lock that was left open is closed all the same.
 */
function orphaned(at: Case, { place, was }: { readonly place: Place; readonly was: Was }, rules: Rules): Step {
  const step = keptOn(at, { place, match: { found: true, ...was } }, rules);
  const stays = "standing" in step && (step.standing.change === null || unfinishedOf(at) !== null);
  if (stays) return step;
  return at.match.found ? review(at, "invoice_hidden", hiddenOn(at.match)) : withoutInvoice(at, at.match.why);
}

/** The invoice that Procore no longer shows; null where it does. Of a commitment that it shows no more nothing is said here. */
function hiddenOn({ invoice, commitment }: Found): string | null {
  const hidden = invoice.absence === "hidden" && commitment.hidden !== true;
  return hidden ? `invoice ${invoice.number || invoice.id} on ${commitment.number}` : null;
}

/** It stands in Procore, or did, and there is no invoice any more that it could be compared with. */
function withoutInvoice(at: Case, why: Reason): Step {
  if (stateOf(why) === "needs_review") return { standing: settled(at, "needs_review", why) };
  const before = at.ours?.invoiceId ?? at.link?.draft.invoiceId;
  return review(at, "invoice_gone", before ? `invoice ${before} of bill ${at.bill.ref}` : why.detail);
}

function moving(at: Case, { place, match }: { readonly place: Place; readonly match: Found }, rules: Rules): Standing {
  const { ours, link } = at;
  const why = reason("moving", `now ${match.commitment.number}`);
  // The old place's project removes; the new place's project waits until that removal is stored.
  if (place.projectId !== rules.projectId || !rules.backfillComplete) return settled(at, "pending", why);
  if (!ours && !whyAgain(at, rules)) return gone(at);
  const keep = link?.adopted === true || (ours?.attachments ?? 0) > 0;
  // What a person entered stays at its old place, at 0.00 and without our key, which the new place needs.
  const after = keep && ours ? zeroed(writtenOf(at, ours)) : null;
  return changing(at, { kind: "remove", because: why, after });
}

/** Our memory says it was written, Procore does not show it: why it shall be written again, if it shall. */
function whyAgain(at: Case, { settings }: Rules): Reason | null {
  if (unfinishedOf(at)) return reason("interrupted");
  if (decided(at, "accept")) return null;
  const restore = settings.drift === "restore" || decided(at, "restore");
  return restore ? reason("to_restore", "it was deleted") : null;
}

function gone(at: Case): Standing {
  const accepted = decided(at, "accept");
  return accepted ? because(at, "accepted", accepted.by) : because(at, "deleted_in_procore");
}

/** Ours by its key, but our memory is lost, or no reply to what was sent: finish it, and blame nobody. */
function recognized(at: Case, ours: ContractPayment, draft: Draft): Standing {
  const unfinished = unfinishedOf(at);
  if (unfinished?.doing === "create" && isComplete(ours, draft, originDataOf(draft))) {
    return changing(at, { kind: "create", because: reason("interrupted"), after: draft });
  }
  // What a person typed in is theirs until it is taken over whole: that is finished as what it was.
  const kind = unfinished?.doing === "adopt" ? "adopt" : "update";
  if (unfinished) return changing(at, { kind, because: reason("interrupted"), after: draft });
  return changing(at, { kind: "adopt", because: reason("to_adopt", "it carries our key"), after: draft });
}

type Three = {
  readonly draft: Draft;
  readonly link: Link;
  readonly reply: Shown;
  readonly ours: ContractPayment;
};

/** What Acumatica wants, what we last wrote, what Procore shows: three-way, like any sync of two trees. */
function compared(at: Case, { draft: wanted, link, reply, ours }: Three, { settings, deleted }: Rules): Standing {
  const draft = ownedOn(link, wanted);
  const shown = shownOf(ours);
  const accepted = acceptedAs(at, shown);
  const lost = deleted.has(reply.invoiceId ?? 0);
  // Procore may take a deleted invoice off its payments: nobody has edited them.
  const edited = accepted === null && !sameShown(shown, lost ? { ...reply, invoiceId: shown.invoiceId } : reply);
  // What was accepted holds against the draft it was accepted against, even one that was never written.
  const known = accepted !== null && accepted.fingerprint === fingerprint(wanted);
  const changed = !known && !sameDraft(draft, link.draft, link.dated);
  // What was accepted is no edit to be written over: what differs from it now is a question again.
  const policy = settings.drift === "restore" && decided(at, "accept") === null;
  const restore = policy || decided(at, "restore") !== null;
  if (ours.oddAmount !== undefined && !restore) return because(at, "odd_in_procore", oddAmountOf(ours));
  if (edited && !restore) return because(at, "edited_in_procore", shownDifferences(reply, shown));
  if (changed) return update(at, draft, whyChanged(at, { draft, link, lost }));
  if (edited) return update(at, draft, reason("to_restore", shownDifferences(reply, shown)));
  if (accepted) return because(at, "accepted", accepted.by);
  const misread = reply.amount !== draft.amount || reply.date !== link.draft.date;
  if (misread) return update(at, draft, reason("reply_differs", "amount or date"));
  return settled(at, "synced", null);
}

type Changed = Pick<Three, "draft" | "link"> & { readonly lost: boolean };

function whyChanged({ match }: Case, { draft, link, lost }: Changed): Reason {
  const fields = differences(link.draft, draft);
  const anew = lost && fields === "invoice" && match.found;
  return anew ? reason("invoice_anew", `invoice ${match.invoice.number}`) : reason("changed_in_acumatica", fields);
}

type Accepted = { readonly by: string; readonly fingerprint: string | null };

/** Who accepted what Procore shows, against which draft, while it still shows exactly that. */
function acceptedAs(at: Case, shown: Shown): Accepted | null {
  const decision = decided(at, "accept");
  const seen = decision?.baseline;
  if (!decision || !seen?.shown || !sameShown(shown, seen.shown)) return null;
  return { by: decision.by, fingerprint: seen.fingerprint };
}

function update(at: Case, draft: Draft, why: Reason): Standing {
  return changing(at, { kind: "update", because: why, after: draft });
}

// ---- Nothing of ours in Procore ------------------------------------------------------------------------------------

/** An application that was never synced: may it enter, and where? */
function entering(at: Case, rules: Rules): Step {
  const { application, bill, payment, match } = at;
  const { settings } = rules;
  const unread = unreadable(at);
  if (unread) return { standing: unread };
  if (application.state === "unreleased") return { standing: because(at, "unreleased") };
  if (isCredit(bill)) return { standing: because(at, "credit_taken", `${bill.type} ${bill.ref}`) };
  if (!isBill(bill)) return { standing: because(at, "not_a_bill", `${bill.type} ${bill.ref}`) };
  if (application.migrated || bill.migrated) return { standing: because(at, "migrated") };
  const nothing = nothingPaid(at);
  if (nothing) return { standing: nothing };
  const from = settings.startDate ?? "";
  if (dateOf(at) < from) return { standing: because(at, "before_start_date", from) };
  const method = methodOf(payment, rules.methods, settings);
  if (method !== null && !settings.methods[method]) return { standing: because(at, "method_off", payment.methodId) };
  const odd = oddity(at);
  if (odd) return { standing: odd };
  if (!match.found) return { standing: settled(at, stateOf(match.why), match.why) };
  const hidden = hiddenOn(match);
  if (hidden) return review(at, "invoice_hidden", hidden);
  const wanted = wantedDraft(at, match, rules);
  if ("standing" in wanted) return wanted;
  const why = reason(isMereMark(at) ? "interrupted" : "new_payment");
  return { fresh: { at, draft: wanted.draft, match, because: why } };
}

/** The draft, or what keeps us from writing one. */
function wantedDraft(
  at: Case,
  match: Found,
  rules: Rules,
): { readonly draft: Draft } | { readonly standing: Standing } {
  const { application, bill, payment } = at;
  if (bill.date === "") return review(at, "odd_in_acumatica", bill.unreadable);
  if (application.amount <= 0) return review(at, "not_positive");
  if (bill.currency !== match.commitment.currency) {
    return review(at, "currency_differs", `${bill.currency} and ${match.commitment.currency}`);
  }
  if (!isKnownCurrency(bill.currency)) return review(at, "currency_unknown", bill.currency);
  const method = methodOf(payment, rules.methods, rules.settings) ?? at.link?.draft.method ?? null;
  if (method === null) return review(at, "unknown_method", payment.methodId || "(none)");
  return { draft: draftOf(at, match, { method, link: at.link }) };
}

function review(at: Case, code: Parameters<typeof because>[1], detail: string | null = null): { standing: Standing } {
  return { standing: because(at, code, detail) };
}
