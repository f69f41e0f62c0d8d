import { afterEach, describe, expect, it } from "vitest";
import { messages as enUS } from "../../../client/messages/en-US.ts";
import { loadMessages } from "../../../client/messages/language.ts";
import type { Locale } from "../../../client/messages/locales.ts";
import { bestLocale, LOCALES } from "../../../client/messages/locales.ts";
import { reasonWords } from "../../../client/messages/reason-words.ts";
import { dateWords, said } from "../../../client/messages/said.ts";
import { formatNumber, speak, t } from "../../../client/messages/text.ts";
import { formatMoney } from "../../../client/ui/amount.tsx";
import { formatAgo } from "../../../client/ui/dates.tsx";
import { inWords, reason } from "../../../server/domain/reasons.ts";

afterEach(() => speak("en-US", enUS));

async function speaks(locale: Locale): Promise<void> {
  speak(locale, await loadMessages(locale));
}

/** Intl's spaces differ by its version: plain ones are what is compared. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

const FORMATS = {
  "en-US": { money: "$1,234,567.80", date: "Jan 31, 2026", count: "2,000 payments", ago: "3 days ago" },
  "en-GB": { money: "US$1,234,567.80", date: "31 Jan 2026", count: "2,000 payments", ago: "3 days ago" },
  "en-AU": { money: "USD 1,234,567.80", date: "31 Jan 2026", count: "2,000 payments", ago: "3 days ago" },
  "en-CA": { money: "US$1,234,567.80", date: "Jan 31, 2026", count: "2,000 payments", ago: "3 days ago" },
  es: { money: "1.234.567,80 US$", date: "31 ene 2026", count: "2000 pagos", ago: "hace 3 d" },
  fr: { money: "1 234 567,80 $US", date: "31 janv. 2026", count: "2 000 paiements", ago: "il y a 3 j" },
  de: { money: "1.234.567,80 $", date: "31.01.2026", count: "2.000 Zahlungen", ago: "vor 3 Tagen" },
  "pt-BR": { money: "US$ 1.234.567,80", date: "31 de jan. de 2026", count: "2.000 pagamentos", ago: "há 3 dias" },
  ja: { money: "$1,234,567.80", date: "2026/01/31", count: "支払い 2,000 件", ago: "3 日前" },
} as const satisfies Record<Locale, { money: string; date: string; count: string; ago: string }>;

describe.each(LOCALES)("in %s", (locale) => {
  it("money, dates, numbers and distances in time read as its readers write them", async () => {
    await speaks(locale);

    expect({
      money: plain(formatMoney({ amount: "1234567.80", currency: "USD" })),
      date: plain(dateWords("2026-01-31")),
      count: plain(t("payments.shown_payments", { n: 2_000 })),
      ago: plain(formatAgo("2026-01-28T12:00:00Z", Date.parse("2026-01-31T13:00:00Z"))),
    }).toEqual(FORMATS[locale]);
  });

  it("seventeen digits stay exact, and a yen has no cents", async () => {
    await speaks(locale);

    expect(formatMoney({ amount: "123456789012345.67", currency: "USD" }).replaceAll(/\D/g, "")).toBe(
      "12345678901234567",
    );
    expect(formatMoney({ amount: "1500", currency: "JPY" }).replaceAll(/\D/g, "")).toBe("1500");
  });

  it("one second and several are told apart where the language does", async () => {
    await speaks(locale);
    const one = said("Acumatica's clock is 1 seconds ahead of this server's.");
    const several = said("Acumatica's clock is 3 seconds ahead of this server's.");

    expect(one.replace(formatNumber(1), "") === several.replace(formatNumber(3), "")).toBe(locale === "ja");
  });

  it("a reason says its date as any other date, and what was seen in its own words", async () => {
    await speaks(locale);
    const told = reasonWords(inWords(reason("to_adopt", "check 5501, 2026-01-31, written by another integration")));

    expect(plain(told.says)).toContain(FORMATS[locale].date);
    expect(told.says).toContain("5501");
    expect(told.says).not.toContain("2026-01-31");
    if (!locale.startsWith("en")) expect(told.says).not.toMatch(/\bcheck|written|another/);
  });
});

describe("the language for a reader", () => {
  it.each([
    [["de-AT", "en"], "de"],
    [["en-NZ"], "en-AU"],
    [["en-IE"], "en-GB"],
    [["en"], "en-US"],
    [["es-419"], "es"],
    [["fr_CA"], "fr"],
    [["pt-PT"], "pt-BR"],
    [["zh-SG", "ja-JP"], "ja"],
    [["zh-Hant-TW"], "en-US"],
    [[], "en-US"],
  ] as const)("whose browser asks for %j is %s", (wanted, locale) => {
    expect(bestLocale(wanted)).toBe(locale);
  });
});
