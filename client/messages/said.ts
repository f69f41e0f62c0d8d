import { refusals } from "./en-US/refusals.ts";
import { said as phrases } from "./en-US/said.ts";
import type { Value } from "./text.ts";
import { currentLocale, find, t, wordFor } from "./text.ts";

/**
 * The server speaks English. What it says is recognized by the English messages themselves and said again in the
 * reader's language; a sentence nobody foresaw, such as a vendor's own, stays as it came.
 */
type Pattern = { readonly key: string; readonly regex: RegExp; readonly names: readonly string[] };

/** How a `{name}` reads; any other name takes what stands there. */
const READS: Readonly<Record<string, string>> = {
  n: String.raw`(\d+)`,
  date: String.raw`(\d{4}-\d{2}-\d{2})`,
  // Acumatica's ids are up to five letters of any kind.
  currency: "([^ ,;]{1,5})",
  other: "([^ ,;]{1,5})",
  number: "([^,;]+)",
  commitment: "([^,;]+)",
};

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function patternOf(key: string, text: string): Pattern & { readonly fixed: number } {
  const parts = text.split(/\{(\w+)\}/);
  const names = parts.filter((_, index) => index % 2 === 1);
  const literals = parts.filter((_, index) => index % 2 === 0);
  const source = parts.map((part, index) => (index % 2 === 1 ? (READS[part] ?? "(.+?)") : literal(part)));
  return { key, names, regex: new RegExp(`^${source.join("")}$`), fixed: literals.join("").length };
}

let patterns: readonly Pattern[] | null = null;

/** The most telling first: "{says} and {n} more" also fits sentences that another pattern knows better. */
function allPatterns(): readonly Pattern[] {
  patterns ??= Object.entries({ ...phrases, ...refusals })
    .map(([key, message]) => patternOf(key, typeof message === "string" ? message : message.other))
    .sort((a, b) => b.fixed - a.fixed);
  return patterns;
}

/** A business date (`YYYY-MM-DD`) as the reader writes it. Never moved through a time zone: a check has a date, not a moment. */
export function dateWords(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const format = new Intl.DateTimeFormat(currentLocale(), { dateStyle: "medium", timeZone: "UTC" });
  return format.format(new Date(Date.UTC(year, month - 1, day)));
}

function valueOf(name: string, text: string): Value {
  switch (name) {
    case "n":
      return Number(text);
    case "date":
      return dateWords(text);
    case "says":
    case "doing":
      return said(text);
    case "list":
      return listWords(text.split(/, | and | or /));
    case "decision":
      return wordFor("decide", text, text);
    default:
      return text;
  }
}

function listWords(words: readonly string[]): string {
  return new Intl.ListFormat(currentLocale(), { type: "conjunction" }).format(words.map((word) => said(word)));
}

function recognized(text: string): string | null {
  for (const { key, regex, names } of allPatterns()) {
    const found = regex.exec(text);
    if (!found) continue;
    const values = Object.fromEntries(names.map((name, index) => [name, valueOf(name, found[index + 1] ?? "")]));
    return find(key, values);
  }
  return null;
}

/** "VCK 000123", a document by its type's code. */
function documentWords(text: string): string | null {
  const [, code = "", ref = ""] = /^([A-Z]{3}) (\S+)$/.exec(text) ?? [];
  const word = code === "" ? "" : wordFor("doc", code, "");
  return word === "" ? null : `${word} ${ref}`;
}

function one(text: string): string | null {
  return recognized(text) ?? documentWords(text) ?? (/^\d{4}-\d{2}-\d{2}$/.test(text) ? dateWords(text) : null);
}

/** Several things seen, one after another, when at least one of them is known. */
function several(text: string, separator: string | RegExp): string | null {
  const parts = text.split(separator);
  const told = parts.map(one);
  if (parts.length === 1 || told.every((each) => each === null)) return null;
  const words = parts.map((part, index) => told[index] ?? part);
  return words.reduceRight((rest, first) => t("join.list", { first, rest }));
}

const told = new Map<string, string>();
let toldIn = "";

/** What the server said, in the reader's language. */
export function said(sentence: string): string {
  if (toldIn !== currentLocale()) {
    told.clear();
    toldIn = currentLocale();
  }
  const known = told.get(sentence);
  if (known !== undefined) return known;
  const words =
    one(sentence) ??
    several(sentence, "; ") ??
    several(sentence, /, (?=invoice )/) ??
    several(sentence, ", ") ??
    sentence;
  told.set(sentence, words);
  return words;
}

/** Whole sentences after each other, those that are there. */
export function sentences(...all: readonly (string | null)[]): string {
  const there = all.filter((each): each is string => each !== null && each !== "");
  return there.length === 0 ? "" : there.reduce((first, second) => t("join.sentences", { first, second }));
}
