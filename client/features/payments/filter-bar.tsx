import { Button } from "@procore/core-react";
import { useEffect, useRef, useState } from "react";
import { METHODS } from "../../../server/contract/shapes.ts";
import type { Query } from "../../frame/route.ts";
import { t } from "../../messages/text.ts";
import type { Option } from "../../ui/field.tsx";
import { Choice, TextField } from "../../ui/field.tsx";
import { methodWord } from "../../ui/two-sides.tsx";
import type { Filter } from "./filter.ts";
import { countSet, NO_FILTER } from "./filter.ts";
import css from "./payments.module.css";

export type Choices = { readonly commitments: readonly Option<string>[]; readonly vendors: readonly Option<string>[] };

type FilterBarProps = {
  readonly filter: Filter;
  readonly choices: Choices;
  readonly wide: boolean;
  readonly onChange: (change: Query) => void;
};

/** On a narrow page the filters wait behind a button; the search stays. */
export function FilterBar({ filter, choices, wide, onChange }: FilterBarProps) {
  const [open, setOpen] = useState(false);
  const set = countSet(filter);
  return (
    <div className={css.filters}>
      <SearchField value={filter.q} onChange={(q) => onChange({ q })} />
      {!wide && (
        <Button variant="secondary" aria-expanded={open} onClick={() => setOpen(!open)}>
          {set === 0 ? t("payments.filters") : t("payments.filters_n", { n: set })}
        </Button>
      )}
      {(wide || open) && <Filters filter={filter} choices={choices} onChange={onChange} />}
      {set > 0 && (
        <Button variant="tertiary" onClick={() => onChange(NO_FILTER)}>
          {t("payments.clear")}
        </Button>
      )}
    </div>
  );
}

const TYPING_PAUSE_MS = 150;

/** Filters shortly after the last letter: ten thousand rows are not filtered for every one of them. */
function SearchField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  // The URL was changed by another hand (Clear filters, a link): the field follows.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = window.setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, TYPING_PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [text, onChange]);
  return (
    <div className={css.search}>
      <TextField
        label={t("payments.search")}
        placeholder={t("payments.search_hint")}
        type="search"
        quiet
        value={text}
        onChange={setText}
      />
    </div>
  );
}

function Filters({ filter, choices, onChange }: Omit<FilterBarProps, "wide">) {
  const methods = METHODS.map((method) => ({ value: method, label: methodWord(method) }));
  return (
    <>
      <div className={css.choice}>
        <Choice
          label={t("payments.commitment")}
          quiet
          value={filter.commitmentId === null ? "" : String(filter.commitmentId)}
          options={[{ value: "", label: t("payments.any_commitment") }, ...choices.commitments]}
          onChange={(commitment) => onChange({ commitment })}
        />
      </div>
      <div className={css.choice}>
        <Choice
          label={t("payments.vendor")}
          quiet
          value={filter.vendor ?? ""}
          options={[{ value: "", label: t("payments.any_vendor") }, ...choices.vendors]}
          onChange={(vendor) => onChange({ vendor })}
        />
      </div>
      <div className={css.choice}>
        <Choice
          label={t("payments.method")}
          quiet
          value={filter.method ?? ""}
          options={[{ value: "", label: t("payments.any_method") }, ...methods]}
          onChange={(method) => onChange({ method })}
        />
      </div>
      <DateRange filter={filter} onChange={onChange} />
    </>
  );
}

function DateRange({ filter, onChange }: Pick<FilterBarProps, "filter" | "onChange">) {
  return (
    <div className={css.dates}>
      <label className={css.date}>
        <span>{t("payments.from")}</span>
        <input type="date" value={filter.from ?? ""} onChange={(event) => onChange({ from: event.target.value })} />
      </label>
      <label className={css.date}>
        <span>{t("payments.to")}</span>
        <input type="date" value={filter.to ?? ""} onChange={(event) => onChange({ to: event.target.value })} />
      </label>
    </div>
  );
}
