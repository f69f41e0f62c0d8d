import { SyncError, type ErrorKind } from "../domain/errors.ts";
import { readAllowance } from "../net/budget.ts";
import type { HttpReply } from "../net/http.ts";
import { retryAfterMs } from "../net/retry.ts";

/** Longer sentences are cut: they end up in a table of changes. */
const MAX_SENTENCE = 300;
const NOT_CONNECTED = /not connected to this company/i;
const REMOVED = "The app is not connected to this company in Procore. A company admin can install it again.";
const ORIGIN_ID = /\borigin[_ ]?id\b/i;
/** What a requisition is called where a refusal names it. */
const INVOICE = /\brequisition|\binvoice_id\b/i;
const TAKEN = /taken|already|unique|duplicate/i;

/**
 * A status that is not a success, as an error a person can read.
 *
 * `doing` completes "Procore refused to …". 404 stands for 403 where there is no read access
 * (docs/api_essentials/error_reference.md); a second `origin_id` is 409 in one page and 422 in another, here always
 * "conflict". A 429 was certainly not acted upon.
 */
export function refusalOf(reply: HttpReply, doing: string, now: Date): SyncError {
  const { status, headers } = reply;
  const kind = kindOf(reply);
  const rest = retryAfterMs(headers["retry-after"], now) ?? (status === 429 ? untilReset(headers, now) : null);
  const sentence = sentenceOf(reply.text);
  const appRemoved = kind === "forbidden" && sentence !== null && NOT_CONNECTED.test(sentence);
  const namesInvoice = NAMING.has(kind) && sentence !== null && INVOICE.test(sentence);
  const extra = {
    status,
    notSent: status === 429,
    appRemoved,
    ...(namesInvoice && { namesInvoice }),
    ...(rest !== null && { retryAfterMs: rest }),
  };
  return new SyncError(kind, "Procore", appRemoved ? REMOVED : saysOf(kind, doing, sentence), extra);
}

const NAMING: ReadonlySet<ErrorKind> = new Set(["rejected", "not found", "conflict"]);

/** Procore's own sentence, from any of the shapes its errors come in; null where there is none (a web page, nothing). */
export function sentenceOf(text: string): string | null {
  const sentence = sentencesIn(parsed(text)).join("; ").replaceAll(/\s+/g, " ").trim();
  if (sentence === "") return null;
  return sentence.length > MAX_SENTENCE ? `${sentence.slice(0, MAX_SENTENCE)}…` : sentence;
}

function kindOf({ status, text }: HttpReply): ErrorKind {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return "not found";
  if (status === 408 || status >= 500) return "unavailable";
  if (status === 409 || (status === 422 && namesTakenOriginId(text))) return "conflict";
  if (status === 429) return "rate limited";
  return status >= 400 ? "rejected" : "unexpected reply";
}

function saysOf(kind: ErrorKind, doing: string, sentence: string | null): string {
  const because = sentence === null ? "." : `: ${sentence}`;
  if (kind === "unauthorized") return "Procore no longer accepts the sign-in. Sign in to Procore again.";
  if (kind === "rate limited") return "Procore asked us to slow down.";
  if (kind === "unavailable") return `Procore could not ${doing} just now${because}`;
  if (kind === "not found") return `Procore did not find what was needed to ${doing}, or does not show it${because}`;
  if (kind === "unexpected reply") return `Procore answered in a form we do not know when asked to ${doing}.`;
  return `Procore refused to ${doing}${because}`;
}

/** `{errors: {origin_id: […]}}`, `{errors: ["origin_id …"]}` and `{message, fields: {origin_id}}` are all plausible. */
function namesTakenOriginId(text: string): boolean {
  return sentencesIn(parsed(text)).some((sentence) => ORIGIN_ID.test(sentence) && TAKEN.test(sentence));
}

function untilReset(headers: Readonly<Record<string, string>>, now: Date): number | null {
  const allowance = readAllowance(headers);
  return allowance && Math.max(0, allowance.resetAt - now.getTime());
}

/** A message that has its fields beside it is about them. */
function sentencesIn(body: unknown): string[] {
  if (!isObject(body) || "errors" in body) return collect(body, "");
  const { fields, message } = body;
  const names = Array.isArray(fields) ? fields.join(", ") : typeof fields === "string" ? fields : "";
  if (names !== "") return collect(message, String(message).includes(names) ? "" : names);
  const about = isObject(fields) ? collectFields(fields) : [];
  return about.length > 0 ? about : collect(body, "");
}

/**
 * `{"errors": "…"}`, `{"errors": {field: ["…"]}}`, `{"message", "fields"}`, `{"message"}`, `{"error": {"message", "details": […]}}`,
 * `{"error", "error_description"}`: whatever is a sentence, under its field's name.
 */
function collect(value: unknown, field: string): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [field === "" ? value : `${field} ${value}`];
  if (Array.isArray(value)) return value.flatMap((one) => collect(one, field));
  if (!isObject(value)) return [];
  if ("errors" in value) return collectFields(value["errors"]);
  if ("error_description" in value) return collect(value["error_description"], "");
  const details = "details" in value ? collect(value["details"], "") : [];
  if (details.length > 0) return details;
  if ("message" in value) return collect(value["message"], "");
  if ("error" in value) return collect(value["error"], "");
  return "reason" in value ? collect(value["reason"], "") : [];
}

function collectFields(errors: unknown): string[] {
  if (!isObject(errors)) return collect(errors, "");
  return Object.entries(errors).flatMap(([field, value]) => collect(value, field === "base" ? "" : field));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
