import type { InvoiceShape } from "../../../server/contract/invoices.ts";
import type { useInvoices } from "../../api/use-payments.ts";
import { t } from "../../messages/text.ts";
import { formatMoney } from "../../ui/amount.tsx";
import type { Money } from "../../ui/amounts.ts";
import { addMoney, compareMoney, shareOf } from "../../ui/amounts.ts";
import { Bar } from "../../ui/bar.tsx";
import { overpaidWords } from "../../ui/negative-balance.ts";
import { Pane, Soft } from "../../ui/layout.tsx";
import { Problem } from "../../ui/problem.tsx";
import css from "./tie-out.module.css";

type Sums = {
  readonly id: number;
  readonly name: string;
  readonly billed: Money;
  readonly paid: Money;
  /** Of its invoices, those on which more was paid than billed, and why. */
  readonly notes: readonly string[];
};

/** What was billed and paid per commitment, largest first; only invoices whose billed amount is known. */
export function sumsByCommitment(invoices: readonly InvoiceShape[]): readonly Sums[] {
  const sums = new Map<string, Sums>();
  for (const invoice of invoices) {
    const { commitment, number, billed, paid } = invoice;
    if (!billed) continue;
    const says = overpaidWords(invoice);
    const note = says === null ? [] : [t("join.term", { term: number, value: says })];
    const key = `${commitment.id} ${billed.currency}`;
    const before = sums.get(key);
    sums.set(key, {
      id: commitment.id,
      name: `${commitment.number} ${commitment.title}`,
      billed: before ? addMoney(before.billed, billed) : billed,
      paid: before ? addMoney(before.paid, paid) : paid,
      notes: [...(before?.notes ?? []), ...note],
    });
  }
  return [...sums.values()].sort((a, b) => compareMoney(b.billed, a.billed));
}

const MOST_BARS = 8;

type ChartProps = { readonly invoices: ReturnType<typeof useInvoices> };

export function PaidChart({ invoices }: ChartProps) {
  const sums = sumsByCommitment(invoices.items);
  if (invoices.isFailed) {
    return (
      <Pane title={t("chart.title")}>
        <Problem error={invoices.error} onRetry={invoices.reload} />
      </Pane>
    );
  }
  const longest = sums[0]?.billed;
  if (!longest) return null;
  const rest = sums.length - MOST_BARS;
  return (
    <Pane title={t("chart.title")} says={t("chart.says")}>
      <ul className={css.chart}>
        {sums.slice(0, MOST_BARS).map(({ id, name, billed, paid, notes }) => (
          <li key={`${id} ${billed.currency}`}>
            <span className={css.chartName}>
              {t("chart.row", { commitment: name, paid: formatMoney(paid), billed: formatMoney(billed) })}
            </span>
            <Bar share={shareOf(paid, billed)} length={shareOf(billed, longest)} />
            {notes.map((note) => (
              <span key={note} className={css.under}>
                {note}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {rest > 0 && <Soft>{t("chart.rest", { n: rest })}</Soft>}
    </Pane>
  );
}
