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
