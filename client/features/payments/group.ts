import type { InvoiceShape } from "../../../server/contract/invoices.ts";
import type { ApplicationShape } from "../../../server/contract/payments.ts";
import type { Money } from "../../ui/amounts.ts";
import { compareMoney, totalsOf } from "../../ui/amounts.ts";
import type { State } from "../../ui/state-pill.tsx";
import { STATES_BY_URGENCY } from "../../ui/state-pill.tsx";
import type { Sort } from "../../ui/virtual-table.tsx";

/** An invoice with its payments; `invoice` is null for payments that are on none, and for those whose invoice could not be read. */
export type Group = {
  readonly key: string;
  readonly invoice: InvoiceShape | null;
  /** Those that the filter leaves, of `all`. */
  readonly applications: readonly ApplicationShape[];
  readonly all: number;
  /** The state that most wants attention, of all its payments, whatever the filter leaves; null without payments. */
  readonly state: State | null;
};

const UNPLACED = "no-invoice" as const;
const UNREAD = "unread-invoice" as const;

/** Are these payments whose invoices could not be read? */
export function isUnread({ key }: Pick<Group, "key">): boolean {
  return key === UNREAD;
}

/**
 * Puts every payment under its invoice. What is on none comes first: it wants attention, and nothing may hide. While
 * invoices are still "to come", a payment whose invoice has not come yet waits for it; where they are "missing", such
 * payments stand together.
 */
export function groupByInvoice(
  invoices: readonly InvoiceShape[],
  applications: readonly ApplicationShape[],
  rest: "all here" | "to come" | "missing",
): readonly Group[] {
  const known = new Set(invoices.map(({ id }) => id));
  const byInvoice = new Map<number | typeof UNPLACED | typeof UNREAD, ApplicationShape[]>();
  for (const application of applications) {
    const placed = application.invoice !== null && known.has(application.invoice.id);
    if (!placed && application.invoice && rest === "to come") continue;
    const elsewhere = application.invoice && rest === "missing" ? UNREAD : UNPLACED;
    const id = placed && application.invoice ? application.invoice.id : elsewhere;
    const list = byInvoice.get(id);
    if (list) list.push(application);
    else byInvoice.set(id, [application]);
  }
  const groups = invoices.map((invoice) => whole(`invoice-${invoice.id}`, invoice, byInvoice.get(invoice.id)));
  const others = ([UNREAD, UNPLACED] as const).map((key) => whole(key, null, byInvoice.get(key)));
  return [...others.filter(({ applications }) => applications.length > 0), ...groups];
}

function whole(key: string, invoice: InvoiceShape | null, applications: readonly ApplicationShape[] = []): Group {
  const states = new Set(applications.map(({ state }) => state));
  const worst = STATES_BY_URGENCY.find((state) => states.has(state)) ?? invoice?.state ?? null;
  return { key, invoice, applications, all: applications.length, state: worst };
}

type Compare = (a: InvoiceShape, b: InvoiceShape) => number;

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function byMoney(of: (invoice: InvoiceShape) => Money | null): Compare {
  return (a, b) => {
    const [left, right] = [of(a), of(b)];
    if (left && right) return compareMoney(left, right);
    return Number(left !== null) - Number(right !== null);
  };
}

const COMPARE: Readonly<Record<string, Compare>> = {
  invoice: (a, b) => collator.compare(a.number, b.number),
  commitment: (a, b) => collator.compare(a.commitment.number, b.commitment.number),
  vendor: (a, b) => collator.compare(a.vendor, b.vendor),
  billed: byMoney(({ billed }) => billed),
  paid: byMoney(({ paid }) => paid),
  balance: byMoney(({ balance }) => balance),
};

function urgency({ state }: Group): number {
  return state === null ? STATES_BY_URGENCY.length : STATES_BY_URGENCY.indexOf(state);
}

/** Sorted as asked; the group without an invoice stays first whatever the order. */
export function sortGroups(groups: readonly Group[], { by, order }: Sort): readonly Group[] {
  if (order === "") return groups;
  const direction = order === "asc" ? 1 : -1;
  const compare = COMPARE[by];
  return [...groups].sort((a, b) => {
    if (!a.invoice || !b.invoice) return Number(a.invoice !== null) - Number(b.invoice !== null);
    const difference = compare ? compare(a.invoice, b.invoice) : urgency(a) - urgency(b);
    return direction * difference;
  });
}

export type Totals = {
  readonly invoices: number;
  readonly payments: number;
  readonly billed: readonly Money[];
  readonly paid: readonly Money[];
  readonly balance: readonly Money[];
};

/** Sums of what is shown. Paid is the invoices' own figure: a void or an excluded payment is not money paid. */
export function totalsOfGroups(groups: readonly Group[]): Totals {
  const invoices = groups.map(({ invoice }) => invoice).filter((invoice) => invoice !== null);
  return {
    invoices: invoices.length,
    payments: groups.reduce((sum, { applications }) => sum + applications.length, 0),
    billed: totalsOf(invoices.map(({ billed }) => billed).filter((billed) => billed !== null)),
    paid: totalsOf(invoices.map(({ paid }) => paid)),
    balance: totalsOf(invoices.map(({ balance }) => balance).filter((balance) => balance !== null)),
  };
}
