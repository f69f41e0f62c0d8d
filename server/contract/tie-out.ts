import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { AsOf, CommitmentRef, Id, Money, Reason } from "./shapes.ts";

/** Both equations: paid = synced + pending + needs review + failed + excluded; issued = synced + out of step + others. */
export const FIGURES = [
  "paidInAcumatica",
  "synced",
  "pending",
  "needsReview",
  "failed",
  "excluded",
  "issuedInProcore",
  "oursOutOfStep",
  "enteredByOthers",
] as const;

const Figures = {
  currency: z.string(),
  paidInAcumatica: Money,
  synced: Money,
  pending: Money,
  needsReview: Money,
  failed: Money,
  excluded: Money,
  issuedInProcore: Money,
  oursOutOfStep: Money,
  enteredByOthers: Money,
} satisfies Record<"currency" | (typeof FIGURES)[number], z.ZodType>;

/** Something that keeps the two sides apart. */
export const Difference = z.object({
  /** null for what others entered in Procore. */
  key: z.string().nullable(),
  contractPaymentId: Id.nullable(),
  reason: Reason,
  amount: Money,
});

export const TieOut = z.object({
  asOf: AsOf,
  /** Both equations hold exactly, and nothing is unexplained. */
  tiesOut: z.boolean(),
  unexplained: z.int(),
  totals: z.array(z.object(Figures)),
  commitments: z.array(
    z.object({
      commitment: CommitmentRef,
      vendor: z.string(),
      ...Figures,
      differences: z.array(Difference),
    }),
  ),
});
export type TieOutShape = z.output<typeof TieOut>;

export const GetTieOut = {
  method: "GET",
  path: "/api/companies/:c/projects/:p/tie-out",
  summary: "What was paid in Acumatica against what Procore shows, to the cent; `Accept: text/csv` for a file.",
  reply: TieOut,
  errors: ["unauthorized", "forbidden", "not found"],
} as const satisfies Endpoint;
