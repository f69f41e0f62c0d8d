import type { DocType, Means, OrderType } from "./codes.ts";

/** What a row shows though its currency, the calendar or the list of labels has no such thing: imports, older settings. */
export type Oddity = { readonly amount?: string; readonly date?: string; readonly status?: string };

/** What names an AP document. A payment and its voiding document share `ref`, never `type`. */
export type DocKey = { readonly type: DocType; readonly ref: string };

/** An amount is always in minor units (cents of USD, yen of JPY, fils of KWD) of the document's currency. */
export type Minor = number;

/** Every stored row: its note id, and the two instants (epoch milliseconds) the vendor keeps. */
export type Stamped = { readonly noteId: string; readonly createdAt: number; modifiedAt: number };

export type Vendor = Stamped & {
  readonly id: string;
  readonly number: number;
  name: string;
  legalName: string;
  currency: string;
  /** Hidden by row-level restriction, with every document of it. */
  restricted: boolean;
};

export type Project = Stamped & {
  readonly id: string;
  readonly number: number;
  description: string;
  externalRef: string | null;
  status: string;
};

export type PaymentMethod = Stamped & { readonly id: string; description: string; means: Means; active: boolean };

export type CashAccount = { readonly id: string; readonly number: number; readonly currency: string };

export type OrderLine = {
  readonly nbr: number;
  readonly project: string | null;
  readonly task: string | null;
  readonly costCode: string | null;
  readonly amount: Minor;
  readonly description: string;
};

export type Order = Stamped & {
  readonly type: OrderType;
  readonly number: string;
  readonly vendor: string;
  readonly currency: string;
  readonly date: string;
  readonly lines: readonly OrderLine[];
  vendorRef: string | null;
  description: string;
  status: string;
};

export type BillPart = {
  vendorRef: string | null;
  dueDate: string;
  terms: string | null;
  readonly payByLine: boolean;
  readonly jointPayees: boolean;
  /** Multiple-installment terms: the bill this one was split from, and its place in it. */
  readonly master: string | null;
  readonly installment: number | null;
  readonly installmentCount: number | null;
  readonly retainageApply: boolean;
  readonly isRetainage: boolean;
  readonly retainageTotal: Minor;
  retainageUnreleased: Minor;
  discountTaken: Minor;
  withheld: Minor;
  readonly tax: Minor;
};

export type PaymentPart = {
  method: string;
  cashAccount: string;
  extRef: string | null;
  /** The date of the next application; equal to the document's date until release. */
  adjDate: string;
  jointPayee: number | null;
  printCheck: boolean;
  batch: string | null;
};

/** APRegister with its APInvoice and APPayment halves. A debit adjustment and a cash purchase have both. */
export type ApDocument = Stamped &
  DocKey & {
    vendor: string;
    readonly currency: string;
    amount: Minor;
    balance: Minor;
    date: string;
    description: string;
    released: boolean;
    hold: boolean;
    voided: boolean;
    printed: boolean;
    approval: "pending" | "rejected" | null;
    prebooked: boolean;
    adjCounter: number;
    readonly migrated: boolean;
    readonly original: DocKey | null;
    archived: boolean;
    restricted: boolean;
    note: string;
    attributes: Record<string, string>;
    bill: BillPart | null;
    payment: PaymentPart | null;
  };

/** APTran: a line of a bill. `amount` is net of retainage (CuryTranAmt), `extended` gross (CuryLineAmt). */
export type Line = Stamped & {
  readonly docType: DocType;
  readonly ref: string;
  readonly nbr: number;
  readonly amount: Minor;
  readonly extended: Minor;
  readonly retainage: Minor;
  balance: Minor;
  readonly project: string | null;
  readonly task: string | null;
  readonly costCode: string | null;
  readonly order: { readonly type: OrderType; readonly number: string; readonly line: number } | null;
  readonly description: string;
  readonly originalLine: number | null;
};

/** APAdjust: so much of one document (Adjg, adjusting) put to another (Adjd, adjusted). */
export type Adjust = Stamped & {
  readonly adjg: DocKey;
  readonly adjd: DocKey;
  readonly line: number;
  readonly nbr: number;
  readonly voids: number | null;
  vendor: string;
  /** In the bill's currency. */
  readonly amount: Minor;
  readonly discount: Minor;
  readonly withholding: Minor;
  /** In the payment's currency. */
  readonly paid: Minor;
  readonly paidDiscount: Minor;
  readonly paidWithholding: Minor;
  readonly date: string;
  readonly billDate: string;
  readonly stub: string | null;
  readonly jointPayee: number | null;
  readonly initial: boolean;
  released: boolean;
  voided: boolean;
  /** The identity of the posting (APTranPost) that the release made. */
  post: number | null;
};

/**
 * +1, or −1 for what a check puts to a debit adjustment (APAdjust.AdjgBalSign): stored positive, it lowers what the check
 * pays.
 */
export function balanceSign({ adjg, adjd }: Pick<Adjust, "adjg" | "adjd">): 1 | -1 {
  return adjd.type === "ADR" && (adjg.type === "CHK" || adjg.type === "VCK") ? -1 : 1;
}

export function docId({ type, ref }: DocKey): string {
  return `${type} ${ref}`;
}
