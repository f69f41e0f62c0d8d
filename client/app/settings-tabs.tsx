import { ConnectionPage } from "../features/connection/connection-page.tsx";
import { ActivityPage } from "../features/settings/activity-page.tsx";
import { PeoplePage } from "../features/settings/people-page.tsx";
import type { OpenProject } from "../features/settings/projects-page.tsx";
import { ProjectsPage } from "../features/settings/projects-page.tsx";
import { RulesPage } from "../features/settings/rules-page.tsx";
import { SchedulePage } from "../features/settings/schedule-page.tsx";
import { WithSettings } from "../features/settings/settings-gate.tsx";
import { hrefTo } from "../frame/route.ts";
import { t } from "../messages/text.ts";
import { cx } from "../ui/class-names.ts";
import { Stack } from "../ui/layout.tsx";
import css from "./app.module.css";
import { Guide } from "./guide.tsx";

const TABS = ["connection", "projects", "payments", "schedule", "people", "activity"] as const;
export type SettingsTab = (typeof TABS)[number];

type SettingsTabsProps = {
  readonly companyId: number;
  /** Where the settings stand in the page's address. */
  readonly base: readonly string[];
  readonly chosen: string | undefined;
  readonly onOpenProject: OpenProject | null;
};

/** The company's settings: the guide while there is something left to set up, then the parts. */
export function SettingsTabs({ companyId, base, chosen, onOpenProject }: SettingsTabsProps) {
  const tab = TABS.find((each) => each === chosen) ?? "connection";
  return (
    <Stack>
      <Guide companyId={companyId} hrefOf={(part) => hrefTo([...base, part])} onOpenProject={onOpenProject} />
      <nav className={css.parts} aria-label={t("company.tabs")}>
        {TABS.map((each) => (
          <a
            key={each}
            href={hrefTo([...base, each])}
            className={cx(css.part, each === tab && css.partOn)}
            aria-current={each === tab ? "page" : undefined}
          >
            {t(`company.tab.${each}`)}
          </a>
        ))}
      </nav>
      <Part tab={tab} companyId={companyId} onOpenProject={onOpenProject} />
    </Stack>
  );
}

type PartProps = { readonly tab: SettingsTab; readonly companyId: number; readonly onOpenProject: OpenProject | null };

function Part({ tab, companyId, onOpenProject }: PartProps) {
  if (tab === "connection") return <ConnectionPage companyId={companyId} />;
  if (tab === "activity") return <ActivityPage companyId={companyId} />;
  return (
    <WithSettings companyId={companyId}>
      {(stored) => {
        const common = { companyId, stored };
        switch (tab) {
          case "projects":
            return <ProjectsPage {...common} onOpenProject={onOpenProject} />;
          case "payments":
            return <RulesPage {...common} />;
          case "schedule":
            return <SchedulePage {...common} />;
          case "people":
            return <PeoplePage {...common} />;
        }
      }}
    </WithSettings>
  );
}
