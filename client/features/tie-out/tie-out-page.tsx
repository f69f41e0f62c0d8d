import { Download } from "@procore/core-icons/dist";
import { useMutation } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePlace } from "../../api/place.ts";
import { useApplications, useInvoices } from "../../api/use-payments.ts";
import { readTieOutCsv, useTieOut } from "../../api/use-tie-out.ts";
import { t } from "../../messages/text.ts";
import { Button } from "../../ui/button.tsx";
import { changeNames } from "../../ui/change-names.ts";
import { formatMoment } from "../../ui/dates.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Nothing } from "../../ui/nothing.tsx";
import { Problem } from "../../ui/problem.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { CommitmentTable } from "./commitment-table.tsx";
import { Equations } from "./equations.tsx";
import { PaidChart } from "./paid-chart.tsx";
import css from "./tie-out.module.css";
import { Verdict } from "./verdict.tsx";

/** Month-end on one page: does Procore show what was paid, to the cent, and if not, why? */
export function TieOutPage() {
  const place = usePlace();
  const tieOut = useTieOut(place);
  const invoices = useInvoices(place);
  const { items } = useApplications(place);
  const names = useMemo(() => changeNames(items), [items]);

  if (tieOut.isPending) return <Loading what={t("tie.what")} />;
  if (tieOut.data === undefined) return <Problem error={tieOut.failure} onRetry={tieOut.reload} />;
  if (tieOut.data.commitments.length === 0) return <Nothing title={t("tie.none.title")} says={t("tie.none.says")} />;
  return (
    <Stack>
      <StatementHead />
      <Row spread gap="md">
        <Verdict tieOut={tieOut.data} />
        <Exports />
      </Row>
      {tieOut.data.totals.map((figures) => (
        <Equations key={figures.currency} figures={figures} alone={tieOut.data?.totals.length === 1} />
      ))}
      <CommitmentTable tieOut={tieOut.data} names={names} />
      <PaidChart invoices={invoices} />
    </Stack>
  );
}

/** What a printed statement needs and the screen already shows around it. */
function StatementHead() {
  const { access } = usePlace();
  return (
    <div className={css.statement}>
      <h1>{t("statement.title")}</h1>
      <p>
        {t("join.term", { term: t("statement.company"), value: access.company.name ?? String(access.company.id) })}
        {" · "}
        {t("join.term", {
          term: t("statement.project"),
          value: [access.project?.number, access.project?.name].filter(Boolean).join(" "),
        })}
      </p>
      <p>{t("join.term", { term: t("statement.printed"), value: formatMoment(new Date().toISOString()) })}</p>
    </div>
  );
}

function Exports() {
  const place = usePlace();
  const csv = useMutation({
    mutationFn: () => readTieOutCsv(place),
    onSuccess: (file) => {
      const project = place.access.project?.number ?? String(place.projectId);
      saveFile(file, t("tie.file", { project, date: new Date().toISOString().slice(0, 10) }));
    },
  });
  return (
    <div className="no-print">
      <Row>
        <Button variant="secondary" icon={<Download />} loading={csv.isPending} onClick={() => csv.mutate()}>
          {t("tie.csv")}
        </Button>
        <Button variant="secondary" onClick={() => window.print()}>
          {t("tie.print")}
        </Button>
      </Row>
      {csv.isError && <Problem error={csv.error} />}
    </div>
  );
}
