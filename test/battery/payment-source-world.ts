import type { DocKey } from "../../server/domain/payment.ts";
import type { ChangedRow, Observed, PaymentSource, Stream } from "../../server/sync/ports.ts";
import { STREAMS } from "../../server/sync/ports.ts";
import { createPaymentSource, type PaymentSourceDeps } from "../../server/acumatica/source.ts";
import { createHttp } from "../../server/net/http.ts";
import {
  createFakeAcumatica,
  type FakeAcumatica,
  type FakeAcumaticaOptions,
} from "../fakes/acumatica/fake-acumatica.ts";
import { axiosAdapter } from "../fakes/wire.ts";

export const BASE_URL = "https://erp.example.com";

export type ReaderName = "dac" | "contract";

export type Acumatica = {
  readonly fake: FakeAcumatica;
  readonly source: PaymentSource;
  /** Moves the vendor's clock, and ours with it. */
  readonly tick: (ms?: number) => void;
  readonly now: () => Date;
  /** Requests since the last call, by path and query. */
  readonly requests: () => readonly string[];
};

export type WorldOptions = {
  readonly fake?: Partial<FakeAcumaticaOptions>;
  readonly source?: Partial<Pick<PaymentSourceDeps, "pageRows" | "settings" | "procoreHosts" | "metadata">>;
  readonly endpoint?: string;
  readonly dacPath?: string;
  /** Default: one token that always holds. */
  readonly keeper?: (fake: FakeAcumatica) => PaymentSourceDeps["keeper"];
};

/** A fake tenant and the adapter over it, on a clock of their own that sleeping moves. */
export function anAcumatica(reader: ReaderName, options: WorldOptions = {}): Acumatica {
  let at = Date.parse("2026-03-02T15:00:00Z");
  const now = () => new Date(at);
  const sleep = (ms: number) => {
    at += ms;
    return Promise.resolve();
  };
  const fake = createFakeAcumatica({ now, delay: sleep, ...options.fake });
  const source = createPaymentSource({
    http: createHttp({ system: "Acumatica", timeoutMs: 60_000, adapter: axiosAdapter({ [BASE_URL]: fake.wire }) }),
    baseUrl: `${BASE_URL}${fake.site}`,
    keeper: options.keeper?.(fake) ?? aKeeper(fake.token()),
    reach: {
      endpoint: options.endpoint ?? "25.200.001",
      dacPath: reader === "dac" ? (options.dacPath ?? `/t/${fake.tenant}/api/odata/dac`) : null,
      labels: "new",
    },
    settings: { reader, billField: null },
    now,
    sleep,
    random: () => 0.5,
    ...options.source,
  });
  let seen = 0;
  const requests = () => {
    const targets = fake.wire.log.slice(seen).map(({ request }) => decodeURIComponent(request.target));
    seen = fake.wire.log.length;
    return targets;
  };
  const tick = (ms = 1_000) => void (at += ms);
  return { fake, source, tick, now, requests };
}

function aKeeper(token: string): PaymentSourceDeps["keeper"] {
  return { accessToken: () => Promise.resolve(token) };
}

/** A stream read to its end, page by page. */
export async function allChanges(
  source: PaymentSource,
  stream: Stream,
  since: string | null = null,
): Promise<{ readonly rows: readonly ChangedRow[]; readonly pages: number; readonly through: string | null }> {
  const rows: ChangedRow[] = [];
  for (let next: string | null = null, pages = 1; ; pages += 1) {
    const page = await source.changes(stream, since, next);
    rows.push(...page.rows);
    if (page.next === null) return { rows, pages, through: page.through };
    next = page.next;
  }
}

/** Everything both streams name, read whole. */
export async function observeAll(source: PaymentSource): Promise<Observed> {
  const docs = new Map<string, DocKey>();
  for (const stream of STREAMS) {
    for (const row of (await allChanges(source, stream)).rows) {
      for (const doc of row.docs) docs.set(`${doc.type}:${doc.ref}`, doc);
    }
  }
  return source.read([...docs.values()]);
}

/** One bill of so much, paid by one check a day later. */
export function aPaidBill({ fake, tick }: Acumatica, vendor: string, amount = 10_000) {
  const lines = [{ amount, project: "PR-1", order: { number: "SC-000001" } }];
  const bill = fake.ledger.addBill({ vendor, date: "2026-01-10", vendorRef: "INV-1", lines }).ref;
  tick();
  const check = fake.ledger.addPayment({ vendor, date: "2026-02-01", applications: [{ bill, amount }] }).ref;
  return { bill, check };
}

export function aVendor({ fake }: Acumatica): string {
  return fake.ledger.addVendor({ name: "Ace Concrete" }).id;
}
