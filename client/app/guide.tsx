import { Check } from "@procore/core-icons/dist";
import { GetRuns } from "../../server/contract/runs.ts";
import { call } from "../api/call.ts";
import { keys } from "../api/keys.ts";
import { useConnection, useSettings } from "../api/use-company.ts";
import { useRead } from "../api/use-read.ts";
import type { OpenProject } from "../features/settings/projects-page.tsx";
import { hrefTo } from "../frame/route.ts";
import { t } from "../messages/text.ts";
import { Pane } from "../ui/layout.tsx";
import css from "./app.module.css";
import type { SettingsTab } from "./settings-tabs.tsx";

type GuideProps = {
  readonly companyId: number;
  readonly hrefOf: (tab: SettingsTab) => string;
  readonly onOpenProject: OpenProject | null;
};

const STEPS = ["connect", "check", "map", "rules", "preview"] as const;
type StepName = (typeof STEPS)[number];

/** Which steps are done, told from what is stored; undefined while it is not known. */
function useDone(companyId: number): Readonly<Record<StepName, boolean>> | undefined {
  const connection = useConnection(companyId);
  const settings = useSettings(companyId);
  const runs = useRead({
    queryKey: [...keys.company(companyId), "any run"],
    queryFn: ({ signal }) => call(GetRuns, { params: { c: companyId }, query: { page_size: 1 }, signal }),
  });
  if (!connection.data || !settings.data || !runs.data) return undefined;
  const { status, checks } = connection.data;
  const ran = runs.data.items.length > 0;
  const mapped = Object.keys(settings.data.projectMap).length > 0;
  return {
    connect: status !== "not connected",
    check: status === "connected" && checks.length > 0 && checks.every(({ ok }) => ok !== false),
    map: mapped,
    rules: ran,
    preview: ran,
  };
}

/** The way from nothing to the first preview; gone once it was walked. */
export function Guide({ companyId, hrefOf, onOpenProject }: GuideProps) {
  const done = useDone(companyId);
  // Once synced, a check that fails is told on the connection's page; the way in need not be walked again.
  if (!done || (done.connect && done.preview)) return null;
  const next = STEPS.find((step) => !done[step]);
  const places: Record<StepName, string> = {
    connect: hrefOf("connection"),
    check: hrefOf("connection"),
    map: hrefOf("projects"),
    rules: hrefOf("payments"),
    preview: onOpenProject ? hrefOf("projects") : hrefTo(["payments"]),
  };
  return (
    <Pane title={t("guide.title")} says={t("guide.says")}>
      <ol className={css.steps}>
        {STEPS.map((step, index) => {
          const state = done[step] ? "done" : step === next ? "next" : "later";
          return (
            <li key={step} className={css[`step_${state}`]} aria-current={state === "next" ? "step" : undefined}>
              <span className={css.stepMark} aria-hidden="true">
                {done[step] ? <Check size="sm" /> : index + 1}
              </span>
              <span className={css.stepWords}>
                <a href={places[step]}>{t(`guide.${step}`)}</a>
                <span className={css.stepState}>{t(`guide.${state}`)}</span>
                <span className={css.stepSays}>{t(`guide.${step}_says`)}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </Pane>
  );
}
