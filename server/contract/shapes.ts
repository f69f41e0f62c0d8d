import { z } from "zod";
import type { PaymentMethod } from "../domain/contract-payment.ts";
import type { State, Who } from "../domain/reason-entry.ts";

/** A decimal text with the currency's digits, never a float. The currency is Acumatica's id: mostly ISO 4217, not always. */
export const Money = z.object({ amount: z.string().regex(/^-?\d+(\.\d+)?$/), currency: z.string() });
export type MoneyShape = z.output<typeof Money>;

/** A business date. A day that no calendar has is refused. */
export const LocalDate = z.iso.date();

/** ISO 8601 in UTC. */
export const Instant = z.iso.datetime();

/** Procore's ids: numbers of up to 15 digits. */
export const Id = z.int().positive();

/** An id in a query, where everything is text. */
export const IdInQuery = z
  .union([z.string().regex(/^\d{1,15}$/, "An id of digits only"), Id])
  .transform(Number)
  .refine((id) => id > 0, "An id is greater than 0");

export const PageQuery = {
  page_token: z.string().min(1).max(500).optional(),
  page_size: z
    .union([z.string().regex(/^\d{1,4}$/, "A number of rows"), z.int()])
    .transform(Number)
    .pipe(z.int().min(1).max(2_000))
    .optional(),
};

/** Every list has this form; the token goes back as `page_token`. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextPageToken: z.string().nullable() });
}

export const STATE_CODES = [
  "synced",
  "pending",
  "waiting_for_invoice",
  "needs_review",
  "failed",
  "removed",
  "excluded",
] as const satisfies readonly State[];
export const StateCode = z.enum(STATE_CODES);

export const METHODS = ["check", "credit_card", "electronic"] as const satisfies readonly PaymentMethod[];
export const Method = z.enum(METHODS);

const WHO = [
  "nobody",
  "project accountant",
  "accounting",
  "company admin",
  "Procore admin",
] as const satisfies readonly Who[];

/** Why something is where it is, from the one catalogue, already in words. */
export const Reason = z.object({
  code: z.string(),
  says: z.string(),
  effect: z.string(),
  nextStep: z.string(),
  who: z.enum(WHO),
  /** What the sentence tells beside its code, so that a page can say it in its reader's language. */
  params: z.object({ detail: z.string().nullable() }).optional(),
});
export type ReasonShape = z.output<typeof Reason>;

export const CommitmentRef = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  url: z.string().nullable().optional(),
});

/** When each side's picture was true; null where it was never read. */
export const AsOf = z.object({ acumatica: Instant.nullable(), procore: Instant.nullable() });

export const Person = z.object({ id: Id, login: z.string() });
