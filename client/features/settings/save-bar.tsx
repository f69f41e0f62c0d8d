import { t } from "../../messages/text.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import css from "./settings.module.css";
import type { Draft } from "./use-draft.ts";

/** Appears with the first change and stays in sight until it is saved or discarded. */
export function SaveBar({ of }: { readonly of: Draft }) {
  if (!of.dirty) return of.saved ? <p className={css.saved}>✓ {t("save.saved")}</p> : null;
  return (
    <div className={css.saveBar}>
      {of.error !== null && <Problem error={of.error} />}
      <div className={css.saveLine}>
        <span>{t("save.unsaved")}</span>
        <span className={css.saveActions}>
          <Button variant="tertiary" onClick={of.discard}>
            {t("action.discard")}
          </Button>
          <Button variant="primary" loading={of.saving} onClick={of.save}>
            {t("action.save")}
          </Button>
        </span>
      </div>
    </div>
  );
}
