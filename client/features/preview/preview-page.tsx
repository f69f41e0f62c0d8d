import { useMemo } from "react";
import type { ReactNode } from "react";
import type { RunShape, RunSummaryShape } from "../../../server/contract/runs.ts";
import { usePlace } from "../../api/place.ts";
import { useRunControl } from "../../api/run-control.ts";
import { useApplications } from "../../api/use-payments.ts";
import { isUnfinished, useRun, useRuns } from "../../api/use-runs.ts";
import { hrefTo } from "../../frame/route.ts";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { Button } from "../../ui/button.tsx";
import { changeNames } from "../../ui/change-names.ts";
import { ChangeList, Effects } from "../../ui/change-list.tsx";
import { effectOfAll } from "../../ui/changes.ts";
import { changesIn, countsPlanned } from "../../ui/counts.ts";
import { formatMoment } from "../../ui/dates.tsx";
import { Pane, Row, Soft, Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Nothing } from "../../ui/nothing.tsx";
import { Notice, Problem } from "../../ui/problem.tsx";

/** A stored preview may be applied for a day (product.md §4). */
const OLDEST_MS = 24 * 3_600_000;

/** All that a sync would write, before anything is written; Apply does exactly that. */
export function PreviewPage({ runId }: { readonly runId: string }) {
  const { companyId } = usePlace();
  const run = useRun(companyId, runId);

  if (run.isPending) return <Loading what={t("preview.what")} />;
  if (run.data === undefined) return <Problem error={run.failure} onRetry={run.reload} />;
  if (isUnfinished(run.data)) return <Nothing kind="words" title={t("preview.running")} />;
  if (run.data.status === "failed") {
    return (
      <Notice
        tone="error"
        title={t("preview.failed.title")}
        says={run.data.error ? said(run.data.error.says) : undefined}
      >
        <PreviewAgain />
      </Notice>
    );
  }
  if (run.data.changes.length === 0) {
    return (
      <Nothing title={t("preview.nothing.title")} says={t("preview.nothing.says")}>
        <PreviewAgain />
      </Nothing>
    );
  }
  return <Plan run={run.data} />;
}

function PreviewAgain() {
  const { access } = usePlace();
  const { start, runId } = useRunControl();
  if (!access.canSync) return null;
  return (
    <Button variant="secondary" disabled={runId !== null} onClick={() => start({ mode: "preview" })}>
      {t("preview.again")}
    </Button>
  );
}

/** Was it applied, has a sync written anything since, or has too much time passed? */
function useFate(run: RunShape): "open" | "applied" | "outdated" | "old" {
  const runs = useRuns(usePlace()).data?.items ?? [];
  if (runs.some(({ plan }) => plan === run.id)) return "applied";
  if (runs.some((one) => hasWritten(one) && isAfter(one, run))) return "outdated";
  return Date.now() - new Date(run.finishedAt ?? run.queuedAt).getTime() > OLDEST_MS ? "old" : "open";
}

function hasWritten({ mode, counts }: RunSummaryShape): boolean {
  return mode === "apply" && changesIn(counts) > 0;
}

function isAfter({ finishedAt }: RunSummaryShape, preview: RunShape): boolean {
  return finishedAt !== null && finishedAt > (preview.finishedAt ?? preview.queuedAt);
}

function Plan({ run }: { readonly run: RunShape }) {
  const fate = useFate(run);
  const { items } = useApplications(usePlace());
  const names = useMemo(() => changeNames(items), [items]);
  return (
    <Stack>
      <Pane
        title={t("preview.title")}
        says={t("preview.says", { when: formatMoment(run.finishedAt ?? run.queuedAt) })}
        actions={<Actions run={run} open={fate === "open"} />}
      >
        <Row spread gap="md">
          <strong>{countsPlanned(run.counts)}</strong>
          <span>
            {t("preview.total")} <Effects of={effectOfAll(run.changes)} />
          </span>
        </Row>
        {fate === "open" && <Soft>{t("preview.exact")}</Soft>}
        {fate === "old" && <Notice tone="attention" title={t("preview.old.title")} says={t("preview.old.says")} />}
        {fate === "outdated" && (
          <Notice tone="attention" title={t("preview.outdated.title")} says={t("preview.outdated.says")} />
        )}
        {fate === "applied" && (
          <Notice tone="info" title={t("preview.applied.title")} says={t("preview.applied.says")} />
        )}
        {run.counts.discrepancy > 0 && <ReviewNote n={run.counts.discrepancy} />}
      </Pane>
      <ChangeList label={t("changes.table")} changes={run.changes} names={names} outcomes={false} />
    </Stack>
  );
}

function ReviewNote({ n }: { readonly n: number }): ReactNode {
  return (
    <Notice tone="attention" title={t("preview.review", { n })} says={t("preview.review_says")}>
      <a href={hrefTo(["review"])}>{t("run.see_review")}</a>
    </Notice>
  );
}

function Actions({ run, open }: { readonly run: RunShape; readonly open: boolean }) {
  const { access } = usePlace();
  const { start, starting, runId } = useRunControl();
  if (!access.canSync) return <Soft>{t("preview.read_only", { because: said(access.because) })}</Soft>;
  return (
    <>
      <PreviewAgain />
      {open && (
        <Button
          variant="primary"
          loading={starting === "apply"}
          disabled={runId !== null}
          onClick={() => start({ mode: "apply", plan: run.id })}
        >
          {t("preview.apply", { n: changesIn(run.counts) })}
        </Button>
      )}
    </>
  );
}
