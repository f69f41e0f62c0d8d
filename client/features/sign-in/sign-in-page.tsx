import { Payments } from "@procore/core-icons/dist";
import { said, sentences } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/problem.tsx";
import css from "./sign-in.module.css";
import type { SignInTrouble } from "./use-sign-in.ts";
import { useSignIn } from "./use-sign-in.ts";

export function TroubleNotice({ trouble }: { readonly trouble: SignInTrouble }) {
  return (
    <div role="alert">
      <Notice
        tone={trouble.kind === "cancelled" ? "info" : "error"}
        title={t(`sign_in.${trouble.kind}.title`)}
        says={sentences(trouble.says && said(trouble.says), t(`sign_in.${trouble.kind}.says`))}
      />
    </div>
  );
}

/** The first thing anybody sees: why to sign in, and the button that opens Procore's window. */
export function SignInPage({ companyId }: { readonly companyId: number }) {
  const { signIn, working, trouble } = useSignIn(companyId);
  return (
    <main className={css.page}>
      <div className={css.card}>
        <span className={css.icon} aria-hidden="true">
          <Payments size="tool" />
        </span>
        <h1 className={css.title}>{t("sign_in.title")}</h1>
        <p className={css.says}>{t("sign_in.says")}</p>
        {trouble !== null && <TroubleNotice trouble={trouble} />}
        <Button variant="primary" size="lg" loading={working} onClick={signIn}>
          {t("sign_in.action")}
        </Button>
        <p className={working ? css.says : "visually-hidden"} role="status">
          {working ? t("sign_in.working") : ""}
        </p>
      </div>
    </main>
  );
}
