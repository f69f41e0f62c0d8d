import { SyncError } from "../domain/errors.ts";
import type { Instant } from "../domain/payment.ts";
import { BACKOFF } from "../net/backoff.ts";
import { json, type Http, type HttpReply } from "../net/http.ts";
import { withRetries } from "../net/retry.ts";
import { Governor, type GovernorDeps, type Pace } from "./governor.ts";
import { refusalOf } from "./refusal.ts";

/** A bearer token; given the one that was just refused, another one. */
export type AccessToken = (refused?: string) => Promise<string>;

export type Query = readonly (readonly [name: string, value: string])[];

export type ClientDeps = {
  readonly http: Http;
  /** As `readBaseUrl` writes it: no slash at the end. */
  readonly baseUrl: string;
  readonly accessToken: AccessToken;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
  readonly timeoutMs?: number;
  /** The connection's, where more than one client asks on it. */
  readonly governor?: Governor;
  /** 1: never again. */
  readonly tries?: number;
};

/** Acumatica may hold a request back for ten minutes before it answers 429; giving up earlier only makes it worse. */
const PATIENCE_MS = 11 * 60_000;
/** A guess until a real licence is measured: no header tells its limit. Reads of known documents come in bursts. */
const PACE: Pace = { perMinute: 600, burst: 600 };
const AT_ONCE = 2;

/** Keeps the limits of one connection; everything that asks on it goes through the same. */
export function createGovernor(deps: Omit<GovernorDeps, "pace" | "atOnce">): Governor {
  return new Governor({ ...deps, pace: PACE, atOnce: AT_ONCE });
}

export type Dated<T> = { readonly value: T; readonly clock: Instant };

type Schema<T> = Parameters<typeof json<T>>[1];

/** Reads only, each with a bearer token. */
export class AcumaticaClient {
  readonly #deps: ClientDeps;
  readonly #governor: Governor;

  constructor(deps: ClientDeps) {
    this.#deps = deps;
    this.#governor = deps.governor ?? createGovernor(deps);
  }

  /**
   * GET below the base URL, archived documents included, tried again where that may help.
   * @throws SyncError for every status but 2xx.
   */
  get(path: string, query: Query = []): Promise<HttpReply> {
    const { sleep, random, tries = BACKOFF.tries } = this.#deps;
    const backoff = { ...BACKOFF, tries };
    return withRetries(() => this.#governor.run(() => this.#signed(path, query)), true, { sleep, random, backoff });
  }

  /** As `get`, through a schema. @throws SyncError "unexpected reply" for HTML, cut-off JSON or another shape. */
  async read<T>(path: string, query: Query, schema: Schema<T>): Promise<T> {
    return json(await this.get(path, query), schema, "Acumatica");
  }

  /** As `read`, with the server's clock when it answered; ours where the reply does not tell. */
  async readDated<T>(path: string, query: Query, schema: Schema<T>): Promise<Dated<T>> {
    const reply = await this.get(path, query);
    const told = Date.parse(reply.headers["date"] ?? "");
    const clock = Number.isNaN(told) ? this.#deps.now() : new Date(told);
    return { value: json(reply, schema, "Acumatica"), clock: clock.toISOString() };
  }

  async #signed(path: string, query: Query): Promise<HttpReply> {
    const token = await this.#deps.accessToken();
    const reply = await this.#send(path, query, token);
    if (reply.status !== 401) return this.#accepted(reply);
    return this.#accepted(await this.#send(path, query, await this.#deps.accessToken(token)));
  }

  #send(path: string, query: Query, token: string): Promise<HttpReply> {
    const { http, baseUrl, timeoutMs = PATIENCE_MS } = this.#deps;
    const headers = { Authorization: `Bearer ${token}`, "PX-ApiArchive": "SHOW" };
    return http({ method: "GET", url: `${baseUrl}${path}`, query, headers, timeoutMs });
  }

  #accepted(reply: HttpReply): HttpReply {
    const refusal = refusalOf(reply, this.#deps.now());
    if (refusal) throw refusal;
    // a proxy or a login page in between answers 200 with HTML
    if (/^\s*<(!doctype|html)/i.test(reply.text)) {
      const says = "Acumatica answered with a web page instead of data.";
      throw new SyncError("unexpected reply", "Acumatica", says, { status: reply.status });
    }
    return reply;
  }
}
