import type { TieOutShape } from "../../../server/contract/tie-out.ts";
import type { ApplicationShape } from "../../../server/contract/payments.ts";
import { hrefTo } from "../../frame/route.ts";
import { t } from "../../messages/text.ts";
import { Amount } from "../../ui/amount.tsx";
import { ReasonCard } from "../../ui/reason-card.tsx";
import { paymentName } from "../../ui/two-sides.tsx";
import { Cell, Line } from "../../ui/virtual-table.tsx";
import css from "./tie-out.module.css";

const APART = new Set<ApplicationShape["state"]>(["pending", "needs_review", "failed", "excluded"]);

/**
 * Payments in a currency that no commitment has: in the totals, and in no commitment's row. Listed here with their
 * reasons, so that no difference stands without one.
 */
export function inOtherCurrency(tieOut: TieOutShape, applications: readonly ApplicationShape[]) {
  const shown = new Set(tieOut.commitments.map(({ currency }) => currency));
  const others = new Set(tieOut.totals.map(({ currency }) => currency).filter((currency) => !shown.has(currency)));
  return applications.filter(
    ({ amount, state, invoice }) => others.has(amount.currency) && APART.has(state) && invoice,
  );
}

type RowProps = { readonly application: ApplicationShape; readonly columns: number };

export function OtherCurrencyRow({ application, columns }: RowProps) {
  const { amount, reason, key, bill } = application;
  return (
    <Line className={css.differences}>
      <Cell />
      <Cell span={columns - 1}>
        <div className={css.difference}>
          <div className={css.differenceAmount}>
            <Amount of={amount} strong />
            <a href={hrefTo(["payments"], { payment: key })}>
              {paymentName(application)} · {bill.vendor}
            </a>
            <span className={css.under}>{t("tie.other_currency")}</span>
          </div>
          {reason && <ReasonCard reason={reason} />}
        </div>
      </Cell>
    </Line>
  );
}
