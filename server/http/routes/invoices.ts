import { GetInvoices, type InvoiceShape } from "../../contract/invoices.ts";
import type { ReportedInvoice } from "../../sync/report-types.ts";
import { commitmentShape, linkerFor, type Linker } from "../application-shape.ts";
import type { RouteDeps } from "../deps.ts";
import { inOrder, pageOf } from "../page.ts";
import { route } from "../route.ts";
import { money, moneyOrNull } from "../shapes.ts";

export function invoiceRoutes(deps: RouteDeps) {
  return [
    route(GetInvoices, "view", async ({ params, query }) => {
      const { invoices } = await deps.engine.report(params.c, params.p);
      const found = inOrder(invoices, placeOf)
        .filter(({ row }) => query.commitment_id === undefined || row.commitment.id === query.commitment_id)
        .filter(({ row }) => query.q === undefined || mentions(row, query.q));
      const { items, nextPageToken } = pageOf(found, ({ place }) => place, query);
      const linker = await linkerFor(deps, params);
      return { items: items.map(({ row }) => invoiceShape(row, linker)), nextPageToken, total: found.length };
    }),
  ];
}

/** By commitment, then number, as Procore's own lists. */
function placeOf({ commitment, number, id }: ReportedInvoice): string {
  return [commitment.number, number.padStart(12, "0"), String(id).padStart(15, "0")].join(" ");
}

function mentions({ number, vendor, commitment, status }: ReportedInvoice, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  const texts = [number, vendor, commitment.number, commitment.title, status];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

function invoiceShape(one: ReportedInvoice, linker: Linker): InvoiceShape {
  return {
    id: one.id,
    number: one.number,
    commitment: commitmentShape(one.commitment, linker),
    vendor: one.vendor,
    status: one.status,
    billed: moneyOrNull(one.billed, one.currency),
    paid: money(one.paid, one.currency),
    retainagePaid: money(one.retainagePaid, one.currency),
    balance: moneyOrNull(one.balance, one.currency),
    state: one.state,
    applications: [...one.applications],
    url: linker.invoice(one.commitment, one.id),
  };
}
