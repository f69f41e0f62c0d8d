import type { ReplyOf } from "../../server/contract/endpoint.ts";
import { GetInvoices } from "../../server/contract/invoices.ts";
import type { InvoiceShape } from "../../server/contract/invoices.ts";
import { GetPayments } from "../../server/contract/payments.ts";
import type { ApplicationShape } from "../../server/contract/payments.ts";
import { call } from "./call.ts";
import type { Place } from "./keys.ts";
import { keys } from "./keys.ts";
import { useAllPages } from "./use-all-pages.ts";

/** Narrows both lists to what a side panel stands beside. */
export type Beside = { readonly commitment_id?: number; readonly invoice_id?: number };

/** Every Bill Application of a project. */
export function useApplications(place: Place, beside: Beside = {}) {
  const params = { c: place.companyId, p: place.projectId };
  return useAllPages<ApplicationShape, ReplyOf<typeof GetPayments>>({
    key: [...keys.payments(place), beside],
    read: (asked, signal) => call(GetPayments, { params, query: { ...asked, ...beside }, signal }),
  });
}

/** Every subcontractor invoice of a project, with what Acumatica paid of it. */
export function useInvoices(place: Place, beside: Pick<Beside, "commitment_id"> = {}) {
  const params = { c: place.companyId, p: place.projectId };
  return useAllPages<InvoiceShape, ReplyOf<typeof GetInvoices>>({
    key: [...keys.invoices(place), beside],
    read: (asked, signal) => call(GetInvoices, { params, query: { ...asked, ...beside }, signal }),
  });
}
