import { Info } from "@procore/core-icons/dist";
import { usePlace } from "../../api/place.ts";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import css from "./runs.module.css";

/** Why there are no buttons: said once, quietly, to people who may look but not sync. */
export function ReadOnlyNotice() {
  const { access } = usePlace();
  if (access.canSync) return null;
  return (
    <p className={css.readOnly}>
      <span aria-hidden="true" className={css.readOnlyIcon}>
        <Info size="sm" />
      </span>
      <span>
        <strong>{t("run.read_only.title")}</strong> {t("run.read_only.says", { because: said(access.because) })}
      </span>
    </p>
  );
}
