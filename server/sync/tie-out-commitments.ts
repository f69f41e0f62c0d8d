import type { Commitment, ContractPayment, SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import type { Standing } from "./standing.ts";

type Groups<T> = ReadonlyMap<number, readonly T[]>;

/** The project's commitments by number; also one that Procore lists no more, while money of ours stands on it. */
export function commitmentsOf(
  { commitments, projectId }: Pictures,
  standings: Groups<Standing>,
  issued: Groups<ContractPayment>,
): readonly Commitment[] {
  const known = new Set(commitments.map(({ id }) => id));
  const unlisted = [...new Set([...standings.keys(), ...issued.keys()])].filter((id) => !known.has(id));
  return [
    ...commitments.filter((one) => one.projectId === projectId),
    ...unlisted.map((id) => {
      const shown = issued.get(id)?.[0] ?? standings.get(id)?.[0]?.application;
      return { ...UNLISTED, id, projectId, number: String(id), currency: shown?.currency ?? "USD" };
    }),
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

export function groupIssued(issued: readonly ContractPayment[]): Map<number, ContractPayment[]> {
  const groups = new Map<number, ContractPayment[]>();
  for (const payment of [...issued].sort((a, b) => a.id - b.id)) {
    const group = groups.get(payment.commitmentId);
    if (group) group.push(payment);
    else groups.set(payment.commitmentId, [payment]);
  }
  return groups;
}
