import type { AsItStood } from "../domain/as-it-stood.ts";
import type { DocKey, Instant } from "../domain/payment.ts";
import { docId } from "../domain/payment.ts";
import {
  STREAMS,
  type ChangePage,
  type PaymentSource,
  type PictureStore,
  type ReadAlone,
  type Stream,
  type Watermark,
} from "./ports.ts";
import { latest, readFrom } from "./watermark.ts";

export type ObserveDeps = {
  readonly companyId: number;
  /** The connection as it stood before the source was asked; what is read is stored under it. */
  readonly stood: AsItStood;
  readonly source: PaymentSource;
  readonly pictures: PictureStore;
  readonly alone: ReadAlone;
  readonly now: () => Instant;
};

export type ObserveRequest = {
  /** Read everything again: late commits beyond the overlap, restored backups. Never moves a watermark back. */
  readonly sweep: boolean;
  /** Asked between two pages: is it somebody else's turn? The next observation goes on where this one ended. */
  readonly enough?: () => boolean;
};

/** How many payments, bills and applications read differently from before. */
export type Observation = {
  readonly changed: number;
  /** false: it was enough before everything was read. */
  readonly ended: boolean;
};

/**
 * Reads what changed in Acumatica since the watermarks, page by page: rows, seen stamps and the new watermark in one
 * transaction each, so that a crash between two pages loses nothing. Nothing is decided here, and an absent document
 * means nothing: lists hide what is archived or not permitted.
 */
export async function observe(request: ObserveRequest, deps: ObserveDeps): Promise<Observation> {
  let changed = 0;
  for (const stream of STREAMS) {
    const read = await readStream(stream, request, deps);
    changed += read.changed;
    if (!read.ended) return { changed, ended: false };
  }
  return { changed, ended: true };
}

async function readStream(stream: Stream, { sweep, enough }: ObserveRequest, deps: ObserveDeps): Promise<Observation> {
  const { companyId, pictures, alone } = deps;
  const { through } = await pictures.watermark(companyId, stream);
  const since = sweep ? null : readFrom(through);
  let next: string | null = null;
  let changed = 0;
  do {
    const from: string | null = next;
    const read: PageRead = await alone(companyId, (holder) => readPage({ stream, since, from, sweep, holder }, deps));
    if (isFromTheFuture(through, read.clock) && since !== null) return readStream(stream, { sweep: true }, deps);
    next = read.next;
    changed += read.changed;
    // Where the next reading would begin no later than this one did, nothing would be gained by leaving off.
    if (next !== null && enough?.() && isLater(readFrom(read.through), since)) break;
  } while (next !== null);
  return { changed, ended: next === null };
}

type PageRequest = {
  readonly stream: Stream;
  readonly since: Instant | null;
  readonly from: string | null;
  readonly sweep: boolean;
  readonly holder: string | null;
};

type PageRead = Pick<ChangePage, "next" | "through" | "clock"> & { readonly changed: number };

/**
 * A watermark that Acumatica's clock has yet to reach, by more than two servers' clocks may disagree: the clock was set
 * back, or an earlier version of this app took a stamp from the future for it. What it hides is found by reading all again.
 */
function isFromTheFuture(through: Instant | null, clock: Instant): boolean {
  return through !== null && (readFrom(through) ?? through) > clock;
}

function isLater(start: Instant | null, than: Instant | null): boolean {
  return start !== null && (than === null || start > than);
}

async function readPage(
  { stream, since, from, sweep, holder }: PageRequest,
  { companyId, stood, source, pictures, now }: ObserveDeps,
): Promise<PageRead> {
  const page: ChangePage = await source.changes(stream, since, from);
  // A sweep reads what it has seen before on purpose: the whole of it, again.
  const seen = sweep ? new Set<string>() : await pictures.alreadySeen(companyId, stream, page.rows);
  const docs = distinct(page.rows.filter(({ id }) => !seen.has(id)).flatMap((row) => row.docs));
  // Deltas are never applied: every document touched is read again whole, with all its applications.
  const observed = docs.length === 0 ? { payments: [], bills: [], applications: [] } : await source.read(docs);
  // Somebody else may have read on between our pages, and a watermark never moves back.
  const mark = await pictures.watermark(companyId, stream);
  const ended = page.next === null;
  const through = isFromTheFuture(mark.through, page.clock) ? page.through : latest(mark.through, page.through);
  const watermark: Watermark = { through, complete: mark.complete || ended, at: ended ? now() : mark.at };
  const { rows } = page;
  const stored = { stream, rows, observed, watermark, forgetBefore: readFrom(through) };
  return { next: page.next, through, clock: page.clock, changed: await pictures.storePage(stood, stored, holder) };
}

function distinct(docs: readonly DocKey[]): DocKey[] {
  return [...new Map(docs.map((doc) => [docId(doc), doc])).values()];
}

/** Has Acumatica been read to its end once? Before that, nothing may be removed. */
export async function backfillComplete(companyId: number, pictures: PictureStore): Promise<boolean> {
  const marks = await Promise.all(STREAMS.map((stream) => pictures.watermark(companyId, stream)));
  return marks.every(({ complete }) => complete);
}
