import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import css from "./keep-focus.module.css";

type KeepFocusProps = { readonly label: string; readonly children: ReactNode };

/** Where what had the focus goes away, the focus stays in this part of the page, instead of falling back to its beginning. */
export function KeepFocus({ label, children }: KeepFocusProps) {
  const part = useRef<HTMLDivElement>(null);
  const within = useRef(false);
  // After every drawing: an element that is taken away loses the focus without a word.
  useEffect(() => {
    if (within.current && document.activeElement === document.body) part.current?.focus();
  });
  return (
    <div
      ref={part}
      role="group"
      aria-label={label}
      tabIndex={-1}
      className={css.part}
      onFocus={() => {
        within.current = true;
      }}
      onBlur={({ relatedTarget }) => {
        within.current = relatedTarget !== null;
      }}
    >
      {children}
    </div>
  );
}
