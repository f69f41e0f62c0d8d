import type { AcumaticaVendor } from "../domain/bill.ts";
import type { ProcoreVendor } from "../domain/contract-payment.ts";
import { asRead, isBlank } from "../domain/number.ts";

/** How two vendor entries were found to be the same company; null when they are not. */
export type SameVendor = "by number" | "by name";

/** What an Acumatica vendor may be known by: two texts that `procoreVendorKey` may equal. */
export type VendorKeys = { readonly number: string; readonly name: string | null };

const LEGAL_SUFFIX =
  /( (and )?(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|lp|plc|pllc|pty|gmbh|kg|ag|sa|sarl|srl|sl|bv|nv|kk))+$/;

/**
 * The Procore vendor's `origin_id` is the Acumatica vendor id; where it has none, the names must be equal after folding
 * case, punctuation and legal suffixes. A number decides alone: two companies may well share a name.
 */
export function sameVendor(acumatica: AcumaticaVendor, procore: ProcoreVendor | null): SameVendor | null {
  return procore && sameKey(acumaticaVendorKeys(acumatica), procoreVendorKey(procore));
}

export function acumaticaVendorKeys({ id, name }: AcumaticaVendor): VendorKeys {
  return { number: numberKey(id), name: nameKey(name) };
}

/** By number where Procore keeps one, else by name; null where it keeps neither. */
export function procoreVendorKey({ originId, name }: ProcoreVendor): string | null {
  return originId === null || isBlank(originId) ? nameKey(name) : numberKey(originId);
}

export function sameKey({ number, name }: VendorKeys, procore: string | null): SameVendor | null {
  if (procore === null) return null;
  return procore === number ? "by number" : procore === name ? "by name" : null;
}

/** "ACME Steel, Inc." and "Acme Steel LLC" read the same: "acme steel". The first word stays, be it a suffix. */
export function foldName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, "$1")
    .replace(/['’.]/g, "")
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim()
    .replace(LEGAL_SUFFIX, "");
}

function numberKey(id: string): string {
  return `number ${asRead(id)}`;
}

function nameKey(name: string): string | null {
  const folded = foldName(name);
  return folded === "" ? null : `name ${folded}`;
}
