import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { NoContent } from "./endpoint.ts";
import { Instant } from "./shapes.ts";

/** One thing the read-only probe looked at. `ok` null: could not be told. `fix`: what to do about it, in words. */
export const Check = z.object({
  id: z.string(),
  label: z.string(),
  ok: z.boolean().nullable(),
  says: z.string(),
  fix: z.string().nullable(),
});

/** One Procore company joined to one Acumatica tenant. The client secret and tokens are never answered. */
export const Connection = z.object({
  /** `held`: the ledger changed and an admin has yet to say whether it moved or is another; nothing is written. */
  status: z.enum(["not connected", "needs sign-in", "held", "connected"]),
  says: z.string(),
  baseUrl: z.string().nullable(),
  tenant: z.string().nullable(),
  clientId: z.string().nullable(),
  hasClientSecret: z.boolean(),
  /** When the admin must have signed in again: the end of the refresh tokens' chain. */
  signInExpiresAt: Instant.nullable(),
  reader: z.enum(["dac", "contract"]).nullable(),
  checks: z.array(Check),
  checkedAt: Instant.nullable(),
  /** Has Acumatica's history been read to its end once? */
  backfillComplete: z.boolean(),
  /** Up to when Acumatica has been read, by its own clock. */
  readThrough: Instant.nullable(),
  lastObservedAt: Instant.nullable(),
  /** Why Acumatica could not be read, since the first attempt that failed; null: the last one read it. */
  trouble: z.object({ kind: z.string(), says: z.string(), since: Instant }).nullable(),
  /** When the schedule starts the next Sync Runs; null with the schedule `never`. */
  nextScheduledAt: Instant.nullable(),
  /** Does Procore tell of changes, and if not, why and when they are seen; null where there is no connection. */
  procoreTells: z.object({ live: z.boolean(), says: z.string() }).nullable(),
  /** What to enter in Acumatica, so that it tells of changes; null for who may not configure. */
  acumaticaPush: z
    .object({
      url: z.string(),
      header: z.object({ name: z.string(), value: z.string() }),
      /** When the last one came; null: none in the last week. */
      lastAt: Instant.nullable(),
    })
    .nullable(),
});
export type ConnectionShape = z.output<typeof Connection>;

export const GetConnection = {
  method: "GET",
  path: "/api/companies/:c/connection",
  summary: "The connection to Acumatica: where, in what state, what the last probe found.",
  reply: Connection,
  errors: ["unauthorized", "forbidden", "not found"],
} as const satisfies Endpoint;

/** No control characters: no keyboard types them, and not every database takes them. */
const PRINTABLE = /^\P{Cc}*$/u;

function typed(max: number) {
  return z.string().trim().min(1).max(max).regex(PRINTABLE);
}

export const PutConnection = {
  method: "PUT",
  path: "/api/companies/:c/connection",
  summary: "Enter or change where Acumatica is. A changed address or tenant needs `ledger`.",
  body: z.strictObject({
    baseUrl: z.string().trim().min(1).max(500),
    tenant: typed(100),
    clientId: typed(200),
    /** May be left out where one is stored for the same client id. */
    clientSecret: z.string().min(1).max(500).regex(PRINTABLE).optional(),
    /** Needed when base URL or tenant differ from the stored ones: the same books at a new address, or other books. */
    ledger: z.enum(["moved", "another"]).optional(),
  }),
  reply: Connection,
  errors: ["unauthorized", "forbidden", "not found", "invalid"],
} as const satisfies Endpoint;

export const DeleteConnection = {
  method: "DELETE",
  path: "/api/companies/:c/connection",
  summary: "Forget the address, the secret and the tokens. What was synced stays in Procore.",
  reply: NoContent,
  status: 204,
  errors: ["unauthorized", "forbidden", "not found"],
} as const satisfies Endpoint;

export const AuthorizeConnection = {
  method: "POST",
  path: "/api/companies/:c/connection/authorize",
  summary: "Where to open a popup so that the admin signs in to Acumatica.",
  reply: z.object({ url: z.string() }),
  errors: ["unauthorized", "forbidden", "not found", "invalid", "unavailable"],
} as const satisfies Endpoint;

export const RotatePush = {
  method: "POST",
  path: "/api/companies/:c/connection/push",
  summary: "A new address and secret for Acumatica's push notifications; the old ones end at once.",
  reply: Connection,
  errors: ["unauthorized", "forbidden", "not found", "invalid"],
} as const satisfies Endpoint;

export const CheckConnection = {
  method: "POST",
  path: "/api/companies/:c/connection/checks",
  summary: "Probe Acumatica again; reads only.",
  reply: Connection,
  errors: ["unauthorized", "forbidden", "not found", "invalid", "unavailable"],
} as const satisfies Endpoint;
