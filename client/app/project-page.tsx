import { Payments } from "@procore/core-icons/dist";
import { ToolHeader } from "@procore/core-react";
import { lazy, Suspense, useEffect } from "react";
import { usePlace } from "../api/place.ts";
import { useApplications } from "../api/use-payments.ts";
import { PaymentsPage } from "../features/payments/payments-page.tsx";
import { ReadOnlyNotice } from "../features/runs/read-only-notice.tsx";
import { RunActions } from "../features/runs/run-actions.tsx";
import { RunBar } from "../features/runs/run-bar.tsx";
import { hrefTo, useRoute } from "../frame/route.ts";
import { t } from "../messages/text.ts";
import { Loading } from "../ui/loading.tsx";
import { TabLinks } from "../ui/tabs.tsx";
import css from "./app.module.css";
import { Boundary } from "./boundary.tsx";
import { StatusStrip } from "./status-strip.tsx";

const PARTS = {
  review: () => import("../features/discrepancies/review-page.tsx").then((page) => ({ default: page.ReviewPage })),
  tieOut: () => import("../features/tie-out/tie-out-page.tsx").then((page) => ({ default: page.TieOutPage })),
  history: () => import("../features/runs/history-page.tsx").then((page) => ({ default: page.HistoryPage })),
  run: () => import("../features/runs/run-page.tsx").then((page) => ({ default: page.RunPage })),
  preview: () => import("../features/preview/preview-page.tsx").then((page) => ({ default: page.PreviewPage })),
  settings: () => import("./settings-tabs.tsx").then((page) => ({ default: page.SettingsTabs })),
};
const ReviewPage = lazy(PARTS.review);
const TieOutPage = lazy(PARTS.tieOut);
const HistoryPage = lazy(PARTS.history);
const RunPage = lazy(PARTS.run);
const PreviewPage = lazy(PARTS.preview);
const SettingsTabs = lazy(PARTS.settings);

/** Once the first tab stands, the others are fetched, so that they open at once, and even without a network. */
function useOthersFetched(): void {
  useEffect(() => {
    const timer = window.setTimeout(() => {
      // One that does not come now is fetched when it is opened.
      for (const fetched of Object.values(PARTS)) fetched().catch(() => undefined);
    }, FETCH_OTHERS_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, []);
}

const FETCH_OTHERS_MS = 1_500;

const TABS = ["payments", "review", "tie-out", "history", "settings"] as const;
type TabName = (typeof TABS)[number];

function tabOf(name: string | undefined): TabName {
  if (name === "preview") return "payments";
  return TABS.find((tab) => tab === name) ?? "payments";
}

/** The project's page: header, tabs, what runs, and the chosen tab. */
export function ProjectPage({ onLeave }: { readonly onLeave: (() => void) | null }) {
  const { path } = useRoute();
  useOthersFetched();
  const tab = tabOf(path[0]);
  return (
    <div className={css.page}>
      <header className={css.header}>
        {onLeave && (
          <button type="button" className={css.leave} onClick={onLeave}>
            ‹ {t("company.all_projects")}
          </button>
        )}
        <ToolHeader className={css.toolHeader ?? ""}>
          <ToolHeader.Icon icon={<Payments size="tool" />} />
          <ToolHeader.Title>{t("app.title")}</ToolHeader.Title>
          <ToolHeader.Actions>
            <RunActions />
          </ToolHeader.Actions>
        </ToolHeader>
        <div className={css.headerLine}>
          <TabBar current={tab} />
          <StatusStrip />
        </div>
      </header>
      <main className={css.body} aria-label={t("app.main")}>
        <RunBar />
        <ReadOnlyNotice />
        <Boundary key={tab}>
          <Suspense fallback={<Loading what={t("loading.page")} />}>
            <Chosen tab={tab} path={path} />
          </Suspense>
        </Boundary>
      </main>
    </div>
  );
}

function Chosen({ tab, path }: { readonly tab: TabName; readonly path: readonly string[] }) {
  const { companyId } = usePlace();
  const [name, id] = path;
  if (name === "preview" && id !== undefined) return <PreviewPage runId={id} />;
  switch (tab) {
    case "payments":
      return <PaymentsPage />;
    case "review":
      return <ReviewPage />;
    case "tie-out":
      return <TieOutPage />;
    case "history":
      return id === undefined ? <HistoryPage /> : <RunPage runId={id} />;
    case "settings":
      return <SettingsTabs companyId={companyId} base={["settings"]} chosen={id} onOpenProject={null} />;
  }
}

function TabBar({ current }: { readonly current: TabName }) {
  const { access, ...place } = usePlace();
  const { first } = useApplications(place);
  const waiting = first?.counts.needs_review ?? 0;
  const words: Record<TabName, string> = {
    payments: t("tab.payments"),
    review: waiting === 0 ? t("tab.review") : t("tab.review_n", { n: waiting }),
    "tie-out": t("tab.tie_out"),
    history: t("tab.history"),
    settings: t("tab.settings"),
  };
  const tabs = TABS.filter((tab) => tab !== "settings" || access.canConfigure);
  return (
    <TabLinks
      label={t("app.tabs")}
      current={current}
      tabs={tabs.map((id) => ({ id, label: words[id], href: hrefTo([id]) }))}
    />
  );
}
