import type { Instant } from "../domain/payment.ts";
import type { Queries } from "./db.ts";

/** Where books lie, and under which name they stand in the keys. */
export type Ledger = { readonly baseUrl: string; readonly tenant: string; readonly keyTenant: string };

/** How a company came to books: the first ones, the same moved, other ones, or the same after it had left them. */
export type LedgerHow = "first" | "moved" | "another" | "again";

export type StoredLedger = Ledger & {
  readonly how: LedgerHow;
  readonly from: Instant;
  /** null: the present one. */
  readonly until: Instant | null;
};

/** Every ledger the company was ever connected to, latest last: they outlive the connection, until a purge. */
export async function ledgersOf({ query }: Queries, companyId: number): Promise<readonly StoredLedger[]> {
  const rows = await query
    .selectFrom("ledger")
    .selectAll()
    .where("company_id", "=", companyId)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({
    baseUrl: row.base_url,
    tenant: row.tenant,
    keyTenant: row.key_tenant,
    how: row.how as LedgerHow,
    from: row.from_at,
    until: row.until_at,
  }));
}

/** The company's connection leads to these books from now on. `moved`: an admin said that they are the ones of before. */
export async function enterLedger(
  within: Queries,
  companyId: number,
  { ledger, moved, at }: { readonly ledger: Ledger; readonly moved: boolean; readonly at: Instant },
): Promise<void> {
  const ledgers = await ledgersOf(within, companyId);
  const last = ledgers.at(-1);
  if (last?.until === null && sameLedger(last, ledger)) return;
  await leaveLedger(within, companyId, at);
  const how: LedgerHow = !last ? "first" : sameLedger(last, ledger) ? "again" : moved ? "moved" : "another";
  await within.query
    .insertInto("ledger")
    .values({
      company_id: companyId,
      seq: ledgers.length + 1,
      base_url: ledger.baseUrl,
      tenant: ledger.tenant,
      key_tenant: ledger.keyTenant,
      how,
      from_at: at,
      until_at: null,
    })
    .execute();
}

export async function leaveLedger({ query }: Queries, companyId: number, at: Instant): Promise<void> {
  await query
    .updateTable("ledger")
    .set({ until_at: at })
    .where("company_id", "=", companyId)
    .where("until_at", "is", null)
    .execute();
}

function sameLedger(a: Ledger, b: Ledger): boolean {
  return a.baseUrl === b.baseUrl && a.tenant === b.tenant && a.keyTenant === b.keyTenant;
}
