import type { AcumaticaLinks } from "../../api/use-acumatica-links.ts";
import { reasonWords } from "../../messages/reason-words.ts";
import { t } from "../../messages/text.ts";
import { Amount } from "../../ui/amount.tsx";
import { BusinessDate } from "../../ui/dates.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { overpaidWords } from "../../ui/negative-balance.ts";
import { StatePill } from "../../ui/state-pill.tsx";
import { paymentName, storyOf } from "../../ui/two-sides.tsx";
import { Details } from "./details.tsx";
import { isUnread } from "./group.ts";
import { paymentsIn, titleWithout, toggleLabel } from "./line-cells.tsx";
import type { LineProps } from "./line-cells.tsx";
import css from "./payments.module.css";
import type { Line } from "./rows.ts";

function GroupCard({ line, onToggle }: LineProps<"group">) {
  const { invoice, applications, state } = line.group;
  const note = invoice && overpaidWords(invoice);
  const title = <strong>{invoice?.number ?? titleWithout(line.group)}</strong>;
  return (
    <div className={css.card}>
      <div className={css.cardTop}>
        {applications.length > 0 ? (
          <Disclosure open={line.open} onToggle={() => onToggle(line.key)} label={toggleLabel(line)}>
            {title}
          </Disclosure>
        ) : (
          title
        )}
        {state && <StatePill state={state} />}
      </div>
      <p className={css.under}>
        {invoice
          ? `${invoice.vendor} · ${invoice.commitment.number} ${invoice.commitment.title}`
          : !isUnread(line.group) && t("payments.no_invoice_says")}
      </p>
      {invoice && (
        <dl className={css.cardSums}>
          <dt>{t("payments.col.billed")}</dt>
          <dt>{t("payments.col.paid")}</dt>
          <dt>{t("payments.col.balance")}</dt>
          <dd>{invoice.billed ? <Amount of={invoice.billed} /> : "–"}</dd>
          <dd>
            <Amount of={invoice.paid} strong />
          </dd>
          <dd>{invoice.balance ? <Amount of={invoice.balance} /> : "–"}</dd>
        </dl>
      )}
      {note !== null && <p className={css.under}>{note}</p>}
      <p className={css.under}>{paymentsIn(line)}</p>
    </div>
  );
}

function PaymentCard({ line, onToggle }: LineProps<"payment">) {
  const { application, open } = line;
  const name = paymentName(application);
  const story = storyOf(application);
  return (
    <div className={css.paymentCard}>
      <div className={css.cardTop}>
        <div>
          <Disclosure open={open} onToggle={() => onToggle(line.key)} label={t("payments.details", { name })}>
            {name}
          </Disclosure>
          <div className={css.underName}>
            <BusinessDate of={application.payment.date} />
          </div>
        </div>
        <span className={application.state === "removed" ? css.ended : undefined}>
          <Amount of={application.amount} strong />
        </span>
      </div>
      <StatePill state={application.state} />
      {story && <p className={css.under}>{story}</p>}
      {application.reason && <p className={css.under}>{reasonWords(application.reason).says}</p>}
    </div>
  );
}

type CardProps = { readonly line: Line; readonly links: AcumaticaLinks; readonly onToggle: (key: string) => void };

export function LineCard({ line, links, onToggle }: CardProps) {
  if (line.kind === "group") return <GroupCard line={line} onToggle={onToggle} />;
  if (line.kind === "payment") return <PaymentCard line={line} onToggle={onToggle} />;
  if (line.kind === "note") return null;
  return (
    <div className={css.paymentCard}>
      <Details application={line.application} links={links} />
    </div>
  );
}
