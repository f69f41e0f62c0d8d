import type { WireReply, WireRequest } from "../wire.ts";

/** A request taken apart: what every handler of this fake reads. */
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Thrown by a gate, answered by the router: the vendor's refusal, whole. */
export class Refusal extends Error {
  readonly reply: WireReply;

  constructor(reply: WireReply) {
    super(`Refused with ${reply.status}`);
    this.reply = reply;
  }
}

export function readCall(request: WireRequest): Call {
  const url = new URL(request.target, "http://fake.invalid");
  return {
    method: request.method.toUpperCase(),
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: request.body,
  };
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): WireReply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

export function empty(status: number): WireReply {
  return { status, headers: {}, body: "" };
}

/** The general form of an error. The vendor's bodies vary by endpoint (reference, section 4): so do these. */
export function refusal(status: number, message: string): Refusal {
  return new Refusal(json(status, { message }));
}

/** A malformed or missing parameter: 400 with one sentence in `errors`. */
export function malformed(sentence: string): Refusal {
  return new Refusal(json(400, { errors: sentence }));
}

/** A business rule, by field: 422 `{"errors": {"amount": ["is not a number"]}}`. */
export function invalid(errors: Readonly<Record<string, readonly string[]>>): Refusal {
  return new Refusal(json(422, { errors }));
}

export function notFound(noun: string): Refusal {
  return new Refusal(json(404, { message: `Couldn't find ${noun}`, exception: "ActiveRecord::RecordNotFound" }));
}

/** Ids have up to 15 digits: above 2^31, below 2^53. */
export function readId(text: string | null | undefined): number | null {
  return text && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** An id from the query, 400 if it is not there. */
export function queryId(call: Call, name: string): number {
  const id = readId(call.query.get(name));
  if (id === null) throw malformed(`param is missing or the value is empty: ${name}`);
  return id;
}

/** The body as a JSON object, 400 if it is anything else. */
export function jsonBody(call: Call): Record<string, unknown> {
  const value = parseJson(call.body);
  if (!isObject(value)) throw malformed("The request body is not a JSON object");
  return value;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed("There was a problem in the JSON you submitted");
  }
}

/** Form-urlencoded or JSON, as the token endpoint takes both. */
export function formOrJson(call: Call): Record<string, string> {
  if (call.headers["content-type"]?.startsWith("application/json")) {
    const fields: Record<string, string> = {};
    for (const [name, value] of Object.entries(jsonBody(call))) if (typeof value === "string") fields[name] = value;
    return fields;
  }
  return Object.fromEntries(new URLSearchParams(call.body));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
