import { useId } from "react";
import { SCHEDULE_CODES } from "../../../server/contract/settings.ts";
import { useConnection } from "../../api/use-company.ts";
import { t } from "../../messages/text.ts";
import { formatMoment } from "../../ui/dates.tsx";
import { Tick } from "../../ui/field.tsx";
import { Pane, Soft } from "../../ui/layout.tsx";
import { SaveBar } from "./save-bar.tsx";
import type { SettingsShape } from "./settings-gate.tsx";
import css from "./settings.module.css";
import { useDraft } from "./use-draft.ts";

export type SettingsPageProps = { readonly companyId: number; readonly stored: SettingsShape };

export function SchedulePage({ companyId, stored }: SettingsPageProps) {
  const form = useDraft(companyId, stored);
  const connection = useConnection(companyId);
  const name = useId();
  const next = connection.data?.nextScheduledAt ?? null;
  return (
    <Pane title={t("sched.title")} says={t("sched.says")}>
      <fieldset className={css.group}>
        <legend>{t("sched.legend")}</legend>
        {SCHEDULE_CODES.map((code) => (
          <Tick
            key={code}
            type="radio"
            name={name}
            label={t(`sched.${code}`)}
            checked={form.draft.schedule === code}
            onChange={() => form.change({ schedule: code })}
          />
        ))}
      </fieldset>
      {next !== null && !form.dirty && <p>{t("sched.next", { when: formatMoment(next) })}</p>}
      <Soft>{t("sched.cost")}</Soft>
      <SaveBar of={form} />
    </Pane>
  );
}
