import type { DocKey, Instant } from "../domain/payment.ts";
import { docId } from "../domain/payment.ts";
import { STREAMS, type ChangePage, type PaymentSource, type PictureStore, type Stream } from "./ports.ts";
import { latest, readFrom } from "./watermark.ts";

export type ObserveDeps = {
  readonly companyId: number;
  readonly source: PaymentSource;
  readonly pictures: PictureStore;
  readonly now: () => Instant;
};

export type ObserveRequest = {
  /** Read everything again: late commits beyond the overlap, restored backups. Never moves a watermark back. */
  readonly sweep: boolean;
};

/** How many payments, bills and applications read differently from before. */
export type Observation = { readonly changed: number };

/**
 * Reads what changed in Acumatica since the watermarks, page by page: rows, seen stamps and the new watermark in one
 * transaction each, so that a crash between two pages loses nothing. Nothing is decided here, and an absent document
 * means nothing: lists hide what is archived or not permitted.
 */
export async function observe({ sweep }: ObserveRequest, deps: ObserveDeps): Promise<Observation> {
  let changed = 0;
  for (const stream of STREAMS) changed += await readStream(stream, sweep, deps);
  return { changed };
}

async function readStream(stream: Stream, sweep: boolean, deps: ObserveDeps): Promise<number> {
  const before = await deps.pictures.watermark(deps.companyId, stream);
  const since = sweep ? null : readFrom(before.through);
  let through = before.through;
  let next: string | null = null;
  let changed = 0;
  do {
    const page: ChangePage = await deps.source.changes(stream, since, next);
    next = page.next;
    through = latest(through, page.through);
    changed += await storePage({ stream, page, through, ended: next === null }, { sweep, before }, deps);
  } while (next !== null);
  return changed;
}

type Page = {
  readonly stream: Stream;
  readonly page: ChangePage;
  readonly through: Instant | null;
  readonly ended: boolean;
};
type Before = { readonly sweep: boolean; readonly before: { readonly complete: boolean; readonly at: Instant | null } };

async function storePage({ stream, page, through, ended }: Page, { sweep, before }: Before, deps: ObserveDeps) {
  const { companyId, pictures, source } = deps;
  // A sweep reads what it has seen before on purpose: the whole of it, again.
  const seen = sweep ? new Set<string>() : await pictures.alreadySeen(companyId, stream, page.rows);
  const docs = distinct(page.rows.filter(({ id }) => !seen.has(id)).flatMap((row) => row.docs));
  // Deltas are never applied: every document touched is read again whole, with all its applications.
  const observed = docs.length === 0 ? { payments: [], bills: [], applications: [] } : await source.read(docs);
  return pictures.storePage(companyId, {
    stream,
    rows: page.rows,
    observed,
    watermark: {
      through,
      complete: before.complete || ended,
      at: ended ? deps.now() : before.at,
    },
    forgetBefore: readFrom(through),
  });
}

function distinct(docs: readonly DocKey[]): DocKey[] {
  return [...new Map(docs.map((doc) => [docId(doc), doc])).values()];
}

/** Has Acumatica been read to its end once? Before that, nothing may be removed. */
export async function backfillComplete(companyId: number, pictures: PictureStore): Promise<boolean> {
  const marks = await Promise.all(STREAMS.map((stream) => pictures.watermark(companyId, stream)));
  return marks.every(({ complete }) => complete);
}
