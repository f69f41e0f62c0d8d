import { Cog } from "@procore/core-icons/dist";
import { ToolHeader } from "@procore/core-react";
import type { Access } from "../api/place.ts";
import type { OpenProject } from "../features/settings/projects-page.tsx";
import { useRoute } from "../frame/route.ts";
import { said, sentences } from "../messages/said.ts";
import { t } from "../messages/text.ts";
import { Nothing } from "../ui/nothing.tsx";
import css from "./app.module.css";
import { Boundary } from "./boundary.tsx";
import { SettingsTabs } from "./settings-tabs.tsx";

type CompanyPageProps = {
  readonly companyId: number;
  readonly access: Access;
  readonly onOpenProject: OpenProject;
};

/** The app opened outside a project: the company's settings, for those who may change them. */
export function CompanyPage({ companyId, access, onOpenProject }: CompanyPageProps) {
  const { path } = useRoute();
  return (
    <div className={css.page}>
      <header className={css.header}>
        <ToolHeader className={css.toolHeader ?? ""}>
          <ToolHeader.Icon icon={<Cog size="tool" />} />
          <ToolHeader.Title>{t("company.title")}</ToolHeader.Title>
        </ToolHeader>
      </header>
      <main className={css.body} aria-label={t("company.title")}>
        {access.canConfigure ? (
          <Boundary key={path[0]}>
            <SettingsTabs companyId={companyId} base={[]} chosen={path[0]} onOpenProject={onOpenProject} />
          </Boundary>
        ) : (
          <Nothing
            title={t("company.no_right.title")}
            says={sentences(said(access.because), t("company.no_right.next"))}
          />
        )}
      </main>
    </div>
  );
}
