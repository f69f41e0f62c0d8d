import { Download } from "@procore/core-icons/dist";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReplyOf } from "../../../server/contract/endpoint.ts";
import { GetAudit } from "../../../server/contract/audit.ts";
import type { GetSettings } from "../../../server/contract/settings.ts";
import { call, send } from "../../api/call.ts";
import { keys } from "../../api/keys.ts";
import { useAllPages } from "../../api/use-all-pages.ts";
import { said } from "../../messages/said.ts";
import type { MessageKey } from "../../messages/text.ts";
import { t } from "../../messages/text.ts";
import { Button } from "../../ui/button.tsx";
import { formatMoment } from "../../ui/dates.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TextField } from "../../ui/field.tsx";
import { Pane, Soft } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Problem } from "../../ui/problem.tsx";
import { saveFile } from "../../ui/save-file.ts";
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
  const [typed, setTyped] = useState("");

  if (audit.isPending) return <Loading what={t("audit.what")} />;
  if (audit.isFailed) return <Problem error={audit.error} onRetry={audit.reload} />;
  const wanted = typed.trim().toLowerCase();
  const newest = audit.items.filter((entry) => textOf(entry).includes(wanted)).toReversed();
  return (
    <Pane title={t("audit.title")} says={t("audit.says")} actions={<Export companyId={companyId} />}>
      {audit.items.length > 0 && (
        <div className={css.filter}>
          <TextField
            label={t("audit.filter")}
            placeholder={t("audit.filter")}
            type="search"
            quiet
            value={typed}
            onChange={setTyped}
          />
        </div>
      )}
      {newest.length === 0 && (
        <div role="status">
          <Soft>{t(audit.items.length === 0 ? "audit.none" : "audit.no_match")}</Soft>
        </div>
      )}
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

function Export({ companyId }: { readonly companyId: number }) {
  const csv = useMutation({
    mutationFn: async () => (await send(GetAudit, { params: { c: companyId }, accept: "text/csv" })).blob(),
    onSuccess: (file) => saveFile(file, t("audit.file", { date: new Date().toISOString().slice(0, 10) })),
  });
  return (
    <>
      <Button variant="secondary" icon={<Download />} loading={csv.isPending} onClick={() => csv.mutate()}>
        {t("audit.csv")}
      </Button>
      {csv.isError && <Problem error={csv.error} />}
    </>
  );
}

/** What the settings are called on their pages. */
const SETTINGS = {
  schedule: "sched.title",
  timeZone: "sched.zone",
  startDate: "pay.start",
  voidPolicy: "pay.void",
  drift: "pay.drift",
  currency: "pay.currency",
  adoptTwins: "pay.twins",
  methods: "pay.methods",
  methodOverrides: "pay.acumatica_methods",
  projectMap: "map.title",
  approvers: "people.approvers",
  billField: "pay.bill_field",
  reader: "pay.reader",
  afterUninstall: "danger.uninstall",
} as const satisfies Readonly<Record<keyof ReplyOf<typeof GetSettings>, MessageKey>>;

function isSetting(name: string): name is keyof typeof SETTINGS {
  return Object.hasOwn(SETTINGS, name);
}

/** What it was about; settings by the names of their fields. */
function targetOf({ what, target }: Entry): string {
  if (what !== "changed settings") return target;
  const names = target.split(", ").map((name) => (isSetting(name) ? t(SETTINGS[name]) : name));
  return names.join(" · ");
}

function textOf(entry: Entry): string {
  return `${entry.who} ${said(entry.what)} ${targetOf(entry)}`.toLowerCase();
}

function AuditLine({ entry }: { readonly entry: Entry }) {
  const [open, setOpen] = useState(false);
  const changed = entry.before !== null || entry.after !== null;
  return (
    <li>
      <div className={css.auditLine}>
        <Soft>{formatMoment(entry.at)}</Soft>
        <span>
          <strong>{entry.who}</strong> {said(entry.what)} · {targetOf(entry)}
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
