import { docId, type DocKey } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { billsNamedBy } from "./bill-reference.ts";
import type { PaymentSource, ReadAlone } from "./ports.ts";
import { refreshProject, type RefreshDeps } from "./refresh.ts";

/** Documents stood for at a time: what is read is stored, and seen on the pages, batch by batch. */
const BILLS_A_BATCH = 100;

/**
 * Before a connection was read to its end once, its first backfill may take hours; a person who waits sees their own
 * project first. Reads the bills that the project's subcontractor invoices name, with everything paid on them, by key.
 * Moves no watermark, and proves nothing about what it did not read.
 */
export async function readOwnBills(
  source: Pick<PaymentSource, "read">,
  alone: ReadAlone,
  deps: RefreshDeps,
): Promise<void> {
  const { companyId, stood, projectId, pictures } = deps;
  await refreshProject("all", deps);
  const docs = billsNamed(await pictures.pictures(companyId, projectId));
  for (let from = 0; from < docs.length; from += BILLS_A_BATCH) {
    const batch = docs.slice(from, from + BILLS_A_BATCH);
    await alone(companyId, async (holder) => pictures.storeObserved(stood, await source.read(batch), holder));
  }
}

/** The bills that the project's own invoices name and that the picture lacks. */
function billsNamed({ invoices, bills, projectId, tenant }: Pictures): readonly DocKey[] {
  const known = new Set(bills.map(docId));
  const named = invoices
    .filter((invoice) => invoice.projectId === projectId)
    .flatMap(({ originId }) => billsNamedBy(originId, tenant));
  return [...new Map(named.map((bill) => [docId(bill), bill])).values()].filter((bill) => !known.has(docId(bill)));
}
