import fc from "fast-check";
import type { Absence } from "../../server/domain/contract-payment.ts";
import type { Company } from "./company.ts";
import { changed, event, without, type At } from "./event.ts";

function notShown(company: Company, { at: index, absence }: At & { readonly absence: Absence }): Company {
  return { ...company, invoices: changed(company.invoices, { at: index }, (one) => ({ ...one, absence })) };
}

/** What happens in Procore to invoices and to the commitments they are on. */
export const withInvoices = [
  event("an invoice is forgotten", {}, (company, where) =>
    company.invoices.length === 1 ? company : { ...company, invoices: without(company.invoices, where) },
  ),
  event("an invoice is no longer shown", { absence: fc.constantFrom("missing", "gone", "hidden") }, notShown),
  event("an invoice is deleted and made anew", {}, (company, { at: index }) => {
    const before = company.invoices[index % company.invoices.length];
    const id = 1 + Math.max(...company.invoices.map((one) => one.id));
    const deleted = notShown(company, { at: index, absence: "gone" });
    return before ? { ...deleted, invoices: [...deleted.invoices, { ...before, id, originId: null }] } : company;
  }),
  event("an invoice is renumbered", {}, (company, where) => ({
    ...company,
    invoices: changed(company.invoices, where, (one) => ({ ...one, number: `${one.number}-A` })),
  })),
  event("a commitment is no longer shown", {}, (company, where) => ({
    ...company,
    commitments: changed(company.commitments, where, (one) => ({ ...one, hidden: one.hidden !== true })),
  })),
];
