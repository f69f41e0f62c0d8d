import { SyncError } from "../domain/errors.ts";
import type { HttpReply } from "../net/http.ts";

/** One page: its rows, checked, and its headers. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly headers: HttpReply["headers"] };

/** Asks for one page (from 1) of up to so many rows. */
export type ReadPage<Row> = (page: number) => Promise<Page<Row>>;

const MAX_PAGES = 10_000;

/**
 * A list, complete or an error: "absence is never evidence" starts here.
 *
 * Pages follow `rel="next"` (docs/plan_your_app/pagination.md: not every list has it, so `Total` and a full page count
 * too). Rows that shift between pages while somebody adds or deletes show as a moved `Total` or a row too few; then all
 * is read once more.
 * @throws SyncError "unavailable" when it moves again
 */
export async function readAll<Row extends { readonly id: number | string }>(
  readPage: ReadPage<Row>,
  perPage: number,
): Promise<Row[]> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const { rows, steady } = await readOnce(readPage, perPage);
    if (steady) return rows;
  }
  throw new SyncError("unavailable", "Procore", "A list in Procore changed while it was being read.");
}

async function readOnce<Row extends { readonly id: number | string }>(
  readPage: ReadPage<Row>,
  perPage: number,
): Promise<{ rows: Row[]; steady: boolean }> {
  const byId = new Map<Row["id"], Row>();
  const totals = new Set<number>();
  let next: number | null = 1;
  for (let read = 0; next !== null && read < MAX_PAGES; read += 1) {
    const asked: number = next;
    const { rows, headers } = await readPage(asked);
    const known = byId.size;
    for (const row of rows) byId.set(row.id, row);
    const total = totalOf(headers);
    if (total !== null) totals.add(total);
    // A list that knows no pages answers the same again: nothing new is the end of it.
    const over = rows.length === 0 || byId.size === known;
    next = over ? null : nextPage(headers, asked, { seen: byId.size, full: rows.length >= perPage });
  }
  const steady = totals.size <= 1 && [...totals].every((total) => byId.size >= total);
  return { rows: [...byId.values()], steady };
}

function nextPage(
  headers: HttpReply["headers"],
  page: number,
  { seen, full }: { readonly seen: number; readonly full: boolean },
): number | null {
  const link = headers["link"];
  const target = link && /<([^>]*)>;\s*rel="?next"?/.exec(link)?.[1];
  // Only the page number is taken from the link: our token follows no address that a reply names.
  const named = target ? Number(/[?&]page=(\d+)/.exec(target)?.[1] ?? page + 1) : null;
  if (named !== null) return named > page ? named : null;
  const total = totalOf(headers);
  const more = total === null ? full && link === undefined : seen < total;
  return more ? page + 1 : null;
}

function totalOf(headers: HttpReply["headers"]): number | null {
  const text = headers["total"];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
