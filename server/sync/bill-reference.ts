import { folded } from "../domain/number.ts";
import { decodeKeyPart, type DocKey } from "../domain/payment.ts";

const LABELS: Readonly<Record<string, string>> = { BILL: "INV", INV: "INV" };

/** Any one space or dash between the two. */
const TYPE_AND_NUMBER = /^([A-Za-z]+)[\s\p{Dash}](.+)$/u;

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
  const [, word = "", ref = ""] = TYPE_AND_NUMBER.exec(text) ?? [];
  const type = typeCode(word);
  return type === null ? [bare] : [{ type, ref: ref.trim() }, bare];
}

function ownBill(text: string, tenant: string): readonly DocKey[] {
  const [, ofTenant, word, ref, ...more] = text.split(":").map(decodeKeyPart);
  if (ofTenant !== tenant || !word || !ref || more.length > 0) return [];
  return [{ type: typeCode(word) ?? word, ref }];
}

/** Does it name this very bill? With its leading zeros: in Acumatica's books "7" and "007" are two. */
export function namesBill(originId: string | null, tenant: string, bill: DocKey): boolean {
  return billsNamedBy(originId, tenant).some(({ type, ref }) => type === bill.type && folded(ref) === folded(bill.ref));
}

function typeCode(word: string): string | null {
  return LABELS[word.toUpperCase()] ?? null;
}
