import type { Locale } from "./locales.ts";
import { bestLocale, FALLBACK, isLocale } from "./locales.ts";
import type { Messages } from "./text.ts";
import { speak } from "./text.ts";

/** Each language is a chunk of its own, loaded when it is spoken. */
const LOADERS: Readonly<Record<Locale, () => Promise<{ readonly messages: Messages }>>> = {
  "en-US": () => import("./en-US.ts"),
  "en-GB": () => import("./en-GB.ts"),
  "en-AU": () => import("./en-AU.ts"),
  "en-CA": () => import("./en-CA.ts"),
  "pt-BR": () => import("./pt-BR.ts"),
  fr: () => import("./fr.ts"),
  es: () => import("./es.ts"),
  ja: () => import("./ja.ts"),
  de: () => import("./de.ts"),
};

export async function loadMessages(locale: Locale): Promise<Messages> {
  return (await LOADERS[locale]()).messages;
}

const STORED_AS = "acumatica-payments.language";

/** A frame whose third-party storage is blocked throws at the mere mention of it: the choice then lasts as long as the page. */
function storedChoice(): Locale | null {
  try {
    const stored = window.localStorage.getItem(STORED_AS);
    return isLocale(stored) ? stored : null;
  } catch {
    return null;
  }
}

function store(choice: Locale | null): void {
  try {
    if (choice === null) window.localStorage.removeItem(STORED_AS);
    else window.localStorage.setItem(STORED_AS, choice);
  } catch {
    // kept in memory alone
  }
}

export type Language = {
  readonly spoken: Locale;
  /** What the reader chose on the page; null: as in Procore or the browser. */
  readonly chosen: Locale | null;
  /** What Procore or the browser asks for. */
  readonly asked: Locale;
};

let language: Language = { spoken: FALLBACK, chosen: null, asked: FALLBACK };
let latest = 0;
const listeners = new Set<() => void>();

export function currentLanguage(): Language {
  return language;
}

export function subscribeToLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Loads the language and speaks it; whatever was asked for last wins. @throws where its chunk cannot be loaded */
async function change(next: Pick<Language, "chosen" | "asked">): Promise<void> {
  const wanted = next.chosen ?? next.asked;
  const turn = (latest += 1);
  const messages = await loadMessages(wanted);
  if (turn !== latest) return;
  speak(wanted, messages);
  document.documentElement.lang = wanted;
  language = { ...next, spoken: wanted };
  for (const listener of [...listeners]) listener();
}

/** Awaited before the first paint: no other language is seen first. */
export async function startLanguage(): Promise<void> {
  const first = { chosen: storedChoice(), asked: bestLocale(navigator.languages) };
  await change(first).catch(() => change({ chosen: null, asked: FALLBACK }));
}

/** The person's own language in Procore, once they signed in; what was chosen on the page stays. */
export async function followProcore(tag: string | null | undefined): Promise<void> {
  if (!tag) return;
  await change({ chosen: language.chosen, asked: bestLocale([tag]) }).catch(() => undefined);
}

/** The reader chooses; null goes back to what Procore or the browser asks for. @throws where it cannot be loaded */
export async function chooseLanguage(choice: Locale | null): Promise<void> {
  await change({ chosen: choice, asked: language.asked });
  store(choice);
}
