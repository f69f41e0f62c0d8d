import { formatNumber, t } from "../../messages/text.ts";
import { cx } from "../../ui/class-names.ts";
import type { State } from "../../ui/state-pill.tsx";
import { StateIcon, STATES_BY_URGENCY, stateWord } from "../../ui/state-pill.tsx";
import css from "./payments.module.css";

type ChipsProps = {
  readonly counts: Readonly<Record<State, number>>;
  readonly chosen: State | null;
  readonly onChoose: (state: State | null) => void;
};

/** How many payments are in each state; a click shows those alone. All numbers together are all payments there are. */
export function StateChips({ counts, chosen, onChoose }: ChipsProps) {
  const all = STATES_BY_URGENCY.reduce((sum, state) => sum + counts[state], 0);
  const shown = STATES_BY_URGENCY.filter((state) => counts[state] > 0 || state === chosen);
  return (
    <div className={css.chips} role="group" aria-label={t("payments.states")}>
      <Chip pressed={chosen === null} onPress={() => onChoose(null)} count={all}>
        {t("payments.all_states")}
      </Chip>
      {shown.map((state) => (
        <Chip
          key={state}
          pressed={chosen === state}
          onPress={() => onChoose(chosen === state ? null : state)}
          count={counts[state]}
        >
          <StateIcon state={state} />
          {stateWord(state)}
        </Chip>
      ))}
    </div>
  );
}

type ChipProps = {
  readonly pressed: boolean;
  readonly onPress: () => void;
  readonly count: number;
  readonly children: React.ReactNode;
};

function Chip({ pressed, onPress, count, children }: ChipProps) {
  return (
    <button type="button" aria-pressed={pressed} onClick={onPress} className={cx(css.chip, pressed && css.chipOn)}>
      {children} <span className={css.chipCount}>{formatNumber(count)}</span>
    </button>
  );
}
