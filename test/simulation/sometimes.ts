/** What a simulation must have met at least once over all its worlds: a fault or state never reached proves nothing. */
export class Sometimes {
  readonly counts = new Map<string, number>();

  reached(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  add(others: Readonly<Record<string, number>>): void {
    for (const [what, times] of Object.entries(others)) this.reached(what, times);
  }

  missing(): readonly string[] {
    return EXPECTED.filter((what) => !this.counts.has(what));
  }
}

export const EXPECTED: readonly string[] = [
  "fault: request lost",
  "fault: reply lost",
  "fault: server error",
  "fault: unavailable for a while",
  "fault: rate limited",
  "fault: reply cut off",
  "fault: login page instead of an answer",
  "fault: token refused",
  "fault: clock skew",
  "fault: killed before the request",
  "fault: killed after the reply",
  "fault: killed before a write of the store",
  "fault: killed after a write of the store",
  "fault: both vendors down",
  "fault: late commit",
  "state: synced",
  "state: pending",
  "state: waiting_for_invoice",
  "state: needs_review",
  "state: failed",
  "state: removed",
  "state: excluded",
  "change: create applied",
  "change: create found",
  "change: adopt applied",
  "change: update applied",
  "change: remove applied",
  "change: failed",
  "run: succeeded",
  "run: partial",
  "run: failed",
  "run: resumed after a death",
  "run: undone",
  "started by: webhook",
  "preview applied as shown",
  "preview applied in the middle of it all",
  "settings changed",
  "decision: ignore",
  "decision: accept",
  "decision: restore",
  "decision: link",
  "decision: unlink",
  "decision: adopt",
  "decision: reset",
  "two companies",
  "contract reader",
];
