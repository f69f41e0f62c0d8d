import type { CallOf, Endpoint, ReplyOf } from "../../server/contract/endpoint.ts";
import { pathOf } from "../../server/contract/endpoint.ts";
import { readProblem, RequestProblem } from "./problem.ts";
import { tokenRefused, whenSignedIn } from "./session.ts";

type Anything = string | number | boolean | null | undefined;

/** What `CallOf` gives, as `send` needs it: the endpoint's own types have checked it by then. */
type Given = {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, Anything>>;
  readonly body?: unknown;
};

type Sending = Given & {
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
  /** Sign-in itself: sent without a token. */
  readonly anonymous?: boolean;
};

function addressOf(endpoint: Endpoint, { params = {}, query = {} }: Given): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return pathOf(endpoint, params) + (text === "" ? "" : `?${text}`);
}

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: "omit", cache: "no-store" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new RequestProblem(navigator.onLine ? "unreachable" : "offline", null, { reference: null });
  }
}

/**
 * Sends one request and returns the reply once it succeeded. A refused token does not fail the request: it waits for
 * the person to sign in again and is sent once more, so that nothing they were doing is lost.
 * @throws RequestProblem
 */
export async function send(endpoint: Endpoint, sending: Sending): Promise<Response> {
  const { body, accept = "application/json", signal, anonymous = false } = sending;
  for (;;) {
    const token = anonymous ? null : await whenSignedIn(signal);
    const reply = await request(addressOf(endpoint, sending), {
      method: endpoint.method,
      headers: {
        accept,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    if (reply.ok) return reply;
    if (reply.status !== 401 || token === null) throw await readProblem(reply);
    tokenRefused(token);
  }
}

/** One call of our own API, typed by its contract; the reply is checked against it, too. @throws RequestProblem */
export async function call<E extends Endpoint>(
  endpoint: E,
  given: CallOf<E> & { readonly signal?: AbortSignal; readonly anonymous?: boolean },
): Promise<ReplyOf<E>> {
  const reply = await send(endpoint, given);
  const answer: unknown = reply.status === 204 ? undefined : await reply.json();
  const read = endpoint.reply.safeParse(answer);
  if (!read.success) throw new RequestProblem("unexpected reply", null);
  return read.data as ReplyOf<E>;
}
