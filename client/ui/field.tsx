import { useId } from "react";
import type { ReactNode } from "react";
import css from "./field.module.css";

type Wiring = { readonly id: string; readonly "aria-describedby"?: string; readonly "aria-invalid"?: true };

type FieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  /** The label is read but not shown, where the place speaks for itself. */
  readonly quiet?: boolean;
  readonly children: (wiring: Wiring) => ReactNode;
};

/** A control with its label, hint and error, wired so that screen readers read all three. */
export function Field({ label, hint, error = null, quiet = false, children }: FieldProps) {
  const id = useId();
  const notes = [hint !== undefined && `${id}-hint`, error !== null && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={css.field}>
      <label htmlFor={id} className={quiet ? "visually-hidden" : css.label}>
        {label}
      </label>
      {children({
        id,
        ...(notes === "" ? {} : { "aria-describedby": notes }),
        ...(error === null ? {} : { "aria-invalid": true }),
      })}
      {hint !== undefined && (
        <span id={`${id}-hint`} className={css.hint}>
          {hint}
        </span>
      )}
      {error !== null && (
        <span id={`${id}-error`} className={css.error} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | null;
  readonly quiet?: boolean;
  readonly type?: "text" | "password" | "url" | "date" | "search";
  readonly placeholder?: string;
  readonly autoComplete?: string;
};

export function TextField({
  label,
  value,
  onChange,
  hint,
  error = null,
  quiet = false,
  type,
  ...rest
}: TextFieldProps) {
  return (
    <Field label={label} error={error} quiet={quiet} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <input
          {...wiring}
          {...rest}
          type={type ?? "text"}
          className={css.control}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

export type Option<Value extends string> = { readonly value: Value; readonly label: string };

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly hint?: string;
  readonly error?: string | null;
  readonly quiet?: boolean;
  readonly disabled?: boolean;
};

/** One of a few. The browser's own list: it works by keyboard, by voice and on a phone without a line of ours. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChange, hint, error = null, quiet = false, disabled = false } = props;
  return (
    <Field label={label} error={error} quiet={quiet} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <select
          {...wiring}
          className={css.choice}
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type TickProps = {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: string;
  readonly quiet?: boolean;
  readonly type?: "checkbox" | "radio";
  readonly name?: string;
};

/** A box or a round button to tick; its whole label is the target. */
export function Tick({ label, checked, onChange, hint, quiet = false, type = "checkbox", name }: TickProps) {
  return (
    <label className={css.tick}>
      <input
        type={type}
        name={name}
        checked={checked}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <span className={quiet ? "visually-hidden" : undefined}>
        {label}
        {hint !== undefined && <span className={css.tickHint}>{hint}</span>}
      </span>
    </label>
  );
}
