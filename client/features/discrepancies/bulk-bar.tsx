import { Button } from "@procore/core-react";
import { useState } from "react";
import type { ApplicationShape } from "../../../server/contract/payments.ts";
import { t } from "../../messages/text.ts";
import { formatMoney } from "../../ui/amount.tsx";
import { totalsOf } from "../../ui/amounts.ts";
import { announce } from "../../ui/announcer.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Choice, Tick } from "../../ui/field.tsx";
import { Soft, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/problem.tsx";
import { paymentName } from "../../ui/two-sides.tsx";
import type { Decide } from "./decisions.ts";
import { bulkBodyOf, decisionsFor, decisionsForAll, effectOf } from "./decisions.ts";
import css from "./review.module.css";
import type { Decided } from "./use-decide.ts";
import { useDecide } from "./use-decide.ts";

type BulkBarProps = {
  readonly applications: readonly ApplicationShape[];
  readonly chosen: readonly ApplicationShape[];
  readonly onSelect: (keys: ReadonlySet<string>) => void;
};

/** One decision for several payments: only those that all of them allow without a choice for each. */
export function BulkBar({ applications, chosen, onSelect }: BulkBarProps) {
  const { several } = useDecide();
  const [asking, setAsking] = useState<Decide | null>(null);
  const selectable = applications.filter((application) => decisionsFor(application).length > 0);
  const possible = decisionsForAll(chosen);
  const [picked, setPicked] = useState<Decide | "">("");
  const decide = possible.find((each) => each === picked) ?? possible[0];
  return (
    <div className={css.bulk} role="group" aria-label={t("bulk.label")}>
      <Tick
        label={t("bulk.select_all")}
        checked={chosen.length > 0 && chosen.length === selectable.length}
        onChange={(on) => onSelect(new Set(on ? selectable.map(({ key }) => key) : []))}
      />
      {chosen.length > 0 && (
        <>
          <strong>{t("bulk.selected", { n: chosen.length, amount: sumInWords(chosen) })}</strong>
          {decide === undefined ? (
            <Soft>{t("bulk.none")}</Soft>
          ) : (
            <>
              <Choice
                quiet
                label={t("bulk.choose")}
                value={decide}
                options={possible.map((value) => ({ value, label: t(`decide.${value}`) }))}
                onChange={setPicked}
              />
              <Button variant="secondary" onClick={() => setAsking(decide)}>
                {t("bulk.action")}
              </Button>
            </>
          )}
        </>
      )}
      {several.data && <Result result={several.data} applications={applications} />}
      {asking !== null && (
        <BulkQuestion
          decide={asking}
          chosen={chosen}
          working={several.isPending}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            const bodies = chosen.map((application) => bulkBodyOf(application, asking)).filter((body) => body !== null);
            several.mutate(bodies, {
              onSuccess: ({ done }) => {
                announce(t("bulk.result", { n: done }));
                onSelect(new Set());
                setAsking(null);
              },
            });
          }}
        />
      )}
    </div>
  );
}

function sumInWords(applications: readonly ApplicationShape[]): string {
  return totalsOf(applications.map(({ amount }) => amount))
    .map(formatMoney)
    .join(" + ");
}

type QuestionProps = {
  readonly decide: Decide;
  readonly chosen: readonly ApplicationShape[];
  readonly working: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
};

function BulkQuestion({ decide, chosen, ...rest }: QuestionProps) {
  return (
    <Confirm
      title={t("bulk.confirm.title", { n: chosen.length })}
      action={t("bulk.confirm.action", { n: chosen.length })}
      {...rest}
    >
      <Stack gap="sm">
        <p>
          <strong>{t(`decide.${decide}`)}</strong> · {sumInWords(chosen)}
        </p>
        <ul className={css.effects}>
          {chosen.map((application) => (
            <li key={application.key}>
              {paymentName(application)}: {effectOf(decide, application)}
            </li>
          ))}
        </ul>
      </Stack>
    </Confirm>
  );
}

type ResultProps = { readonly result: Decided; readonly applications: readonly ApplicationShape[] };

function Result({ result: { done, failed }, applications }: ResultProps) {
  if (failed.length === 0) return <Soft>{t("bulk.result", { n: done })}</Soft>;
  const nameOf = (key: string) => {
    const application = applications.find((each) => each.key === key);
    return application ? paymentName(application) : key;
  };
  return (
    <Notice
      tone="error"
      title={t("bulk.failed", { n: failed.length })}
      says={
        <ul>
          {failed.map(({ key, says }) => (
            <li key={key}>
              {nameOf(key)}: {says}
            </li>
          ))}
        </ul>
      }
    />
  );
}
