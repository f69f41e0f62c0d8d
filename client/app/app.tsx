import { I18nProvider } from "@procore/core-react";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { newQueryClient } from "../api/query-client.ts";
import { useSession } from "../api/session.ts";
import { ExpiredNotice } from "../features/sign-in/expired-notice.tsx";
import { OfflineNotice } from "../features/sign-in/offline-notice.tsx";
import { SignInPage } from "../features/sign-in/sign-in-page.tsx";
import { useRenewal } from "../features/sign-in/use-renewal.ts";
import { useProcoreContext } from "../frame/use-procore-context.ts";
import { t } from "../messages/text.ts";
import { Announcer } from "../ui/announcer.tsx";
import { Nothing } from "../ui/nothing.tsx";
import css from "./app.module.css";
import { Boundary } from "./boundary.tsx";
import { Place } from "./place.tsx";

export function App() {
  const [client] = useState(newQueryClient);
  return (
    <I18nProvider locale="en">
      <QueryClientProvider client={client}>
        <Announcer />
        <Boundary>
          <Signed />
        </Boundary>
      </QueryClientProvider>
    </I18nProvider>
  );
}

/** Who is there and where: without a company nothing can be shown, without a sign-in nothing may. */
function Signed() {
  const surface = useProcoreContext();
  const session = useSession();
  useRenewal(session);

  if (surface.companyId === null) {
    return (
      <main className={css.alone}>
        <Nothing title={t("app.no_company.title")} says={t("app.no_company.says")} />
      </main>
    );
  }
  if (session.status === "signed out") return <SignInPage companyId={surface.companyId} />;
  return (
    <>
      <OfflineNotice />
      {session.status === "expired" && <ExpiredNotice companyId={surface.companyId} />}
      <Place key={surface.companyId} surface={{ ...surface, companyId: surface.companyId }} />
    </>
  );
}
