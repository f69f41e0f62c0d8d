import { Ban, Check, Clock, Error, FileSearch, Help, Minus } from "@procore/core-icons/dist";
import type { PillColor } from "@procore/core-react";
import { Pill } from "@procore/core-react";
import type { ReactNode } from "react";
import { wordFor } from "../messages/text.ts";
import { cx } from "./class-names.ts";
import css from "./state-pill.module.css";

/** Where an application stands. Told by color, icon and word together: color alone says nothing to many. */
export type State = "synced" | "pending" | "waiting_for_invoice" | "needs_review" | "failed" | "removed" | "excluded";

/** Worst first: an invoice shows the state that most wants attention. */
export const STATES_BY_URGENCY = [
  "failed",
  "needs_review",
  "pending",
  "waiting_for_invoice",
  "synced",
  "removed",
  "excluded",
] as const satisfies readonly State[];

const LOOKS: Record<State, { readonly color: PillColor; readonly icon: ReactNode }> = {
  synced: { color: "green", icon: <Check size="sm" /> },
  pending: { color: "blue", icon: <Clock size="sm" /> },
  waiting_for_invoice: { color: "cyan", icon: <FileSearch size="sm" /> },
  needs_review: { color: "yellow", icon: <Help size="sm" /> },
  failed: { color: "red", icon: <Error size="sm" /> },
  removed: { color: "gray", icon: <Minus size="sm" /> },
  excluded: { color: "gray", icon: <Ban size="sm" /> },
};

export function stateWord(state: State): string {
  return wordFor("state", state, state);
}

export function StateIcon({ state }: { readonly state: State }) {
  return (
    <span aria-hidden="true" className={css.icon}>
      {LOOKS[state].icon}
    </span>
  );
}

export function StatePill({ state }: { readonly state: State }) {
  return (
    <Pill color={LOOKS[state].color} className={cx(css.pill)}>
      <StateIcon state={state} />
      {stateWord(state)}
    </Pill>
  );
}

type WordPillProps = { readonly color: PillColor; readonly icon: ReactNode; readonly children: ReactNode };

/** A pill for anything else that has a state: a run, a check, a connection. */
export function WordPill({ color, icon, children }: WordPillProps) {
  return (
    <Pill color={color} className={cx(css.pill)}>
      <span aria-hidden="true" className={css.icon}>
        {icon}
      </span>
      {children}
    </Pill>
  );
}
