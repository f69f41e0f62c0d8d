import type { PaymentMethod } from "../domain/contract-payment.ts";
import type { BillDecision, Decision, Evidence } from "../domain/link.ts";
import type { Currency, Minor, Money } from "../domain/money.ts";
import type { ApplicationKey, DocKey, Instant, LocalDate } from "../domain/payment.ts";
import type { State } from "../domain/reason-entry.ts";
import type { Story } from "./reissue.ts";
import type { ReasonInWords } from "../domain/reasons.ts";

/** What a report says of one project, from the pictures alone. Nothing here is text of the wire: money is minor units. */

export type CommitmentRef = {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly type: "subcontract" | "purchase order";
};

/** What a person could choose: an invoice to link the bill to, or a payment in Procore to adopt. */
export type Candidate = {
  readonly kind: "invoice" | "contract payment";
  readonly id: number;
  readonly number: string;
  readonly commitment: CommitmentRef | null;
  readonly vendor: string | null;
  readonly amount: Money | null;
  readonly date: LocalDate | null;
  readonly because: string;
};

/** The contract payment as Procore shows it; the figures are null where only its id is known. */
export type ReportedContractPayment = {
  readonly id: number;
  /** null also where it cannot be read; `oddAmount` is then the text that Procore shows. */
  readonly amount: Money | null;
  readonly oddAmount: string | null;
  readonly date: LocalDate | null;
  readonly checkNumber: string;
  readonly invoiceNumber: string;
};

/** One application with its one state and both sides. */
export type ReportedApplication = {
  readonly key: ApplicationKey;
  readonly state: State;
  readonly reason: ReasonInWords | null;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly payment: DocKey & {
    readonly date: LocalDate | null;
    readonly method: PaymentMethod | null;
    readonly reference: string;
    readonly voided: boolean;
    /** What the payment itself was for, in its own currency. */
    readonly amount: Money | null;
  } & Story;
  readonly bill: DocKey & {
    readonly vendor: string;
    readonly vendorRef: string;
    readonly date: LocalDate | null;
  };
  readonly commitment: CommitmentRef | null;
  readonly invoice: { readonly id: number; readonly number: string } | null;
  readonly contractPayment: ReportedContractPayment | null;
  readonly link: Evidence | null;
  readonly candidates: readonly Candidate[];
  /** What was decided about it; where nothing was, what a person said of its bill. */
  readonly decision: Pick<Decision | BillDecision, "decide" | "by" | "at"> | null;
};

export type ReportedInvoice = {
  readonly id: number;
  readonly number: string;
  readonly commitment: CommitmentRef;
  readonly vendor: string;
  readonly status: string;
  readonly currency: Currency;
  readonly billed: Minor | null;
  readonly paid: Minor;
  /** The part of it that was paid on retainage bills. */
  readonly retainagePaid: Minor;
  readonly balance: Minor | null;
  /** The least settled among its applications; null where there is none. */
  readonly state: State | null;
  readonly applications: readonly ApplicationKey[];
};

/** Sums in one currency; see product's two equations. */
export type Figures = {
  readonly currency: Currency;
  readonly paidInAcumatica: Minor;
  readonly synced: Minor;
  readonly pending: Minor;
  readonly waitingForInvoice: Minor;
  readonly needsReview: Minor;
  readonly failed: Minor;
  readonly excluded: Minor;
  readonly issuedInProcore: Minor;
  readonly oursOutOfStep: Minor;
  readonly enteredByOthers: Minor;
  /** The two sides are the same amount. */
  readonly equal: boolean;
  readonly verdict: Verdict;
};

/** Equal to the cent with nothing listed; every difference explained; or not to be said. */
export type Verdict = "equal" | "explained" | "open";

export type Identity = {
  /** null for what has no document in Acumatica. */
  readonly type: string | null;
  readonly ref: string | null;
  readonly date: LocalDate | null;
  readonly method: PaymentMethod | null;
  readonly reference: string;
};

export type Difference = {
  /** null for what others entered in Procore. */
  readonly key: ApplicationKey | null;
  readonly contractPaymentId: number | null;
  /** What people know it by: Acumatica's payment, or of what others entered the number and date that Procore shows. */
  readonly payment: Identity;
  readonly reason: Omit<ReasonInWords, "code" | "params"> &
    Partial<Pick<ReasonInWords, "params">> & { readonly code: string };
  readonly amount: Minor;
  readonly currency: Currency;
};

export type CommitmentTieOut = Figures & {
  /** null: the row of what stands on no commitment. */
  readonly commitment: CommitmentRef | null;
  readonly vendor: string;
  readonly differences: readonly Difference[];
  /** How many amounts of it nobody can read: they are in no figure. */
  readonly unreadable: number;
};

export type AsOf = { readonly acumatica: Instant | null; readonly procore: Instant | null };

export type TieOut = {
  readonly tiesOut: boolean;
  readonly equal: boolean;
  /** The worst of all. */
  readonly verdict: Verdict;
  readonly unexplained: number;
  readonly unreadable: number;
  readonly totals: readonly Figures[];
  readonly commitments: readonly CommitmentTieOut[];
};

/** Everything the project's pages show. */
export type ProjectReport = {
  readonly applications: readonly ReportedApplication[];
  readonly invoices: readonly ReportedInvoice[];
  readonly tieOut: TieOut;
  readonly asOf: AsOf;
  readonly unexplained: number;
};
