export type System = "Acumatica" | "Procore" | "This app";

/** Expected failures of a system. A discrepancy is data, not an error; anything else thrown is a bug. */
export type ErrorKind =
  | "unavailable"
  | "rate limited"
  | "unauthorized"
  | "forbidden"
  | "not found"
  | "rejected"
  | "conflict"
  | "unexpected reply"
  | "busy"
  | "invalid";

type Rule = {
  /** May the same request be sent again (reads and idempotent writes only)? */
  readonly retry: boolean;
  /** What it stops. */
  readonly stops: "run" | "change" | "request";
  /** Status when our own checks raise it; a vendor's refusal is 502 with its kind (503 for time). */
  readonly http: number;
};

export const ERROR_RULES = {
  unavailable: { retry: true, stops: "run", http: 503 },
  "rate limited": { retry: true, stops: "run", http: 503 },
  unauthorized: { retry: false, stops: "run", http: 401 },
  forbidden: { retry: false, stops: "run", http: 403 },
  "not found": { retry: false, stops: "change", http: 404 },
  rejected: { retry: false, stops: "change", http: 422 },
  conflict: { retry: false, stops: "change", http: 409 },
  "unexpected reply": { retry: false, stops: "run", http: 502 },
  busy: { retry: false, stops: "request", http: 409 },
  invalid: { retry: false, stops: "request", http: 422 },
} as const satisfies Record<ErrorKind, Rule>;

type Extra = {
  /** Did the vendor certainly not act? After a lost reply it is false: look before sending again. */
  readonly notSent?: boolean;
  readonly retryAfterMs?: number;
  readonly status?: number;
  /** Procore says that the app is not, or no longer, connected to the company: it was uninstalled there. */
  readonly appRemoved?: boolean;
  /** Acumatica is read in another way from now on: begin again. */
  readonly readAnew?: boolean;
  /** The vendor's refusal names the subcontractor invoice: it may have been deleted meanwhile. */
  readonly namesInvoice?: boolean;
  /** A JSON pointer to the field of our own API that is wrong. */
  readonly pointer?: string;
  readonly cause?: unknown;
};

/** An expected failure, with a sentence a user can read. Never holds a token, a secret or an amount. */
export class SyncError extends Error {
  readonly kind: ErrorKind;
  readonly system: System;
  readonly extra: Extra;

  constructor(kind: ErrorKind, system: System, says: string, extra: Extra = {}) {
    super(says, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = "SyncError";
    this.kind = kind;
    this.system = system;
    this.extra = extra;
  }
}

export function isSyncError(error: unknown, kind?: ErrorKind): error is SyncError {
  return error instanceof SyncError && (kind === undefined || error.kind === kind);
}
