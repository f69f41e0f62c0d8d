import { z } from "zod";
import { SyncError } from "../domain/errors.ts";
import { WRITE_MS } from "../domain/lease.ts";
import { BACKOFF, type Backoff } from "../net/backoff.ts";
import { createGate, PATIENCE_MS, WORTH_TELLING_MS, type Gate, type Lane, type OnWait } from "../net/gate.ts";
import { json, type Http, type HttpMethod, type HttpReply } from "../net/http.ts";
import { withRetries } from "../net/retry.ts";
import type { TurnOptions } from "../net/turn.ts";
import { readAll } from "./paging.ts";
import { refusalOf } from "./refusal.ts";

/** An access token, and how to get another when Procore refuses it. */
export type Bearer = {
  get(): Promise<string>;
  /** A token other than `stale`. @throws SyncError "unauthorized" where only a person can sign in again */
  renew(stale: string): Promise<string>;
};

export type ProcoreRequest = {
  readonly method: HttpMethod;
  /** From the root: `/rest/v1.0/contract_payments`. */
  readonly path: string;
  /** Sent as `Procore-Company-Id` with every call; null only for a person's own `/me`. */
  readonly companyId: number | null;
  /** Completes "Procore refused to …". */
  readonly doing: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly json?: unknown;
  /** The app's service account, if not given. */
  readonly bearer?: Bearer;
  readonly lane?: Lane;
  /** Told of a wait that Procore asks for, and with null of its end. */
  readonly onWait?: OnWait;
  /** Asked at the last moment, after any wait for the allowance; what it throws keeps the request from being sent. */
  readonly beforeSend?: () => void | Promise<void>;
};

/** Errors: SyncError, with Procore's own sentence. Only reads are repeated; a write whose reply was lost never is. */
export type ProcoreClient = {
  send(request: ProcoreRequest): Promise<HttpReply>;
  read<T>(request: Omit<ProcoreRequest, "method">, schema: z.ZodType<T>): Promise<T>;
  /** Every page of a list, each row once. `envelope`: where the rows stand in a reply of API version 2. */
  list<Row extends { readonly id: number | string }>(
    request: Omit<ProcoreRequest, "method">,
    schema: z.ZodType<Row>,
    perPage: number,
    envelope?: "data",
  ): Promise<Row[]>;
  /** As `send`, for a reply that shows what was written. */
  write<T>(request: ProcoreRequest, schema: z.ZodType<T>): Promise<T>;
};

export type ClientOptions = {
  readonly http: Http;
  /** The API host, without a path: tokens are issued elsewhere. */
  readonly apiUrl: string;
  readonly serviceToken: Bearer;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
  /** Requests at the same time per company. */
  readonly concurrency?: number;
  /** Procore said that the app is not connected to this company. */
  readonly onAppRemoved?: (companyId: number) => void;
  /** Where several instances of the server share a company's allowance. */
  readonly turnOf?: (companyId: number | null) => TurnOptions;
};

/** One for the whole process: it keeps the allowance of each company (limits count per client id and company). */
export function createProcoreClient(options: ClientOptions): ProcoreClient {
  const gates = new Map<number | null, Gate>();
  function gateOf(companyId: number | null): Gate {
    const known = gates.get(companyId);
    if (known) return known;
    const { now, sleep, concurrency, turnOf } = options;
    const turn = turnOf?.(companyId);
    const gate = createGate({
      system: "Procore",
      now,
      sleep,
      ...(concurrency && { concurrency }),
      ...(turn && { turn }),
    });
    gates.set(companyId, gate);
    return gate;
  }
  function exchange(request: ProcoreRequest, token: string): Promise<HttpReply> {
    const { method, path, companyId, query, onWait, lane = "schedule" } = request;
    const headers = { Authorization: `Bearer ${token}`, ...(companyId !== null && { [HEADER]: String(companyId) }) };
    return gateOf(companyId).run(
      lane,
      async () => {
        await request.beforeSend?.();
        const body = request.json === undefined ? {} : { json: request.json };
        const limit = method === "GET" ? {} : { timeoutMs: WRITE_MS };
        return options.http({
          method,
          url: options.apiUrl + path,
          headers,
          ...(query && { query }),
          ...body,
          ...limit,
        });
      },
      onWait,
    );
  }
  function resting({ onWait }: ProcoreRequest): (ms: number) => Promise<void> {
    return async (ms) => {
      if (ms >= WORTH_TELLING_MS) onWait?.(new Date(options.now().getTime() + ms));
      await options.sleep(ms);
      onWait?.(null);
    };
  }
  async function attempt(request: ProcoreRequest): Promise<HttpReply> {
    const bearer = request.bearer ?? options.serviceToken;
    const token = await bearer.get();
    let reply = await exchange(request, token);
    // 401 is certain not to have acted: once more with another token is safe for a write too.
    if (reply.status === 401) reply = await exchange(request, await bearer.renew(token));
    if (reply.status >= 200 && reply.status < 300) return reply;
    const refusal = refusalOf(reply, request.doing, options.now());
    if (refusal.extra.appRemoved && request.companyId !== null) options.onAppRemoved?.(request.companyId);
    throw refusal;
  }
  function send(request: ProcoreRequest): Promise<HttpReply> {
    const backoff = (request.lane && BACKOFF_OF[request.lane]) ?? BACKOFF;
    return withRetries(() => attempt(request), request.method === "GET", {
      ...options,
      sleep: resting(request),
      backoff,
    });
  }
  async function read<T>(request: Omit<ProcoreRequest, "method">, schema: z.ZodType<T>): Promise<T> {
    return json(await send({ ...request, method: "GET" }), schema, "Procore");
  }
  async function list<Row extends { readonly id: number | string }>(
    request: Omit<ProcoreRequest, "method">,
    schema: z.ZodType<Row>,
    perPage: number,
    envelope?: "data",
  ): Promise<Row[]> {
    const bare = z.array(schema);
    const rows = envelope ? z.object({ data: bare }).transform(({ data }) => data) : bare;
    return readAll(async (page) => {
      const paging: [string, string][] = [["per_page", String(perPage)]];
      if (page > 1) paging.push(["page", String(page)]);
      const reply = await send({ ...request, method: "GET", query: [...(request.query ?? []), ...paging] });
      return { rows: json(reply, rows, "Procore"), headers: reply.headers };
    });
  }
  async function write<T>(request: ProcoreRequest, schema: z.ZodType<T>): Promise<T> {
    return readEcho(await send(request), schema);
  }
  return { send, read, list, write };
}

/** Nobody looks at an empty page for as long as a run may rest; what stands half done is worth any rest. */
const BACKOFF_OF: Partial<Record<Lane, Backoff>> = {
  page: { ...BACKOFF, tries: 3, patienceMs: PATIENCE_MS.page },
  "half done": { ...BACKOFF, patienceMs: PATIENCE_MS["half done"] },
};

const HEADER = "Procore-Company-Id";

/** A person's token as it was handed to us; renewing it is the session's affair. */
export function userBearer(accessToken: string): Bearer {
  return {
    get: () => Promise.resolve(accessToken),
    renew: () =>
      Promise.reject(new SyncError("unauthorized", "Procore", "Your sign-in to Procore has ended. Sign in again.")),
  };
}

/**
 * A write that succeeded but whose answer is no whole JSON is a lost reply: whoever wrote has to look.
 * Whole JSON of another shape would be no different next time: that is "unexpected reply".
 */
function readEcho<T>(reply: HttpReply, schema: z.ZodType<T>): T {
  try {
    JSON.parse(reply.text);
  } catch {
    const says = "Procore accepted a change, but its answer was cut off.";
    throw new SyncError("unavailable", "Procore", says, { notSent: false, status: reply.status });
  }
  return json(reply, schema, "Procore");
}
