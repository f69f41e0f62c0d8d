import { readMinor, type Currency } from "../domain/money.ts";

/** Something in a document that cannot be read, in words for a person: an odd value is one row's trouble, nobody else's. */
export class OddValue extends Error {}

/** An amount that its currency cannot hold, or that is none. */
export function oddAmount(text: string, currency: Currency): string {
  return `the amount ${text.replace(/ .*$/, "") || "(none)"} in ${currency || "(none)"}`;
}

export function oddDate(text: string): string {
  return `the date ${text || "(none)"}`;
}

/** The first of these amounts that cannot be read; a sum that is too large to keep exactly has none. */
export function firstOdd(texts: readonly string[], currency: Currency): string {
  const odd = texts.find((text) => readMinor(text, currency) === null);
  return odd === undefined ? "a sum too large to keep exactly" : oddAmount(odd, currency);
}
