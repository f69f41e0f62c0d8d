import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import axios, { AxiosError, type AxiosAdapter, type AxiosResponse } from "axios";
import { SyncError, type System } from "../domain/errors.ts";
import { readAllowance } from "./budget.ts";

export type HttpMethod = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** One request. Give at most one of `json` and `form`; query values are encoded here, so hand them over bare. */
export type HttpRequest = {
  readonly method: HttpMethod;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
};

/** A reply of any status. Header names are lower case. */
export type HttpReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

export type Http = (request: HttpRequest) => Promise<HttpReply>;

/** What the metrics learn of one exchange: never a path, a query or a body. */
export type HttpExchange = {
  readonly system: System;
  readonly method: HttpMethod;
  readonly host: string;
  /** null: no reply. */
  readonly status: number | null;
  readonly ms: number;
  /** What is left of the vendor's allowance, as it told: 1 all of it, 0 nothing; null where it said nothing. */
  readonly left: number | null;
};

export type HttpOptions = {
  readonly system: System;
  /** For the whole exchange, connection and body included. */
  readonly timeoutMs: number;
  readonly maxBytes?: number;
  /** Tests and the simulation answer here instead of a socket. */
  readonly adapter?: AxiosAdapter;
  /** Refuses an address by failing with an error whose code is `ADDRESS_REFUSED`: the guard of typed-in hosts. */
  readonly lookup?: LookupFunction;
  readonly onExchange?: (exchange: HttpExchange) => void;
};

export const ADDRESS_REFUSED = "ADDRESS_REFUSED";

const MAX_BYTES = 64 * 1024 * 1024;

/** Shorter than any common server's keep-alive, so that a request is hardly ever sent down a line being hung up. */
const IDLE_SOCKET_MS = 4_000;

/** Errors that happen before a byte of the request leaves: the vendor certainly did not act. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|ADDRESS_REFUSED|ERR_INVALID_URL|ERR_TLS_|CERT_|.*_CERT|.*_SIGNATURE|SELF_SIGNED)/;

/**
 * The only axios on the server. A status is never an error here; redirects are not followed (a 3xx is a reply), for a
 * redirect could lead a guarded address to a private one and would take the token along.
 * @throws SyncError "unavailable" when no whole reply came; `notSent` tells whether the request certainly never left.
 */
export function createHttp(options: HttpOptions): Http {
  const agent = { keepAlive: true, timeout: IDLE_SOCKET_MS, ...(options.lookup && { lookup: options.lookup }) };
  const client = axios.create({
    ...(options.adapter && { adapter: options.adapter }),
    httpAgent: new http.Agent(agent),
    httpsAgent: new https.Agent(agent),
    proxy: false,
    maxRedirects: 0,
    maxContentLength: options.maxBytes ?? MAX_BYTES,
    maxBodyLength: options.maxBytes ?? MAX_BYTES,
    responseType: "text",
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
    validateStatus: () => true,
  });
  return async (request) => {
    const started = performance.now();
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), request.timeoutMs ?? options.timeoutMs);
    let status: number | null = null;
    let left: number | null = null;
    try {
      const response = await client.request<string>({
        method: request.method,
        url: urlOf(request),
        headers: headersOf(request),
        data: bodyOf(request),
        signal: deadline.signal,
      });
      status = response.status;
      const reply = replyOf(response);
      left = shareLeft(reply.headers);
      return reply;
    } catch (error) {
      throw failure(error, options.system, request, deadline.signal.aborted);
    } finally {
      clearTimeout(timer);
      const ms = performance.now() - started;
      const { system } = options;
      options.onExchange?.({ system, method: request.method, host: hostOf(request.url), status, ms, left });
    }
  };
}

function shareLeft(headers: HttpReply["headers"]): number | null {
  const allowance = readAllowance(headers);
  return allowance && allowance.limit > 0 ? allowance.remaining / allowance.limit : null;
}

/** What a schema must offer; zod's do. */
type Schema<T> = {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly { readonly path: PropertyKey[] }[] } };
};

/**
 * Reads a reply's JSON through a schema.
 * @throws SyncError "unexpected reply" for HTML, cut-off JSON or another shape; it names fields, never their contents.
 */
export function json<T>(reply: HttpReply, schema: Schema<T>, system: System): T {
  const parsed = schema.safeParse(jsonValue(reply, system));
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues.slice(0, 3).map(({ path }) => path.map(String).join(".") || "the top");
  throw unexpected(system, `${system} answered in a form we do not know (at ${at.join(", ")}).`, reply.status);
}

/**
 * A reply's JSON, not yet checked.
 * @throws SyncError "unexpected reply"
 */
export function jsonValue(reply: HttpReply, system: System): unknown {
  try {
    return JSON.parse(reply.text) as unknown;
  } catch {
    const what = /^\s*</.test(reply.text) ? "with a web page" : "with something that is not whole JSON";
    throw unexpected(system, `${system} answered ${what} instead of data.`, reply.status);
  }
}

function unexpected(system: System, says: string, status: number): SyncError {
  return new SyncError("unexpected reply", system, says, { status });
}

/** Encodes like encodeURIComponent, so that "+" and ":" in instants survive; OData's "$" stays readable. */
function urlOf({ url, query = [] }: HttpRequest): string {
  if (query.length === 0) return url;
  const encoded = query.map((pair) => pair.map((text) => encodeURIComponent(text).replaceAll("%24", "$")).join("="));
  return `${url}${url.includes("?") ? "&" : "?"}${encoded.join("&")}`;
}

function headersOf({ headers, json, form }: HttpRequest): Record<string, string> {
  const type = json !== undefined ? "application/json" : form && "application/x-www-form-urlencoded";
  return { Accept: "application/json", ...(type && { "Content-Type": type }), ...headers };
}

function bodyOf({ json, form }: HttpRequest): string | undefined {
  if (json !== undefined) return JSON.stringify(json);
  return form && new URLSearchParams(form).toString();
}

function replyOf(response: AxiosResponse<string>): HttpReply {
  const headers: Record<string, string> = {};
  const given = response.headers as Readonly<Record<string, string | number | readonly string[] | null | undefined>>;
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue;
    headers[name.toLowerCase()] = typeof value === "object" ? value.join(", ") : String(value);
  }
  return { status: response.status, headers, text: response.data ?? "" };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}

/** Axios's own error carries the token and the body in its config; only its code goes on. */
function failure(error: unknown, system: System, { url, timeoutMs }: HttpRequest, timedOut: boolean): unknown {
  if (!axios.isAxiosError(error)) return error;
  const code = error.code ?? "no code";
  const cause = new Error(code);
  if (timedOut) {
    const within = timeoutMs === undefined ? "in time" : `within ${Math.round(timeoutMs / 1000)} seconds`;
    return new SyncError("unavailable", system, `${system} did not answer ${within}.`, { notSent: false, cause });
  }
  if (error.code === AxiosError.ERR_BAD_RESPONSE && error.message.startsWith("maxContentLength")) {
    return new SyncError("unexpected reply", system, `${system} answered with more than we can take at once.`);
  }
  const notSent = NOT_SENT.test(code);
  const says = notSent ? whyNotReached(code, system, hostOf(url)) : `The connection to ${system} was lost.`;
  return new SyncError("unavailable", system, says, { notSent, cause });
}

function whyNotReached(code: string, system: System, host: string): string {
  if (code === ADDRESS_REFUSED) return `${system} was not called: ${host} leads to an address that is not allowed.`;
  if (code === "ECONNREFUSED") return `${system} refuses connections at ${host}.`;
  if (code.startsWith("E")) return `${system} could not be found at ${host}.`;
  return `${system} was not called: the certificate of ${host} is not trusted.`;
}
