import type { ReactNode } from "react";
import { t } from "../../messages/text.ts";
import { Amounts } from "../../ui/amount.tsx";
import type { Totals as Sums } from "./group.ts";
import css from "./payments.module.css";

/** What is on screen, added up: it follows the filters. */
export function Totals({ of, loading }: { readonly of: Sums; readonly loading: boolean }) {
  return (
    <div className={css.totals}>
      <p className={css.shown} role="status">
        {t("payments.shown", { n: of.invoices })} · {t("payments.shown_payments", { n: of.payments })}
        {loading && ` · ${t("payments.loading_more", { n: of.payments })}`}
      </p>
      <dl className={css.sums}>
        <Sum term={t("payments.col.billed")}>
          <Amounts of={of.billed} strong />
        </Sum>
        <Sum term={t("payments.col.paid")}>
          <Amounts of={of.paid} strong />
        </Sum>
        <Sum term={t("payments.col.balance")}>
          <Amounts of={of.balance} strong />
        </Sum>
      </dl>
    </div>
  );
}

function Sum({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className={css.sum}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
