import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { Id, listOf, Money, Reason } from "./shapes.ts";

const AcumaticaProject = z.object({ id: z.string(), description: z.string(), status: z.string() });

/** A Procore project, the Acumatica project it is mapped to, and one that looks like it. */
export const Mapping = z.object({
  project: z.object({ id: Id, name: z.string(), number: z.string().nullable(), active: z.boolean() }),
  acumaticaProjectId: z.string().nullable(),
  suggestion: z.object({ acumaticaProjectId: z.string(), because: z.string() }).nullable(),
});

/** An application that concerns no Procore project: its project is not mapped, or it pays something else than a bill. */
export const Unplaced = z.object({
  key: z.string(),
  amount: Money,
  bill: z.object({ type: z.string(), ref: z.string(), vendor: z.string(), vendorRef: z.string() }),
  payment: z.object({ type: z.string(), ref: z.string() }),
  acumaticaProjects: z.array(z.string()),
  reason: Reason,
});
export type UnplacedShape = z.output<typeof Unplaced>;

export const GetMappings = {
  method: "GET",
  path: "/api/companies/:c/mappings",
  summary: "Projects of both sides with suggestions, and the applications that no project claims, page by page.",
  query: z.object({ page_token: z.string().min(1).max(500).optional() }),
  reply: listOf(Mapping).extend({
    acumaticaProjects: z.array(AcumaticaProject),
    /** A page of them; `nextPageToken` leads to the next. `items` is whole on every page. */
    unplaced: z.array(Unplaced),
  }),
  errors: ["unauthorized", "forbidden", "not found", "unavailable"],
} as const satisfies Endpoint;
