import { Check, Error as ErrorIcon, Info, Warning } from "@procore/core-icons/dist";
import { Button } from "@procore/core-react";
import type { ReactNode } from "react";
import { useEffect } from "react";
import type { RunProgressShape, RunShape } from "../../../server/contract/runs.ts";
import { useRunControl } from "../../api/run-control.ts";
import { goTo, hrefTo } from "../../frame/route.ts";
import { said, sentences } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { announce } from "../../ui/announcer.tsx";
import { cx } from "../../ui/class-names.ts";
import { changesIn, countsPlanned } from "../../ui/counts.ts";
import { Problem } from "../../ui/problem.tsx";
import { progressWords, resumptionWords } from "../../ui/run-progress.ts";
import { doneIn } from "./run-words.tsx";
import css from "./runs.module.css";

/** What is running, how far it is, and what came of it: at the top of every tab, until dismissed. */
export function RunBar() {
  const { runId, isPreview, progress, ended, mine, startError, dismiss } = useRunControl();

  const endedId = ended?.id;
  const isMyPreview = mine && ended?.mode === "preview" && ended.status === "succeeded";
  useEffect(() => {
    if (endedId === undefined || !isMyPreview) return;
    goTo(["preview", endedId]);
    dismiss();
  }, [endedId, isMyPreview, dismiss]);

  return (
    <>
      {startError !== null && (
        <Problem error={startError}>
          <Button variant="tertiary" onClick={dismiss}>
            {t("run.dismiss")}
          </Button>
        </Problem>
      )}
      {runId !== null && <Progress progress={progress} preview={isPreview} />}
      {runId === null && ended && !isMyPreview && <Ended run={ended} onDismiss={dismiss} />}
    </>
  );
}

/** Said aloud at every quarter, not at every change: a live region that never stops is no help. */
function useAnnouncedProgress(progress: RunProgressShape | null): void {
  const quarters = progress?.total ? Math.floor((progress.done / progress.total) * 4) : 0;
  useEffect(() => {
    announce(quarters === 0 ? t("run.said.started") : t("run.said.progress", { percent: quarters * 25 }));
  }, [quarters]);
}

type ProgressProps = { readonly progress: RunProgressShape | null; readonly preview: boolean };

function Progress({ progress, preview }: ProgressProps) {
  useAnnouncedProgress(progress);
  const total = progress?.total ?? null;
  return (
    <div className={cx(css.bar, "no-print")}>
      <div className={css.barWords}>
        <strong>{preview ? t("run.preview_running") : t("run.apply_running")}</strong>
        <span>{progressWords(progress)}</span>
      </div>
      <progress
        className={css.progress}
        aria-label={t("run.progress_label")}
        {...(total === null ? {} : { value: progress?.done ?? 0, max: Math.max(1, total) })}
      />
    </div>
  );
}

type Told = { readonly title: string; readonly icon: ReactNode; readonly look: string | undefined };

function told({ status, mode, counts, undo }: RunShape): Told {
  if (status === "failed") return { title: t("run.ended.failed"), icon: <ErrorIcon />, look: css.barFailed };
  if (status === "partial") {
    const title = t(undo === null ? "run.ended.partial" : "run.ended.undone_partial");
    return { title, icon: <Warning />, look: css.barPartial };
  }
  if (mode === "preview") return { title: t("run.ended.preview"), icon: <Info />, look: undefined };
  if (undo !== null) {
    const title = t(changesIn(counts) > 0 ? "run.ended.undone" : "run.ended.undone_nothing");
    return { title, icon: <Check />, look: css.barDone };
  }
  return { title: doneWords(counts), icon: <Check />, look: css.barDone };
}

function doneWords(counts: RunShape["counts"]): string {
  if (changesIn(counts) > 0) return t("run.ended.succeeded");
  return counts.discrepancy === 0 ? t("run.ended.in_step") : t("run.ended.nothing");
}

function Ended({ run, onDismiss }: { readonly run: RunShape; readonly onDismiss: () => void }) {
  const { title, icon, look } = told(run);
  const counts = run.mode === "preview" ? countsPlanned(run.counts) : doneIn(run);
  useEffect(() => {
    announce(`${title}. ${counts}`);
  }, [title, counts]);
  const details = run.mode === "preview" ? ["preview", run.id] : ["history", run.id];
  return (
    <div className={cx(css.bar, look, "no-print")}>
      <div className={css.barWords}>
        <span aria-hidden="true" className={css.barIcon}>
          {icon}
        </span>
        <strong>{title}</strong>
        <span>{counts}</span>
        <span className={css.barActions}>
          <a href={hrefTo(details)}>{run.mode === "preview" ? t("run.see_preview") : t("run.see_details")}</a>
          {run.counts.discrepancy > 0 && <a href={hrefTo(["review"])}>{t("run.see_review")}</a>}
          <Button variant="tertiary" size="sm" onClick={onDismiss}>
            {t("run.dismiss")}
          </Button>
        </span>
      </div>
      {run.error && (
        <p>
          {sentences(said(run.error.says), resumptionWords(run.error))}{" "}
          <span className={css.soft}>{t("run.ended.failed_says")}</span>
        </p>
      )}
    </div>
  );
}
