import type { Draft, Shown } from "./contract-payment.ts";
import type { Minor } from "./money.ts";
import type { ApplicationKey, DocKey, Instant } from "./payment.ts";

/** Which rule joined a bill to a subcontractor invoice, and what it saw, in a bookkeeper's words. */
export type Evidence = {
  readonly rule: "earlier" | "person" | "origin id" | "bill field" | "commitment and number" | "project and amount";
  readonly says: string;
};

/** Our memory that a bill was exported from a subcontractor invoice: what a rule found when it was first written. */
export type BillLink = {
  readonly bill: DocKey;
  readonly projectId: number;
  readonly commitmentId: number;
  readonly invoiceId: number;
  readonly evidence: Evidence;
};

/**
 * What a person said of a bill, for all its applications. It outranks every rule and our own memory, stands beside what
 * is decided about an application, and never re-opens by itself.
 */
export type BillDecision = {
  readonly bill: DocKey;
  readonly decide: "link" | "unlink";
  /** The invoice that was chosen; null where the link was taken away. */
  readonly link: BillLink | null;
  /** Where it was said, if that is known: an unlinked bill goes on being shown there, whatever else names it. */
  readonly projectId: number | null;
  readonly by: string;
  readonly at: Instant;
};

/** A change of a locked payment takes several requests; this is where it stands, written before each is sent. */
export type Unfinished = {
  readonly doing: "create" | "update" | "remove" | "adopt";
  readonly step: "create" | "unlock" | "change" | "delete" | "relock";
  readonly since: Instant;
};

/** Our memory of one synced application: where it went, what we last wrote and what Procore answered. */
export type Link = {
  readonly key: ApplicationKey;
  readonly projectId: number;
  readonly commitmentId: number;
  /** null while the first create has not been confirmed. */
  readonly contractPaymentId: number | null;
  readonly draft: Draft;
  readonly reply: Shown | null;
  /** Was the application's own date known when it was written? If not, a date alone is no change (reader switched). */
  readonly dated: boolean;
  /** A person had typed it in: it is zeroed, never deleted. */
  readonly adopted: boolean;
  /** What that person had typed, to be given back. */
  readonly typed?: Shown | null;
  /** The application ended and, by policy, the payment stands at 0.00 instead of being deleted. */
  readonly zeroed: boolean;
  /** The payment is gone from Procore because the application ended. Kept as memory of what was. */
  readonly removed: boolean;
  readonly unfinished: Unfinished | null;
};

/**
 * What a person settled about one application. It re-opens when either side's amount changes: then a person is asked
 * again, and nothing is written by itself.
 */
export type Decision = {
  readonly key: ApplicationKey;
  readonly decide: "ignore" | "adopt" | "accept" | "restore" | "taken back";
  /** The payment in Procore that it is about, where that is not the one that stands for the key. */
  readonly contractPaymentId: number | null;
  /** Both sides as they stood when it was decided. */
  readonly seen: { readonly acumatica: Minor | null; readonly procore: Minor | null };
  /** For *accept*: Procore's values taken as the baseline, and the draft they were accepted against. */
  readonly baseline: { readonly shown: Shown | null; readonly fingerprint: string | null } | null;
  readonly by: string;
  readonly at: Instant;
  /**
   * For *taken back*: which run, and is it done? Until then `baseline` says what it is to leave of ours in Procore, and
   * it holds only where Procore shows all of that.
   */
  readonly undo?: { readonly of: string; readonly done: boolean };
};

/** What has to be stored when a person decides: null forgets what was decided, what is absent stands as it is. */
export type Settlement = {
  readonly decision?: Decision | null;
  /** With it, whatever a rule had found for the bill is forgotten. */
  readonly billDecision?: BillDecision | null;
};

/** A decision replaced, or forgotten, by what was carried out: only while the very same still stands. */
export type Succession = { readonly key: ApplicationKey; readonly was: Decision | null; readonly is: Decision | null };

/** The last refusal of a change. It holds while the change is still the same and its time has not come. */
export type Attempt = {
  readonly key: ApplicationKey;
  /** `fingerprintOf(change)`: a changed input makes the attempt void. */
  readonly change: string;
  readonly reason: { readonly code: string; readonly detail: string | null };
  readonly tries: number;
  readonly at: Instant;
  readonly retryAt: Instant;
};
