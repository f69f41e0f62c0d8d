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

/** All API logins that the connection's user may have are taken: told in a refusal of many forms, always in these words. */
const LOGIN_LIMIT = /API Login Limit|number of concurrent API logins/i;
const LOGIN_LIMIT_SAYS =
  "All API logins that Acumatica allows the connection's user are taken. It is tried again by itself: one that nobody uses is free after 10 to 30 minutes, or at once where an admin raises the limit on the Users form (SM201010).";
/** The soonest that an unused login is free by itself. */
const LOGIN_FREE_MS = 10 * 60_000;

/** null: the reply says nothing of a login limit. */
export function loginLimitIn({ status, headers, text }: HttpReply): SyncError | null {
  if (status < 300) return null;
  const told = `${decoded(headers["location"] ?? "")} ${text}`;
  if (!LOGIN_LIMIT.test(told)) return null;
  return new SyncError("unavailable", "Acumatica", LOGIN_LIMIT_SAYS, { status, retryAfterMs: LOGIN_FREE_MS });
}

/** An address's words, as far as they can be read. */
function decoded(location: string): string {
  try {
    return decodeURIComponent(location.replaceAll("+", " "));
  } catch {
    return location;
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
  const limit = loginLimitIn(reply);
  if (limit) return limit;
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
