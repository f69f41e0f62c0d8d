import { z } from "zod";
import type { ProblemKind } from "./endpoint.ts";

export const PROBLEM_KINDS = [
  "unavailable",
  "rate limited",
  "unauthorized",
  "forbidden",
  "not found",
  "rejected",
  "conflict",
  "unexpected reply",
  "busy",
  "invalid",
  "bug",
] as const satisfies readonly ProblemKind[];

/** RFC 9457, `application/problem+json`. `kind` says what to do; `detail` is the sentence to show. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  kind: z.enum(PROBLEM_KINDS),
  /** Which system failed: "Acumatica", "Procore" or "This app". */
  system: z.string(),
  /** For a bug: the id under which it was logged. */
  id: z.string().optional(),
  /** JSON pointer to the first field that is wrong. */
  pointer: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type ProblemShape = z.output<typeof Problem>;
