import type { DocKey } from "../domain/payment.ts";

const LABELS: Readonly<Record<string, string>> = { BILL: "INV", INV: "INV" };

/** A number as people compare it: without case and outer space. */
export function sameText(text: string): string {
  return text.trim().toUpperCase();
}

/** A check number as people compare it: without leading zeros, spaces and case. */
export function checkNumber(text: string): string {
  return text
    .replace(/\s+/g, "")
    .toUpperCase()
    .replace(/^0+(?=.)/, "");
}

/**
 * The bill that a subcontractor invoice's `origin_id` names: the reference number, `<type> <number>` or
 * `<type>-<number>` by code or label, or `acu:<tenant>:<type>:<number>`. A bare number names a bill (INV).
 */
export function billNamedBy(originId: string | null, tenant: string): DocKey | null {
  const text = originId?.trim();
  if (!text) return null;
  const own = /^acu:([^:]+):([^:]+):([^:]+)$/.exec(text);
  if (own) return own[1] === tenant ? { type: typeCode(own[2] ?? "") ?? own[2] ?? "", ref: own[3] ?? "" } : null;
  if (text.startsWith("acu:")) return null;
  const typed = /^([A-Za-z]+)[ -](.+)$/.exec(text);
  const type = typed && typeCode(typed[1] ?? "");
  if (typed && type) return { type, ref: (typed[2] ?? "").trim() };
  return { type: "INV", ref: text };
}

/** Does it name this very bill? Reference numbers compare without case, as Acumatica's database does. */
export function namesBill(originId: string | null, tenant: string, bill: DocKey): boolean {
  const named = billNamedBy(originId, tenant);
  return named !== null && named.type === bill.type && sameText(named.ref) === sameText(bill.ref);
}

function typeCode(word: string): string | null {
  return LABELS[word.toUpperCase()] ?? null;
}
