import { STATES } from "../../server/domain/reason-entry.ts";
import { SCHEDULES } from "../../server/domain/settings.ts";

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
  "fault: asleep before the request",
  "fault: asleep after the reply",
  "fault: asleep before a write of the store",
  "fault: asleep after a write of the store",
  "fault: both vendors down",
  "fault: late commit",
  "a check takes a credit along",
  "a discount alone",
  "an amount that nobody can read",
  ...STATES.map((state) => `state: ${state}`),
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
  "run: undo undone",
  "run: undo previewed",
  "run: of a part of a project",
  ...["person", "schedule", "webhook", "sweep"].map((trigger) => `started by: ${trigger}`),
  ...SCHEDULES.filter((schedule) => schedule !== "never").map((schedule) => `schedule: ${schedule} starts a run`),
  "hint of Acumatica",
  "hint of Procore",
  "preview applied as shown",
  "preview applied in the middle of it all",
  "preview of an undo applied",
  "somebody acts while a run is under way",
  "two processes at once",
  ...[
    "voidPolicy",
    "drift",
    "adoptTwins",
    "schedule",
    "timeZone",
    "startDate",
    "methods",
    "methodOverrides",
    "projectMap",
  ].map((name) => `setting changed: ${name}`),
  ...["ignore", "accept", "restore", "link", "unlink", "adopt", "reset"].map((decide) => `decision: ${decide}`),
  ...["disconnects", "moved", "another", "purges"].map((what) => `connection: ${what}`),
  "two companies",
  "contract reader",
];
