import type { MessageKey } from "../messages/text.ts";
import { t } from "../messages/text.ts";

/** What a run did or would do, by kind. */
export type Counts = {
  readonly create: number;
  readonly adopt: number;
  readonly update: number;
  readonly remove: number;
  readonly unchanged: number;
  readonly discrepancy: number;
  readonly failed: number;
  readonly conflict: number;
};

const DONE = [
  "create",
  "adopt",
  "update",
  "remove",
  "failed",
  "conflict",
  "discrepancy",
] as const satisfies readonly (keyof Counts)[];
const PLANNED = ["create", "adopt", "update", "remove"] as const satisfies readonly (keyof Counts)[];

/** "12 created · 1 updated · 2 need review"; empty when nothing happened. */
export function countsDone(counts: Counts): string {
  return DONE.filter((kind) => counts[kind] > 0)
    .map((kind) => t(`count.${kind}` satisfies MessageKey, { n: counts[kind] }))
    .join(" · ");
}

/** What an undo did: "3 changes taken back · 1 left as it stands". */
export function countsTakenBack(counts: Counts): string {
  const left = counts.failed + counts.conflict;
  return [t("undone.done", { n: changesIn(counts) }), ...(left === 0 ? [] : [t("undone.left", { n: left })])].join(
    " · ",
  );
}

/** The same for a plan: "12 to create · 1 to update". */
export function countsPlanned(counts: Counts): string {
  const told = PLANNED.filter((kind) => counts[kind] > 0).map((kind) => t(`plan.${kind}`, { n: counts[kind] }));
  return told.length === 0 ? t("plan.none") : told.join(" · ");
}

export function changesIn(counts: Counts): number {
  return PLANNED.reduce((sum, kind) => sum + counts[kind], 0);
}
