import type { ProcoreProject } from "../domain/contract-payment.ts";
import type { Instant } from "../domain/payment.ts";
import type { AcumaticaMethod, AcumaticaProject } from "../domain/settings.ts";
import type { ReaderName } from "../sync/ports.ts";
import { fromJson } from "./batches.ts";
import type { Queries } from "./db.ts";

/** Short lists, read and replaced whole, each with the time it was true. */
type Listings = {
  readonly methods: AcumaticaMethod;
  readonly "acumatica projects": AcumaticaProject;
  /** The user field with which bills were read, alone; none where they were read without. */
  readonly "bill field": string;
  /** The reader that Acumatica was last read with, alone. */
  readonly reader: ReaderName;
  readonly projects: ProcoreProject;
  /** Its rows are in `vendor`; here is only when they were read, and whether they were not shown. */
  readonly vendors: "not shown";
};

type Listing<Item> = { readonly items: readonly Item[]; readonly at: Instant | null };

export async function storeListing<Kind extends keyof Listings>(
  { query }: Queries,
  companyId: number,
  kind: Kind,
  { items, at }: { readonly items: readonly Listings[Kind][]; readonly at: Instant },
): Promise<void> {
  const columns = { at, body: JSON.stringify(items) };
  await query
    .insertInto("listing")
    .values({ company_id: companyId, kind, ...columns })
    .onConflict((conflict) => conflict.columns(["company_id", "kind"]).doUpdateSet(columns))
    .execute();
}

export async function readListing<Kind extends keyof Listings>(
  { query }: Queries,
  companyId: number,
  kind: Kind,
): Promise<Listing<Listings[Kind]>> {
  const row = await query
    .selectFrom("listing")
    .select(["at", "body"])
    .where("company_id", "=", companyId)
    .where("kind", "=", kind)
    .executeTakeFirst();
  return row ? { items: fromJson<Listings[Kind][]>(row.body), at: row.at } : { items: [], at: null };
}
