import { GetPayments } from "../../contract/payments.ts";
import { STATE_CODES } from "../../contract/shapes.ts";
import { formatMinor } from "../../domain/money.ts";
import type { ReportedApplication } from "../../sync/report-types.ts";
import { applicationShape, linkerFor } from "../application-shape.ts";
import type { RouteDeps } from "../deps.ts";
import { inOrder, pageOf, type Placed } from "../page.ts";
import { route } from "../route.ts";

export function paymentRoutes(deps: RouteDeps) {
  return [
    route(GetPayments, "view", async ({ params, query }) => {
      const { applications, asOf, unexplained } = await deps.engine.report(params.c, params.p);
      const asked = inOrder(applications, placeOf)
        .filter(({ row: one }) => query.commitment_id === undefined || one.commitment?.id === query.commitment_id)
        .filter(({ row: one }) => query.invoice_id === undefined || one.invoice?.id === query.invoice_id)
        .filter(({ row }) => query.q === undefined || mentions(row, query.q));
      const found = asked.filter(({ row }) => query.state?.includes(row.state) ?? true);
      const { items, nextPageToken } = pageOf(found, ({ place }) => place, query);
      const linker = await linkerFor(deps, params);
      return {
        items: items.map(({ row }) => applicationShape(row, linker)),
        nextPageToken,
        total: found.length,
        counts: countsOf(asked),
        unexplained,
        asOf,
      };
    }),
  ];
}

type StateName = (typeof STATE_CODES)[number];

function countsOf(applications: readonly Placed<ReportedApplication>[]): Record<StateName, number> {
  const counts = Object.fromEntries(STATE_CODES.map((state) => [state, 0])) as Record<StateName, number>;
  for (const { row } of applications) counts[row.state] += 1;
  return counts;
}

/** Newest first: the digits of the date counted from nine, then the key. */
function placeOf({ payment, key }: ReportedApplication): string {
  const date = (payment.date ?? "0000-00-00").replace(/\d/g, (digit) => String(9 - Number(digit)));
  return `${date} ${key}`;
}

/** Does what a person typed stand in any number or name of it? */
function mentions(one: ReportedApplication, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  const texts = [
    one.payment.ref,
    one.payment.reference,
    one.bill.ref,
    one.bill.vendorRef,
    one.bill.vendor,
    one.commitment?.number,
    one.commitment?.title,
    one.invoice?.number,
    formatMinor(one.amount, one.currency),
  ];
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}
