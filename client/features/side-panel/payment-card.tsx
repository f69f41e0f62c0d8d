import { useState } from "react";
import type { ApplicationShape } from "../../../server/contract/payments.ts";
import type { AcumaticaLinks } from "../../api/use-acumatica-links.ts";
import { reasonWords } from "../../messages/reason-words.ts";
import { t } from "../../messages/text.ts";
import { Amount } from "../../ui/amount.tsx";
import { BusinessDate } from "../../ui/dates.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Soft, Stack } from "../../ui/layout.tsx";
import { ReasonCard } from "../../ui/reason-card.tsx";
import { StatePill } from "../../ui/state-pill.tsx";
import { paymentName, storyOf, TwoSides } from "../../ui/two-sides.tsx";
import css from "./side-panel.module.css";

type CardProps = { readonly application: ApplicationShape; readonly links: AcumaticaLinks };

export function PaymentCard({ application, links }: CardProps) {
  const [open, setOpen] = useState(false);
  const { payment, bill, state, amount, reason } = application;
  const name = paymentName(application);
  const story = storyOf(application);
  return (
    <li className={css.card}>
      <div className={css.line}>
        <Disclosure open={open} onToggle={() => setOpen(!open)} label={t("payments.details", { name })}>
          <strong>{name}</strong>
        </Disclosure>
        <span className={state === "removed" ? css.ended : undefined}>
          <Amount of={amount} strong />
        </span>
      </div>
      <div className={css.line}>
        <Soft>
          <BusinessDate of={payment.date} />
        </Soft>
        <StatePill state={state} />
      </div>
      {story && <p className={css.state}>{story}</p>}
      {!open && reason && <p className={css.state}>{reasonWords(reason).says}</p>}
      {open && (
        <Stack gap="sm">
          {reason && <ReasonCard reason={reason} />}
          <TwoSides application={application} links={{ payment: links.payment(payment), bill: links.bill(bill) }} />
        </Stack>
      )}
    </li>
  );
}
