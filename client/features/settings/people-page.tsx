import { Button } from "@procore/core-react";
import type { FormEvent } from "react";
import { useState } from "react";
import { t } from "../../messages/text.ts";
import { TextField } from "../../ui/field.tsx";
import { Pane, Soft } from "../../ui/layout.tsx";
import { SaveBar } from "./save-bar.tsx";
import type { SettingsPageProps } from "./schedule-page.tsx";
import css from "./settings.module.css";
import { useDraft } from "./use-draft.ts";

/** Payment approvers: who may sync where Procore has no tool that says so. */
export function PeoplePage({ companyId, stored }: SettingsPageProps) {
  const form = useDraft(companyId, stored);
  const [typed, setTyped] = useState("");
  const id = typed.trim();
  const wrong = id !== "" && !/^\d{1,15}$/.test(id);
  const { approvers } = form.draft;

  const add = (event: FormEvent) => {
    event.preventDefault();
    if (id === "" || wrong) return;
    form.change({ approvers: [...new Set([...approvers, Number(id)])] });
    setTyped("");
  };
  return (
    <Pane title={t("people.title")} says={t("people.says")}>
      <h3 className={css.heading}>{t("people.approvers")}</h3>
      {approvers.length === 0 && <Soft>{t("people.none")}</Soft>}
      <ul className={css.people}>
        {approvers.map((approver) => (
          <li key={approver}>
            {t("people.user", { id: String(approver) })}
            <Button
              variant="tertiary"
              size="sm"
              aria-label={t("people.remove", { id: String(approver) })}
              onClick={() => form.change({ approvers: approvers.filter((each) => each !== approver) })}
            >
              {t("action.remove")}
            </Button>
          </li>
        ))}
      </ul>
      <form className={css.addLine} onSubmit={add} noValidate>
        <TextField
          label={t("people.id")}
          hint={t("people.id_hint")}
          value={typed}
          error={wrong ? t("people.id_wrong") : null}
          onChange={setTyped}
        />
        <Button type="submit" variant="secondary" disabled={id === "" || wrong}>
          {t("action.add")}
        </Button>
      </form>
      <SaveBar of={form} />
    </Pane>
  );
}
