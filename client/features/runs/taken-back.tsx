import { t } from "../../messages/text.ts";
import { formatMoney } from "../../ui/amount.tsx";
import type { ChangeNames } from "../../ui/change-list.tsx";
import type { ChangeView } from "../../ui/changes.ts";
import { keyInWords } from "../../ui/changes.ts";
import css from "./runs.module.css";

type TakenBackProps = { readonly changes: readonly ChangeView[]; readonly names: ChangeNames };

/** What an undo would do, payment by payment, in money: read before it is confirmed. */
export function TakenBack({ changes, names }: TakenBackProps) {
  return (
    <ul aria-label={t("undo.list")} className={css.takenBack}>
      {changes.map((change) => (
        <li key={change.key}>
          <strong>{names.payment(change.key)?.title ?? keyInWords(change.key)}</strong>
          <span>{backInWords(change)}</span>
        </li>
      ))}
    </ul>
  );
}

function backInWords({ kind, before, after }: ChangeView): string {
  const was = before?.amount ? formatMoney(before.amount) : t("sides.none");
  if (kind === "remove") return t("undo.remove", { before: was });
  const amount = after ? formatMoney(after.amount) : t("sides.none");
  if (kind === "create" || kind === "adopt") return t(`undo.${kind}`, { amount });
  return amount === was ? t("undo.values", { amount }) : t("undo.other", { amount, before: was });
}
