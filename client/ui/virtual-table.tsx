import { Table } from "@procore/core-react";
import { memo } from "react";
import type { ReactNode } from "react";
import { cx } from "./class-names.ts";
import { useRows } from "./use-rows.ts";
import css from "./table.module.css";

export type SortOrder = "asc" | "desc" | "";
export type Sort = { readonly by: string; readonly order: SortOrder };

export type Column = {
  readonly id: string;
  readonly label: string;
  /** CSS width; the columns keep it while rows come and go. */
  readonly width?: string;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  /** The label is read but not shown. */
  readonly quiet?: boolean;
};

type HeadProps = {
  readonly columns: readonly Column[];
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
};

/** The header of a table; a sortable column's order is told by arrow and by `aria-sort`. */
export function Head({ columns, sort, onSort }: HeadProps) {
  return (
    <Table.Header>
      <Table.HeaderRow>
        {columns.map(({ id, label, numeric = false, sortable = false, quiet = false }) => (
          <Table.HeaderCell
            key={id}
            scope="col"
            className={cx(numeric ? css.numericHead : css.head)}
            {...(sortable && onSort
              ? {
                  sortOrder: sort?.by === id ? sort.order : "",
                  onSortOrderChange: (order: SortOrder) => {
                    onSort({ by: id, order });
                  },
                }
              : {})}
          >
            <span className={quiet ? "visually-hidden" : undefined}>{label}</span>
          </Table.HeaderCell>
        ))}
      </Table.HeaderRow>
    </Table.Header>
  );
}

function Widths({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <colgroup>
      {columns.map(({ id, width }) => (
        <col key={id} {...(width === undefined ? {} : { style: { width } })} />
      ))}
    </colgroup>
  );
}

type VirtualProps<Item> = HeadProps & {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly heightOf: (item: Item) => number;
  /** The `<td>`s of a row. */
  readonly cells: (item: Item) => ReactNode;
  readonly classOf?: ((item: Item) => string | undefined) | undefined;
};

/** A table of any length: its header stays in sight, its rows are drawn as they come into view. */
export function VirtualTable<Item>({ label, items, keyOf, heightOf, cells, classOf, ...head }: VirtualProps<Item>) {
  const { top, measure, visible, before, after } = useRows({ items, keyOf, heightOf });
  return (
    <div ref={top} className={css.frame}>
      <Table variant="fixed" aria-label={label} aria-rowcount={items.length + 1} className={cx(css.table)}>
        <Widths columns={head.columns} />
        <StillHead {...head} />
        <Table.Body>
          {before > 0 && <Gap height={before} />}
          {visible.map(({ index, key, item }) => (
            <DrawnRow key={key} of={item} index={index} measure={measure} cells={cells} classOf={classOf} />
          ))}
          {after > 0 && <Gap height={after} />}
        </Table.Body>
      </Table>
    </div>
  );
}

type Drawn<Item> = Pick<VirtualProps<Item>, "cells" | "classOf"> & {
  readonly of: Item;
  readonly index: number;
  readonly measure: (row: HTMLElement | null) => void;
};

function Row<Item>({ of, index, measure, cells, classOf }: Drawn<Item>) {
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} className={classOf?.(of)}>
      {cells(of)}
    </tr>
  );
}

// Scrolling draws the rows that come into view; those that are there already, and the header, stay as they are.
const DrawnRow = memo(Row) as typeof Row;
const StillHead = memo(Head);

/** Stands for the rows that are not drawn. */
function Gap({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden="true">
      <td style={{ height }} />
    </tr>
  );
}

type CardsProps<Item> = {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly heightOf: (item: Item) => number;
  readonly card: (item: Item) => ReactNode;
};

/** The same for narrow pages: one card under another instead of columns that do not fit. */
export function VirtualCards<Item>({ label, items, keyOf, heightOf, card }: CardsProps<Item>) {
  const { top, measure, visible, before, after } = useRows({ items, keyOf, heightOf });
  return (
    <div ref={top} role="list" aria-label={label} className={css.cards}>
      <div style={{ height: before }} />
      {visible.map(({ index, key, item }) => (
        <DrawnCard key={key} of={item} index={index} count={items.length} measure={measure} card={card} />
      ))}
      <div style={{ height: after }} />
    </div>
  );
}

type DrawnCardProps<Item> = Pick<CardsProps<Item>, "card"> & {
  readonly of: Item;
  readonly index: number;
  readonly count: number;
  readonly measure: (row: HTMLElement | null) => void;
};

function Card<Item>({ of, index, count, measure, card }: DrawnCardProps<Item>) {
  return (
    <div ref={measure} data-index={index} role="listitem" aria-setsize={count} aria-posinset={index + 1}>
      {card(of)}
    </div>
  );
}

const DrawnCard = memo(Card) as typeof Card;

type PlainProps = HeadProps & { readonly label: string; readonly children: ReactNode };

/** A table short enough to be drawn whole. On a narrow page each row becomes a card, its cells under their labels. */
export function PlainTable({ label, children, ...head }: PlainProps) {
  return (
    <div className={css.scroll} role="group" aria-label={label} tabIndex={0}>
      <Table role="table" aria-label={label} className={cx(css.table, css.stacks)}>
        <Widths columns={head.columns} />
        <Head {...head} />
        <Table.Body>{children}</Table.Body>
      </Table>
    </div>
  );
}

/** A row of a PlainTable. The roles are written out: a table drawn as cards loses them otherwise. */
export function Line({
  className,
  children,
}: {
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <tr role="row" className={className}>
      {children}
    </tr>
  );
}

type CellProps = {
  /** Stands before the value where the header is out of sight. */
  readonly label?: string;
  readonly numeric?: boolean;
  readonly span?: number;
  readonly soft?: boolean;
  readonly children?: ReactNode;
};

export function Cell({ numeric = false, soft = false, span, label, children }: CellProps) {
  const look = cx(css.cell, numeric && css.numeric, soft && css.soft);
  return (
    <td role="cell" className={look} data-label={label} {...(span === undefined ? {} : { colSpan: span })}>
      {children}
    </td>
  );
}
