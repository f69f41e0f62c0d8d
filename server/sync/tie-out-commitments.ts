import type { Commitment, SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Currency } from "../domain/money.ts";
import type { Pictures } from "../domain/pictures.ts";
import { byId } from "./groups.ts";
import { commitmentOf } from "./home.ts";
import type { Standing } from "./standing.ts";

/** The project's commitments by number; also one that Procore lists no more, while money of ours stands on it. */
export function commitmentsOf(
  { commitments, projectId, issued }: Pictures,
  standings: readonly Standing[],
): readonly Commitment[] {
  const known = new Set<number | null>([null, ...commitments.map(({ id }) => id)]);
  const currencies = new Map<number, Currency>();
  const unlisted = (id: number | null, currency: Currency | undefined): void => {
    if (id !== null && !known.has(id) && currency !== undefined && !currencies.has(id)) currencies.set(id, currency);
  };
  for (const { commitmentId, currency } of byId(issued)) unlisted(commitmentId, currency);
  for (const one of standings) unlisted(commitmentOf(one), one.application?.currency ?? one.contractPayment?.currency);
  return [
    ...commitments.filter((one) => one.projectId === projectId),
    ...[...currencies].map(([id, currency]) => ({ ...UNLISTED, id, projectId, number: String(id), currency })),
  ].sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : a.id - b.id));
}

const UNLISTED = {
  type: "subcontract",
  title: "",
  status: "",
  vendorId: null,
  originId: null,
  totalPayments: null,
  allowPayments: null,
} as const;

/** The directory's name, else the one that the commitment's first invoice shows. */
export function vendorsOf({ vendors, invoices }: Pictures): (commitment: Commitment) => string {
  const names = new Map(vendors.map(({ id, name }) => [id, name]));
  const first = new Map<number, SubcontractorInvoice>();
  for (const invoice of invoices) {
    const before = first.get(invoice.commitmentId);
    if (!before || invoice.id < before.id) first.set(invoice.commitmentId, invoice);
  }
  return ({ id, vendorId }) => names.get(vendorId ?? 0) ?? first.get(id)?.vendorName ?? "";
}
