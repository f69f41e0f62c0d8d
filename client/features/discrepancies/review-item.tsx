import type { ApplicationShape } from "../../../server/contract/payments.ts";
import { useAcumaticaLinks } from "../../api/use-acumatica-links.ts";
import { reasonWords } from "../../messages/reason-words.ts";
import { t } from "../../messages/text.ts";
import { Amount } from "../../ui/amount.tsx";
import { BusinessDate, formatMoment } from "../../ui/dates.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Tick } from "../../ui/field.tsx";
import { Soft } from "../../ui/layout.tsx";
import { ReasonCard } from "../../ui/reason-card.tsx";
import { StatePill } from "../../ui/state-pill.tsx";
import { paymentName, TwoSides } from "../../ui/two-sides.tsx";
import { DecisionForm } from "./decision-form.tsx";
import css from "./review.module.css";

type ItemProps = {
  readonly application: ApplicationShape;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly selected?: boolean;
  readonly onSelect?: (selected: boolean) => void;
};

/** One payment that waits: what it is and why in two lines; opened, both sides and the decision. */
export function ReviewItem({ application, open, onToggle, selected, onSelect }: ItemProps) {
  const name = `${paymentName(application)} · ${application.bill.vendor}`;
  const words = application.reason && reasonWords(application.reason);
  return (
    <li className={css.item}>
      <div className={css.line}>
        {onSelect && <Tick quiet label={t("bulk.select", { name })} checked={selected === true} onChange={onSelect} />}
        <div className={css.words}>
          <Disclosure open={open} onToggle={onToggle} label={t("review.show", { name })}>
            <strong>{name}</strong>
          </Disclosure>
          {!open && (
            <p className={css.why}>
              {words?.says} {words && <Soft>{words.nextStep}</Soft>}
            </p>
          )}
        </div>
        <div className={css.figures}>
          <Amount of={application.amount} strong />
          <Soft>
            <BusinessDate of={application.payment.date} />
          </Soft>
          <span>
            <StatePill state={application.state} />
          </span>
        </div>
      </div>
      {open && <Opened application={application} />}
    </li>
  );
}

function Opened({ application }: { readonly application: ApplicationShape }) {
  const links = useAcumaticaLinks();
  const { payment, bill, reason, decision } = application;
  return (
    <div className={css.opened}>
      {reason && <ReasonCard reason={reason} />}
      {decision && <Soft>{t("payments.decided", { by: decision.by, when: formatMoment(decision.at) })}</Soft>}
      <TwoSides application={application} links={{ payment: links.payment(payment), bill: links.bill(bill) }} />
      <DecisionForm application={application} />
    </div>
  );
}
