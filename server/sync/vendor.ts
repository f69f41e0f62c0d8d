import type { AcumaticaVendor } from "../domain/bill.ts";
import type { ProcoreVendor } from "../domain/contract-payment.ts";

/** How two vendor entries were found to be the same company; null when they are not. */
export type SameVendor = "by number" | "by name";

const LEGAL_SUFFIX =
  /\b(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|lp|plc|pllc|pty|gmbh|kg|ag|sa|sarl|srl|sl|bv|nv|kk)\b/g;

/**
 * The Procore vendor's `origin_id` is the Acumatica vendor id; where it has none, the names must be equal after folding
 * case, punctuation and legal suffixes. A number decides alone: two companies may well share a name.
 */
export function sameVendor(acumatica: AcumaticaVendor, procore: ProcoreVendor | null): SameVendor | null {
  if (!procore) return null;
  const origin = procore.originId?.trim();
  if (origin) return origin.toUpperCase() === acumatica.id.trim().toUpperCase() ? "by number" : null;
  const name = foldName(procore.name);
  return name !== "" && name === foldName(acumatica.name) ? "by name" : null;
}

/** "ACME Steel, Inc." and "Acme Steel LLC" read the same: "acme steel". A name of nothing but suffixes stays whole. */
export function foldName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, "$1")
    .replace(/['’.]/g, "")
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();
  const bare = plain.replace(LEGAL_SUFFIX, " ").replace(/\s+/g, " ").trim();
  return bare || plain;
}
