import { add, formatMinor } from "../domain/money.ts";
import { because, type Case, type Standing } from "./standing.ts";

/** What keeps anybody from saying what was paid: a value that cannot be read, or rows that contradict each other. */
export function oddity(at: Case): Standing | null {
  const { application, bill, payment } = at;
  const unread = unreadable(at);
  if (unread) return unread;
  if (application.hidden !== undefined) return because(at, "unreadable", application.hidden);
  const adds = application.nets && (application.state === "ended" || !payment.voided);
  return adds ? null : because(at, "does_not_net", bill.ref);
}

/** A value of the application or of its payment that cannot be read. */
export function unreadable(at: Case): Standing | null {
  const odd = at.application.odd ?? at.payment.odd;
  return odd === undefined ? null : because(at, "odd_in_acumatica", odd);
}

/** Discount or withheld tax alone closes a part of the bill; no money left. */
export function nothingPaid(at: Case): Standing | null {
  const { amount, discount, withheld, nets, currency } = at.application;
  if (!nets || amount !== 0 || (discount === 0 && withheld === 0)) return null;
  return because(at, "nothing_paid", `${formatMinor(add(discount, withheld), currency)} ${currency}`);
}
