import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import type { Access } from "../api/place.ts";
import { PlaceProvider } from "../api/place.ts";
import { RunControlProvider, useNewRunControl } from "../api/run-control.ts";
import { useAccess } from "../api/use-company.ts";
import { goTo } from "../frame/route.ts";
import { said, sentences } from "../messages/said.ts";
import { t } from "../messages/text.ts";
import { Button } from "../ui/button.tsx";
import { Loading } from "../ui/loading.tsx";
import { Nothing } from "../ui/nothing.tsx";
import { Problem } from "../ui/problem.tsx";
import type { Surface } from "../frame/use-procore-context.ts";
import css from "./app.module.css";
import { ProjectPage } from "./project-page.tsx";

const CompanyPage = lazy(() => import("./company-page.tsx").then((page) => ({ default: page.CompanyPage })));
const PanelPage = lazy(() => import("./panel-page.tsx").then((page) => ({ default: page.PanelPage })));

type KnownSurface = Surface & { readonly companyId: number };

/** Shows what belongs here: the panel, the project's page, or the company's settings. Opened outside a project, one can be chosen. */
export function Place({ surface }: { readonly surface: KnownSurface }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const projectId = surface.projectId ?? chosen;
  const open = (id: number | null) => {
    setChosen(id);
    goTo(id === null ? ["projects"] : ["payments"]);
  };
  return (
    <Permitted companyId={surface.companyId} projectId={projectId}>
      {(access) =>
        projectId === null ? (
          <Suspense fallback={<Waiting />}>
            <CompanyPage companyId={surface.companyId} access={access} onOpenProject={open} />
          </Suspense>
        ) : (
          <InProject
            key={projectId}
            companyId={surface.companyId}
            projectId={projectId}
            access={access}
            visible={surface.visible}
          >
            {surface.kind === "panel" ? (
              <Suspense fallback={<Waiting />}>
                <PanelPage surface={surface} />
              </Suspense>
            ) : (
              <ProjectPage onLeave={surface.projectId === null ? () => open(null) : null} />
            )}
          </InProject>
        )
      }
    </Permitted>
  );
}

function Waiting() {
  return (
    <main className={css.alone}>
      <h1 className="visually-hidden">{t("app.title")}</h1>
      <Loading what={t("loading.page")} />
    </main>
  );
}

type PermittedProps = {
  readonly companyId: number;
  readonly projectId: number | null;
  readonly children: (access: Access) => ReactNode;
};

/** Asks what the reader may do, and says in words why not. The server decides anyway, for every request. */
function Permitted({ companyId, projectId, children }: PermittedProps) {
  const access = useAccess(companyId, projectId);
  if (access.isPending) return <Waiting />;
  if (access.data === undefined) {
    return (
      <main className={css.alone}>
        <h1 className="visually-hidden">{t("app.title")}</h1>
        <Problem error={access.failure} onRetry={access.reload} />
      </main>
    );
  }
  if (projectId !== null && !access.data.canView) {
    return (
      <main className={css.alone}>
        <h1 className="visually-hidden">{t("app.title")}</h1>
        <Nothing
          kind="words"
          title={t("access.none.title")}
          says={sentences(said(access.data.because), t("access.none.next"))}
        >
          <Button variant="secondary" loading={access.isRefetching} onClick={access.reload}>
            {t("action.try_again")}
          </Button>
        </Nothing>
      </main>
    );
  }
  return <>{children(access.data)}</>;
}

type InProjectProps = {
  readonly companyId: number;
  readonly projectId: number;
  readonly access: Access;
  readonly visible: boolean;
  readonly children: ReactNode;
};

function InProject({ companyId, projectId, access, visible, children }: InProjectProps) {
  const control = useNewRunControl({ companyId, projectId }, visible);
  return (
    <PlaceProvider value={{ companyId, projectId, access }}>
      <RunControlProvider value={control}>{children}</RunControlProvider>
    </PlaceProvider>
  );
}
