import { Check, Clock, Error as ErrorIcon, Warning } from "@procore/core-icons/dist";
import type { PillColor } from "@procore/core-react";
import type { ReactNode } from "react";
import type { RunSummaryShape } from "../../../server/contract/runs.ts";
import { t } from "../../messages/text.ts";
import { countsDone, countsTakenBack } from "../../ui/counts.ts";
import { WordPill } from "../../ui/state-pill.tsx";

type Status = RunSummaryShape["status"];

const LOOKS: Record<Status, { readonly color: PillColor; readonly icon: ReactNode }> = {
  queued: { color: "gray", icon: <Clock size="sm" /> },
  running: { color: "blue", icon: <Clock size="sm" /> },
  succeeded: { color: "green", icon: <Check size="sm" /> },
  partial: { color: "yellow", icon: <Warning size="sm" /> },
  failed: { color: "red", icon: <ErrorIcon size="sm" /> },
};

export function StatusPill({ status }: { readonly status: Status }) {
  const { color, icon } = LOOKS[status];
  return (
    <WordPill color={color} icon={icon}>
      {t(`status.${status}`)}
    </WordPill>
  );
}

/** What the run did, in numbers; an undo in words of its own: what it created was money given back, or taken away. */
export function doneIn({ counts, undo }: Pick<RunSummaryShape, "counts" | "undo">): string {
  return undo === null ? countsDone(counts) : countsTakenBack(counts);
}

/** "Sync", "Preview" or "Undo", and what it was limited to. */
export function modeWords({ mode, undo, scope }: RunSummaryShape): string {
  const what = undo === null ? t(`mode.${mode}`) : t("mode.undo");
  if (!scope) return what;
  const rest = "commitmentId" in scope ? t("scope.commitment") : t("scope.invoice");
  return t("join.list", { first: what, rest });
}

export function triggerWords({ trigger, askedBy }: RunSummaryShape): string {
  return trigger === "person" ? t("trigger.person", { who: askedBy?.login ?? "" }) : t(`trigger.${trigger}`);
}
