import { I18nProvider } from "@procore/core-react";
import { focusManager, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { newQueryClient } from "../api/query-client.ts";
import { useSession } from "../api/session.ts";
import { ExpiredNotice } from "../features/sign-in/expired-notice.tsx";
import { OfflineNotice } from "../features/sign-in/offline-notice.tsx";
import { SignInPage } from "../features/sign-in/sign-in-page.tsx";
import { useRenewal } from "../features/sign-in/use-renewal.ts";
import { useProcoreContext } from "../frame/use-procore-context.ts";
import type { Locale } from "../messages/locales.ts";
import { t } from "../messages/text.ts";
import { Announcer } from "../ui/announcer.tsx";
import { Nothing } from "../ui/nothing.tsx";
import css from "./app.module.css";
import { Boundary } from "./boundary.tsx";
import { LanguageMenu, useLanguage } from "./language-menu.tsx";
import { Place } from "./place.tsx";
import { RefreshNotice } from "./refresh-notice.tsx";

export function App() {
  const [client] = useState(newQueryClient);
  const { spoken } = useLanguage();
  useEffect(() => {
    document.title = t("app.title");
  }, [spoken]);
  // The key: every sentence on the page is said again when another language is chosen.
  return (
    <I18nProvider locale={CORE_LOCALES[spoken]} translations={{ [CORE_LOCALES[spoken]]: coreWords() }}>
      <QueryClientProvider client={client}>
        <Announcer />
        <Boundary key={spoken}>
          <Signed />
        </Boundary>
        <LanguageMenu />
      </QueryClientProvider>
    </I18nProvider>
  );
}

/** What core-react calls our languages. */
const CORE_LOCALES = {
  "en-US": "en-US",
  "en-GB": "en-GB",
  "en-AU": "en-AU",
  "en-CA": "en-CA",
  de: "de-DE",
  ja: "ja-JP",
  es: "es",
  fr: "fr-FR",
  "pt-BR": "pt-BR",
} as const satisfies Record<Locale, string>;

/** What core-react's parts on our page say by themselves; its own files hold many times as much that nobody reads here. */
function coreWords() {
  return {
    core: {
      modal: { cancel: t("core.cancel"), a11y: { close: t("core.close") } },
      table: { sortableColumn: t("core.sortable") },
      banner: { dismissAlert: t("core.dismiss") },
      toolHeader: { settingsAction: t("core.settings") },
    },
  };
}

/** Nobody looks at a panel that its host has hidden: nothing is polled then, and all is read again when it is shown. */
function usePausedWhile(hidden: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!hidden) return;
    focusManager.setFocused(false);
    return () => {
      focusManager.setFocused(undefined);
      void client.invalidateQueries();
    };
  }, [client, hidden]);
}

/** Who is there and where: without a company nothing can be shown, without a sign-in nothing may. */
function Signed() {
  const surface = useProcoreContext();
  const session = useSession();
  useRenewal(session);
  usePausedWhile(!surface.visible);

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
      <RefreshNotice />
      <Place key={surface.companyId} surface={{ ...surface, companyId: surface.companyId }} />
    </>
  );
}
