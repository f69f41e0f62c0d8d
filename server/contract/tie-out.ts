import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { AsOf, CommitmentRef, Id, LocalDate, Method, Money, Reason } from "./shapes.ts";

/**
 * Both equations: paid = synced + pending + waiting for invoice + needs review + failed + excluded, and
 * issued = synced + out of step + others.
 */
export const FIGURES = [
  "paidInAcumatica",
  "synced",
  "pending",
  "waitingForInvoice",
  "needsReview",
  "failed",
  "excluded",
  "issuedInProcore",
  "oursOutOfStep",
  "enteredByOthers",
] as const;

/** Equal to the cent, and no difference is listed; every difference explained; or not to be said. */
const VerdictCode = z.enum(["equal", "explained", "open"]);

const Figures = {
  currency: z.string(),
  paidInAcumatica: Money,
  synced: Money,
  pending: Money,
  waitingForInvoice: Money,
  needsReview: Money,
  failed: Money,
  excluded: Money,
  issuedInProcore: Money,
  oursOutOfStep: Money,
  enteredByOthers: Money,
  /** The two sides are the same amount. */
  equal: z.boolean(),
  verdict: VerdictCode,
} satisfies Record<"currency" | "equal" | "verdict" | (typeof FIGURES)[number], z.ZodType>;

/** Something that keeps the two sides apart. */
export const Difference = z.object({
  /** null for what others entered in Procore. */
  key: z.string().nullable(),
  contractPaymentId: Id.nullable(),
  /** The commitment's payments in Procore. */
  url: z.string().nullable(),
  /** What people know it by: Acumatica's payment; of what others entered, the number and date that Procore shows. */
  payment: z
    .object({
      type: z.string().nullable(),
      ref: z.string().nullable(),
      date: LocalDate.nullable(),
      method: Method.nullable(),
      reference: z.string(),
    })
    .nullable(),
  reason: Reason,
  amount: Money,
});

export const TieOut = z.object({
  asOf: AsOf,
  /** Both equations hold exactly, nothing is unexplained, and every amount could be read. */
  tiesOut: z.boolean(),
  equal: z.boolean(),
  /** The worst of all currencies. */
  verdict: VerdictCode,
  unexplained: z.int(),
  /** How many amounts nobody can read. They are in no figure. */
  unreadable: z.int(),
  totals: z.array(z.object(Figures)),
  commitments: z.array(
    z.object({
      /** null: what stands on no commitment. */
      commitment: CommitmentRef.nullable(),
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
