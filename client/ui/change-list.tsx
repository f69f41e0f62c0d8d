import { Check, Clock, Error as ErrorIcon, Minus, Pencil, Plus, Warning } from "@procore/core-icons/dist";
import type { PillColor } from "@procore/core-react";
import type { ReactNode } from "react";
import type { MessageKey } from "../messages/text.ts";
import { reasonWords } from "../messages/reason-words.ts";
import { said } from "../messages/said.ts";
import { t } from "../messages/text.ts";
import { Amount, Amounts, formatMoney } from "./amount.tsx";
import type { Money } from "./amounts.ts";
import { isZero } from "./amounts.ts";
import css from "./change-list.module.css";
import type { ChangeGroup, ChangeKind, ChangeView, Outcome } from "./changes.ts";
import { byCommitment, effectOfAll, isDone, isIncrease, keyInWords } from "./changes.ts";
import { BusinessDate } from "./dates.tsx";
import { WordPill } from "./state-pill.tsx";
import { useWide } from "./use-wide.ts";
import type { Column } from "./virtual-table.tsx";
import { Cell, VirtualCards, VirtualTable } from "./virtual-table.tsx";

/** What a change is called, where the page knows more than its key. */
export type ChangeName = { readonly title: string; readonly under: string };

export type ChangeNames = {
  readonly payment: (key: string) => ChangeName | null;
  readonly commitment: (id: number) => string | null;
};

const KIND_LOOKS: Record<ChangeKind, { readonly color: PillColor; readonly icon: ReactNode }> = {
  create: { color: "green", icon: <Plus size="sm" /> },
  adopt: { color: "cyan", icon: <Check size="sm" /> },
  update: { color: "blue", icon: <Pencil size="sm" /> },
  remove: { color: "magenta", icon: <Minus size="sm" /> },
};

const OUTCOME_LOOKS: Record<Outcome, { readonly color: PillColor; readonly icon: ReactNode }> = {
  planned: { color: "blue", icon: <Clock size="sm" /> },
  applied: { color: "green", icon: <Check size="sm" /> },
  found: { color: "green", icon: <Check size="sm" /> },
  failed: { color: "red", icon: <ErrorIcon size="sm" /> },
  conflict: { color: "yellow", icon: <Warning size="sm" /> },
};

type Line =
  | { readonly kind: "commitment"; readonly key: string; readonly group: ChangeGroup<ChangeView> }
  | { readonly kind: "change"; readonly key: string; readonly change: ChangeView };

type ChangeListProps = {
  readonly label: string;
  readonly changes: readonly ChangeView[];
  readonly names: ChangeNames;
  /** A preview has no outcomes to tell. */
  readonly outcomes: boolean;
};

const WIDE = 860;

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Changes under their commitments, each with what Procore shows before and after; as many as there are. */
export function ChangeList({ label, changes, names, outcomes }: ChangeListProps) {
  const wide = useWide(WIDE);
  const nameOf = ({ commitmentId }: ChangeGroup<ChangeView>) => names.commitment(commitmentId) ?? String(commitmentId);
  const groups = byCommitment(changes).toSorted((a, b) => collator.compare(nameOf(a), nameOf(b)));
  const lines = groups.flatMap((group): readonly Line[] => [
    { kind: "commitment", key: `commitment-${group.commitmentId}`, group },
    ...group.changes.map((change): Line => ({ kind: "change", key: change.key, change })),
  ]);
  const common = {
    label,
    items: lines,
    keyOf: ({ key }: Line) => key,
    heightOf: ({ kind }: Line) => (kind === "commitment" ? 46 : 84),
  };
  if (!wide)
    return <VirtualCards {...common} card={(line) => <LineCard line={line} names={names} outcomes={outcomes} />} />;
  return (
    <VirtualTable
      {...common}
      columns={columnsOf(outcomes)}
      classOf={({ kind }) => (kind === "commitment" ? css.commitment : css.change)}
      cells={(line) => <LineCells line={line} names={names} outcomes={outcomes} />}
    />
  );
}

function columnsOf(outcomes: boolean): readonly Column[] {
  return [
    { id: "kind", label: t("changes.col.kind"), width: "132px" },
    { id: "payment", label: t("changes.col.payment") },
    { id: "before", label: t("changes.col.before"), width: "20%", numeric: true },
    { id: "after", label: t("changes.col.after"), width: "20%", numeric: true },
    ...(outcomes ? [{ id: "outcome", label: t("changes.col.outcome"), width: "17%" }] : []),
  ];
}

type LineProps = { readonly line: Line; readonly names: ChangeNames; readonly outcomes: boolean };

type HeadProps = Omit<LineProps, "line"> & { readonly group: ChangeGroup<ChangeView> };

function CommitmentHead({ group, names, outcomes }: HeadProps) {
  const name = names.commitment(group.commitmentId) ?? t("preview.commitment", { number: String(group.commitmentId) });
  return (
    <div className={css.head}>
      <strong>{name}</strong>
      {outcomes ? (
        <DoneEffects of={group.changes} />
      ) : (
        <span>
          {t("preview.net")} <Effects of={effectOfAll(group.changes)} />
        </span>
      )}
    </div>
  );
}

/** What a run's changes came to, in money: what was written, and apart from it what was not. */
export function DoneEffects({ of }: { readonly of: readonly ChangeView[] }) {
  const done = of.filter(isDone);
  const left = of.filter((change) => !isDone(change));
  return (
    <span>
      {done.length > 0 && (
        <>
          {t("changes.net_done")} <Effects of={effectOfAll(done)} />
        </>
      )}
      {done.length > 0 && left.length > 0 && " · "}
      {left.length > 0 && (
        <>
          {t("changes.net_not")} <Effects of={effectOfAll(left)} />
        </>
      )}
    </span>
  );
}

/** Amounts by which something changes, with their sign. */
export function Effects({ of }: { readonly of: readonly Money[] }) {
  if (of.every(isZero)) return <Amounts of={of} strong />;
  return (
    <>
      {of.map((money) => (
        <strong key={money.currency} className={css.effect}>
          {isIncrease(money) ? "+" : ""}
          {formatMoney(money)}
        </strong>
      ))}
    </>
  );
}

function LineCells({ line, names, outcomes }: LineProps) {
  if (line.kind === "commitment") {
    return (
      <Cell span={outcomes ? 5 : 4}>
        <CommitmentHead group={line.group} names={names} outcomes={outcomes} />
      </Cell>
    );
  }
  const { change } = line;
  return (
    <>
      <Cell>
        <KindPill kind={change.kind} />
      </Cell>
      <Cell>
        <Name change={change} names={names} />
      </Cell>
      <Cell numeric>
        <Before change={change} />
      </Cell>
      <Cell numeric>
        <After change={change} />
      </Cell>
      {outcomes && (
        <Cell>
          <OutcomeWords change={change} />
        </Cell>
      )}
    </>
  );
}

function LineCard({ line, names, outcomes }: LineProps) {
  if (line.kind === "commitment") {
    return (
      <div className={css.cardHead}>
        <CommitmentHead group={line.group} names={names} outcomes={outcomes} />
      </div>
    );
  }
  const { change } = line;
  return (
    <div className={css.card}>
      <div className={css.head}>
        <KindPill kind={change.kind} />
        {outcomes && <OutcomeWords change={change} />}
      </div>
      <Name change={change} names={names} />
      <div className={css.pair}>
        <div>
          <div className={css.under}>{t("changes.col.before")}</div>
          <Before change={change} />
        </div>
        <div>
          <div className={css.under}>{t("changes.col.after")}</div>
          <After change={change} />
        </div>
      </div>
    </div>
  );
}

function KindPill({ kind }: { readonly kind: ChangeKind }) {
  const { color, icon } = KIND_LOOKS[kind];
  return (
    <WordPill color={color} icon={icon}>
      {t(`kind.${kind}` satisfies MessageKey)}
    </WordPill>
  );
}

function Name({ change, names }: { readonly change: ChangeView; readonly names: ChangeNames }) {
  const name = names.payment(change.key);
  return (
    <>
      {name?.title ?? keyInWords(change.key)}
      {name && <div className={css.under}>{name.under}</div>}
      <div className={css.under}>{reasonWords(change.because).says}</div>
    </>
  );
}

type Values = { readonly amount: Money | null; readonly date: string | null; readonly checkNumber: string };

function Shown({ values }: { readonly values: Values }) {
  return (
    <>
      {values.amount ? <Amount of={values.amount} strong /> : "–"}
      <div className={css.under}>
        <BusinessDate of={values.date} />
      </div>
      {values.checkNumber !== "" && (
        <div className={css.under}>{t("changes.check", { value: values.checkNumber })}</div>
      )}
    </>
  );
}

function Before({ change }: { readonly change: ChangeView }) {
  return change.before ? <Shown values={change.before} /> : <span className={css.soft}>{t("changes.nothing")}</span>;
}

function After({ change }: { readonly change: ChangeView }) {
  return change.after ? <Shown values={change.after} /> : <span className={css.soft}>{t("changes.gone")}</span>;
}

function OutcomeWords({ change: { outcome, error } }: { readonly change: ChangeView }) {
  if (outcome === null) return <span className={css.soft}>{t("outcome.none")}</span>;
  const { color, icon } = OUTCOME_LOOKS[outcome];
  return (
    <>
      <WordPill color={color} icon={icon}>
        {t(`outcome.${outcome}` satisfies MessageKey)}
      </WordPill>
      {error !== null && <div className={css.under}>{said(error)}</div>}
    </>
  );
}
