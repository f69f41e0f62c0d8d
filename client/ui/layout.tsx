import type { ReactNode } from "react";
import { cx } from "./class-names.ts";
import css from "./layout.module.css";

type Gap = "xs" | "sm" | "md" | "lg";

type StackProps = { readonly gap?: Gap; readonly children: ReactNode };

/** Things under each other. */
export function Stack({ gap = "md", children }: StackProps) {
  return <div className={cx(css.stack, css[gap])}>{children}</div>;
}

type RowProps = { readonly gap?: Gap; readonly spread?: boolean; readonly children: ReactNode };

/** Things beside each other; they wrap where the page is narrow. */
export function Row({ gap = "sm", spread = false, children }: RowProps) {
  return <div className={cx(css.row, css[gap], spread && css.spread)}>{children}</div>;
}

export function Soft({ children }: { readonly children: ReactNode }) {
  return <span className={css.soft}>{children}</span>;
}

type PaneProps = {
  readonly title: string;
  readonly says?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
};

/** A titled part of a page on white, with its actions at the right. */
export function Pane({ title, says, actions, children }: PaneProps) {
  return (
    <section className={css.pane} aria-label={title}>
      <div className={css.paneHead}>
        <div className={css.paneWords}>
          <h2 className={css.paneTitle}>{title}</h2>
          {says !== undefined && <p className={css.soft}>{says}</p>}
        </div>
        {actions !== undefined && <div className={css.paneActions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}

type FactsProps = {
  readonly facts: readonly { readonly term: string; readonly is: ReactNode }[];
  readonly columns?: 1 | 2;
};

/** Terms and what they are, as a list that screen readers announce as such. */
export function Facts({ facts, columns = 1 }: FactsProps) {
  return (
    <dl className={columns === 2 ? css.factsWide : css.facts}>
      {facts.map(({ term, is }) => (
        <div key={term} className={css.fact}>
          <dt className={css.soft}>{term}</dt>
          <dd>{is}</dd>
        </div>
      ))}
    </dl>
  );
}
