import { Button } from "@procore/core-react";
import type { UnplacedShape } from "../../../server/contract/mappings.ts";
import { reasonWords } from "../../messages/reason-words.ts";
import { t } from "../../messages/text.ts";
import { Amount } from "../../ui/amount.tsx";
import { Pane, Soft } from "../../ui/layout.tsx";
import { Cell, Line, PlainTable } from "../../ui/virtual-table.tsx";
import { docWord } from "../../ui/two-sides.tsx";
import css from "./settings.module.css";

type UnplacedProps = { readonly unplaced: readonly UnplacedShape[]; readonly onMore: (() => void) | null };

/** Payments that no project claims: nothing may be out of sight for want of a mapping. */
export function Unplaced({ unplaced, onMore }: UnplacedProps) {
  return (
    <Pane title={t("map.unplaced.title")} says={t("map.unplaced.says")}>
      {unplaced.length === 0 ? (
        <Soft>{t("map.unplaced.none")}</Soft>
      ) : (
        <PlainTable
          label={t("map.unplaced.title")}
          columns={[
            { id: "payment", label: t("sides.payment") },
            { id: "project", label: t("map.acumatica") },
            { id: "reason", label: t("map.unplaced.why"), width: "40%" },
            { id: "amount", label: t("sides.amount"), numeric: true, width: "130px" },
          ]}
        >
          {unplaced.map(({ key, payment, bill, acumaticaProjects, reason, amount }) => (
            <Line key={key}>
              <Cell>
                {docWord(payment)} {payment.ref}
                <div className={css.under}>
                  {bill.vendor} · {docWord(bill)} {bill.ref}
                </div>
              </Cell>
              <Cell label={t("map.acumatica")}>{acumaticaProjects.join(", ") || t("sides.none")}</Cell>
              <Cell>
                {reasonWords(reason).says}
                <div className={css.under}>{reasonWords(reason).nextStep}</div>
              </Cell>
              <Cell numeric label={t("sides.amount")}>
                <Amount of={amount} />
              </Cell>
            </Line>
          ))}
        </PlainTable>
      )}
      {onMore && (
        <div>
          <Button variant="secondary" onClick={onMore}>
            {t("audit.more")}
          </Button>
        </div>
      )}
    </Pane>
  );
}
