import type { State } from "../../server/domain/reason-entry.ts";
import type { ReasonCode } from "../../server/domain/reasons.ts";
import type { DocKey, Minor } from "../fakes/acumatica/rows.ts";

export type DemoProject = {
  readonly id: number;
  readonly name: string;
  readonly number: string;
  readonly acumaticaId: string;
};

export type DemoCommitment = {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly type: "WorkOrderContract" | "PurchaseOrderContract";
  readonly project: DemoProject;
  /** The vendor's id in Acumatica. */
  readonly vendor: string;
};

/** A bill in Acumatica, and the subcontractor invoice that it came from. */
export type DemoBill = {
  readonly doc: DocKey;
  readonly vendor: string;
  readonly commitment: DemoCommitment;
  readonly amount: Minor;
  readonly date: string;
  /** null: Procore has no invoice for it (yet). */
  invoiceId: number | null;
};

/** Why an application must not stand in Procore as ours: the state and the reason that the app has to give. */
export type Held = { readonly state: State; readonly reason: ReasonCode };

/** What a person did to the contract payment behind the app's back; it must stay as they left it. */
export type Meddled = "edited" | "deleted";

/** One Bill Application as the story built it. What became of it since, the ledger says. */
export type Told = {
  readonly key: string;
  readonly payment: DocKey;
  readonly bill: DemoBill;
  /** null: it has to stand in Payments Issued as long as the ledger calls it active. */
  held: Held | null;
  /** The story in a few words, for those that are out of the ordinary. */
  tale: string | null;
  /** A payment typed in by hand that has to be taken over instead of doubled. */
  twinId: number | null;
  meddled: Meddled | null;
  /** Once it ends it must stand at 0.00 instead of being deleted: somebody attached a file, or typed it in. */
  keptAtZero: boolean;
};

export function keyOf(tenant: string, payment: DocKey, bill: DocKey): string {
  return `acu:${tenant}:${payment.type}:${payment.ref}:${bill.type}:${bill.ref}`;
}
