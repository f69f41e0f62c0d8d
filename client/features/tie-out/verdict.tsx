import { Check, Warning } from "@procore/core-icons/dist";
import type { TieOutShape } from "../../../server/contract/tie-out.ts";
import { t } from "../../messages/text.ts";
import { cx } from "../../ui/class-names.ts";
import { formatMoment } from "../../ui/dates.tsx";
import { addsUp, countDifferences } from "./figures.ts";
import css from "./tie-out.module.css";

type Words = { readonly good: boolean; readonly title: string; readonly says: string };

function wordsOf(tieOut: TieOutShape): Words {
  const { unexplained, tiesOut, totals } = tieOut;
  if (!totals.every(addsUp)) return { good: false, title: t("tie.wrong.title"), says: t("tie.wrong.says") };
  if (unexplained > 0) {
    return { good: false, title: t("tie.unexplained.title", { n: unexplained }), says: t("tie.wrong.says") };
  }
  const differences = countDifferences(tieOut);
  if (!tiesOut) return { good: false, title: t("tie.open.title"), says: t("tie.wrong.says") };
  const says = differences === 0 ? t("tie.ties.says") : t("tie.ties.differences", { n: differences });
  return { good: true, title: t("tie.ties.title"), says };
}

/** The answer first: does it tie out, and as of when? */
export function Verdict({ tieOut }: { readonly tieOut: TieOutShape }) {
  const { good, title, says } = wordsOf(tieOut);
  const { acumatica, procore } = tieOut.asOf;
  return (
    <div className={cx(css.verdict, good ? css.good : css.open)}>
      <span aria-hidden="true" className={css.verdictIcon}>
        {good ? <Check /> : <Warning />}
      </span>
      <div>
        <p className={css.verdictTitle}>{title}</p>
        <p>{says}</p>
        <p className={css.soft}>
          {t("tie.as_of", {
            acumatica: acumatica ? formatMoment(acumatica) : t("tie.never"),
            procore: procore ? formatMoment(procore) : t("tie.never"),
          })}
        </p>
      </div>
    </div>
  );
}
