import { t } from "../../messages/text.ts";
import { Amount } from "../../ui/amount.tsx";
import type { Money } from "../../ui/amounts.ts";
import { cx } from "../../ui/class-names.ts";
import type { Figures } from "./figures.ts";
import { ISSUED_PARTS, PAID_PARTS } from "./figures.ts";
import css from "./tie-out.module.css";
import { CurrencyVerdict } from "./verdict.tsx";

/** Both equations of one currency, written out as an accountant would. */
export function Equations({ figures, alone }: { readonly figures: Figures; readonly alone: boolean }) {
  return (
    <section className={css.equations} aria-label={t("tie.equation", { currency: figures.currency })}>
      {!alone && <CurrencyVerdict figures={figures} />}
      <Equation
        total={figures.paidInAcumatica}
        name={t("tie.paid")}
        parts={PAID_PARTS.map((part) => ({ name: t(`tie.${part}`), is: figures[part] }))}
      />
      <Equation
        total={figures.issuedInProcore}
        name={t("tie.issued")}
        parts={ISSUED_PARTS.map((part) => ({ name: t(`tie.${part}`), is: figures[part] }))}
      />
    </section>
  );
}

type EquationProps = {
  readonly name: string;
  readonly total: Money;
  readonly parts: readonly { readonly name: string; readonly is: Money }[];
};

function Equation({ name, total, parts }: EquationProps) {
  return (
    <dl className={css.equation}>
      <div className={cx(css.term, css.total)}>
        <dt>{name}</dt>
        <dd>
          <Amount of={total} strong />
        </dd>
      </div>
      {parts.map((part, index) => (
        <div key={part.name} className={css.term}>
          <dt>
            <span aria-hidden="true" className={css.sign}>
              {index === 0 ? "=" : "+"}
            </span>
            {part.name}
          </dt>
          <dd>
            <Amount of={part.is} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
