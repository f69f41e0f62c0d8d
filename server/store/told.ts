import { sql } from "kysely";
import type { ToldIds } from "../domain/hint.ts";
import type { Instant } from "../domain/payment.ts";
import { lockInOrder } from "./batches.ts";
import { isOneOf, type Queries } from "./db.ts";
import { markMissing } from "./invoices.ts";

/**
 * These are said to have changed, or to be gone: whichever run comes next lists the commitments and asks for the
 * invoices. Returns the projects that they are in, as far as they are known.
 */
export async function markHinted(
  within: Queries,
  companyId: number,
  { contractPaymentIds, commitmentIds, invoiceIds, at }: ToldIds & { readonly at: Instant },
): Promise<readonly number[]> {
  const paid = await placesOf(within, "contract_payment", { companyId, ids: contractPaymentIds });
  const billed = await placesOf(within, "invoice", { companyId, ids: invoiceIds });
  const commitments = [...new Set([...commitmentIds, ...paid.map(({ commitment }) => commitment)])];
  const hinted = await hint(within, companyId, { ids: commitments.sort((a, b) => a - b), at });
  await markMissing(within, companyId, invoiceIds);
  return [...new Set([...paid, ...billed, ...hinted].map(({ project }) => project))];
}

type Of = { readonly companyId: number; readonly ids: readonly number[] };
type Place = { readonly project: number; readonly commitment: number };

async function placesOf(
  within: Queries,
  table: "contract_payment" | "invoice",
  { companyId, ids }: Of,
): Promise<readonly Place[]> {
  if (ids.length === 0) return [];
  const commitment = table === "contract_payment" ? sql<number>`commitment_id` : sql<number>`0`;
  return within.query
    .selectFrom(table)
    .select(["project_id as project", commitment.as("commitment")])
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", ids))
    .execute();
}

async function hint(
  within: Queries,
  companyId: number,
  { ids, at }: { readonly ids: readonly number[]; readonly at: Instant },
): Promise<readonly Pick<Place, "project">[]> {
  if (ids.length === 0) return [];
  await lockInOrder(within, "commitment", companyId, isOneOf(within, "id", ids));
  return within.query
    .updateTable("commitment")
    .set({ hinted_at: at })
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", ids))
    .returning("project_id as project")
    .execute();
}
