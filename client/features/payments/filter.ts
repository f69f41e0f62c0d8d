import type { ApplicationShape } from "../../../server/contract/payments.ts";
import { METHODS, STATE_CODES } from "../../../server/contract/shapes.ts";
import type { Query } from "../../frame/route.ts";
import type { Group } from "./group.ts";

type StateName = (typeof STATE_CODES)[number];
type MethodName = (typeof METHODS)[number];

/** What the reader wants to see. Kept in the URL, so that a link shows the same. */
export type Filter = {
  readonly q: string;
  readonly state: StateName | null;
  readonly commitmentId: number | null;
  readonly vendor: string | null;
  readonly method: MethodName | null;
  readonly from: string | null;
  readonly to: string | null;
  /** One payment alone, by its key: where a link from the tie-out or a run leads. */
  readonly payment: string | null;
};

const NAMES = ["q", "state", "commitment", "vendor", "method", "from", "to", "payment"] as const;

/** Puts every filter of the URL back to nothing. */
export const NO_FILTER: Query = Object.fromEntries(NAMES.map((name) => [name, null]));

function oneOf<Value extends string>(values: readonly Value[], text: string | null): Value | null {
  return values.find((value) => value === text) ?? null;
}

export function readFilter(query: URLSearchParams): Filter {
  return {
    q: query.get("q") ?? "",
    state: oneOf(STATE_CODES, query.get("state")),
    commitmentId: Number(query.get("commitment")) || null,
    vendor: query.get("vendor"),
    method: oneOf(METHODS, query.get("method")),
    from: query.get("from"),
    to: query.get("to"),
    payment: query.get("payment"),
  };
}

export function countSet(filter: Filter): number {
  return Object.values(filter).filter((value) => value !== null && value !== "").length;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s,$]+/g, " ")
    .trim();
}

/** Folded once for each: a search through ten thousand is then a look at each text, letter by letter typed. */
const foldedTexts = new WeakMap<object, string>();

function foldedText(of: object, parts: () => readonly string[]): string {
  let text = foldedTexts.get(of);
  if (text === undefined) {
    text = fold(parts().join(" "));
    foldedTexts.set(of, text);
  }
  return text;
}

function textOfInvoice({ invoice }: Group): string {
  if (!invoice) return "";
  const { number, vendor, commitment, billed, paid } = invoice;
  return foldedText(invoice, () => [
    number,
    vendor,
    commitment.number,
    commitment.title,
    billed?.amount ?? "",
    paid.amount,
  ]);
}

function textOfPayment(application: ApplicationShape): string {
  const { payment, bill, amount } = application;
  return foldedText(application, () => [
    payment.ref,
    payment.reference,
    bill.ref,
    bill.vendor,
    bill.vendorRef,
    amount.amount,
  ]);
}

function isWithin(date: string | null, { from, to }: Filter): boolean {
  if (from === null && to === null) return true;
  return date !== null && (from === null || date >= from) && (to === null || date <= to);
}

function fitsPayment(application: ApplicationShape, filter: Filter): boolean {
  const { state, method, payment } = filter;
  return (
    (payment === null || application.key === payment) &&
    (state === null || application.state === state) &&
    (method === null || application.payment.method === method) &&
    isWithin(application.payment.date, filter)
  );
}

function fitsInvoice({ invoice, applications }: Group, { commitmentId, vendor }: Filter): boolean {
  const commitments = invoice ? [invoice.commitment.id] : applications.map((each) => each.commitment?.id);
  const vendors = invoice ? [invoice.vendor] : applications.map((each) => each.bill.vendor);
  return (commitmentId === null || commitments.includes(commitmentId)) && (vendor === null || vendors.includes(vendor));
}

/** Does the filter ask for single payments, and not only for invoices? Then invoices without a fitting one are left out. */
export function asksForPayments({ payment, state, method, from, to }: Filter): boolean {
  return payment !== null || state !== null || method !== null || from !== null || to !== null;
}

/** The group with the payments that fit, or null when nothing of it does. */
function narrow(group: Group, filter: Filter, wanted: string): Group | null {
  if (!fitsInvoice(group, filter)) return null;
  const whole = wanted === "" || textOfInvoice(group).includes(wanted);
  const applications = group.applications.filter(
    (each) =>
      fitsPayment(each, filter) &&
      (whole || textOfPayment(each).includes(wanted)) &&
      (group.invoice !== null ||
        ((filter.vendor === null || each.bill.vendor === filter.vendor) &&
          (filter.commitmentId === null || each.commitment?.id === filter.commitmentId))),
  );
  const needsPayments = asksForPayments(filter) || !whole || group.invoice === null;
  return needsPayments && applications.length === 0 ? null : { ...group, applications };
}

export function filterGroups(groups: readonly Group[], filter: Filter): readonly Group[] {
  const wanted = fold(filter.q);
  return groups.map((group) => narrow(group, filter, wanted)).filter((group) => group !== null);
}
