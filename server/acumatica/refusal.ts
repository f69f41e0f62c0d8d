import { SyncError, type ErrorKind } from "../domain/errors.ts";
import type { HttpReply } from "../net/http.ts";
import { retryAfterMs } from "../net/retry.ts";

/** What Acumatica's 500 says of itself. Kept as the cause of a SyncError, so that a probe can tell one from another. */
export class AcumaticaException extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = "AcumaticaException";
    this.type = type;
  }
}

/**
 * A 500 mixes business answers and outages; only the exception's type and message tell them apart (reference sections
 * 2.3, 2.4, 3.3). First rule that fits; none: an outage, worth another try.
 */
const RULES: readonly { readonly fits: RegExp; readonly kind: ErrorKind; readonly says: (text: string) => string }[] = [
  {
    fits: /NoEntitySatisfies/i,
    kind: "not found",
    says: () => "Acumatica has no such document, or its user may not see it.",
  },
  {
    fits: /CannotOptimize|Optimization cannot be performed/i,
    kind: "unexpected reply",
    says: () => "Acumatica cannot list documents in the way we asked.",
  },
  {
    fits: /PXSetupNotEntered|required configuration data is not entered/i,
    kind: "forbidden",
    says: (text) => `Acumatica's module is not set up: ${text}`,
  },
  {
    fits: /API Login Limit/i,
    kind: "unavailable",
    says: () => "Acumatica's limit of API sessions is reached; others are signed in.",
  },
  {
    fits: /PXDatabase|PXLockViolation|PXUnderMaintenance|Timeout/i,
    kind: "unavailable",
    says: () => "Acumatica is busy or under maintenance.",
  },
  { fits: /PX\.[\w.]*NotEnoughRights|AccessDenied|insufficient rights/i, kind: "forbidden", says: notAllowed },
  {
    fits: /PX\.Data\.PX\w*Exception|PX\.Api\.\S*Exception/,
    kind: "rejected",
    says: (text) => `Acumatica refused: ${text}`,
  },
];

/** null for a reply of status 2xx; else what went wrong, in words. `what` names what was read ("payments"). */
export function refusalOf(reply: HttpReply, now: Date): SyncError | null {
  const { status } = reply;
  if (status >= 200 && status < 300) return null;
  const extra = { status, cause: exceptionIn(reply.text) };
  const error = (kind: ErrorKind, says: string, more: { retryAfterMs?: number } = {}): SyncError =>
    new SyncError(kind, "Acumatica", says, { ...extra, ...more });
  const wait = retryAfterMs(reply.headers["retry-after"], now);
  const more = wait === null ? {} : { retryAfterMs: wait };
  if (/API Login Limit/i.test(reply.text)) return byException(error, extra.cause ?? loginLimit());
  if (status === 401) return error("unauthorized", "Sign in to Acumatica again.");
  if (status === 403) return error("forbidden", notAllowed());
  if (status === 404) return error("not found", "Acumatica has nothing at this address: another version or site?");
  if (status === 429) return error("rate limited", "Acumatica asked us to slow down.", more);
  if (status === 502 || status === 503 || status === 504 || status === 408) {
    return error("unavailable", "Acumatica is not available just now.", more);
  }
  if (status >= 300 && status < 400) {
    return error("unexpected reply", "Acumatica sent us to another page instead of answering.");
  }
  if (status >= 500) return byException(error, extra.cause);
  return error("rejected", `Acumatica refused the request (${status}).`);
}

type Make = (kind: ErrorKind, says: string) => SyncError;

function byException(error: Make, cause: AcumaticaException | undefined): SyncError {
  const text = cause ? `${cause.type} ${cause.message}` : "";
  const rule = RULES.find(({ fits }) => fits.test(text));
  if (rule) return error(rule.kind, rule.says(cause ? sentence(cause.message) : ""));
  return error("unavailable", "Acumatica failed to answer.");
}

function loginLimit(): AcumaticaException {
  return new AcumaticaException("", "API Login Limit");
}

function notAllowed(): string {
  return "Acumatica does not let the connection's user read this.";
}

/** Contract REST nests its exceptions; the innermost one with a message names the cause. OData has `error.message`. */
function exceptionIn(text: string): AcumaticaException | undefined {
  let at: unknown;
  try {
    at = JSON.parse(text);
  } catch {
    return undefined;
  }
  let found: AcumaticaException | undefined;
  for (let depth = 0; depth < 5 && isObject(at); depth += 1) {
    const message = textIn(at, "exceptionMessage") ?? textIn(at, "message");
    if (message !== undefined)
      found = new AcumaticaException(textIn(at, "exceptionType") ?? found?.type ?? "", message);
    at = at.innerException ?? at.error;
  }
  return found;
}

/** One line, without the server's stack and paths. */
function sentence(message: string): string {
  const line = message.split(/\r?\n/)[0]?.trim() ?? "";
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function textIn(value: Record<string, unknown>, name: string): string | undefined {
  const found = value[name];
  return typeof found === "string" && found !== "" ? found : undefined;
}
