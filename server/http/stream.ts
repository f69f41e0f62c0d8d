import type { Response } from "express";

export type Events = {
  send(event: string, value: unknown): void;
  /** A comment, so that no proxy takes a quiet stream for a dead one. */
  keepOpen(): void;
  end(): void;
};

/** Begins a stream of server-sent events. `onClose` is called once, whoever ended it. */
export function openEvents(response: Response, onClose: () => void): Events {
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
  });
  response.on("close", onClose);
  const write = (text: string) => {
    if (!response.writableEnded) response.write(text);
  };
  return {
    send: (event, value) => write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`),
    keepOpen: () => write(": still here\n\n"),
    end: () => void response.end(),
  };
}
