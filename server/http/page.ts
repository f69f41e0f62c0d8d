import { InvalidRequest } from "./problem.ts";

export const DEFAULT_PAGE_SIZE = 500;

type Asked = { readonly page_token?: string | undefined; readonly page_size?: number | undefined };

/**
 * One page of rows that are already in ascending order of `textOf`, which must be unique. The token is the text of the
 * last row given, not a position: rows that come or go between two pages neither repeat nor hide another.
 */
export function pageOf<Row>(rows: readonly Row[], textOf: (row: Row) => string, { page_token, page_size }: Asked) {
  const after = page_token === undefined ? null : textIn(page_token);
  const start = after === null ? 0 : firstAfter(rows, textOf, after);
  const items = rows.slice(start, start + (page_size ?? DEFAULT_PAGE_SIZE));
  const last = items.at(-1);
  const more = start + items.length < rows.length;
  return { items, nextPageToken: more && last !== undefined ? tokenOf(textOf(last)) : null };
}

function firstAfter<Row>(rows: readonly Row[], textOf: (row: Row) => string, after: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && textOf(row) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tokenOf(text: string): string {
  return Buffer.from(text).toString("base64url");
}

function textIn(token: string): string {
  const text = Buffer.from(token, "base64url").toString();
  if (text !== "" && tokenOf(text) === token) return text;
  throw new InvalidRequest([{ pointer: "/page_token", detail: "Not a token that this list gave." }]);
}

const ordered = new WeakMap<readonly object[], readonly Placed<unknown>[]>();

export type Placed<Row> = { readonly row: Row; readonly place: string };

/** Rows in ascending order of their place; sorted once for a list, however many pages of it are asked for. */
export function inOrder<Row>(rows: readonly Row[], placeOf: (row: Row) => string): readonly Placed<Row>[] {
  const known = ordered.get(rows as readonly object[]) as readonly Placed<Row>[] | undefined;
  if (known) return known;
  const sorted = rows
    .map((row) => ({ row, place: placeOf(row) }))
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
  ordered.set(rows as readonly object[], sorted);
  return sorted;
}
