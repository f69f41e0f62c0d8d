import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";

export const GetHealthz = {
  method: "GET",
  path: "/healthz",
  summary: "The process is alive.",
  reply: z.object({ status: z.literal("ok") }),
  errors: [],
} as const satisfies Endpoint;

export const GetReadyz = {
  method: "GET",
  path: "/readyz",
  summary: "The process can serve: the database answers and its migrations are applied.",
  reply: z.object({ status: z.literal("ready") }),
  errors: ["unavailable"],
} as const satisfies Endpoint;
