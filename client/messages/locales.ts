/** The languages the page speaks, in the order of the menu; each name as its own readers write it. */
export const LANGUAGES = {
  "en-US": "English (United States)",
  "en-GB": "English (United Kingdom)",
  "en-AU": "English (Australia, New Zealand)",
  "en-CA": "English (Canada)",
  es: "Español",
  fr: "Français",
  de: "Deutsch",
  "pt-BR": "Português (Brasil)",
  ja: "日本語",
} as const;
export type Locale = keyof typeof LANGUAGES;

export const LOCALES = Object.keys(LANGUAGES) as readonly Locale[];
export const FALLBACK: Locale = "en-US";

/** Where a tag's region writes English as one of ours does; every other English is read as the American one. */
const ENGLISH: Readonly<Record<string, Locale>> = {
  GB: "en-GB",
  IE: "en-GB",
  AE: "en-GB",
  SG: "en-GB",
  ZA: "en-GB",
  IN: "en-GB",
  HK: "en-GB",
  AU: "en-AU",
  NZ: "en-AU",
  CA: "en-CA",
};

export function isLocale(text: unknown): text is Locale {
  return typeof text === "string" && Object.hasOwn(LANGUAGES, text);
}

/** The language of ours for a tag such as `fr-CA`, `es_419` or `pt`; null for a language we do not speak. */
function localeFor(tag: string): Locale | null {
  const [language = "", ...rest] = tag.replaceAll("_", "-").split("-");
  const region = rest.map((part) => part.toUpperCase()).find((part) => /^[A-Z]{2}$/.test(part)) ?? "";
  switch (language.toLowerCase()) {
    case "en":
      return ENGLISH[region] ?? "en-US";
    case "de":
      return "de";
    case "ja":
      return "ja";
    case "es":
      return "es";
    case "fr":
      return "fr";
    case "pt":
      return "pt-BR";
    default:
      return null;
  }
}

/** The first of the reader's languages that we speak, else American English. */
export function bestLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const locale = localeFor(tag);
    if (locale) return locale;
  }
  return FALLBACK;
}
