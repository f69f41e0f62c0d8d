import { GetPayments } from "../../contract/payments.ts";
import { STATE_CODES } from "../../contract/shapes.ts";
import { formatMinor } from "../../domain/money.ts";
import type { ReportedApplication } from "../../sync/report-types.ts";
import { applicationShape, linkerFor } from "../application-shape.ts";
import type { RouteDeps } from "../deps.ts";
import { pageOf } from "../page.ts";
import { route } from "../route.ts";

export function paymentRoutes(deps: RouteDeps) {
  return [
    route(GetPayments, "view", async ({ params, query }) => {
      const { applications, asOf, unexplained } = await deps.engine.report(params.c, params.p);
      const asked = applications
        .filter((one) => query.commitment_id === undefined || one.commitment?.id === query.commitment_id)
        .filter((one) => query.invoice_id === undefined || one.invoice?.id === query.invoice_id)
        .filter((one) => query.q === undefined || mentions(one, query.q));
      const found = asked.filter(({ state }) => query.state?.includes(state) ?? true);
      const { items, nextPageToken } = pageOf(sorted(found), placeOf, query);
      const linker = await linkerFor(deps, params);
      return {
        items: items.map((one) => applicationShape(one, linker)),
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

function countsOf(applications: readonly ReportedApplication[]): Record<StateName, number> {
  const counts = Object.fromEntries(STATE_CODES.map((state) => [state, 0])) as Record<StateName, number>;
  for (const { state } of applications) counts[state] += 1;
  return counts;
}

function sorted(applications: readonly ReportedApplication[]): ReportedApplication[] {
  return applications
    .map((one) => ({ one, place: placeOf(one) }))
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .map(({ one }) => one);
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
