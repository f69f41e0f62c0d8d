import { openDb, migrate } from "../../server/store/db.ts";
import { createSealer } from "../../server/store/seal.ts";
import { createStore } from "../../server/store/store.ts";
import { nextAt } from "../../server/jobs/schedule.ts";
import type { Schedule } from "../../server/domain/settings.ts";
import { aCompany, connect, type Company } from "../crash/instances.ts";
import { readClock, type Clock, type InstanceBriefing } from "../crash/instance.ts";
import { createFakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import { createFakeProcore, type FakeProcore } from "../fakes/procore/fake-procore.ts";
import { listen, Wire, type Listening } from "../fakes/wire.ts";
import { leftUnlocked, paidInLedger, shownInProcore } from "../world/books.ts";

/** Many companies, each with an Acumatica of its own, that share one Procore: what whole servers are set to work on. */
export type CompaniesWish = {
  readonly databaseUrl: string;
  readonly companies: number;
  readonly payments: number;
  /** How many of them pay; default: all. */
  readonly paying?: number;
  readonly schedule: Schedule;
  readonly clock: Clock;
};

/** Where both sides stand now. */
export type Books = {
  readonly paid: number;
  readonly shown: number;
  /** Lost, doubled, shown and not paid, left unlocked, and what Procore's Integration Health counts. */
  readonly wrong: number;
  /** Requests since counting began, those for tokens aside. */
  readonly procore: number;
  readonly acumatica: number;
};

const KEY = new Uint8Array(32).fill(9);

export class Companies {
  readonly #wish: CompaniesWish;
  readonly #procore: FakeProcore;
  readonly #companies: readonly Company[];
  readonly #servers: readonly Listening[];
  /** Per company, when Acumatica was asked: unix milliseconds of their clock. */
  readonly #asked = new Map<number, number[]>();
  #payments = 0;
  #from = 0;
  #acumatica = 0;

  private constructor(wish: CompaniesWish, procore: FakeProcore, companies: readonly Company[], servers: Listening[]) {
    this.#wish = wish;
    this.#procore = procore;
    this.#companies = companies;
    this.#servers = servers;
  }

  static async open(wish: CompaniesWish): Promise<Companies> {
    const now = () => readClock(wish.clock);
    const procore = createFakeProcore({ now });
    const vendors = Array.from({ length: wish.companies }, (_, n) =>
      createFakeAcumatica({ now, tenant: `Tenant${n}`, site: `/site${n}` }),
    );
    const asked: { companies: Companies | null } = { companies: null };
    const all = new Wire((request) => {
      const n = Number(/^\/site(\d+)/.exec(request.target)?.[1]);
      if (!request.target.includes("/identity/")) asked.companies?.heard(n);
      return vendors[n]?.wire.exchange(request) ?? { status: 404, headers: {}, body: "" };
    });
    const servers = [await listen(procore.wire), await listen(all)];
    const [, { url } = { url: "" }] = servers;
    const companies = vendors.map((acumatica) => aCompany(procore, acumatica, url));
    asked.companies = new Companies(wish, procore, companies, servers);
    asked.companies.pays(wish.payments);
    await asked.companies.connectAll();
    return asked.companies;
  }

  /** Each company's admin has signed in, and put it on its schedule. */
  async connectAll(schedule = this.#wish.schedule): Promise<void> {
    const db = openDb(this.#wish.databaseUrl);
    await migrate(db);
    const now = readClock(this.#wish.clock);
    const store = createStore(db, createSealer([KEY]), () => now);
    for (const company of this.#companies) await connect(store, company, { now, schedule });
    await db.close();
  }

  briefing(): InstanceBriefing {
    const { clientId, clientSecret } = this.#procore.app;
    const [procore, acumatica] = this.#servers;
    return {
      databaseUrl: this.#wish.databaseUrl,
      procoreUrl: procore?.url ?? "",
      acumaticaHosts: [new URL(acumatica?.url ?? "").host],
      procoreClient: { clientId, clientSecret },
      encryptionKey: Buffer.from(KEY).toString("base64"),
      clock: this.#wish.clock,
    };
  }

  /** Each paying company pays so many bills more, by a check each, spread over its commitments. */
  pays(count: number): void {
    const date = readClock(this.#wish.clock).toISOString().slice(0, 10);
    for (const { acumatica, commitments } of this.#companies.slice(0, this.#wish.paying)) {
      const { ledger } = acumatica;
      for (let done = 0; done < count; done += 1) {
        const n = (this.#payments += 1);
        const [amount, nth] = [100_00 + n, n % commitments.length];
        const order = { type: "RS", number: `SC-${nth}`, line: 1 } as const;
        const lines = [{ amount, project: "PR-0001", order }];
        const { ref } = ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: `I-${n}`, lines });
        const invoice = { currentPaymentDue: (amount / 100).toFixed(2), invoiceNumber: `I-${n}` };
        this.#procore.admin.addRequisition({ commitmentId: commitments[nth] ?? 0, ...invoice });
        const applications = [{ bill: ref, amount }];
        ledger.addPayment({ vendor: "V000001", date, extRef: String(10_000 + n), applications });
      }
    }
  }

  heard(n: number): void {
    this.#acumatica += 1;
    const times = this.#asked.get(n) ?? [];
    times.push(readClock(this.#wish.clock).getTime());
    this.#asked.set(n, times);
  }

  /** Counting begins anew. */
  reset(): void {
    this.#from = this.#procore.wire.log.length;
    this.#acumatica = 0;
    this.#asked.clear();
  }

  books(): Books {
    const paid = this.#companies.flatMap(({ acumatica }) => paidInLedger(acumatica.ledger, acumatica.tenant));
    const shown = shownInProcore(this.#procore);
    const [were, are] = [new Set(paid), new Set(shown)];
    const lost = paid.filter((line) => !are.has(line)).length;
    const extra = shown.filter((line) => !were.has(line)).length + shown.length - are.size;
    const manners = Object.values(this.#procore.health()).reduce((sum, count) => sum + count, 0);
    const asked = this.#procore.wire.log.slice(this.#from).filter(({ request }) => !request.target.includes("/oauth/"));
    const wrong = lost + extra + leftUnlocked(this.#procore).length + manners;
    return { paid: paid.length, shown: shown.length, wrong, procore: asked.length, acumatica: this.#acumatica };
  }

  /** How late each company was looked at since counting began, in seconds of their clock after its slot. */
  lateness(): { readonly seconds: readonly number[]; readonly neverAsked: number } {
    const seconds: number[] = [];
    const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#companies.forEach(({ companyId }, n) => {
      const timing = { schedule: this.#wish.schedule, companyId, timeZone };
      let due = 0;
      for (const at of this.#asked.get(n) ?? []) {
        // The requests of one look are close together; the first one counts.
        if (due !== 0 && at < due) continue;
        let slot = nextAt(timing, new Date(at - INTERVAL_MS))?.getTime() ?? at;
        if (slot > at) slot = at;
        seconds.push((at - slot) / 1_000);
        due = slot + INTERVAL_MS;
      }
    });
    return { seconds, neverAsked: this.#companies.filter((_, n) => !this.#asked.has(n)).length };
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await server.close();
  }
}

/** Of the schedule "15m", the only one whose lateness is measured. */
const INTERVAL_MS = 15 * 60_000;
