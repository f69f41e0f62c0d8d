import type { ContractPayment, Level } from "./state.ts";

/**
 * What the vendor's texts leave open, and limits a story may want tighter. Every default is the reading that is harder
 * on a client. The object of a running fake may be changed at any time.
 */
export type Behavior = {
  /** What clears `origin_id`; the other form is accepted and changes nothing. */
  clearsOriginId: "null or empty" | "null" | "empty";
  /** One PATCH that clears `origin_id` and changes something locked as well. */
  unlockWithChange: "refused" | "allowed";
  /** One PATCH of an unlocked payment that changes it and sets `origin_id`. */
  lockWithChange: "allowed" | "refused";
  deleteLocked: "refused" | "allowed";
  duplicateOriginId: 422 | 409;
  /** Its body: the errors by field, as sentences, or as a message with the fields beside it. All are plausible. */
  duplicateOriginIdBody: "by field" | "sentences" | "message and fields";
  paymentsOff: 422 | 403;
  zeroAmount: "accepted" | "refused";
  negativeAmount: "accepted" | "refused";
  /** Commitment statuses, such as Draft or Void, that take no payments. */
  refusedStatuses: readonly string[];
  /** What a payment shows of an invoice that was deleted. */
  deletedInvoice: "stays on its payments" | "leaves its payments";
  /** Which rows carry a `currency_configuration`; the vendor's schema makes it certain on none. */
  namesCurrency: "everywhere" | "on invoices" | "nowhere";
  unknownFields: "refused" | "ignored";
  /** The longest `origin_id`; a longer one is 422. */
  originIdLength: number;
  /** What writing a contract payment needs on Commitments. */
  paymentWriteLevel: Level;
  /** Whether a payment moves its commitment's `updated_at`. */
  paymentMovesCommitment: boolean;
  /** The vendor's silent alteration of what was just written (rounding, trimming). */
  alters: (payment: ContractPayment) => void;

  invalidGrantStatus: 401 | 400;
  /** Whether a refresh also ends the access token that came with the old refresh token. */
  refreshEndsAccess: boolean;
  /** Sign in as this user at once, without the page. */
  approveAs: number | null;

  /** Whether the permission manifest lists tools the user has no access to. */
  manifestListsNone: boolean;
  /** "Read Only" or "Read-only": the vendor writes both. */
  readOnlyName: string;

  hourlyLimit: number;
  hourlyWindowMs: number;
  spikeLimit: number;
  spikeWindowMs: number;
  retryAfterOn429: boolean;

  /** Page sizes of `GET /contract_payments`, which the vendor does not publish. */
  paymentsPerPage: { default: number; max: number };
  /** Whether lists tell of their pages in `Link`, `Total` and `Per-Page`: "Not all endpoints support pagination". */
  listsTell: "all" | "link" | "nothing";
  /** A page never has more rows than this, whatever is asked for; null: the endpoint's own maximum. */
  pageCap: number | null;
  /** Whether webhooks tell of "Draw Requests", the subcontractor invoices. */
  drawRequestHooks: boolean;
  /** Webhooks may go to http and to loopback; only a test's receiver needs this. */
  hooksMayBePrivate: boolean;
  /** Regional web host that `company_base_url` names, unless the company has its own. */
  webBaseUrl: string;
  /** Origin of `Link` headers where a request has no Host header. */
  apiOrigin: string;
};

export function defaultBehavior(): Behavior {
  return {
    clearsOriginId: "null or empty",
    unlockWithChange: "refused",
    lockWithChange: "allowed",
    deleteLocked: "refused",
    duplicateOriginId: 422,
    duplicateOriginIdBody: "by field",
    paymentsOff: 422,
    zeroAmount: "accepted",
    negativeAmount: "accepted",
    refusedStatuses: [],
    deletedInvoice: "stays on its payments",
    namesCurrency: "everywhere",
    unknownFields: "refused",
    originIdLength: 255,
    paymentWriteLevel: "Admin",
    paymentMovesCommitment: false,
    alters: () => undefined,
    invalidGrantStatus: 401,
    refreshEndsAccess: true,
    approveAs: null,
    manifestListsNone: false,
    readOnlyName: "Read Only",
    hourlyLimit: 100_000,
    hourlyWindowMs: 3_600_000,
    spikeLimit: 10_000,
    spikeWindowMs: 10_000,
    retryAfterOn429: false,
    paymentsPerPage: { default: 100, max: 2_000 },
    listsTell: "all",
    pageCap: null,
    drawRequestHooks: true,
    hooksMayBePrivate: false,
    webBaseUrl: "https://us02.procore.com",
    apiOrigin: "https://api.procore.com",
  };
}
