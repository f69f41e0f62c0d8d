import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { AsOf, CommitmentRef, Id, IdInQuery, Instant, listOf, LocalDate, Method, Money } from "./shapes.ts";
import { PageQuery, Reason, STATE_CODES, StateCode } from "./shapes.ts";

/** What a person could choose for an application that needs one: an invoice to link, or a payment to adopt. */
export const Candidate = z.object({
  kind: z.enum(["invoice", "contract payment"]),
  id: Id,
  number: z.string(),
  commitment: CommitmentRef.nullable(),
  vendor: z.string().nullable(),
  amount: Money.nullable(),
  date: LocalDate.nullable(),
  /** Why it is offered. */
  because: z.string(),
});

/** Another payment of the same story: a voided check and the one written in its place. */
const Sibling = z.object({ type: z.string(), ref: z.string(), reference: z.string(), date: LocalDate });

/** One Acumatica payment applied to one bill: the unit that is synced. */
export const Application = z.object({
  key: z.string(),
  state: StateCode,
  reason: Reason.nullable(),
  amount: Money,
  payment: z.object({
    type: z.string(),
    ref: z.string(),
    date: LocalDate.nullable(),
    method: Method.nullable(),
    reference: z.string(),
    voided: z.boolean(),
    /** What the payment itself was for, in its own currency; null where that was not read. */
    amount: Money.nullable(),
    replaces: Sibling.nullable(),
    replacedBy: Sibling.nullable(),
  }),
  bill: z.object({
    type: z.string(),
    ref: z.string(),
    vendor: z.string(),
    vendorRef: z.string(),
    date: LocalDate.nullable(),
  }),
  commitment: CommitmentRef.nullable(),
  invoice: z.object({ id: Id, number: z.string(), url: z.string().nullable() }).nullable(),
  contractPayment: z
    .object({
      id: Id,
      url: z.string().nullable(),
      /** null also where it cannot be read; `oddAmount` is then what Procore shows. */
      amount: Money.nullable(),
      oddAmount: z.string().nullable(),
      date: LocalDate.nullable(),
      checkNumber: z.string(),
      invoiceNumber: z.string(),
    })
    .nullable(),
  link: z.object({ rule: z.string(), says: z.string() }).nullable(),
  candidates: z.array(Candidate),
  /** What a person settled about it; null where nobody did. */
  decision: z.object({ decide: z.string(), by: z.string(), at: Instant }).nullable(),
});
export type ApplicationShape = z.output<typeof Application>;

/** One state, or several with commas between. */
const StatesInQuery = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(StateCode));

export const GetPayments = {
  method: "GET",
  path: "/api/companies/:c/projects/:p/payments",
  summary: "Every Bill Application of the project, each in exactly one state, with its reason and both sides.",
  query: z.object({
    state: StatesInQuery.optional(),
    commitment_id: IdInQuery.optional(),
    invoice_id: IdInQuery.optional(),
    q: z.string().max(200).optional(),
    ...PageQuery,
  }),
  reply: listOf(Application).extend({
    /** How many fit the filter, on all pages. */
    total: z.int(),
    /** How many are in each state, whatever `state` filters. */
    counts: z.object(Object.fromEntries(STATE_CODES.map((state) => [state, z.int()])) as Record<StateName, z.ZodInt>),
    unexplained: z.int(),
    asOf: AsOf,
  }),
  errors: ["unauthorized", "forbidden", "not found", "invalid"],
} as const satisfies Endpoint;

type StateName = (typeof STATE_CODES)[number];
