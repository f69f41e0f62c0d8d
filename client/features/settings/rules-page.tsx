import { useId, useState } from "react";
import { METHODS } from "../../../server/contract/shapes.ts";
import { fieldProblem } from "../../api/problem.ts";
import { currentLocale, t } from "../../messages/text.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Choice, TextField, Tick } from "../../ui/field.tsx";
import { Pane, Stack } from "../../ui/layout.tsx";
import { methodWord } from "../../ui/two-sides.tsx";
import { MethodTable } from "./method-table.tsx";
import { SaveBar } from "./save-bar.tsx";
import type { SettingsPageProps } from "./schedule-page.tsx";
import css from "./settings.module.css";
import type { Draft } from "./use-draft.ts";
import { useDraft } from "./use-draft.ts";

/** Which payments are synced, and what happens to them afterwards. */
export function RulesPage({ companyId, stored }: SettingsPageProps) {
  const form = useDraft(companyId, stored);
  return (
    <Stack>
      <Pane title={t("pay.title")}>
        <div className={css.narrow}>
          <Methods form={form} />
          <TextField
            label={t("pay.start")}
            hint={t("pay.start_hint")}
            type="date"
            value={form.draft.startDate ?? ""}
            error={fieldProblem(form.error, "startDate")}
            onChange={(date) => form.change({ startDate: date === "" ? null : date })}
          />
          <Choice
            label={t("pay.currency")}
            hint={t("pay.currency_hint")}
            value={form.draft.currency}
            options={currencies()}
            onChange={(currency) => form.change({ currency })}
          />
          <Tick
            label={t("pay.twins")}
            hint={t("pay.twins_hint")}
            checked={form.draft.adoptTwins}
            onChange={(adoptTwins) => form.change({ adoptTwins })}
          />
          <OneOf
            legend={t("pay.void")}
            value={form.draft.voidPolicy}
            options={(["delete", "zero"] as const).map((value) => ({
              value,
              label: t(`pay.void.${value}`),
              hint: t(`pay.void.${value}_hint`),
            }))}
            onChange={(voidPolicy) => form.change({ voidPolicy })}
          />
          <OneOf
            legend={t("pay.drift")}
            value={form.draft.drift}
            options={(["report", "restore"] as const).map((value) => ({
              value,
              label: t(`pay.drift.${value}`),
              hint: t(`pay.drift.${value}_hint`),
            }))}
            onChange={(drift) => form.change({ drift })}
          />
          <Advanced form={form} />
        </div>
        <SaveBar of={form} />
      </Pane>
      <MethodTable companyId={companyId} stored={stored} />
    </Stack>
  );
}

/** "CAD · Canadian Dollar", in the reader's language, by code. */
function currencies(): { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames(currentLocale(), { type: "currency" });
  return Intl.supportedValuesOf("currency").map((value) => ({
    value,
    label: `${value} · ${names.of(value) ?? value}`,
  }));
}

function Methods({ form }: { readonly form: Draft }) {
  const { methods } = form.draft;
  return (
    <fieldset className={css.group}>
      <legend>{t("pay.methods")}</legend>
      {METHODS.map((method) => (
        <Tick
          key={method}
          label={methodWord(method)}
          checked={methods[method]}
          onChange={(on) => form.change({ methods: { ...methods, [method]: on } })}
        />
      ))}
    </fieldset>
  );
}

type OneOfProps<Value extends string> = {
  readonly legend: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint: string }[];
  readonly onChange: (value: Value) => void;
};

function OneOf<Value extends string>({ legend, value, options, onChange }: OneOfProps<Value>) {
  const name = useId();
  return (
    <fieldset className={css.group}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <Tick
          key={option.value}
          type="radio"
          name={name}
          label={option.label}
          hint={option.hint}
          checked={value === option.value}
          onChange={() => onChange(option.value)}
        />
      ))}
    </fieldset>
  );
}

function Advanced({ form }: { readonly form: Draft }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Disclosure open={open} onToggle={() => setOpen(!open)} label={t("pay.advanced")}>
        <strong>{t("pay.advanced")}</strong>
      </Disclosure>
      {open && (
        <div className={css.advanced}>
          <TextField
            label={t("pay.bill_field")}
            hint={t("pay.bill_field_hint")}
            value={form.draft.billField ?? ""}
            error={fieldProblem(form.error, "billField")}
            onChange={(field) => form.change({ billField: field.trim() === "" ? null : field })}
          />
          <Choice
            label={t("pay.reader")}
            value={form.draft.reader}
            options={(["auto", "dac", "contract"] as const).map((value) => ({
              value,
              label: t(`pay.reader.${value}`),
            }))}
            onChange={(reader) => form.change({ reader })}
          />
        </div>
      )}
    </div>
  );
}
