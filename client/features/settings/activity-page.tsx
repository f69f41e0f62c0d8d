import { Button } from "@procore/core-react";
import { useState } from "react";
import type { ReplyOf } from "../../../server/contract/endpoint.ts";
import { GetAudit } from "../../../server/contract/audit.ts";
import { call } from "../../api/call.ts";
import { keys } from "../../api/keys.ts";
import { useAllPages } from "../../api/use-all-pages.ts";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { formatMoment } from "../../ui/dates.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Pane, Soft } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Problem } from "../../ui/problem.tsx";
import css from "./settings.module.css";

type Entry = ReplyOf<typeof GetAudit>["items"][number];

const SHOWN_AT_ONCE = 100;

/** The log, newest first. */
export function ActivityPage({ companyId }: { readonly companyId: number }) {
  const audit = useAllPages<Entry, ReplyOf<typeof GetAudit>>({
    key: keys.audit(companyId),
    read: ({ page_token, page_size }, signal) =>
      call(GetAudit, {
        params: { c: companyId },
        query: { page_size, ...(page_token === undefined ? {} : { after: page_token }) },
        signal,
      }),
  });
  const [shown, setShown] = useState(SHOWN_AT_ONCE);

  if (audit.isPending) return <Loading what={t("audit.what")} />;
  if (audit.isFailed) return <Problem error={audit.error} onRetry={audit.reload} />;
  const newest = audit.items.toReversed();
  return (
    <Pane title={t("audit.title")} says={t("audit.says")}>
      {newest.length === 0 && <Soft>{t("audit.none")}</Soft>}
      <ol className={css.audit} aria-label={t("audit.title")}>
        {newest.slice(0, shown).map((entry) => (
          <AuditLine key={entry.id} entry={entry} />
        ))}
      </ol>
      {newest.length > shown && (
        <div>
          <Button variant="secondary" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
            {t("audit.more")}
          </Button>
        </div>
      )}
    </Pane>
  );
}

function AuditLine({ entry }: { readonly entry: Entry }) {
  const [open, setOpen] = useState(false);
  const changed = entry.before !== null || entry.after !== null;
  return (
    <li>
      <div className={css.auditLine}>
        <Soft>{formatMoment(entry.at)}</Soft>
        <span>
          <strong>{entry.who}</strong> {said(entry.what)} · {entry.target}
        </span>
        {changed && (
          <Disclosure
            open={open}
            onToggle={() => setOpen(!open)}
            label={t("join.term", { term: t("audit.details"), value: said(entry.what) })}
          >
            {t("audit.details")}
          </Disclosure>
        )}
      </div>
      {open && (
        <dl className={css.auditPair}>
          <dt>{t("audit.before")}</dt>
          <dd>
            <pre>{JSON.stringify(entry.before, null, 2)}</pre>
          </dd>
          <dt>{t("audit.after")}</dt>
          <dd>
            <pre>{JSON.stringify(entry.after, null, 2)}</pre>
          </dd>
        </dl>
      )}
    </li>
  );
}
