import { useEffect } from "react";
import { t } from "../../messages/text.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/problem.tsx";
import css from "./sign-in.module.css";
import { TroubleNotice } from "./sign-in-page.tsx";
import { useSignIn } from "./use-sign-in.ts";

/** Stands above the page while a token is no longer taken. The page below stays as it is; its requests wait. */
export function ExpiredNotice({ companyId }: { readonly companyId: number }) {
  const { signIn, working, trouble } = useSignIn(companyId);
  useEffect(() => {
    announce(t("sign_in.expired.title"));
  }, []);
  return (
    <section className={css.above} aria-label={t("sign_in.expired.title")}>
      <Notice tone="attention" title={t("sign_in.expired.title")} says={t("sign_in.expired.says")}>
        <Button variant="secondary" loading={working} onClick={signIn}>
          {t("sign_in.action")}
        </Button>
      </Notice>
      {trouble !== null && <TroubleNotice trouble={trouble} />}
    </section>
  );
}
