import { Check, Error as ErrorIcon, Warning } from "@procore/core-icons/dist";
import type { PillColor } from "@procore/core-react";
import type { ReactNode } from "react";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { Button } from "../../ui/button.tsx";
import { Moment } from "../../ui/dates.tsx";
import { Pane, Soft } from "../../ui/layout.tsx";
import { Problem } from "../../ui/problem.tsx";
import { WordPill } from "../../ui/state-pill.tsx";
import css from "./connection.module.css";
import type { ConnectionProps } from "./status-pane.tsx";

type Result = "ok" | "untold" | "failed";

const LOOKS: Record<Result, { readonly color: PillColor; readonly icon: ReactNode }> = {
  ok: { color: "green", icon: <Check size="sm" /> },
  untold: { color: "yellow", icon: <Warning size="sm" /> },
  failed: { color: "red", icon: <ErrorIcon size="sm" /> },
};

function resultOf(ok: boolean | null): Result {
  return ok === null ? "untold" : ok ? "ok" : "failed";
}

/** What the probe found, one check a line, each with its fix. */
export function Checks({ connection, connect }: ConnectionProps) {
  const { checks, checkedAt } = connection;
  return (
    <Pane
      title={t("checks.title")}
      says={t("checks.says")}
      actions={
        <Button variant="secondary" loading={connect.check.isPending} onClick={() => connect.check.mutate()}>
          {t("checks.again")}
        </Button>
      }
    >
      {connect.check.isError && <Problem error={connect.check.error} />}
      {checks.length === 0 ? (
        <Soft>{t("checks.none")}</Soft>
      ) : (
        <ul className={css.checks}>
          {checks.map(({ id, label, ok, says, fix }) => (
            <li key={id} className={css.check}>
              <div>
                <WordPill {...LOOKS[resultOf(ok)]}>{t(`checks.result.${resultOf(ok)}`)}</WordPill>
              </div>
              <div>
                <strong>{said(label)}</strong>
                <p>{said(says)}</p>
                {fix !== null && <p className={css.fix}>{t("checks.fix", { says: said(fix) })}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
      {checkedAt !== null && (
        <Soft>
          {t("checks.at")} <Moment of={checkedAt} />
        </Soft>
      )}
    </Pane>
  );
}
