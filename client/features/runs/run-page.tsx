import { Button } from "@procore/core-react";
import { useMemo, useState } from "react";
import type { RunShape } from "../../../server/contract/runs.ts";
import { usePlace } from "../../api/place.ts";
import { useRunControl } from "../../api/run-control.ts";
import { useApplications } from "../../api/use-payments.ts";
import { isUnfinished, useRun } from "../../api/use-runs.ts";
import { hrefTo } from "../../frame/route.ts";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { changeNames } from "../../ui/change-names.ts";
import { ChangeList } from "../../ui/change-list.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { countsDone } from "../../ui/counts.ts";
import { formatMoment } from "../../ui/dates.tsx";
import { Pane, Row, Soft, Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Nothing } from "../../ui/nothing.tsx";
import { Notice, Problem } from "../../ui/problem.tsx";
import { modeWords, StatusPill, triggerWords } from "./run-words.tsx";

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

function undoable({ mode, undo, status, changes }: RunShape): number {
  if (mode !== "apply" || undo !== null || status === "queued" || status === "running") return 0;
  return changes.filter(({ outcome }) => outcome === "applied" || outcome === "found").length;
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
          access.canSync && back > 0 ? (
            <Button variant="secondary" disabled={runId !== null} onClick={() => setAsking(true)}>
              {t("undo.action")}
            </Button>
          ) : undefined
        }
      >
        <Row>
          <StatusPill status={run.status} />
          <Soft>{countsDone(run.counts)}</Soft>
        </Row>
        {run.error && <Notice tone="error" title={said(run.error.says)} says={t("run.ended.failed_says")} />}
      </Pane>
      {run.changes.length === 0 && !isUnfinished(run) && <Nothing kind="words" title={t("run.page.no_changes")} />}
      {run.changes.length > 0 && <ChangeList label={t("changes.table")} changes={run.changes} names={names} outcomes />}
      {asking && <UndoQuestion run={run} changes={back} onClose={() => setAsking(false)} />}
    </Stack>
  );
}

type UndoProps = { readonly run: RunShape; readonly changes: number; readonly onClose: () => void };

function UndoQuestion({ run, changes, onClose }: UndoProps) {
  const { start } = useRunControl();
  return (
    <Confirm
      title={t("undo.title")}
      action={t("undo.confirm", { n: changes })}
      onClose={onClose}
      onConfirm={() => {
        start({ mode: "apply", undo: run.id });
        onClose();
      }}
    >
      {t("undo.says")}
    </Confirm>
  );
}
