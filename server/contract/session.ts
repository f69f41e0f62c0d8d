import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { NoContent } from "./endpoint.ts";
import { Id, Instant } from "./shapes.ts";

/** A bearer token for the `Authorization` header; never for a URL or a cookie. */
export const Session = z.object({
  token: z.string(),
  expiresAt: Instant,
  user: z.object({
    id: Id,
    login: z.string(),
    name: z.string().nullable(),
    /** The language chosen in Procore, as a tag such as `de-DE`; null or left out where Procore does not tell it. */
    locale: z.string().max(35).nullable().optional(),
  }),
});

export const PostSession = {
  method: "POST",
  path: "/api/session",
  summary: "Exchange the login popup's one-time code for a bearer token.",
  body: z.strictObject({ code: z.string().min(1).max(200) }),
  reply: Session,
  errors: ["unauthorized", "invalid"],
} as const satisfies Endpoint;

export const RenewSession = {
  method: "POST",
  path: "/api/session/renew",
  summary: "Exchange a token for a new one before it expires.",
  reply: Session,
  errors: ["unauthorized"],
} as const satisfies Endpoint;

export const DeleteSession = {
  method: "DELETE",
  path: "/api/session",
  summary: "Sign out: the token is worth nothing any more.",
  reply: NoContent,
  status: 204,
  errors: ["unauthorized"],
} as const satisfies Endpoint;
