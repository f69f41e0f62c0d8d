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
 * Pages follow `rel="next"`, else `Total` (docs/plan_your_app/pagination.md). Not every list has either, and a server may
 * give fewer rows than were asked for: then only a page that is empty, or shorter than what the server has shown to be
 * its page, is the last. Rows that shift between pages while somebody adds or deletes show as a moved `Total` or a row
 * too few; then all is read once more.
 * @throws SyncError "unavailable" when it moves again, or never ends
 */
export async function readAll<Row extends { readonly id: number | string }>(readPage: ReadPage<Row>): Promise<Row[]> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const { rows, steady } = await readOnce(readPage);
    if (steady) return rows;
  }
  throw new SyncError("unavailable", "Procore", "A list in Procore changed while it was being read.");
}

async function readOnce<Row extends { readonly id: number | string }>(
  readPage: ReadPage<Row>,
): Promise<{ rows: Row[]; steady: boolean }> {
  const byId = new Map<Row["id"], Row>();
  const totals = new Set<number>();
  let linked = false;
  /** How many rows a page of this list has, as far as the server has shown; it may be fewer than were asked for. */
  let size = 0;
  let next: number | null = 1;
  for (let read = 0; next !== null; read += 1) {
    if (read === MAX_PAGES) throw new SyncError("unavailable", "Procore", "A list in Procore came to no end.");
    const asked: number = next;
    const { rows, headers } = await readPage(asked);
    const known = byId.size;
    for (const row of rows) byId.set(row.id, row);
    const total = numberIn(headers["total"]);
    if (total !== null) totals.add(total);
    linked ||= headers["link"] !== undefined;
    size = Math.max(size, rows.length, numberIn(headers["per-page"]) ?? 0);
    // A list that knows no pages answers the same again: nothing new is the end of it.
    const over = rows.length === 0 || byId.size === known;
    next = over ? null : nextPage(headers, asked, { seen: byId.size, last: linked || rows.length < size });
  }
  const steady = totals.size <= 1 && [...totals].every((total) => byId.size >= total);
  return { rows: [...byId.values()], steady };
}

function nextPage(
  headers: HttpReply["headers"],
  page: number,
  { seen, last }: { readonly seen: number; readonly last: boolean },
): number | null {
  const link = headers["link"];
  const target = link && /<([^>]*)>;\s*rel="?next"?/.exec(link)?.[1];
  // Only the page number is taken from the link: our token follows no address that a reply names.
  const named = target ? Number(/[?&]page=(\d+)/.exec(target)?.[1] ?? page + 1) : null;
  if (named !== null) return named > page ? named : null;
  const total = numberIn(headers["total"]);
  const more = total === null ? !last : seen < total;
  return more ? page + 1 : null;
}

function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
