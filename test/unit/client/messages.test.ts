import { afterEach, describe, expect, it } from "vitest";
import { LOCALES, type Locale } from "../../../client/messages/locales.ts";
import { messages as enUS } from "../../../client/messages/en-US.ts";
import { reasons } from "../../../client/messages/en-US/reasons.ts";
import { loadMessages } from "../../../client/messages/language.ts";
import { speak, t, type Message, type Messages } from "../../../client/messages/text.ts";
import { REASONS } from "../../../server/domain/reasons.ts";
import { SAME_IN } from "./same-words.ts";

const catalogues = new Map<Locale, Messages>();
for (const locale of LOCALES) catalogues.set(locale, await loadMessages(locale));
afterEach(() => speak("en-US", enUS));

function catalogueOf(locale: Locale): Messages {
  const found = catalogues.get(locale);
  if (!found) throw new Error(`Nothing is loaded for ${locale}`);
  return found;
}

function textsOf(message: Message): readonly string[] {
  return typeof message === "string" ? [message] : Object.values(message);
}

/** The names of `{values}`, each once. A plural form may leave its `{n}` out: "one payment". */
function namesIn(message: Message): readonly string[] {
  const names = textsOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""));
  return [...new Set(names)].sort();
}

const americanEntries = Object.entries<Message>(enUS);

describe.each(LOCALES)("the messages in %s", (locale) => {
  const entries = Object.entries(catalogueOf(locale));

  it("say everything that the American ones say, and nothing else", () => {
    expect(entries.map(([key]) => key).sort()).toEqual(americanEntries.map(([key]) => key).sort());
  });

  it("fill the same values in", () => {
    const american = new Map(americanEntries.map(([key, message]) => [key, namesIn(message)]));
    const differing = entries.filter(([key, message]) => String(namesIn(message)) !== String(american.get(key)));

    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it("are plural where the American ones are, with every form that the language has", () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    // "many" is for round millions alone here; they read as "other" does.
    const needed = pluralCategories.filter((form) => form !== "many");
    const wrong = americanEntries.filter(([key, american]) => {
      const message = catalogueOf(locale)[key as keyof Messages];
      if (typeof american === "string") return typeof message !== "string";
      return typeof message === "string" || needed.some((form) => !Object.hasOwn(message, form));
    });

    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it("leave no text empty, unclosed or with a stray space at an end", () => {
    const joins = new Set(["join.aside"]);
    const wrong = entries.filter(
      ([key, message]) =>
        !joins.has(key) &&
        textsOf(message).some((text) => text === "" || text !== text.trim() || /\{[^}]*$/.test(text)),
    );

    expect(wrong.map(([key]) => key)).toEqual([]);
  });
});

describe.each(LOCALES.filter((locale) => !locale.startsWith("en")))("the translation into %s", (locale) => {
  it("leaves no English over, but words that are the same in both", () => {
    const same = new Set<string>([...SAME_IN.all, ...(SAME_IN[locale] ?? [])]);
    const left = Object.entries(catalogueOf(locale)).flatMap(([key, message]) => {
      const american = textsOf(enUS[key as keyof Messages]);
      const letters = (text: string) => text.replace(/\{\w+\}/g, "").replace(/[^\p{L}]/gu, "");
      return textsOf(message).filter((text) => american.includes(text) && letters(text) !== "" && !same.has(text));
    });

    expect([...new Set(left)]).toEqual([]);
  });

  it("lists no word as the same that is not", () => {
    const all = new Set(Object.values(catalogueOf(locale)).flatMap(textsOf));

    expect((SAME_IN[locale] ?? []).filter((word) => !all.has(word))).toEqual([]);
  });
});

describe("the Englishes", () => {
  it("say invoice, check and retainage as their region does", () => {
    expect(catalogueOf("en-GB")["why.several_invoices"]).toContain("subcontractor payment applications");
    expect(catalogueOf("en-AU")["map.says"]).toBe(enUS["map.says"]);
    expect(catalogueOf("en-AU")["panel.not_found"]).toMatch(/^This progress claim /);
    expect(catalogueOf("en-CA")["said.retainage_of"]).toMatch(/^Holdback of bill/);
    for (const locale of ["en-GB", "en-AU", "en-CA"] as const) {
      expect(catalogueOf(locale)["method.check"]).toBe("Cheque");
      expect(catalogueOf(locale)["checks.again"]).toBe("Check again");
    }
  });

  it.each(["en-GB", "en-AU"] as const)("leave no American term over in %s", (locale) => {
    const texts = Object.values(catalogueOf(locale)).flatMap(textsOf);

    expect(texts.filter((text) => /invoice|retainage|ecogniz/i.test(text.replace(/\{\w+\}/g, "")))).toEqual([]);
    expect(texts.filter((text) => /\b(a|an) (a|an)\b|\ba [aeiou]\w* /i.test(text))).toEqual([]);
  });
});

describe("the reasons on the page", () => {
  it.each(Object.entries(REASONS))("%s reads as the server says it", (code, { says, effect, nextStep }) => {
    const page = new Map<string, string>(Object.entries(reasons));

    expect(page.get(`why.${code}`)?.replace("{aside}", "{detail}")).toBe(says);
    expect(page.get(`why.${code}.effect`)).toBe(effect);
    expect(page.get(`why.${code}.next`)).toBe(nextStep);
  });
});

describe("plurals", () => {
  it("follow the language's own rules", () => {
    speak("en-US", catalogueOf("en-US"));
    expect(t("said.check.clock_ahead", { n: 1 })).toBe("Acumatica's clock is 1 second ahead of this server's.");
    expect(t("payments.shown_payments", { n: 1_234 })).toBe("1,234 payments");
  });
});
