import type { TieOutShape } from "../../../server/contract/tie-out.ts";
import type { ApplicationShape } from "../../../server/contract/payments.ts";
import { hrefTo } from "../../frame/route.ts";
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

/** Payments on a bill that spans several commitments: in no commitment's row and in no total, until somebody decides. */
export function acrossCommitments(applications: readonly ApplicationShape[]): readonly ApplicationShape[] {
  return applications.filter(({ reason, state }) => reason?.code === "several_commitments" && APART.has(state));
}

type RowProps = {
  readonly application: ApplicationShape;
  /** Why it stands in no commitment's row. */
  readonly says: string;
  readonly columns: number;
};

/** A payment that belongs to no row of the table. */
export function ApartRow({ application, says, columns }: RowProps) {
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
            <span className={css.under}>{says}</span>
          </div>
          {reason && <ReasonCard reason={reason} />}
        </div>
      </Cell>
    </Line>
  );
}
