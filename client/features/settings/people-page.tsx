import { Button } from "@procore/core-react";
import type { FormEvent } from "react";
import { useState } from "react";
import { GetPeople, type PersonShape } from "../../../server/contract/people.ts";
import { call } from "../../api/call.ts";
import { keys } from "../../api/keys.ts";
import { useRead } from "../../api/use-read.ts";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { Moment } from "../../ui/dates.tsx";
import { Choice, TextField } from "../../ui/field.tsx";
import { Pane, Soft, Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Problem } from "../../ui/problem.tsx";
import { SaveBar } from "./save-bar.tsx";
import type { SettingsPageProps } from "./schedule-page.tsx";
import css from "./settings.module.css";
import { useDraft } from "./use-draft.ts";

/** Who opened the app and what they may do; payment approvers, who may sync where Procore has no tool that says so. */
export function PeoplePage({ companyId, stored }: SettingsPageProps) {
  const people = useRead({
    queryKey: keys.people(companyId),
    queryFn: ({ signal }) => call(GetPeople, { params: { c: companyId }, signal }),
  });
  if (people.isPending) return <Loading what={t("people.what")} />;
  if (people.data === undefined) return <Problem error={people.failure} onRetry={people.reload} />;
  return (
    <Stack>
      <Pane title={t("people.here")} says={t("people.here_says")}>
        <ul className={css.people}>
          {people.data.items.map((person) => (
            <PersonLine key={person.id} person={person} />
          ))}
        </ul>
      </Pane>
      <Approvers companyId={companyId} stored={stored} people={people.data.items} />
    </Stack>
  );
}

function PersonLine({ person }: { readonly person: PersonShape }) {
  const may = person.canConfigure ? "people.may_configure" : person.canSync ? "people.may_sync" : "people.may_see";
  return (
    <li>
      <span>
        <strong>{person.name}</strong> {person.login !== person.name && <Soft>{person.login}</Soft>}
        <span className={css.rights}>
          {t(may)} · {said(person.because)}
        </span>
      </span>
      <Moment of={person.seenAt} />
    </li>
  );
}

type ApproversProps = SettingsPageProps & { readonly people: readonly PersonShape[] };

function Approvers({ companyId, stored, people }: ApproversProps) {
  const form = useDraft(companyId, stored);
  const [typed, setTyped] = useState("");
  const id = typed.trim();
  const wrong = id !== "" && !/^\d{1,15}$/.test(id);
  const { approvers } = form.draft;
  const known = new Map(people.map((person) => [person.id, person]));
  const others = people.filter((person) => !approvers.includes(person.id));
  const nameOf = (approver: number) => known.get(approver)?.name ?? t("people.user", { id: String(approver) });

  const approve = (approver: number) => form.change({ approvers: [...new Set([...approvers, approver])] });
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (id === "" || wrong) return;
    approve(Number(id));
    setTyped("");
  };
  return (
    <Pane title={t("people.approvers")} says={t("people.says")}>
      {approvers.length === 0 && <Soft>{t("people.none")}</Soft>}
      <ul className={css.people}>
        {approvers.map((approver) => (
          <li key={approver}>
            {nameOf(approver)}
            <Button
              variant="tertiary"
              size="sm"
              aria-label={t("people.remove", { name: nameOf(approver) })}
              onClick={() => form.change({ approvers: approvers.filter((each) => each !== approver) })}
            >
              {t("action.remove")}
            </Button>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <div className={css.narrow}>
          <Choice
            label={t("people.add")}
            value=""
            options={[
              { value: "", label: t("people.choose") },
              ...others.map((person) => ({ value: String(person.id), label: `${person.name} (${person.login})` })),
            ]}
            onChange={(chosen) => {
              if (chosen !== "") approve(Number(chosen));
            }}
          />
        </div>
      )}
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
