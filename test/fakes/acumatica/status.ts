import type { Books } from "./books.ts";
import { BILL_TYPES } from "./codes.ts";
import { docId } from "./rows.ts";
import type { ApDocument } from "./rows.ts";

/** The one-letter status the vendor stores, derived from the flags it derives it from. */
export function statusCode(books: Books, document: ApDocument): string {
  if (document.voided) return "V";
  if (!document.released) return unreleasedStatus(document);
  if (document.hold) return "Z";
  return isOpen(books, document) ? "N" : "C";
}

function unreleasedStatus(document: ApDocument): string {
  if (document.hold) return "H";
  if (document.approval) return document.approval === "pending" ? "E" : "R";
  if (document.prebooked) return "K";
  if (document.printed) return "P";
  return document.payment?.printCheck ? "G" : "B";
}

/**
 * Whether a released document still waits for money. A bill with retainage stays open until the retainage
 * is fully released and every bill made of it is paid.
 */
export function isOpen(books: Books, document: ApDocument): boolean {
  if (!document.released || document.voided) return false;
  if (document.balance !== 0) return true;
  if (!BILL_TYPES.has(document.type) || !document.bill?.retainageApply) return false;
  if (document.bill.retainageUnreleased !== 0) return true;
  return retainageBillsOf(books, document).some((child) => child.balance !== 0);
}

export function retainageBillsOf(books: Books, original: ApDocument): readonly ApDocument[] {
  const id = docId(original);
  return (books.childrenOf.get(id) ?? []).filter((child) => child.bill?.isRetainage === true);
}
