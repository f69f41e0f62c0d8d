import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { listOf, Method } from "./shapes.ts";

/** A payment method as Acumatica defines it, and what it counts as in Procore. */
export const AcumaticaMethod = z.object({
  id: z.string(),
  description: z.string(),
  /** Acumatica's means of payment. */
  means: z.string(),
  active: z.boolean(),
  /** null: unknown; its payments need review until an admin says what it is. */
  method: Method.nullable(),
  overridden: z.boolean(),
});

export const GetMethods = {
  method: "GET",
  path: "/api/companies/:c/methods",
  summary: "Acumatica's payment methods and what each counts as.",
  reply: listOf(AcumaticaMethod),
  errors: ["unauthorized", "forbidden", "not found"],
} as const satisfies Endpoint;
