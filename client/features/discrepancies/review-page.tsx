import { Button } from "@procore/core-react";
import { useState } from "react";
import type { ApplicationShape } from "../../../server/contract/payments.ts";
import { usePlace } from "../../api/place.ts";
import { useRunControl } from "../../api/run-control.ts";
import { useApplications } from "../../api/use-payments.ts";
import { goTo, useRoute } from "../../frame/route.ts";
import { t } from "../../messages/text.ts";
import { totalsOf } from "../../ui/amounts.ts";
import { Amounts } from "../../ui/amount.tsx";
import { KeepFocus } from "../../ui/keep-focus.tsx";
import { Pane, Soft, Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Nothing } from "../../ui/nothing.tsx";
import { Notice, Problem } from "../../ui/problem.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { decisionsFor } from "./decisions.ts";
import { ReviewItem } from "./review-item.tsx";
import css from "./review.module.css";

const SECTIONS = ["needs_review", "failed", "waiting_for_invoice"] as const;

/** Everything that waits for a person, with both sides and what each decision does. */
export function ReviewPage() {
  const applications = useApplications(usePlace());
  const route = useRoute();

  if (applications.isPending) return <Loading what={t("review.what")} rows={4} />;
  if (applications.isFailed) return <Problem error={applications.error} onRetry={applications.reload} />;
  const waiting = SECTIONS.map((state) => ({
    state,
    applications: applications.items.filter((application) => application.state === state),
  })).filter((section) => section.applications.length > 0);
  const asked = applications.items.find(({ key }) => key === route.query.get("payment"));
  const other = asked && !SECTIONS.some((state) => state === asked.state) ? asked : undefined;
  return (
    <KeepFocus label={t("tab.review")}>
      <Stack gap="lg">
        <Settled decided={applications.items.filter(({ decision, state }) => decision && state === "pending")} />
        {other && (
          <Pane title={t("review.one")}>
            <ul className={css.items}>
              <ReviewItem application={other} open onToggle={() => goTo(["review"])} />
            </ul>
          </Pane>
        )}
        {!applications.complete && <Soft>{t("payments.loading_more", { n: applications.items.length })}</Soft>}
        {waiting.length === 0 && !other && applications.complete && (
          <Nothing title={t("review.none.title")} says={t("review.none.says")} />
        )}
        {waiting.map((section) => (
          <Section key={section.state} {...section} />
        ))}
      </Stack>
    </KeepFocus>
  );
}

/** What was decided and waits for the next sync, with the way to have it now. */
function Settled({ decided }: { readonly decided: readonly ApplicationShape[] }) {
  const { access } = usePlace();
  const { start, runId } = useRunControl();
  if (decided.length === 0 || !access.canSync) return null;
  return (
    <Notice tone="info" title={t("review.settled", { n: decided.length })}>
      <Button variant="secondary" disabled={runId !== null} onClick={() => start({ mode: "apply" })}>
        {t("run.sync_short")}
      </Button>
    </Notice>
  );
}

type SectionProps = {
  readonly state: (typeof SECTIONS)[number];
  readonly applications: readonly ApplicationShape[];
};

const FIRST_SHOWN = 50;

function Section({ state, applications }: SectionProps) {
  const { access } = usePlace();
  const route = useRoute();
  const asked = route.query.get("payment");
  const [open, setOpen] = useState<string | null>(asked);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const shown = all ? applications : applications.slice(0, FIRST_SHOWN);
  const chosen = applications.filter(({ key }) => selected.has(key));
  const selectable = access.canSync && applications.length > 1;
  return (
    <Pane
      title={t(`review.section.${state}`)}
      says={t(`review.section_says.${state}`)}
      actions={
        <span>
          {t("review.count", { n: applications.length })} ·{" "}
          <Amounts of={totalsOf(applications.map((a) => a.amount))} strong />
        </span>
      }
    >
      {selectable && <BulkBar applications={applications} chosen={chosen} onSelect={setSelected} />}
      <ul className={css.items}>
        {shown.map((application) => (
          <ReviewItem
            key={application.key}
            application={application}
            open={open === application.key}
            onToggle={() => setOpen(open === application.key ? null : application.key)}
            {...(selectable && decisionsFor(application).length > 0
              ? {
                  selected: selected.has(application.key),
                  onSelect: (on: boolean) => setSelected(withKey(selected, application.key, on)),
                }
              : {})}
          />
        ))}
      </ul>
      {shown.length < applications.length && (
        <button type="button" className={css.more} onClick={() => setAll(true)}>
          {t("review.show_all", { n: applications.length })}
        </button>
      )}
    </Pane>
  );
}

function withKey(keys: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> {
  const next = new Set(keys);
  if (on) next.add(key);
  else next.delete(key);
  return next;
}
