import type { TieOutShape } from "../../../server/contract/tie-out.ts";
import { usePlace } from "../../api/place.ts";
import { useTieOut } from "../../api/use-tie-out.ts";
import { reasonWords } from "../../messages/reason-words.ts";
import { t } from "../../messages/text.ts";
import { Amount } from "../../ui/amount.tsx";
import { subtractMoney } from "../../ui/amounts.ts";
import { Loading } from "../../ui/loading.tsx";
import { Problem } from "../../ui/problem.tsx";
import css from "./side-panel.module.css";

type Figures = TieOutShape["commitments"][number];

/** One commitment's part of the tie-out: what was paid against what Procore shows beside this panel, to the cent. */
export function PanelTieOut({ commitmentId }: { readonly commitmentId: number }) {
  const tieOut = useTieOut(usePlace());
  if (tieOut.isPending) return <Loading what={t("tie.what")} rows={2} />;
  if (tieOut.data === undefined) return <Problem error={tieOut.failure} onRetry={tieOut.reload} />;
  const mine = tieOut.data.commitments.filter(({ commitment }) => commitment?.id === commitmentId);
  if (mine.length === 0) return null;
  return (
    <section className={css.summary} aria-label={t("panel.tie_out")}>
      <h3 className={css.subtitle}>{t("panel.tie_out")}</h3>
      {mine.map((figures) => (
        <OneTieOut key={figures.currency} figures={figures} />
      ))}
    </section>
  );
}

function OneTieOut({ figures }: { readonly figures: Figures }) {
  const { paidInAcumatica, issuedInProcore, differences } = figures;
  const difference = subtractMoney(paidInAcumatica, issuedInProcore);
  const inStep = figures.verdict === "equal";
  return (
    <>
      <dl className={css.sums}>
        <dt>{t("tie.paid")}</dt>
        <dt>{t("tie.issued")}</dt>
        <dt>{t("tie.difference")}</dt>
        <dd>
          <Amount of={paidInAcumatica} />
        </dd>
        <dd>
          <Amount of={issuedInProcore} />
        </dd>
        <dd>
          <Amount of={difference} strong />
        </dd>
      </dl>
      <p className={inStep ? css.good : css.state}>
        {inStep ? t("tie.in_step") : t("tie.differences", { n: differences.length })}
      </p>
      {differences.length > 0 && (
        <ul className={css.differences}>
          {differences.map(({ key, contractPaymentId, amount, reason }) => (
            <li key={`${key ?? "others"} ${contractPaymentId ?? ""}`} className={css.state}>
              <Amount of={amount} strong /> {reasonWords(reason).says}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
