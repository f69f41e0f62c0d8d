import { createHash } from "node:crypto";
import type { Wire } from "../fakes/wire.ts";

/** Everything told and sent, as one short text: the same seed gives the same. */
export function traceOf(story: readonly string[], wires: readonly Wire[]): string {
  const requests = wires.flatMap(({ log }) =>
    log.map(
      ({ request, reply }) => `${request.method} ${request.target} ${request.body} -> ${reply?.status ?? "lost"}`,
    ),
  );
  return createHash("sha256")
    .update([...story, ...requests].join("\n"))
    .digest("hex");
}

export function requestsOf(wires: Readonly<Record<string, Wire>>): number {
  return Object.values(wires).reduce((sum, { log }) => sum + log.length, 0);
}
