import { ChevronRight } from "@procore/core-icons/dist";
import type { ReactNode } from "react";
import css from "./disclosure.module.css";

type DisclosureProps = {
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly label: string;
  readonly children?: ReactNode;
};

/** Opens and closes what belongs to a row. `label` is what screen readers hear; `children` what is shown beside it. */
export function Disclosure({ open, onToggle, label, children }: DisclosureProps) {
  return (
    <button type="button" className={css.button} aria-expanded={open} aria-label={label} onClick={onToggle}>
      <span className={open ? css.open : css.closed} aria-hidden="true">
        <ChevronRight size="sm" />
      </span>
      {children}
    </button>
  );
}
