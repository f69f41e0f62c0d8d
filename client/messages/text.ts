import { enUS } from "./en-US.ts";

/**
 * Every sentence the page says, by key. Another locale is one more file of the same shape: `Messages` makes a missing
 * key, a missing plural or a forgotten `{value}` a compile error.
 */
export type MessageKey = keyof typeof enUS;

/** A sentence, or its plural forms chosen by `n`. */
export type Message = string | { readonly one: string; readonly other: string };
export type Messages = Readonly<Record<MessageKey, Message>>;

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type TextsOf<Entry> = Entry extends string ? Entry : Entry[keyof Entry];
type ValueNames<Key extends MessageKey> = NamesIn<TextsOf<(typeof enUS)[Key]>>;
type Values<Key extends MessageKey> = [ValueNames<Key>] extends [never]
  ? []
  : [values: Readonly<Record<ValueNames<Key>, string | number>>];

let locale = "en-US";
let messages: Messages = enUS;
let byKey = new Map<string, Message>(Object.entries(enUS));
let plurals = new Intl.PluralRules(locale);

/** Called once, before the first render. */
export function speak(chosen: string, catalogue: Messages): void {
  locale = chosen;
  messages = catalogue;
  byKey = new Map(Object.entries(catalogue));
  plurals = new Intl.PluralRules(chosen);
}

export function currentLocale(): string {
  return locale;
}

function fill(entry: Message, values: Readonly<Record<string, string | number>>): string {
  const text = typeof entry === "string" ? entry : entry[plurals.select(Number(values.n)) === "one" ? "one" : "other"];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return typeof value === "number" ? value.toLocaleString(locale) : (value ?? whole);
  });
}

/** The sentence for `key` in the reader's language, its `{values}` filled in; numbers are written as the locale does. */
export function t<Key extends MessageKey>(key: Key, ...[values]: Values<Key>): string {
  return fill(messages[key], values ?? {});
}

/**
 * The sentence for a code that came from the server, such as a state or an error kind; `otherwise` where this version
 * of the page does not know the code yet.
 */
export function wordFor(prefix: string, code: string, otherwise: string): string {
  const key = `${prefix}.${code.replaceAll(" ", "_")}`;
  const entry = byKey.get(key);
  return entry === undefined ? otherwise : fill(entry, {});
}
