import { EmptyState } from "@procore/core-react";
import type { ReactNode } from "react";
import css from "./nothing.module.css";

type NothingProps = {
  readonly title: string;
  readonly says?: string;
  /** "results" where a filter hides what there is; "items" where there is nothing at all; "words" without a drawing. */
  readonly kind?: "items" | "results" | "words";
  readonly children?: ReactNode;
};

/** Nothing to show: why, and what to do about it. `children` are the ways out. */
export function Nothing({ title, says, kind = "items", children }: NothingProps) {
  return (
    <div className={css.box}>
      <EmptyState compact={kind === "words"}>
        {kind === "items" && <EmptyState.NoItems />}
        {kind === "results" && <EmptyState.NoResults />}
        <EmptyState.Title role="heading" aria-level={2}>
          {title}
        </EmptyState.Title>
        {says !== undefined && <EmptyState.Description>{says}</EmptyState.Description>}
        {children !== undefined && <EmptyState.Actions>{children}</EmptyState.Actions>}
      </EmptyState>
    </div>
  );
}
