import { z } from "zod";
import { SyncError } from "../domain/errors.ts";
import type { Instant } from "../domain/payment.ts";
import type { ChangedRow, ChangePage, Stream } from "../sync/ports.ts";
import { listPage, type ListDeps, type ListRequest } from "./dac-list.ts";
import { anyOf } from "./dac-query.ts";
import { SETS } from "./metadata.ts";
import { AdjustStamp, RegisterStamp } from "./schema.ts";
import { earlier, latest, notAfter, readStamp, STAMP_SLACK_MS } from "./stamp.ts";

/** Where the next page begins. Opaque to everyone else; small enough to store. */
const Cursor = z.object({
  /** Rows stamped from here on; null: all. */
  from: z.string().nullable(),
  top: z.number(),
  /** Rows from there on that were handed out already, as "stamp id". */
  seen: z.array(z.string()),
  through: z.string().nullable(),
  /** How many rows the page before held where more were asked for: this page finds out whether it was cut. 0: no. */
  held: z.number(),
});
type Cursor = z.infer<typeof Cursor>;

type Source = { readonly request: Omit<ListRequest<z.ZodType<ChangedRow>>, "filter">; readonly only: string };

/** Core fields only, so that a poll needs no $metadata: all of them are keys or columns of every build. */
const SOURCES: Readonly<Record<Stream, Source>> = {
  applications: source(SETS.adjust, AdjustStamp.transform(changedApplication), {
    keys: ["AdjdDocType", "AdjdLineNbr", "AdjdRefNbr", "AdjgDocType", "AdjgRefNbr", "AdjNbr"],
    only: anyOf("AdjgDocType", ["CHK", "PPM", "VCK"]),
  }),
  documents: source(SETS.register, RegisterStamp.transform(changedDocument), {
    keys: ["DocType", "RefNbr"],
    only: anyOf("DocType", ["INV", "ADR", "CHK", "PPM", "VCK"]),
  }),
};

/**
 * One page of what was stamped at or after `since`, oldest first.
 *
 * Pages go by stamp, never by count alone: a row that changes while we read only moves further on. The next page starts
 * a little before the last stamp and drops what was handed out; where more rows share a stamp than a page holds, the
 * page grows. One request where a page holds everything.
 */
export async function dacChanges(
  stream: Stream,
  since: Instant | null,
  next: string | null,
  deps: ListDeps,
): Promise<ChangePage> {
  const cursor =
    next === null ? { from: since, top: deps.pageRows, seen: [], through: null, held: 0 } : readCursor(next);
  const { request, only } = SOURCES[stream];
  const filter = cursor.from === null ? only : `LastModifiedDateTime ge ${cursor.from} and ${only}`;
  const seen = new Set(cursor.seen);
  let [top, skip, last] = [cursor.top, 0, ""];
  for (;;) {
    const { rows: page, announced, clock } = await listPage({ ...request, filter }, deps, { top, skip });
    if (skip > 0 && marked(page[0]) !== last) {
      // the list moved under the skip: begin again, for a row may have slipped to where we no longer look
      [skip, last] = [0, ""];
      continue;
    }
    const whole = deps.trust.isWhole(page.length, top) && !(announced && page.length > 1);
    const fresh = page.filter((row) => !seen.has(marked(row)));
    if (fresh.length > 0) {
      if (cursor.held > 0) deps.trust.cutAt(cursor.held);
      return pageOf(fresh, { cursor, held: page.length < top ? page.length : 0, whole, clock }, deps);
    }
    if (whole) {
      deps.trust.confirm(cursor.held);
      return { rows: [], through: cursor.through, clock, next: null };
    }
    // a full page of rows handed out before: a bigger page; one that a limit of the server's own cut short: look past it
    if (page.length >= top) top *= 2;
    else [skip, last] = [skip + page.length - 1, marked(page.at(-1))];
  }
}

type Around = { readonly cursor: Cursor; readonly held: number; readonly whole: boolean; readonly clock: Instant };

function pageOf(
  rows: readonly ChangedRow[],
  { cursor, held, whole, clock }: Around,
  { pageRows }: ListDeps,
): ChangePage {
  const highest = rows.reduce<Instant | null>((at, { stamp }) => latest(at, stamp), null);
  const through = latest(cursor.through, notAfter(highest, clock));
  if (whole || highest === null) return { rows, through, clock, next: null };
  const from = earlier(highest, STAMP_SLACK_MS);
  const seen = [...cursor.seen, ...rows.map(marked)].filter((mark) => mark >= from);
  let top = pageRows;
  while (top <= seen.length) top *= 2;
  const next: Cursor = { from, top, seen, through, held };
  return { rows, through, clock, next: JSON.stringify(next) };
}

function readCursor(next: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(next));
  } catch (cause) {
    throw new SyncError("invalid", "This app", "The place where reading Acumatica stopped cannot be read.", { cause });
  }
}

function marked(row: ChangedRow | undefined): string {
  return row ? `${row.stamp} ${row.id}` : "";
}

function changedApplication(row: z.output<typeof AdjustStamp>): ChangedRow {
  const paying = { type: row.AdjgDocType, ref: row.AdjgRefNbr };
  const paid = { type: row.AdjdDocType, ref: row.AdjdRefNbr };
  const key = [paying.type, paying.ref, paid.type, paid.ref, row.AdjdLineNbr, row.AdjNbr].join(":");
  return changed(key, row.LastModifiedDateTime, [paying, paid]);
}

function changedDocument(row: z.output<typeof RegisterStamp>): ChangedRow {
  const doc = { type: row.DocType, ref: row.RefNbr };
  return changed(`${doc.type}:${doc.ref}`, row.LastModifiedDateTime, [doc]);
}

/** What the stamp holds beyond the millisecond goes into the id: two edits within one millisecond are two changes. */
function changed(key: string, stamp: string, docs: ChangedRow["docs"]): ChangedRow {
  const { at, beyond } = readStamp(stamp);
  return { id: beyond === "" ? key : `${key}~${beyond}`, stamp: at, docs };
}

function source(
  set: string,
  row: z.ZodType<ChangedRow>,
  { keys, only }: { readonly keys: readonly string[]; readonly only: string },
): Source {
  const orderBy = ["LastModifiedDateTime", ...keys];
  return { request: { set, selection: { select: orderBy.join(","), expand: null }, orderBy, row }, only };
}
