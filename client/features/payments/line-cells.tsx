import { reasonWords } from "../../messages/reason-words.ts";
import { t } from "../../messages/text.ts";
import { Amount, Amounts } from "../../ui/amount.tsx";
import { totalsOf } from "../../ui/amounts.ts";
import { BusinessDate } from "../../ui/dates.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Soft } from "../../ui/layout.tsx";
import { OutsideLink } from "../../ui/outside-link.tsx";
import { StatePill } from "../../ui/state-pill.tsx";
import { docWord, paymentName, storyOf } from "../../ui/two-sides.tsx";
import type { Column } from "../../ui/virtual-table.tsx";
import { Cell } from "../../ui/virtual-table.tsx";
import type { AcumaticaLinks } from "../../api/use-acumatica-links.ts";
import { Details } from "./details.tsx";
import type { Group } from "./group.ts";
import { isUnread } from "./group.ts";
import css from "./payments.module.css";
import type { Line } from "./rows.ts";

export function columns(): readonly Column[] {
  return [
    { id: "open", label: t("payments.col.open"), width: "44px", quiet: true },
    { id: "invoice", label: t("payments.col.invoice"), width: "11%", sortable: true },
    { id: "commitment", label: t("payments.col.commitment"), sortable: true },
    { id: "vendor", label: t("payments.col.vendor"), width: "17%", sortable: true },
    { id: "billed", label: t("payments.col.billed"), width: "122px", numeric: true, sortable: true },
    { id: "paid", label: t("payments.col.paid"), width: "122px", numeric: true, sortable: true },
    { id: "balance", label: t("payments.col.balance"), width: "122px", numeric: true, sortable: true },
    { id: "state", label: t("payments.col.state"), width: "152px", sortable: true },
  ];
}

export type LineProps<Kind extends Line["kind"]> = {
  readonly line: Extract<Line, { kind: Kind }>;
  readonly onToggle: (key: string) => void;
};

export function toggleLabel({ group }: Extract<Line, { kind: "group" }>): string {
  return group.invoice ? t("payments.toggle", { number: group.invoice.number }) : titleWithout(group);
}

/** What payments without an invoice beside them are called. */
export function titleWithout(group: Group): string {
  return isUnread(group) ? t("payments.unread_invoices") : t("payments.no_invoice");
}

export function paymentsIn({ group }: Extract<Line, { kind: "group" }>): string {
  const { applications, all } = group;
  if (applications.length < all) return t("payments.group_shown", { shown: applications.length, n: all });
  const n = all || (group.invoice?.applications.length ?? 0);
  return n === 0 ? t("payments.group_none") : t("payments.group_payments", { n });
}

export function GroupCells({ line, onToggle }: LineProps<"group">) {
  const { invoice, applications, state } = line.group;
  const toggle = (
    <Cell>
      {applications.length > 0 && (
        <Disclosure open={line.open} onToggle={() => onToggle(line.key)} label={toggleLabel(line)} />
      )}
    </Cell>
  );
  if (!invoice) {
    return (
      <>
        {toggle}
        <Cell span={6}>
          <strong>{titleWithout(line.group)}</strong>{" "}
          <Soft>
            {paymentsIn(line)} · <Amounts of={totalsOf(applications.map(({ amount }) => amount))} />
          </Soft>
          {!isUnread(line.group) && <div className={css.under}>{t("payments.no_invoice_says")}</div>}
        </Cell>
        <Cell>{state && <StatePill state={state} />}</Cell>
      </>
    );
  }
  return (
    <>
      {toggle}
      <Cell>
        <strong className={css.number}>
          {invoice.url ? <OutsideLink href={invoice.url}>{invoice.number}</OutsideLink> : invoice.number}
        </strong>
        <div className={css.under}>{paymentsIn(line)}</div>
      </Cell>
      <Cell>
        <span className={css.number}>{invoice.commitment.number}</span>
        <div className={css.under}>{invoice.commitment.title}</div>
      </Cell>
      <Cell>{invoice.vendor}</Cell>
      <Cell numeric>{invoice.billed ? <Amount of={invoice.billed} /> : "–"}</Cell>
      <Cell numeric>
        <Amount of={invoice.paid} />
      </Cell>
      <Cell numeric>{invoice.balance ? <Amount of={invoice.balance} /> : "–"}</Cell>
      <Cell>{state && <StatePill state={state} />}</Cell>
    </>
  );
}

export function PaymentCells({ line, onToggle }: LineProps<"payment">) {
  const { application, open } = line;
  const { payment, bill, reason, amount, state } = application;
  const name = paymentName(application);
  const story = storyOf(application);
  return (
    <>
      <Cell />
      <Cell span={2}>
        <Disclosure open={open} onToggle={() => onToggle(line.key)} label={t("payments.details", { name })}>
          {name}
        </Disclosure>
        <div className={css.underName}>
          {docWord(bill)} {bill.ref}
          {bill.vendorRef !== "" && ` · ${bill.vendorRef}`}
          {!application.invoice && ` · ${bill.vendor}`}
        </div>
      </Cell>
      <Cell span={2}>
        <BusinessDate of={payment.date} />
        {story && <div className={css.under}>{story}</div>}
        {reason && <div className={css.under}>{reasonWords(reason).says}</div>}
      </Cell>
      <Cell numeric>
        <span className={state === "removed" ? css.ended : undefined}>
          <Amount of={amount} />
        </span>
      </Cell>
      <Cell />
      <Cell>
        <StatePill state={state} />
      </Cell>
    </>
  );
}

type CellsProps = { readonly line: Line; readonly links: AcumaticaLinks; readonly onToggle: (key: string) => void };

export function LineCells({ line, links, onToggle }: CellsProps) {
  if (line.kind === "group") return <GroupCells line={line} onToggle={onToggle} />;
  if (line.kind === "payment") return <PaymentCells line={line} onToggle={onToggle} />;
  if (line.kind === "note") {
    return (
      <Cell span={8}>
        <p className={css.note}>{line.says}</p>
      </Cell>
    );
  }
  return (
    <>
      <Cell />
      <Cell span={7}>
        <Details application={line.application} links={links} />
      </Cell>
    </>
  );
}

export function classOfLine({ kind }: Line): string | undefined {
  if (kind === "note") return css.noteRow;
  return kind === "group" ? css.groupRow : css.paymentRow;
}
