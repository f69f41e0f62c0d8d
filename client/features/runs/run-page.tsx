import { Button } from "@procore/core-react";
import { useMemo, useState } from "react";
import type { RunShape, RunSummaryShape } from "../../../server/contract/runs.ts";
import { usePlace } from "../../api/place.ts";
import { useRunControl } from "../../api/run-control.ts";
import { useApplications } from "../../api/use-payments.ts";
import { isUnfinished, useRun, useRuns } from "../../api/use-runs.ts";
import { hrefTo } from "../../frame/route.ts";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { changeNames } from "../../ui/change-names.ts";
import type { ChangeNames } from "../../ui/change-list.tsx";
import { ChangeList } from "../../ui/change-list.tsx";
import { isDone } from "../../ui/changes.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { changesIn } from "../../ui/counts.ts";
import { formatMoment } from "../../ui/dates.tsx";
import { Pane, Row, Soft, Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Nothing } from "../../ui/nothing.tsx";
import { Notice, Problem } from "../../ui/problem.tsx";
import { doneIn, modeWords, StatusPill, triggerWords } from "./run-words.tsx";
import { TakenBack } from "./taken-back.tsx";

const MINUTE_S = 60;

function timeTaken({ startedAt, finishedAt }: RunShape): string | null {
  if (startedAt === null || finishedAt === null) return null;
  const seconds = Math.round((new Date(finishedAt).getTime() - new Date(startedAt).getTime()) / 1_000);
  const time =
    seconds < 2 * MINUTE_S
      ? t("run.page.seconds", { n: seconds })
      : t("run.page.minutes", { n: Math.round(seconds / MINUTE_S) });
  return t("run.page.took", { time });
}

/** The changes that can be taken back: what was written, unless this run is itself an undo. */
function undoable(run: RunShape): RunShape["changes"] {
  if (run.mode !== "apply" || run.undo !== null || isUnfinished(run)) return [];
  return run.changes.filter(isDone);
}

/** The latest run that took this one back, whole or in part. */
function useUndoing(run: RunShape): RunSummaryShape | null {
  const runs = useRuns(usePlace()).data?.items ?? [];
  return runs.find(({ undo, mode, counts }) => undo === run.id && mode === "apply" && changesIn(counts) > 0) ?? null;
}

/** One run with each of its changes, and the way back. */
export function RunPage({ runId }: { readonly runId: string }) {
  const { companyId } = usePlace();
  const run = useRun(companyId, runId);

  if (run.isPending) return <Loading what={t("run.page.what")} />;
  if (run.data === undefined) return <Problem error={run.failure} onRetry={run.reload} />;
  return <LoadedRun run={run.data} />;
}

function LoadedRun({ run }: { readonly run: RunShape }) {
  const { access } = usePlace();
  const { runId } = useRunControl();
  const { items } = useApplications(usePlace());
  const names = useMemo(() => changeNames(items), [items]);
  const [asking, setAsking] = useState(false);
  const back = undoable(run);
  const undoing = useUndoing(run);
  const about = [
    t("run.page.by", { who: triggerWords(run) }),
    timeTaken(run),
    run.plan && t("run.page.plan"),
    run.undo && t("run.page.undo_of"),
  ];
  return (
    <Stack>
      <a href={hrefTo(["history"])}>‹ {t("history.back")}</a>
      <Pane
        title={t("run.page.title", { mode: modeWords(run), when: formatMoment(run.startedAt ?? run.queuedAt) })}
        says={about.filter(Boolean).join(" · ")}
        actions={
          access.canSync && back.length > 0 && undoing?.status !== "succeeded" ? (
            <Button variant="secondary" disabled={runId !== null} onClick={() => setAsking(true)}>
              {t("undo.action")}
            </Button>
          ) : undefined
        }
      >
        <Row>
          <StatusPill status={run.status} />
          <Soft>{doneIn(run)}</Soft>
        </Row>
        {undoing && <Undone by={undoing} />}
        {run.error && <Notice tone="error" title={said(run.error.says)} says={t("run.ended.failed_says")} />}
      </Pane>
      {run.changes.length === 0 && !isUnfinished(run) && <Nothing kind="words" title={t("run.page.no_changes")} />}
      {run.changes.length > 0 && <ChangeList label={t("changes.table")} changes={run.changes} names={names} outcomes />}
      {asking && <UndoQuestion run={run} changes={back} names={names} onClose={() => setAsking(false)} />}
    </Stack>
  );
}

/** Who took the run back, and when: its own changes stand in Procore no more. */
function Undone({ by }: { readonly by: RunSummaryShape }) {
  const whole = by.status === "succeeded";
  const when = formatMoment(by.finishedAt ?? by.queuedAt);
  return (
    <Notice
      tone="info"
      title={t(whole ? "run.page.undone" : "run.page.undone_partly", { who: triggerWords(by), when })}
      says={t(whole ? "run.page.undone_says" : "run.page.undone_partly_says")}
    >
      <a href={hrefTo(["history", by.id])}>{t("run.page.undone_link")}</a>
    </Notice>
  );
}

type UndoProps = {
  readonly run: RunShape;
  readonly changes: RunShape["changes"];
  readonly names: ChangeNames;
  readonly onClose: () => void;
};

function UndoQuestion({ run, changes, names, onClose }: UndoProps) {
  const { start } = useRunControl();
  return (
    <Confirm
      title={t("undo.title")}
      action={t("undo.confirm", { n: changes.length })}
      onClose={onClose}
      onConfirm={() => {
        start({ mode: "apply", undo: run.id });
        onClose();
      }}
    >
      <p>{t("undo.says")}</p>
      <TakenBack changes={changes} names={names} />
    </Confirm>
  );
}
