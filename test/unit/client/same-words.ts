import type { Locale } from "../../../client/messages/locales.ts";

/** Words that a language truly shares with English, and names that none translates. */
export const SAME_IN: Readonly<Partial<Record<Locale, readonly string[]>>> & { readonly all: readonly string[] } = {
  all: ["Acumatica", "Procore", "DAC OData"],
  "pt-BR": ["Total {currency}"],
  es: ["Total {currency}"],
  fr: ["Date", "{n} minute", "{n} minutes", "Total {currency}", "Suggestion", "Version"],
  de: ["Version"],
};
