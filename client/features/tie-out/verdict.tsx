import { Check, Warning } from "@procore/core-icons/dist";
import type { TieOutShape } from "../../../server/contract/tie-out.ts";
import { t } from "../../messages/text.ts";
import { formatMoney } from "../../ui/amount.tsx";
import { cx } from "../../ui/class-names.ts";
import { formatMoment } from "../../ui/dates.tsx";
import type { Figures } from "./figures.ts";
import { addsUp, apartOf, countDifferences } from "./figures.ts";
import css from "./tie-out.module.css";

type VerdictCode = Figures["verdict"];

/** The page claims nothing that it did not add up itself: figures that do not hold are open, whatever the server says. */
function verdictOf(figures: Figures): VerdictCode {
  return addsUp(figures) ? figures.verdict : "open";
}

/** One of the three verdicts, in a person's words. */
export function verdictWords(verdict: VerdictCode, totals: readonly Figures[]): string {
  if (verdict !== "explained") return t(`tie.${verdict}.title`);
  const apart = totals.filter((figures) => verdictOf(figures) !== "equal").map((one) => formatMoney(apartOf(one)));
  return t("tie.explained.title", { amount: apart.reduceRight((rest, first) => t("join.list", { first, rest })) });
}

function says(verdict: VerdictCode, tieOut: TieOutShape): string {
  const { unreadable, unexplained, totals } = tieOut;
  if (verdict === "equal") return t("tie.equal.says");
  if (verdict === "explained") return t("tie.explained.says", { n: countDifferences(tieOut) });
  if (!totals.every(addsUp)) return t("tie.open.wrong");
  if (unreadable > 0) return t("tie.open.unread", { n: unreadable });
  return unexplained > 0 ? t("tie.open.unexplained", { n: unexplained }) : t("tie.open.wrong");
}

/** The answer first: does Procore show what was paid, and as of when? With several currencies the worst of theirs. */
export function Verdict({ tieOut }: { readonly tieOut: TieOutShape }) {
  const verdict = tieOut.totals.every(addsUp) ? tieOut.verdict : "open";
  const { acumatica, procore } = tieOut.asOf;
  return (
    <div className={cx(css.verdict, css[verdict])}>
      <span aria-hidden="true" className={css.verdictIcon}>
        {verdict === "equal" ? <Check /> : <Warning />}
      </span>
      <div>
        <p className={css.verdictTitle}>{verdictWords(verdict, tieOut.totals)}</p>
        <p>{says(verdict, tieOut)}</p>
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

/** One currency's own verdict, where there are several. */
export function CurrencyVerdict({ figures }: { readonly figures: Figures }) {
  const verdict = verdictOf(figures);
  return (
    <p className={cx(css.currencyVerdict, css[verdict])}>
      <strong>{t("join.term", { term: figures.currency, value: verdictWords(verdict, [figures]) })}</strong>
    </p>
  );
}
