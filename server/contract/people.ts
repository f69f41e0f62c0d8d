import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { Id, Instant, listOf } from "./shapes.ts";

/** Somebody who opened the app in this company, and what they might do in it then. */
export const Person = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  canSync: z.boolean(),
  canConfigure: z.boolean(),
  because: z.string(),
  seenAt: Instant,
});
export type PersonShape = z.output<typeof Person>;

export const GetPeople = {
  method: "GET",
  path: "/api/companies/:c/people",
  summary: "Who opened the app in this company, by name, with what they may do and why.",
  reply: listOf(Person),
  errors: ["unauthorized", "forbidden", "not found"],
} as const satisfies Endpoint;
