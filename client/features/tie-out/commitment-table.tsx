import { useState } from "react";
import type { TieOutShape } from "../../../server/contract/tie-out.ts";
import { hrefTo } from "../../frame/route.ts";
import { t } from "../../messages/text.ts";
import { Amount } from "../../ui/amount.tsx";
import { shareOf } from "../../ui/amounts.ts";
import { Bar } from "../../ui/bar.tsx";
import type { ChangeNames } from "../../ui/change-list.tsx";
import { keyInWords } from "../../ui/changes.ts";
import { BusinessDate } from "../../ui/dates.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Stack } from "../../ui/layout.tsx";
import { OutsideLink } from "../../ui/outside-link.tsx";
import { ReasonCard } from "../../ui/reason-card.tsx";
import { Cell, Line, PlainTable } from "../../ui/virtual-table.tsx";
import type { CommitmentFigures, Figures } from "./figures.ts";
import { differenceOf, isForeign } from "./figures.ts";
import css from "./tie-out.module.css";

const COLUMNS = 7;

type TableProps = {
  readonly tieOut: TieOutShape;
  readonly names: ChangeNames;
};

/** Every commitment with what was paid, what is shown, and why they differ. */
export function CommitmentTable({ tieOut, names }: TableProps) {
  return (
    <PlainTable
      label={t("tie.table")}
      columns={[
        { id: "open", label: t("tie.difference"), quiet: true, width: "44px" },
        { id: "commitment", label: t("tie.col.commitment") },
        { id: "vendor", label: t("tie.col.vendor") },
        { id: "paid", label: t("tie.paid"), numeric: true, width: "140px" },
        { id: "issued", label: t("tie.issued"), numeric: true, width: "140px" },
        { id: "difference", label: t("tie.difference"), numeric: true, width: "140px" },
        { id: "bar", label: t("tie.col.bar"), width: "150px" },
      ]}
    >
      {tieOut.commitments.map((figures) => (
        <CommitmentRows
          key={`${figures.commitment?.id ?? "none"} ${figures.currency}`}
          figures={figures}
          names={names}
          foreign={isForeign(figures, tieOut.commitments)}
        />
      ))}
      {tieOut.totals.map((figures) => (
        <TotalRow key={figures.currency} figures={figures} />
      ))}
    </PlainTable>
  );
}

type RowsProps = { readonly figures: CommitmentFigures; readonly names: ChangeNames };

function CommitmentRows({ figures, names, foreign }: RowsProps & { readonly foreign: boolean }) {
  const [open, setOpen] = useState(false);
  const { commitment, vendor, differences } = figures;
  return (
    <>
      <Line>
        <Cell>
          {differences.length > 0 && (
            <Disclosure
              open={open}
              onToggle={() => setOpen(!open)}
              label={commitment ? t("tie.toggle", { number: commitment.number }) : t("tie.toggle.nowhere")}
            />
          )}
        </Cell>
        <Cell>
          <strong>
            {commitment?.url ? <OutsideLink href={commitment.url}>{commitment.number}</OutsideLink> : nameOf(figures)}
          </strong>
          <div className={css.under}>{commitment?.title ?? t("tie.nowhere.under")}</div>
          {foreign && <div className={css.under}>{t("tie.other_currency", { currency: figures.currency })}</div>}
        </Cell>
        <Cell label={t("tie.col.vendor")}>{vendor}</Cell>
        <FigureCells figures={figures} />
        <Cell>
          <Bar share={shareOf(figures.synced, figures.paidInAcumatica)} />
          <span className={css.under}>
            {figures.verdict === "equal" ? t("tie.in_step") : t("tie.differences", { n: differences.length })}
          </span>
        </Cell>
      </Line>
      {differences.length > 0 && (
        <Line className={open ? css.differences : css.differencesClosed}>
          <Cell />
          <Cell span={COLUMNS - 1}>
            <Differences figures={figures} names={names} />
          </Cell>
        </Line>
      )}
    </>
  );
}

function FigureCells({ figures }: { readonly figures: Figures }) {
  return (
    <>
      <Cell numeric label={t("tie.paid")}>
        <Amount of={figures.paidInAcumatica} />
      </Cell>
      <Cell numeric label={t("tie.issued")}>
        <Amount of={figures.issuedInProcore} />
      </Cell>
      <Cell numeric label={t("tie.difference")}>
        <Amount of={differenceOf(figures)} strong />
      </Cell>
    </>
  );
}

function TotalRow({ figures }: { readonly figures: Figures }) {
  return (
    <Line className={css.totalRow}>
      <Cell />
      <Cell span={2}>
        <strong>{t("tie.total", { currency: figures.currency })}</strong>
      </Cell>
      <FigureCells figures={figures} />
      <Cell />
    </Line>
  );
}

function nameOf({ commitment }: CommitmentFigures): string {
  return commitment?.number ?? t("tie.nowhere");
}

type Difference = CommitmentFigures["differences"][number];

/** What the two systems know it by: our own page of the payment, or where others entered it in Procore. */
function NameOf({ difference, names }: { readonly difference: Difference; readonly names: ChangeNames }) {
  const { key, payment, url } = difference;
  if (key !== null) {
    return (
      <>
        <a href={hrefTo(["payments"], { payment: key })}>{names.payment(key)?.title ?? keyInWords(key)}</a>
        {payment?.date && <BusinessDate of={payment.date} />}
      </>
    );
  }
  const number = payment?.reference ? t("said.check", { number: payment.reference }) : t("said.no_number");
  return (
    <>
      <span className={css.under}>{t("tie.others_payment")}</span>
      {url ? <OutsideLink href={url}>{number}</OutsideLink> : <span>{number}</span>}
      {payment?.date && <BusinessDate of={payment.date} />}
    </>
  );
}

function Differences({ figures, names }: RowsProps) {
  return (
    <Stack gap="sm">
      {figures.differences.map((difference) => (
        <div key={`${difference.key ?? "others"} ${difference.contractPaymentId ?? ""}`} className={css.difference}>
          <div className={css.differenceAmount}>
            <Amount of={difference.amount} strong />
            <NameOf difference={difference} names={names} />
          </div>
          <ReasonCard reason={difference.reason} />
        </div>
      ))}
    </Stack>
  );
}
