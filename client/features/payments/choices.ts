import type { Option } from "../../ui/field.tsx";
import type { Choices } from "./filter-bar.tsx";
import type { Group } from "./group.ts";

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function byLabel(a: Option<string>, b: Option<string>): number {
  return collator.compare(a.label, b.label);
}

/** Every commitment and vendor that the lists name. */
export function choicesOf(groups: readonly Group[]): Choices {
  const commitments = new Map<string, string>();
  const vendors = new Set<string>();
  for (const { invoice, applications } of groups) {
    const named = invoice ? [invoice.commitment] : applications.map(({ commitment }) => commitment);
    for (const commitment of named) {
      if (commitment) commitments.set(String(commitment.id), `${commitment.number} ${commitment.title}`);
    }
    if (invoice) vendors.add(invoice.vendor);
    else for (const { bill } of applications) vendors.add(bill.vendor);
  }
  return {
    commitments: [...commitments].map(([value, label]) => ({ value, label })).sort(byLabel),
    vendors: [...vendors].map((vendor) => ({ value: vendor, label: vendor })).sort(byLabel),
  };
}
