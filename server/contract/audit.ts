import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { Instant, listOf, PageQuery } from "./shapes.ts";

/** One line of the log: each carries the hash of the one before, so that a line taken out shows. */
export const AuditEntry = z.object({
  id: z.string(),
  at: Instant,
  who: z.string(),
  what: z.string(),
  target: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  hash: z.string(),
  previousHash: z.string().nullable(),
});

export const GetAudit = {
  method: "GET",
  path: "/api/companies/:c/audit",
  summary:
    "Who did what, when, before and after; oldest first. `after` is an entry's id, or `nextPageToken`. `Accept: text/csv` for the whole as a file.",
  query: z.object({ after: z.string().min(1).max(100).optional(), ...PageQuery }),
  reply: listOf(AuditEntry),
  errors: ["unauthorized", "forbidden", "not found", "invalid"],
} as const satisfies Endpoint;
