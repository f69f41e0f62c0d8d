import { isBill, type Bill } from "../domain/bill.ts";
import type { Commitment, SubcontractorInvoice } from "../domain/contract-payment.ts";
import { asRead, folded } from "../domain/number.ts";
import { decodeKeyPart, docId } from "../domain/payment.ts";

/** By what a bill and a project can name each other. `parent`: the bill a retainage bill or instalment comes from. */
export type ReferenceKind = "project" | "commitment" | "bill" | "invoice" | "parent";
export type Reference = { readonly kind: ReferenceKind; readonly value: string };

/** Everything that a bill names, and its own number, each once. */
export function referencesOfBill(bill: Bill): readonly Reference[] {
  const names = bill.lines.flatMap(({ project, order }) => [
    refer("project", project),
    // Of both kinds: a number that fits only the other kind is a question, and has to be shown somewhere.
    refer("commitment", order === null || order === "unknown" ? null : order.number),
  ]);
  const invoices = [bill.procoreInvoiceId, bill.noteInvoiceId ?? null];
  const parents = [bill.retainageOf, bill.instalmentOf, bill.reverses].flatMap((parent) =>
    parent ? [docId(parent)] : [],
  );
  return distinct([
    ...names.flat(),
    ...(isBill(bill) ? refer("bill", bill.ref, folded) : []),
    ...invoices.flatMap((id) => (id === null ? [] : refer("invoice", String(id)))),
    ...parents.map((value) => ({ kind: "parent" as const, value })),
  ]);
}

/** What a bill's line may say to mean this commitment. */
export function referencesOfCommitment({ number, originId }: Commitment): readonly Reference[] {
  return distinct([...refer("commitment", number), ...refer("commitment", originId)]);
}

/** What a bill may say to mean this invoice, and the bill that the invoice says it became. */
export function referencesOfInvoice({ id, originId }: SubcontractorInvoice): readonly Reference[] {
  const named = originId === null ? [] : billNames(folded(originId)).flatMap((name) => refer("bill", name, folded));
  return distinct([...refer("invoice", String(id)), ...named]);
}

const TYPED = /^(?:INV|BILL)[ -](.+)$/;
const OWN = /^ACU:([^:]+):(?:INV|BILL):([^:]+)$/;

/**
 * `000123`, `INV 000123`, `Bill-000123` or `acu:<tenant>:INV:000123` (product.md §10, rule 2). "INV-7" may be a type
 * and a number or a number that begins so: both are kept, for this only gathers bills; matching decides.
 */
function billNames(originId: string): readonly string[] {
  const [, tenant, ref] = OWN.exec(originId) ?? [];
  if (tenant !== undefined && ref !== undefined) return [nameWithTenant(decodeKeyPart(ref), decodeKeyPart(tenant))];
  const [, tail] = TYPED.exec(originId) ?? [];
  return tail === undefined ? [originId] : [originId, tail];
}

/** How a bill's number is kept when the name came with its tenant; the tenant in use is not known while storing. */
export function nameWithTenant(ref: string, tenant: string): string {
  return `ACU:${folded(tenant)}:INV:${folded(ref)}`;
}

/** The number in such a name, where the tenant is this one; any other name as it is. */
export function nameWithoutTenant(name: string, tenant: string): string {
  const prefix = nameWithTenant("", tenant);
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function refer(kind: ReferenceKind, text: string | null, compared = asRead): readonly Reference[] {
  const value = compared(text ?? "");
  return value === "" ? [] : [{ kind, value }];
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  return [...new Map(references.map((reference) => [`${reference.kind} ${reference.value}`, reference])).values()];
}
