import type { Endpoint } from "../../server/contract/endpoint.ts";
import { send } from "./call.ts";
import { RequestProblem } from "./problem.ts";

export type ServerEvent = { readonly event: string; readonly data: string };

/** Reads one block of an event stream (the lines between two empty ones). Null for a comment that only keeps it open. */
export function readEvent(block: string): ServerEvent | null {
  let event = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [field, value = ""] = line.split(/: ?(.*)/s, 2);
    if (field === "event") event = value;
    if (field === "data") data.push(value);
  }
  return data.length === 0 ? null : { event, data: data.join("\n") };
}

type Stream = { readonly params: Readonly<Record<string, string | number>>; readonly signal: AbortSignal };

/**
 * Follows a server-sent event stream until it ends. By fetch, not EventSource: the token belongs in a header, never in
 * a URL. @throws RequestProblem when the connection breaks; the caller asks for the state and follows again.
 */
export async function* follow(endpoint: Endpoint, { params, signal }: Stream): AsyncGenerator<ServerEvent> {
  const reply = await send(endpoint, { params, signal, accept: "text/event-stream" });
  if (!reply.body) return;
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = readEvent(block);
        if (event) yield event;
      }
    }
  } catch (error) {
    if (signal.aborted) throw error;
    throw new RequestProblem(navigator.onLine ? "unreachable" : "offline", null);
  } finally {
    // Cancelling an already broken stream rejects; there is nothing left to do about it.
    await reader.cancel().catch(() => undefined);
  }
}
