import { sameShown, shownOf } from "../domain/contract-payment.ts";
import type { Decision, Unfinished } from "../domain/link.ts";
import { formatMinor, type Minor } from "../domain/money.ts";
import { because, type Case, type Standing } from "./standing.ts";
import { paidBy } from "./tie-out.ts";

/** Decisions re-open when either side's amount changes. One never leaves a payment of ours with its lock open. */
export function holdOf(at: Case): Decision | null {
  if (at.ours && unfinishedOf(at)) return null;
  return decided(at, "ignore") ?? decided(at, "taken back");
}

export function held(at: Case, { decide, by }: Decision): Standing {
  return because(at, decide === "ignore" ? "ignored" : "taken_back", by);
}

/** The decision, while it is in force. */
export function decided(at: Case, decide: Decision["decide"]): Decision | null {
  const { decision, application, ours } = at;
  const holds =
    decision?.decide === decide &&
    decision.seen.acumatica === paidBy({ application }) &&
    decision.seen.procore === (ours?.amount ?? null) &&
    (!isMerelyBegun(decision) || showsAllLeftBy(decision, at));
  return holds ? decision : null;
}

export function unfinishedOf({ link }: Case): Unfinished | null {
  return link?.unfinished ?? null;
}

/** An undo was about to be sent: whether it was is for Procore to show. */
function isMerelyBegun({ undo }: Decision): boolean {
  return undo?.done === false;
}

function showsAllLeftBy({ baseline }: Decision, { ours }: Case): boolean {
  const left = baseline?.shown ?? null;
  return left === null ? ours === null : ours !== null && sameShown(shownOf(ours), left);
}

/**
 * A decision about amounts that are no longer so: a person is asked again. Of one that ended nothing is left to decide:
 * Procore never shows as paid what Acumatica says is not.
 */
export function reopened(at: Case): Decision | null {
  const { decision, application, ours } = at;
  if (!decision || application.state !== "active" || isMerelyBegun(decision)) return null;
  if (ours && unfinishedOf(at)) return null;
  if (decision.decide === "adopt" && ours) return null;
  const { acumatica, procore } = decision.seen;
  // An early version did not keep the amount of the payment that was to be taken over.
  const unknown = decision.decide === "adopt" && procore === null;
  const same = acumatica === paidBy({ application }) && (unknown || procore === shownNow(decision, at));
  return same ? null : decision;
}

function shownNow({ decide }: Decision, { ours, about }: Case): Minor | null {
  return (decide === "adopt" ? about : ours)?.amount ?? null;
}

/** Who decided, and which amounts are others now; in no language. */
export function askedAgain(at: Case, decision: Decision): Standing {
  const { application } = at;
  const { currency } = application;
  const shown = (amount: Minor | null): string => (amount === null ? "–" : formatMinor(amount, currency));
  const sides = [
    [decision.seen.acumatica, paidBy({ application })],
    [decision.seen.procore, shownNow(decision, at)],
  ] as const;
  const moved = sides.filter(([was, is]) => was !== is).map(([was, is]) => `${shown(was)} → ${shown(is)}`);
  return because(at, "reopened", `${decision.by}, ${moved.join(", ")} ${currency}`);
}
