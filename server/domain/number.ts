/** Text that is already in the form we compare: upper case, no space, no leading zero. Most numbers are so. */
const PLAIN = /^[1-9A-Z][0-9A-Z]*(?:[-./#][0-9A-Z]+)*$/;
const DIGITS = /^[0-9]+$/;
/** ASCII without white space: only its case may differ. */
const ASCII = /^[\x21-\x7e]+$/;
/** A dash in any writing; the hyphen bullet looks like one, too. */
const DASH = /[\p{Dash}\u2043]/gu;
/** What nobody sees: zero-width spaces and joiners, marks of direction, soft hyphens, byte order marks. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const CONTROL = /\p{Cc}/gu;

/**
 * A number as a person reads it (product.md §3): compatibility form, every dash alike, every run of white space one
 * space, invisible characters dropped, no case; leading zeros of a number of digits alone do not count. Two numbers are
 * the same when this says the same of both. Empty: there is nothing to read.
 */
export function asRead(text: string): string {
  if (PLAIN.test(text)) return text;
  const shown = folded(text);
  return DIGITS.test(shown) ? shown.replace(/^0+(?=.)/, "") : shown;
}

/** The same with its leading zeros: for the key of a document, which "7" and "007" are two of. */
export function folded(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase();
  return text
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(/\s/g, " ")
    .replace(CONTROL, "")
    .replace(DASH, "-")
    .replace(/ +/g, " ")
    .trim()
    .toUpperCase()
    .normalize("NFKC");
}

/** Is there anything to read? */
export function isBlank(text: string): boolean {
  return text === "" || asRead(text) === "";
}

/** A check number (product.md §4): also without any space, and without leading zeros whatever follows them. */
export function checkNumber(text: string): string {
  if (PLAIN.test(text)) return text;
  return asRead(text)
    .replaceAll(" ", "")
    .replace(/^0+(?=.)/, "");
}
