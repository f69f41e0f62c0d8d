import { useId } from "react";
import { SCHEDULE_CODES } from "../../../server/contract/settings.ts";
import { useConnection } from "../../api/use-company.ts";
import { t } from "../../messages/text.ts";
import { formatMoment } from "../../ui/dates.tsx";
import { Choice, Tick, type Option } from "../../ui/field.tsx";
import { Pane, Soft } from "../../ui/layout.tsx";
import { SaveBar } from "./save-bar.tsx";
import type { SettingsShape } from "./settings-gate.tsx";
import css from "./settings.module.css";
import { useDraft } from "./use-draft.ts";

export type SettingsPageProps = { readonly companyId: number; readonly stored: SettingsShape };

/** Whoever chooses a schedule means the days and nights of where they are. */
function zoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function zones(chosen: string | null): readonly Option<string>[] {
  const known = new Set([...Intl.supportedValuesOf("timeZone"), ...(chosen === null ? [] : [chosen])]);
  const named = [...known].sort().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
  return [{ value: "", label: t("sched.zone_server") }, ...named];
}

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
            onChange={() => form.change({ schedule: code, timeZone: form.draft.timeZone ?? zoneHere() })}
          />
        ))}
      </fieldset>
      <div className={css.narrow}>
        <Choice
          label={t("sched.zone")}
          hint={t("sched.zone_hint")}
          value={form.draft.timeZone ?? ""}
          options={zones(form.draft.timeZone)}
          onChange={(zone) => form.change({ timeZone: zone === "" ? null : zone })}
        />
      </div>
      {next !== null && !form.dirty && <p>{t("sched.next", { when: formatMoment(next) })}</p>}
      <Soft>{t("sched.cost")}</Soft>
      <SaveBar of={form} />
    </Pane>
  );
}
