import type { ErrorRequestHandler, Response } from "express";
import type { ProblemShape } from "../contract/problem.ts";
import { ERROR_RULES, isSyncError, SyncError } from "../domain/errors.ts";
import type { Log } from "../log.ts";

const TITLES = {
  unavailable: "Not available",
  "rate limited": "Too many requests",
  unauthorized: "Sign in again",
  forbidden: "Not allowed",
  "not found": "Not found",
  rejected: "Rejected",
  conflict: "It changed meanwhile",
  "unexpected reply": "Unexpected reply",
  busy: "Busy",
  invalid: "Wrong request",
  bug: "A fault in this app",
} as const satisfies Record<ProblemShape["kind"], string>;

/** More than one field was wrong: the problem points at each. */
export class InvalidRequest extends SyncError {
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];

  constructor(errors: readonly { readonly pointer: string; readonly detail: string }[]) {
    const [first] = errors;
    super("invalid", "This app", first?.detail ?? "The request is wrong.", { pointer: first?.pointer ?? "" });
    this.errors = errors;
  }
}

/** Our own limit on requests; a vendor's is 503. */
export class TooManyRequests extends SyncError {
  constructor() {
    super("rate limited", "This app", "Too many requests. Wait a minute and try again.");
  }
}

/** The last handler: every failure becomes RFC 9457. A bug is logged with its stack and answered with an id only. */
export function problems(log: Log, newId: () => string): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = asSyncError(error);
    const reqId = request.id;
    if (!known) {
      const id = newId();
      log.error({ err: error, id, reqId }, "A fault while answering a request");
      return sendProblem(response, bug(id));
    }
    const problem = problemOf(known);
    if (problem.status >= 500) {
      const { kind, system, extra } = known;
      log.warn({ kind, system, status: extra.status, reqId }, "A request failed at a vendor");
    }
    if (known.extra.retryAfterMs !== undefined) {
      response.set("Retry-After", String(Math.ceil(known.extra.retryAfterMs / 1000)));
    }
    sendProblem(response, problem);
  };
}

export function sendProblem(response: Response, problem: ProblemShape): void {
  if (problem.status === 401) response.set("WWW-Authenticate", "Bearer");
  response.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

/** A vendor's refusal is 502 (503 when only time is wrong), so that the page never asks for the wrong sign-in. */
export function problemOf(error: SyncError): ProblemShape {
  const { kind, system, extra } = error;
  return {
    type: "about:blank",
    title: TITLES[kind],
    status: statusOf(error),
    detail: error.message,
    kind,
    system,
    ...(extra.pointer !== undefined && { pointer: extra.pointer }),
    ...(error instanceof InvalidRequest && { errors: [...error.errors] }),
  };
}

function statusOf(error: SyncError): number {
  if (error instanceof TooManyRequests) return 429;
  const own = ERROR_RULES[error.kind].http;
  return error.system === "This app" || own === 503 ? own : 502;
}

function bug(id: string): ProblemShape {
  const detail = `Something went wrong here; it is recorded as ${id}. Try again, and tell the operator if it stays.`;
  return { type: "about:blank", title: TITLES.bug, status: 500, detail, kind: "bug", system: "This app", id };
}

/** Express's own refusals (broken JSON, too large, a malformed path) are the caller's mistakes, not bugs. */
function asSyncError(error: unknown): SyncError | null {
  if (isSyncError(error)) return error;
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  if (error.status < 400 || error.status >= 500) return null;
  const type = "type" in error ? error.type : null;
  if (type === "entity.parse.failed") return new InvalidRequest([{ pointer: "", detail: "The body is not JSON." }]);
  if (type === "entity.too.large") return new InvalidRequest([{ pointer: "", detail: "The body is too large." }]);
  return error.status === 404 || error instanceof URIError
    ? new SyncError("not found", "This app", "There is nothing at this address.")
    : new InvalidRequest([{ pointer: "", detail: "The request could not be read." }]);
}
