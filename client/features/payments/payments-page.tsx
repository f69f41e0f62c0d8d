import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { usePlace } from "../../api/place.ts";
import { useRunControl } from "../../api/run-control.ts";
import { useAcumaticaLinks } from "../../api/use-acumatica-links.ts";
import { useApplications, useInvoices } from "../../api/use-payments.ts";
import type { Query } from "../../frame/route.ts";
import { setQuery, useRoute } from "../../frame/route.ts";
import { sentences } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { Button } from "../../ui/button.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Nothing } from "../../ui/nothing.tsx";
import { Notice, Problem, wordsOf } from "../../ui/problem.tsx";
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
  if (applications.isFailed && invoices.isFailed)
    return <Problem error={applications.error} onRetry={applications.reload} />;
  if (!applications.isFailed && !invoices.isFailed && invoices.items.length === 0 && applications.items.length === 0) {
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

  const rest = invoices.complete ? "all here" : invoices.isFailed || invoices.isCutShort ? "missing" : "to come";
  const groups = useMemo(
    () => groupByInvoice(invoices.items, applications.items, rest),
    [invoices.items, applications.items, rest],
  );
  const choices = useMemo(() => choicesOf(groups), [groups]);
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => sortGroups(filterGroups(groups, wanted), sort), [groups, wanted, sort]);
  const totals = useMemo(() => totalsOfGroups(shown), [shown]);
  const lines = useMemo(
    () => linesOf(shown, { flipped, all: asksForPayments(wanted), payment: wanted.payment, notes: wide }),
    [shown, flipped, wanted, wide],
  );

  const incomplete = applications.isFailed || invoices.isFailed || applications.isCutShort || invoices.isCutShort;
  const loading = !incomplete && !(applications.complete && invoices.complete);
  const counts = applications.first?.counts;
  return (
    <Stack>
      {incomplete && <Incomplete applications={applications} invoices={invoices} />}
      {applications.first?.asOf.procore === null && <ProcoreUnread />}
      {counts && <StateChips counts={counts} chosen={filter.state} onChoose={(state) => change({ state })} />}
      <FilterBar filter={filter} choices={choices} wide={wide} onChange={change} />
      {!invoices.isFailed && <Totals of={totals} loading={loading} />}
      {lines.length === 0 && loading ? (
        // What fits may be among those still to come.
        <Loading what={t("payments.what")} rows={8} />
      ) : lines.length === 0 ? (
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

/** One part of what belongs together could not be read: which one, and why. */
function Incomplete({ applications, invoices }: LoadedProps) {
  const missing = applications.isFailed || applications.isCutShort ? applications : invoices;
  const part = applications.isFailed ? "payments" : invoices.isFailed ? "invoices" : "says";
  return (
    <Notice
      tone="attention"
      title={t("payments.partial.title")}
      says={sentences(t(`payments.partial.${part}`), wordsOf(missing.error).says)}
    >
      <Button variant="secondary" onClick={missing.reload}>
        {t("action.try_again")}
      </Button>
    </Notice>
  );
}

/** Acumatica is read as soon as it is connected; Procore by the first preview or sync of the project. */
function ProcoreUnread() {
  const { access } = usePlace();
  const { start, runId } = useRunControl();
  if (!access.canSync) {
    return <Notice tone="info" title={t("payments.no_procore.title")} says={t("payments.no_procore.ask")} />;
  }
  return (
    <Notice tone="info" title={t("payments.no_procore.title")} says={t("payments.no_procore.says")}>
      <Button variant="secondary" disabled={runId !== null} onClick={() => start({ mode: "preview" })}>
        {t("run.preview")}
      </Button>
    </Notice>
  );
}
