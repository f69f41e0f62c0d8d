import { ArrowsSync, Warning } from "@procore/core-icons/dist";
import type { InvoiceShape } from "../../../server/contract/invoices.ts";
import type { ApplicationShape } from "../../../server/contract/payments.ts";
import type { RunShape } from "../../../server/contract/runs.ts";
import { usePlace } from "../../api/place.ts";
import { useRunControl } from "../../api/run-control.ts";
import { useAcumaticaLinks } from "../../api/use-acumatica-links.ts";
import { useConnection } from "../../api/use-company.ts";
import { useApplications, useInvoices } from "../../api/use-payments.ts";
import { useTieOut } from "../../api/use-tie-out.ts";
import { said, sentences } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { Amounts } from "../../ui/amount.tsx";
import { totalsOf } from "../../ui/amounts.ts";
import { Bar } from "../../ui/bar.tsx";
import { shareOf } from "../../ui/amounts.ts";
import { Button } from "../../ui/button.tsx";
import { countsDone } from "../../ui/counts.ts";
import { Moment } from "../../ui/dates.tsx";
import { Soft, Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { overpaidWords } from "../../ui/negative-balance.ts";
import { Nothing } from "../../ui/nothing.tsx";
import { Problem } from "../../ui/problem.tsx";
import { PaymentCard } from "./payment-card.tsx";
import { progressWords, resumptionWords } from "../../ui/run-progress.ts";
import { unreadSince } from "../../ui/unread-since.ts";
import { PanelTieOut } from "./panel-tie-out.tsx";
import css from "./side-panel.module.css";
import type { Subject } from "./subject.ts";
import { subjectQuery } from "./subject.ts";

/** What was paid on the commitment or invoice that Procore shows beside. */
export function SidePanel({ subject }: { readonly subject: Subject }) {
  const place = usePlace();
  const beside = subjectQuery(subject);
  const applications = useApplications(place, beside);
  const invoices = useInvoices(place, subject.kind === "commitment" ? { commitment_id: subject.id } : {});
  // Asked for with the lists: what stands above the payments must not come after them.
  const withTieOut = subject.kind === "commitment";
  const tieOut = useTieOut(place, withTieOut);

  if (applications.isPending || invoices.isPending || (withTieOut && tieOut.isPending))
    return <Loading what={t("payments.what")} rows={4} />;
  if (applications.isFailed) return <Problem error={applications.error} onRetry={applications.reload} />;
  if (invoices.isFailed) return <Problem error={invoices.error} onRetry={invoices.reload} />;
  const shown = subject.kind === "invoice" ? invoices.items.filter(({ id }) => id === subject.id) : invoices.items;
  if (subject.kind === "invoice" && shown.length === 0 && applications.items.length === 0) {
    return <Nothing kind="words" title={t("panel.unsupported.title")} says={t("panel.not_found")} />;
  }
  return (
    <Stack>
      <Summary subject={subject} invoices={shown} />
      <SyncThis subject={subject} asOf={applications.first?.asOf.acumatica ?? null} />
      {subject.kind === "commitment" && <PanelTieOut commitmentId={subject.id} />}
      <PaymentCards applications={applications.items} />
    </Stack>
  );
}

function titleOf(subject: Subject, invoice: InvoiceShape | undefined): string {
  if (!invoice) return t("panel.title");
  if (subject.kind === "invoice") return t("panel.invoice", { number: invoice.number });
  return `${t("panel.commitment", { number: invoice.commitment.number })} · ${invoice.commitment.title}`;
}

function Summary({ subject, invoices }: { readonly subject: Subject; readonly invoices: readonly InvoiceShape[] }) {
  const billed = totalsOf(invoices.map((invoice) => invoice.billed).filter((money) => money !== null));
  const paid = totalsOf(invoices.map((invoice) => invoice.paid));
  const balance = totalsOf(invoices.map((invoice) => invoice.balance).filter((money) => money !== null));
  const [firstBilled, firstPaid] = [billed[0], paid[0]];
  return (
    <section className={css.summary}>
      <h2 className={css.title}>{titleOf(subject, invoices[0])}</h2>
      <dl className={css.sums}>
        <dt>{t("panel.billed")}</dt>
        <dt>{t("panel.paid")}</dt>
        <dt>{t("panel.balance")}</dt>
        <dd>
          <Amounts of={billed} />
        </dd>
        <dd>
          <Amounts of={paid} strong />
        </dd>
        <dd>
          <Amounts of={balance} />
        </dd>
      </dl>
      {invoices.map((invoice) => {
        const says = overpaidWords(invoice);
        return (
          says && (
            <p key={invoice.id} className={css.state}>
              {subject.kind === "invoice" ? says : t("join.term", { term: invoice.number, value: says })}
            </p>
          )
        );
      })}
      {firstBilled && firstPaid && <Bar share={shareOf(firstPaid, firstBilled)} />}
    </section>
  );
}

function SyncThis({ subject, asOf }: { readonly subject: Subject; readonly asOf: string | null }) {
  const { access, companyId } = usePlace();
  const { start, starting, runId, progress, ended: latest, startError } = useRunControl();
  const scope = subject.kind === "commitment" ? { commitmentId: subject.id } : { invoiceId: subject.id };
  const trouble = useConnection(companyId, access.canSync).data?.trouble;
  // The panel moves on to other commitments: what came of theirs is not told here.
  const ended = isAbout(latest, subject) ? latest : null;
  return (
    <Stack gap="xs">
      <div className={css.line}>
        <Soft>
          {t("panel.as_of")} {asOf === null ? t("dates.never") : <Moment of={asOf} />}
        </Soft>
        {access.canSync && (
          <Button
            variant="secondary"
            size="sm"
            icon={<ArrowsSync />}
            loading={starting !== null || runId !== null}
            onClick={() => start({ mode: "apply", scope })}
          >
            {t(subject.kind === "commitment" ? "panel.sync_commitment" : "panel.sync_invoice")}
          </Button>
        )}
      </div>
      {trouble && (
        <p className={css.trouble}>
          <span aria-hidden="true">
            <Warning size="sm" />
          </span>
          {unreadSince(trouble)}
        </p>
      )}
      <p role="status" className={css.state}>
        {runId === null ? ended && endWords(ended) : sentences(t("run.apply_running"), progressWords(progress))}
      </p>
      {startError !== null && <Problem error={startError} />}
      {!access.canSync && <Soft>{t("run.read_only.says", { because: said(access.because) })}</Soft>}
    </Stack>
  );
}

function isAbout(run: RunShape | null, { kind, id }: Subject): boolean {
  const scope = run?.scope;
  if (!scope) return false;
  return kind === "commitment"
    ? "commitmentId" in scope && scope.commitmentId === id
    : "invoiceId" in scope && scope.invoiceId === id;
}

/** What a run came to, and why it did not come further. */
function endWords({ counts, error, status }: RunShape): string {
  if (error) return sentences(said(error.says), resumptionWords(error), t("run.ended.failed_says"));
  const done = countsDone(counts);
  return done === "" && status === "succeeded" ? t("run.ended.in_step") : done;
}

function PaymentCards({ applications }: { readonly applications: readonly ApplicationShape[] }) {
  const links = useAcumaticaLinks();
  if (applications.length === 0) return <Nothing kind="words" title={t("panel.none")} />;
  const newest = applications.toSorted((a, b) => (b.payment.date ?? "").localeCompare(a.payment.date ?? ""));
  return (
    <section aria-label={t("panel.payments")}>
      <ul className={css.cards}>
        {newest.map((application) => (
          <PaymentCard key={application.key} application={application} links={links} />
        ))}
      </ul>
    </section>
  );
}
