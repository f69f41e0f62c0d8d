import { currentLocale } from "../messages/text.ts";
import type { Money } from "./amounts.ts";
import css from "./amount.module.css";

const formats = new Map<string, Intl.NumberFormat>();

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}

const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** The amount as the reader's locale writes it. Formatted from the text itself, so 17 digits stay exact. */
export function formatMoney({ amount, currency }: Money): string {
  if (!isDecimal(amount)) return `${amount} ${currency}`;
  if (!KNOWN.has(currency)) return `${plain(amount)}\u00a0${currency}`;
  const name = `${currentLocale()} ${currency}`;
  let format = formats.get(name);
  if (!format) {
    format = new Intl.NumberFormat(currentLocale(), { style: "currency", currency });
    formats.set(name, format);
  }
  return format.format(amount);
}

/** In a currency that is none of ISO 4217: every decimal that there is, and the currency's id beside. */
function plain(amount: `${number}`): string {
  const digits = amount.split(".")[1]?.length ?? 0;
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(currentLocale(), exactly).format(amount);
}

type AmountProps = { readonly of: Money; readonly strong?: boolean };

/** An amount with figures of equal width, so that columns line up. */
export function Amount({ of, strong = false }: AmountProps) {
  return <span className={strong ? css.strong : css.amount}>{formatMoney(of)}</span>;
}

/** Totals of several currencies under each other; a dash where there is nothing to add up. */
export function Amounts({ of, strong = false }: { readonly of: readonly Money[]; readonly strong?: boolean }) {
  if (of.length === 0) return <span className={css.amount}>–</span>;
  return (
    <span className={css.stack}>
      {of.map((money) => (
        <Amount key={money.currency} of={money} strong={strong} />
      ))}
    </span>
  );
}
