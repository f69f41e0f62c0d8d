import type { Beside } from "../../api/use-payments.ts";

/** What the panel stands beside. */
export type Subject = { readonly kind: "commitment" | "invoice"; readonly id: number };

/** Procore's view keys for which there is something to show. A payments tab resolves to its commitment's detail. */
const KINDS: Readonly<Record<string, Subject["kind"]>> = {
  "commitments.work_order_contracts.detail": "commitment",
  "commitments.purchase_order_contracts.detail": "commitment",
  "commitments.requisitions.detail": "invoice",
};

export function subjectOf(view: string | null, id: number | null): Subject | null {
  const kind = view === null ? undefined : KINDS[view];
  return kind && id !== null ? { kind, id } : null;
}

export function subjectQuery({ kind, id }: Subject): Beside {
  return kind === "commitment" ? { commitment_id: id } : { invoice_id: id };
}
