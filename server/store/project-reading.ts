import type { Instant } from "../domain/payment.ts";
import { insertRows } from "./batches.ts";
import type { Queries } from "./db.ts";
import type { Reference } from "./references.ts";

export type ReferencesFrom = {
  readonly projectId: number;
  readonly source: string;
  readonly references: readonly Reference[];
};

/** What makes bills concern the project, under the row that says so. */
export function storeReferences(within: Queries, companyId: number, named: readonly ReferencesFrom[]): Promise<void> {
  const rows = named.flatMap(({ projectId, source, references }) =>
    references.map(({ kind, value }) => ({ company_id: companyId, kind, value, project_id: projectId, source })),
  );
  return insertRows(within, "project_reference", rows);
}

/** When a part of the project was last read. */
export async function markRead(
  { query }: Queries,
  companyId: number,
  projectId: number,
  columns: { commitments_at: Instant } | { invoices_at: Instant },
): Promise<void> {
  await query
    .insertInto("project_reading")
    .values({ company_id: companyId, project_id: projectId, ...columns })
    .onConflict((conflict) => conflict.columns(["company_id", "project_id"]).doUpdateSet(columns))
    .execute();
}
