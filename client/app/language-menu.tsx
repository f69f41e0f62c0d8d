import { useState, useSyncExternalStore } from "react";
import { chooseLanguage, currentLanguage, subscribeToLanguage } from "../messages/language.ts";
import { isLocale, LANGUAGES, LOCALES } from "../messages/locales.ts";
import { t } from "../messages/text.ts";
import { announce } from "../ui/announcer.tsx";
import type { Language } from "../messages/language.ts";
import css from "./app.module.css";

export function useLanguage(): Language {
  return useSyncExternalStore(subscribeToLanguage, currentLanguage);
}

/** At the foot of every surface: each language under its own name, so that nobody is lost in one they cannot read. */
export function LanguageMenu() {
  const { chosen, asked } = useLanguage();
  const [failed, setFailed] = useState(false);
  const choose = (value: string) => {
    setFailed(false);
    chooseLanguage(isLocale(value) ? value : null).catch(() => {
      setFailed(true);
      announce(t("language.failed"));
    });
  };
  return (
    <footer className={`${css.foot ?? ""} no-print`}>
      <label className={css.language}>
        <span>{t("language.label")}</span>
        <select value={chosen ?? ""} onChange={(event) => choose(event.target.value)}>
          <option value="">{t("language.auto", { name: LANGUAGES[asked] })}</option>
          {LOCALES.map((locale) => (
            <option key={locale} value={locale} lang={locale}>
              {LANGUAGES[locale]}
            </option>
          ))}
        </select>
      </label>
      {failed && <span>{t("language.failed")}</span>}
    </footer>
  );
}
