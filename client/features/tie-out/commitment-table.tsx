import { useState } from "react";
import type { ApplicationShape } from "../../../server/contract/payments.ts";
import type { TieOutShape } from "../../../server/contract/tie-out.ts";
import { hrefTo } from "../../frame/route.ts";
import { t } from "../../messages/text.ts";
import { Amount } from "../../ui/amount.tsx";
import { shareOf } from "../../ui/amounts.ts";
import { Bar } from "../../ui/bar.tsx";
import type { ChangeNames } from "../../ui/change-list.tsx";
import { keyInWords } from "../../ui/changes.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Stack } from "../../ui/layout.tsx";
import { OutsideLink } from "../../ui/outside-link.tsx";
import { ReasonCard } from "../../ui/reason-card.tsx";
import { Cell, Line, PlainTable } from "../../ui/virtual-table.tsx";
import type { CommitmentFigures, Figures } from "./figures.ts";
import { differenceOf, isInStep } from "./figures.ts";
import { ApartRow } from "./apart.tsx";
import css from "./tie-out.module.css";

const COLUMNS = 7;

type TableProps = {
  readonly tieOut: TieOutShape;
  readonly names: ChangeNames;
  /** Payments in a currency that no commitment has. */
  readonly others: readonly ApplicationShape[];
  /** Payments on bills that span several commitments. */
  readonly across: readonly ApplicationShape[];
};

/** Every commitment with what was paid, what is shown, and why they differ. */
export function CommitmentTable({ tieOut, names, others, across }: TableProps) {
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
        <CommitmentRows key={`${figures.commitment.id} ${figures.currency}`} figures={figures} names={names} />
      ))}
      {others.map((application) => (
        <ApartRow key={application.key} application={application} says={t("tie.other_currency")} columns={COLUMNS} />
      ))}
      {across.map((application) => (
        <ApartRow
          key={application.key}
          application={application}
          says={t("tie.several_commitments")}
          columns={COLUMNS}
        />
      ))}
      {tieOut.totals.map((figures) => (
        <TotalRow key={figures.currency} figures={figures} />
      ))}
    </PlainTable>
  );
}

type RowsProps = { readonly figures: CommitmentFigures; readonly names: ChangeNames };

function CommitmentRows({ figures, names }: RowsProps) {
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
              label={t("tie.toggle", { number: commitment.number })}
            />
          )}
        </Cell>
        <Cell>
          <strong>
            {commitment.url ? <OutsideLink href={commitment.url}>{commitment.number}</OutsideLink> : commitment.number}
          </strong>
          <div className={css.under}>{commitment.title}</div>
        </Cell>
        <Cell label={t("tie.col.vendor")}>{vendor}</Cell>
        <FigureCells figures={figures} />
        <Cell>
          <Bar share={shareOf(figures.synced, figures.paidInAcumatica)} />
          <span className={css.under}>
            {isInStep(figures) ? t("tie.in_step") : t("tie.differences", { n: differences.length })}
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

function Differences({ figures, names }: RowsProps) {
  return (
    <Stack gap="sm">
      {figures.differences.map(({ key, contractPaymentId, amount, reason }) => (
        <div key={key ?? `others-${contractPaymentId ?? ""}`} className={css.difference}>
          <div className={css.differenceAmount}>
            <Amount of={amount} strong />
            {key === null ? (
              <span className={css.under}>{t("tie.others_payment")}</span>
            ) : (
              <a href={hrefTo(["payments"], { payment: key })}>{names.payment(key)?.title ?? keyInWords(key)}</a>
            )}
          </div>
          <ReasonCard reason={reason} />
        </div>
      ))}
    </Stack>
  );
}
