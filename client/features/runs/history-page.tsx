import type { RunSummaryShape } from "../../../server/contract/runs.ts";
import { usePlace } from "../../api/place.ts";
import { useRuns } from "../../api/use-runs.ts";
import { hrefTo } from "../../frame/route.ts";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { countsPlanned } from "../../ui/counts.ts";
import { formatMoment, Moment } from "../../ui/dates.tsx";
import { Soft, Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Nothing } from "../../ui/nothing.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWide } from "../../ui/use-wide.ts";
import { Cell, Line, PlainTable } from "../../ui/virtual-table.tsx";
import { doneIn, modeWords, StatusPill, triggerWords } from "./run-words.tsx";
import css from "./runs.module.css";

const WIDE = 760;

/** Every Sync Run of the project, newest first. */
export function HistoryPage() {
  const runs = useRuns(usePlace());
  const wide = useWide(WIDE);

  if (runs.isPending) return <Loading what={t("history.what")} />;
  if (runs.data === undefined) return <Problem error={runs.failure} onRetry={runs.reload} />;
  if (runs.data.items.length === 0) return <Nothing title={t("history.none.title")} says={t("history.none.says")} />;
  return (
    <Stack gap="sm">
      {wide ? <RunTable runs={runs.data.items} /> : <RunCards runs={runs.data.items} />}
      {runs.data.nextPageToken !== null && <Soft>{t("history.unavailable")}</Soft>}
    </Stack>
  );
}

type RunsProps = { readonly runs: readonly RunSummaryShape[] };

function countsOf(run: RunSummaryShape): string {
  if (run.status === "failed") return doneIn(run);
  return run.mode === "preview" ? countsPlanned(run.counts) : doneIn(run) || t("plan.none");
}

function placeOf({ id, mode }: RunSummaryShape): string {
  return hrefTo([mode === "preview" ? "preview" : "history", id]);
}

function When({ run }: { readonly run: RunSummaryShape }) {
  const at = run.startedAt ?? run.queuedAt;
  return (
    <>
      <a href={placeOf(run)}>{formatMoment(at)}</a>
      <div className={css.under}>
        <Moment of={at} />
      </div>
    </>
  );
}

function RunTable({ runs }: RunsProps) {
  return (
    <PlainTable
      label={t("history.table")}
      columns={[
        { id: "when", label: t("history.col.when"), width: "206px" },
        { id: "what", label: t("history.col.what"), width: "104px" },
        { id: "who", label: t("history.col.who"), width: "25%" },
        { id: "status", label: t("history.col.status"), width: "140px" },
        { id: "changes", label: t("history.col.changes") },
      ]}
    >
      {runs.map((run) => (
        <Line key={run.id}>
          <Cell>
            <When run={run} />
          </Cell>
          <Cell>{modeWords(run)}</Cell>
          <Cell>{triggerWords(run)}</Cell>
          <Cell>
            <StatusPill status={run.status} />
          </Cell>
          <Cell>
            {countsOf(run)}
            {run.error && <div className={css.under}>{said(run.error.says)}</div>}
          </Cell>
        </Line>
      ))}
    </PlainTable>
  );
}

function RunCards({ runs }: RunsProps) {
  return (
    <ul aria-label={t("history.table")} className={css.cards}>
      {runs.map((run) => (
        <li key={run.id} className={css.card}>
          <div className={css.cardTop}>
            <div>
              <When run={run} />
            </div>
            <StatusPill status={run.status} />
          </div>
          <p>
            {modeWords(run)} · {triggerWords(run)}
          </p>
          <p className={css.under}>{countsOf(run)}</p>
          {run.error && <p className={css.under}>{said(run.error.says)}</p>}
        </li>
      ))}
    </ul>
  );
}
