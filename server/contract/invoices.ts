import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { CommitmentRef, Id, IdInQuery, listOf, Money, PageQuery, StateCode } from "./shapes.ts";

/** A subcontractor invoice and what Acumatica paid of it. */
export const Invoice = z.object({
  id: Id,
  number: z.string(),
  commitment: CommitmentRef,
  vendor: z.string(),
  /** Procore's own status of the invoice. */
  status: z.string(),
  billed: Money.nullable(),
  paid: Money,
  /** The part of `paid` that pays retainage, billed on a bill of its own: `billed` does not hold it. */
  retainagePaid: Money,
  balance: Money.nullable(),
  /** The least settled state among its applications; null where none reached it. */
  state: StateCode.nullable(),
  applications: z.array(z.string()),
  url: z.string().nullable(),
});
export type InvoiceShape = z.output<typeof Invoice>;

export const GetInvoices = {
  method: "GET",
  path: "/api/companies/:c/projects/:p/invoices",
  summary: "Subcontractor invoices: billed, paid, balance, state.",
  query: z.object({ commitment_id: IdInQuery.optional(), q: z.string().max(200).optional(), ...PageQuery }),
  reply: listOf(Invoice).extend({ total: z.int() }),
  errors: ["unauthorized", "forbidden", "not found", "invalid"],
} as const satisfies Endpoint;
