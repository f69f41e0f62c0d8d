import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { Id, IdInQuery } from "./shapes.ts";

export const Access = z.object({
  canView: z.boolean(),
  canSync: z.boolean(),
  canConfigure: z.boolean(),
  /** What gave or withheld the rights, in words. */
  because: z.string(),
  company: z.object({ id: Id, name: z.string().nullable() }),
  project: z.object({ id: Id, name: z.string(), number: z.string().nullable() }).nullable(),
});

export const GetAccess = {
  method: "GET",
  path: "/api/companies/:c/access",
  summary: "What the signed-in user may do in a company, and in one of its projects.",
  query: z.object({ project_id: IdInQuery.optional() }),
  reply: Access,
  errors: ["unauthorized", "not found", "unavailable"],
} as const satisfies Endpoint;
