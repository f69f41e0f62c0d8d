import { decodeKeyPart, type DocKey } from "../domain/payment.ts";

const LABELS: Readonly<Record<string, string>> = { BILL: "INV", INV: "INV" };

/** What neither a space, a small letter nor a leading zero has to be taken from. */
const COMPARABLE = /^[1-9A-Z][0-9A-Z-]*$/;

/** A number as people compare it: without case and outer space. */
export function sameText(text: string): string {
  return text.trim().toUpperCase();
}

/** A check number as people compare it: without leading zeros, spaces and case. */
export function checkNumber(text: string): string {
  // Most are so already, and this is asked several times of each.
  if (COMPARABLE.test(text)) return text;
  return text
    .replace(/\s+/g, "")
    .toUpperCase()
    .replace(/^0+(?=.)/, "");
}

/**
 * The bills that a subcontractor invoice's `origin_id` may name: by the reference number, `<type> <number>` or
 * `<type>-<number>` by code or label, or `acu:<tenant>:<type>:<number>`. A bare number names a bill (INV); "INV-7" may be
 * a type and a number, or a number that begins so, hence up to two.
 */
export function billsNamedBy(originId: string | null, tenant: string): readonly DocKey[] {
  const text = originId?.trim();
  if (!text) return [];
  if (text.startsWith("acu:")) return ownBill(text, tenant);
  const bare = { type: "INV", ref: text };
  const [, word = "", ref = ""] = /^([A-Za-z]+)[ -](.+)$/.exec(text) ?? [];
  const type = typeCode(word);
  return type === null ? [bare] : [{ type, ref: ref.trim() }, bare];
}

function ownBill(text: string, tenant: string): readonly DocKey[] {
  const [, ofTenant, word, ref, ...more] = text.split(":").map(decodeKeyPart);
  if (ofTenant !== tenant || !word || !ref || more.length > 0) return [];
  return [{ type: typeCode(word) ?? word, ref }];
}

/** Does it name this very bill? Reference numbers compare without case, as Acumatica's database does. */
export function namesBill(originId: string | null, tenant: string, bill: DocKey): boolean {
  return billsNamedBy(originId, tenant).some(
    ({ type, ref }) => type === bill.type && sameText(ref) === sameText(bill.ref),
  );
}

function typeCode(word: string): string | null {
  return LABELS[word.toUpperCase()] ?? null;
}
