import type { Bill } from "../domain/bill.ts";
import { docId } from "../domain/payment.ts";
import { fromBodies } from "./batches.ts";
import { isOneOf, type Queries } from "./db.ts";

/** A vendor's name, once read, stands while Acumatica does not show it: its form may be closed to the app for a while. */
export async function withKnownNames(
  within: Queries,
  companyId: number,
  bills: readonly Bill[],
): Promise<readonly Bill[]> {
  const nameless = bills.filter(({ vendor }) => vendor.name === "").map(docId);
  if (nameless.length === 0) return bills;
  const rows = await within.query
    .selectFrom("bill")
    .select("body")
    .where("company_id", "=", companyId)
    .where(isOneOf(within, "id", nameless))
    .execute();
  const known = new Map(fromBodies<Bill>(rows).map((bill) => [docId(bill), bill.vendor]));
  return bills.map((bill) => {
    const before = bill.vendor.name === "" ? known.get(docId(bill)) : undefined;
    return before?.id === bill.vendor.id ? { ...bill, vendor: before } : bill;
  });
}
