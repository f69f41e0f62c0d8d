import { t } from "../messages/text.ts";
import css from "./loading.module.css";

type LoadingProps = { readonly what: string; readonly rows?: number };

/** The shape of what is coming, gray; screen readers hear what is being loaded. */
export function Loading({ what, rows = 6 }: LoadingProps) {
  return (
    <div className={css.box} role="status" aria-busy="true">
      <span className="visually-hidden">{t("loading.says", { what })}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={css.row} aria-hidden="true">
          <span className={css.wide} />
          <span className={css.middle} />
          <span className={css.narrow} />
        </div>
      ))}
    </div>
  );
}
