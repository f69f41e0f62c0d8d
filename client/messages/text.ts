import type { messages as enUS } from "./en-US.ts";

/**
 * Every sentence the page says, by key. Another language is one more module of the same shape: a missing or surplus key
 * is a compile error (`Like`), a forgotten `{value}` fails test/unit/client/messages.test.ts.
 */
export type MessageKey = keyof typeof enUS;

/** A sentence, or its plural forms chosen by `n`: those that the language has, and `other`. */
export type Message =
  string | { readonly one?: string; readonly few?: string; readonly many?: string; readonly other: string };
export type Messages = Readonly<Record<MessageKey, Message>>;

/** The shape of one part of the messages in another language: `satisfies Like<typeof shell>`. */
export type Like<Part> = { readonly [Key in keyof Part]: Message };

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type TextsOf<Entry> = Entry extends string ? Entry : Entry[keyof Entry];
type ValueNames<Key extends MessageKey> = NamesIn<TextsOf<(typeof enUS)[Key]>>;
export type Value = string | number;
type Values<Key extends MessageKey> = [ValueNames<Key>] extends [never]
  ? []
  : [values: Readonly<Record<ValueNames<Key>, Value>>];

type Spoken = {
  readonly locale: string;
  readonly byKey: ReadonlyMap<string, Message>;
  readonly plurals: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
};

let spoken: Spoken | null = null;

/** Called before the first render, and again when another language is chosen (language.ts). */
export function speak(locale: string, messages: Messages): void {
  spoken = {
    locale,
    byKey: new Map<string, Message>(Object.entries(messages)),
    plurals: new Intl.PluralRules(locale),
    numbers: new Intl.NumberFormat(locale),
  };
}

function inUse(): Spoken {
  if (!spoken) throw new Error("No language is loaded yet");
  return spoken;
}

/** The tag for `Intl`, such as `de` or `pt-BR`. */
export function currentLocale(): string {
  return inUse().locale;
}

export function formatNumber(value: number): string {
  return inUse().numbers.format(value);
}

function fill(entry: Message, values: Readonly<Record<string, Value>>): string {
  const text = typeof entry === "string" ? entry : (entry[pluralFor(values.n)] ?? entry.other);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return typeof value === "number" ? formatNumber(value) : (value ?? whole);
  });
}

type Form = "one" | "few" | "many" | "other";
const FORMS: Readonly<Record<Intl.LDMLPluralRule, Form>> = {
  zero: "other",
  one: "one",
  two: "other",
  few: "few",
  many: "many",
  other: "other",
};

function pluralFor(n: Value | undefined): Form {
  return FORMS[inUse().plurals.select(Number(n))];
}

/** The sentence for `key` in the reader's language, its `{values}` filled in; numbers are written as the locale does. */
export function t<Key extends MessageKey>(key: Key, ...[values]: Values<Key>): string {
  return fill(inUse().byKey.get(key) ?? key, values ?? {});
}

/** As `t`, for a key that is known only at run time; null where this version of the page does not have it. */
export function find(key: string, values: Readonly<Record<string, Value>> = {}): string | null {
  const entry = inUse().byKey.get(key);
  return entry === undefined ? null : fill(entry, values);
}

/**
 * The sentence for a code that came from the server, such as a state or an error kind; `otherwise` where this version
 * of the page does not know the code yet.
 */
export function wordFor(prefix: string, code: string, otherwise: string): string {
  return find(`${prefix}.${code.replaceAll(" ", "_")}`) ?? otherwise;
}
