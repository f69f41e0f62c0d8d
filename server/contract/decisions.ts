import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { Application } from "./payments.ts";
import { Id } from "./shapes.ts";

const Key = z.string().min(1).max(300);

export const DecisionBody = z.discriminatedUnion("decide", [
  z.strictObject({ key: Key, decide: z.literal("link"), invoiceId: Id }),
  z.strictObject({ key: Key, decide: z.literal("adopt"), contractPaymentId: Id }),
  z.strictObject({ key: Key, decide: z.enum(["unlink", "ignore", "accept", "restore", "reset"]) }),
]);
export type DecisionBodyShape = z.output<typeof DecisionBody>;

export const PostDecision = {
  method: "POST",
  path: "/api/companies/:c/projects/:p/decisions",
  summary: "Settle one application; takes effect in the next Sync Run. Answers the application as it now stands.",
  body: DecisionBody,
  reply: Application,
  errors: ["unauthorized", "forbidden", "not found", "invalid", "conflict"],
} as const satisfies Endpoint;
