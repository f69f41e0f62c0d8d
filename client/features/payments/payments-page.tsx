import { Button } from "@procore/core-react";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { usePlace } from "../../api/place.ts";
import { useAcumaticaLinks } from "../../api/use-acumatica-links.ts";
import { useApplications, useInvoices } from "../../api/use-payments.ts";
import type { Query } from "../../frame/route.ts";
import { setQuery, useRoute } from "../../frame/route.ts";
import { t } from "../../messages/text.ts";
import { Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Nothing } from "../../ui/nothing.tsx";
import { Notice, Problem } from "../../ui/problem.tsx";
import { useWide } from "../../ui/use-wide.ts";
import { choicesOf } from "./choices.ts";
import { asksForPayments, filterGroups, NO_FILTER, readFilter } from "./filter.ts";
import { FilterBar } from "./filter-bar.tsx";
import { groupByInvoice, sortGroups, totalsOfGroups } from "./group.ts";
import { NoPayments } from "./no-payments.tsx";
import { PaymentList } from "./payment-list.tsx";
import { linesOf } from "./rows.ts";
import { readSort, writeSort } from "./sort.ts";
import { StateChips } from "./state-chips.tsx";
import { Totals } from "./totals.tsx";

const WIDE = 900;

/** What is open against the default, as a set that a click flips. */
function useFlipped() {
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set());
  const flip = useCallback((key: string) => {
    setFlipped((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  return { flipped, flip };
}

/** Subcontractor invoices with their payments: the first question, "is it paid?", answered on one page. */
export function PaymentsPage() {
  const place = usePlace();
  const applications = useApplications(place);
  const invoices = useInvoices(place);

  if (applications.isPending || invoices.isPending) return <Loading what={t("payments.what")} rows={8} />;
  if (applications.isFailed) return <Problem error={applications.error} onRetry={applications.reload} />;
  if (invoices.isFailed) return <Problem error={invoices.error} onRetry={invoices.reload} />;
  if (invoices.items.length === 0 && applications.items.length === 0) {
    return <NoPayments wasRead={(applications.first?.asOf.acumatica ?? null) !== null} />;
  }
  return <LoadedPayments applications={applications} invoices={invoices} />;
}

type LoadedProps = {
  readonly applications: ReturnType<typeof useApplications>;
  readonly invoices: ReturnType<typeof useInvoices>;
};

function LoadedPayments({ applications, invoices }: LoadedProps) {
  const route = useRoute();
  const wide = useWide(WIDE);
  const links = useAcumaticaLinks();
  const { flipped, flip } = useFlipped();
  const filter = useMemo(() => readFilter(route.query), [route]);
  const sort = useMemo(() => readSort(route.query), [route]);
  const change = useCallback((query: Query) => setQuery(route, query), [route]);

  const groups = useMemo(
    () => groupByInvoice(invoices.items, applications.items, invoices.complete),
    [invoices.items, applications.items, invoices.complete],
  );
  const choices = useMemo(() => choicesOf(groups), [groups]);
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => sortGroups(filterGroups(groups, wanted), sort), [groups, wanted, sort]);
  const totals = useMemo(() => totalsOfGroups(shown), [shown]);
  const lines = useMemo(
    () => linesOf(shown, { flipped, all: asksForPayments(wanted), payment: wanted.payment }),
    [shown, flipped, wanted],
  );

  const failed = [applications, invoices].find(({ error }) => error !== null);
  const counts = applications.first?.counts;
  return (
    <Stack>
      {failed && (
        <Notice tone="attention" title={t("payments.partial.title")} says={t("payments.partial.says")}>
          <Button variant="secondary" onClick={failed.reload}>
            {t("action.try_again")}
          </Button>
        </Notice>
      )}
      {counts && <StateChips counts={counts} chosen={filter.state} onChoose={(state) => change({ state })} />}
      <FilterBar filter={filter} choices={choices} wide={wide} onChange={change} />
      <Totals of={totals} loading={!failed && !(applications.complete && invoices.complete)} />
      {lines.length === 0 ? (
        <Nothing kind="results" title={t("payments.no_match.title")} says={t("payments.no_match.says")}>
          <Button variant="secondary" onClick={() => change(NO_FILTER)}>
            {t("payments.clear")}
          </Button>
        </Nothing>
      ) : (
        <PaymentList
          lines={lines}
          wide={wide}
          links={links}
          onToggle={flip}
          sort={sort}
          onSort={(next) => change(writeSort(next))}
        />
      )}
    </Stack>
  );
}
