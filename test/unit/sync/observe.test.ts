import { describe, expect, it } from "vitest";
import type { Instant } from "../../../server/domain/payment.ts";
import { backfillComplete, observe, type ObserveDeps, type ObserveRequest } from "../../../server/sync/observe.ts";
import type {
  ChangePage,
  ObservedPage,
  PaymentSource,
  PictureStore,
  Stream,
  Watermark,
} from "../../../server/sync/ports.ts";

/** Acumatica's own, ahead of every stamp. */
const CLOCK = "2026-03-01T11:00:00.000Z";
const NEVER: Watermark = { through: null, complete: false, at: null };
const NOTHING = { payments: [], bills: [], applications: [] };
const stampOf = (minute: number): Instant => `2026-03-01T10:${String(minute).padStart(2, "0")}:00.000Z`;

/** One check on each page, stamped a minute after the one before. */
function pagesOf(count: number): readonly ChangePage[] {
  return Array.from({ length: count }, (_, index) => {
    const doc = { type: "CHK", ref: String(index) };
    const rows = [{ id: `CHK:${index}`, stamp: stampOf(index), docs: [doc, doc] }];
    return { rows, through: stampOf(index), clock: CLOCK, next: index + 1 < count ? String(index + 1) : null };
  });
}

/** Acumatica shows so many pages of each stream, and what is stored of them is kept. */
function aReading(count: number, known: { readonly mark?: Watermark; readonly seen?: readonly string[] } = {}) {
  const marks = new Map<Stream, Watermark>();
  const stored: ObservedPage[] = [];
  const read: string[] = [];
  const asked: (Instant | null)[] = [];
  const source: Pick<PaymentSource, "changes" | "read"> = {
    changes(_stream, since, next) {
      asked.push(since);
      return Promise.resolve(
        pagesOf(count)[Number(next ?? 0)] ?? { rows: [], through: null, clock: CLOCK, next: null },
      );
    },
    read(docs) {
      read.push(...docs.map(({ ref }) => ref));
      return Promise.resolve(NOTHING);
    },
  };
  const watermark = (stream: Stream): Watermark => marks.get(stream) ?? known.mark ?? NEVER;
  const pictures: Pick<PictureStore, "watermark" | "alreadySeen" | "storePage"> = {
    watermark: (_companyId, stream) => Promise.resolve(watermark(stream)),
    alreadySeen: () => Promise.resolve(new Set(known.seen)),
    storePage(_stood, page) {
      stored.push(page);
      marks.set(page.stream, page.watermark);
      return Promise.resolve(1);
    },
  };
  const deps = {
    companyId: 1,
    stood: { companyId: 1, epoch: 1 },
    source,
    pictures,
    alone: (_companyId: number, act: (holder: string | null) => Promise<unknown>) => act("me"),
    now: () => "2026-03-01T12:00:00.000Z",
  } as unknown as ObserveDeps;
  const ask = (request: Partial<ObserveRequest> = {}) => observe({ sweep: false, ...request }, deps);
  return { ask, stored, read, asked, deps };
}

describe("an observation", () => {
  it("stores every page with its watermark, and says when it was at the end only there", async () => {
    const { ask, stored } = aReading(3);

    expect(await ask()).toEqual({ changed: 6, ended: true });
    expect(stored.slice(0, 3).map(({ watermark }) => watermark)).toEqual([
      { through: stampOf(0), complete: false, at: null },
      { through: stampOf(1), complete: false, at: null },
      { through: stampOf(2), complete: true, at: "2026-03-01T12:00:00.000Z" },
    ]);
  });

  it("that is left off was not at the end: neither complete, nor read just now", async () => {
    const { ask, stored, deps } = aReading(30);
    let pages = 0;

    expect(await ask({ enough: () => ++pages === 20 })).toEqual({ changed: 20, ended: false });
    expect(stored.at(-1)?.watermark).toEqual({ through: stampOf(19), complete: false, at: null });
    expect(await backfillComplete(1, deps.pictures)).toBe(false);
  });

  it("is not left off where the next would begin no later", async () => {
    const { ask } = aReading(5, { mark: { through: stampOf(30), complete: true, at: null } });

    expect(await ask({ enough: () => true })).toMatchObject({ ended: true });
  });

  it("begins ten minutes before the watermark, and a sweep at the beginning", async () => {
    const mark = { through: stampOf(30), complete: true, at: null };
    const [look, sweep] = [aReading(1, { mark }), aReading(1, { mark })];
    await look.ask();
    await sweep.ask({ sweep: true });

    expect([look.asked, sweep.asked]).toEqual([
      [stampOf(20), stampOf(20)],
      [null, null],
    ]);
  });

  it("reads each document of a page once, and none that was seen with this stamp; a sweep reads those too", async () => {
    const seen = ["CHK:0"];
    const [look, sweep] = [aReading(2, { seen }), aReading(2, { seen })];
    await look.ask();
    await sweep.ask({ sweep: true });

    expect([look.read, sweep.read]).toEqual([
      ["1", "1"],
      ["0", "1", "0", "1"],
    ]);
  });

  it("never moves a watermark back", async () => {
    const { ask, stored } = aReading(1, { mark: { through: stampOf(45), complete: true, at: null } });
    await ask({ sweep: true });

    expect(stored.map(({ watermark, forgetBefore }) => [watermark.through, forgetBefore])).toEqual([
      [stampOf(45), stampOf(35)],
      [stampOf(45), stampOf(35)],
    ]);
  });
});
