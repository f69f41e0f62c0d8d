import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { Instant } from "./shapes.ts";

export const PurgeReceipt = z.object({
  id: z.string(),
  at: Instant,
  /** How many rows of each kind were deleted. */
  counts: z.record(z.string(), z.int()),
  /** Did the vendors confirm that every token we held is revoked? */
  tokensRevoked: z.boolean(),
});

export const PostPurge = {
  method: "POST",
  path: "/api/companies/:c/purge",
  summary: "Delete everything kept about the company, and revoke its tokens. Procore and Acumatica are not touched.",
  reply: PurgeReceipt,
  errors: ["unauthorized", "forbidden", "not found", "busy"],
} as const satisfies Endpoint;
