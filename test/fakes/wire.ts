import http from "node:http";
import type { AddressInfo } from "node:net";
import { AxiosError, type AxiosAdapter, type AxiosResponse, type InternalAxiosRequestConfig } from "axios";

/** A request as a fake sees it. `target` is path and query; header names are lower case. */
export type WireRequest = {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type WireReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** How an exchange can go wrong. "before": the vendor never saw it. "after": it acted, and the reply was lost. */
export type Fault =
  | { readonly kind: "reset before" }
  | { readonly kind: "reset after" }
  | { readonly kind: "reply"; readonly reply: WireReply }
  | { readonly kind: "after, then reply"; readonly reply: WireReply }
  | { readonly kind: "truncated" }
  | { readonly kind: "slow"; readonly ms: number }
  /** The vendor keeps it waiting for as long as the test says. */
  | { readonly kind: "held"; readonly until: Promise<void> };

export type Exchange = { readonly request: WireRequest; readonly reply: WireReply | null };

export class ConnectionLost extends Error {}

type Planned = { fault: Fault; when: (request: WireRequest) => boolean; times: number };

/**
 * A vendor reduced to a function from request to reply, with a log and a list of planned faults.
 * Mounted on a real port (`listen`) in most tests and as axios's adapter (`axiosAdapter`) in the simulation.
 */
export class Wire {
  readonly log: Exchange[] = [];
  readonly #answer: (request: WireRequest) => WireReply | Promise<WireReply>;
  readonly #delay: (ms: number) => Promise<void>;
  #planned: Planned[] = [];
  readonly #held: (() => void)[] = [];
  /** Runs after the vendor acted and before the reply leaves: the moment "meanwhile" of a story. */
  onExchange: ((exchange: Exchange) => void) | null = null;

  constructor(
    answer: (request: WireRequest) => WireReply | Promise<WireReply>,
    delay: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
  ) {
    this.#answer = answer;
    this.#delay = delay;
  }

  /** Plans a fault for the next `times` requests that `when` picks (any request, if not given). */
  failNext(fault: Fault, when: (request: WireRequest) => boolean = () => true, times = 1): void {
    this.#planned.push({ fault, when, times });
  }

  /** Keeps the next request that `when` picks waiting. @returns what lets it go on; `heal` does so too */
  holdNext(when: (request: WireRequest) => boolean): () => void {
    let release = (): void => undefined;
    const until = new Promise<void>((done) => {
      release = done;
    });
    this.#held.push(release);
    this.failNext({ kind: "held", until }, when);
    return release;
  }

  heal(): void {
    this.#planned = [];
    for (const release of this.#held.splice(0)) release();
  }

  /** @throws ConnectionLost when a fault cuts the connection. */
  async exchange(request: WireRequest): Promise<WireReply> {
    const planned = this.#planned.find(({ when, times }) => times > 0 && when(request));
    if (planned) planned.times -= 1;
    const fault = planned?.fault;
    if (fault?.kind === "reset before") return this.#lose(request, null);
    if (fault?.kind === "slow") await this.#delay(fault.ms);
    if (fault?.kind === "held") await fault.until;
    if (fault?.kind === "reply") return this.#record(request, fault.reply);
    const reply = await this.#answer(request);
    if (fault?.kind === "reset after") return this.#lose(request, reply);
    if (fault?.kind === "after, then reply") return this.#record(request, fault.reply);
    if (fault?.kind === "truncated") {
      return this.#record(request, { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) });
    }
    return this.#record(request, reply);
  }

  #record(request: WireRequest, reply: WireReply): WireReply {
    const exchange = { request, reply };
    this.log.push(exchange);
    this.onExchange?.(exchange);
    return reply;
  }

  #lose(request: WireRequest, reply: WireReply | null): never {
    const exchange = { request, reply };
    this.log.push(exchange);
    this.onExchange?.(exchange);
    throw new ConnectionLost(`Connection lost: ${request.method} ${request.target}`);
  }
}

export type Listening = { readonly url: string; readonly port: number; close(): Promise<void> };

/** Puts a fake on a real port of the loopback interface. */
export async function listen(wire: Wire, port = 0): Promise<Listening> {
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const request: WireRequest = {
        method: incoming.method ?? "GET",
        target: incoming.url ?? "/",
        headers: headersOf(incoming.headers),
        body: Buffer.concat(chunks).toString("utf8"),
      };
      wire.exchange(request).then(
        (reply) => {
          outgoing.writeHead(reply.status, reply.headers);
          outgoing.end(reply.body);
        },
        (error: unknown) => {
          if (error instanceof ConnectionLost) incoming.socket.destroy();
          else {
            console.error("A fake failed to answer", request.method, request.target, error);
            outgoing.writeHead(599).end();
          }
        },
      );
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", done);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** The same fakes without a socket: axios asks, the wire whose origin the URL names answers. */
export function axiosAdapter(wires: Readonly<Record<string, Wire>>): AxiosAdapter {
  return async (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
    const url = new URL(config.url ?? "/", config.baseURL);
    for (const [name, value] of Object.entries((config.params ?? {}) as Record<string, unknown>)) {
      url.searchParams.append(name, String(value));
    }
    const wire = wires[url.origin];
    if (!wire) throw new AxiosError(`getaddrinfo ENOTFOUND ${url.host}`, "ENOTFOUND", config);
    const request: WireRequest = {
      method: (config.method ?? "get").toUpperCase(),
      target: url.pathname + url.search,
      headers: headersOf(config.headers.toJSON()),
      body: typeof config.data === "string" ? config.data : config.data === undefined ? "" : String(config.data),
    };
    try {
      const reply = await wire.exchange(request);
      const response: AxiosResponse = {
        data: reply.body,
        status: reply.status,
        statusText: "",
        headers: reply.headers,
        config,
      };
      const accepts = config.validateStatus ?? ((status: number) => status >= 200 && status < 300);
      if (accepts(reply.status)) return response;
      throw new AxiosError(`Request failed with status code ${reply.status}`, undefined, config, null, response);
    } catch (error) {
      if (error instanceof ConnectionLost) throw new AxiosError(error.message, "ECONNRESET", config);
      throw error;
    }
  };
}

type HeaderValue = string | number | boolean | readonly string[] | null | undefined;

function headersOf(given: Readonly<Record<string, unknown>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given as Record<string, HeaderValue>)) {
    if (value === undefined || value === null) continue;
    headers[name.toLowerCase()] = typeof value === "object" ? value.join(", ") : String(value);
  }
  return headers;
}
