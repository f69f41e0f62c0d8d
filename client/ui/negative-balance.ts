import { t } from "../messages/text.ts";
import { formatMoney } from "./amount.tsx";
import { isZero } from "./amounts.ts";
import type { Money } from "./amounts.ts";

type Paid = { readonly balance: Money | null; readonly retainagePaid: Money };

/** Why more was paid than billed; null where it was not. Retainage has a bill of its own, and "billed" does not hold it. */
export function overpaidWords({ balance, retainagePaid }: Paid): string | null {
  if (!balance?.amount.startsWith("-") || isZero(balance)) return null;
  return isZero(retainagePaid)
    ? t("payments.over")
    : t("payments.over_retainage", { amount: formatMoney(retainagePaid) });
}
