import { createPaymentSource, type Reach } from "../../server/acumatica/source.ts";
import { TokenKeeper } from "../../server/acumatica/token-keeper.ts";
import { SyncError } from "../../server/domain/errors.ts";
import { formatMinor } from "../../server/domain/money.ts";
import type { SyncRun } from "../../server/domain/change.ts";
import { LEASE_MS } from "../../server/domain/lease.ts";
import type { Settings } from "../../server/domain/settings.ts";
import { aloneHere } from "../../server/jobs/alone.ts";
import { Engine } from "../../server/jobs/engine.ts";
import type { Hold } from "../../server/jobs/queue.ts";
import { createHttp, type Http } from "../../server/net/http.ts";
import { createProcoreClient, type ProcoreClient } from "../../server/procore/client.ts";
import { createProcoreOAuth, createServiceToken } from "../../server/procore/oauth.ts";
import { createProcoreTarget } from "../../server/procore/target.ts";
import { migrate, openDb, type Db } from "../../server/store/db.ts";
import { createSealer } from "../../server/store/seal.ts";
import { createStore, type Store } from "../../server/store/store.ts";
import type { PaymentTarget, ReadAlone } from "../../server/sync/ports.ts";
import type { Log } from "../../server/log.ts";
import { acumaticaOwner } from "../../server/store/tokens.ts";
import {
  createFakeAcumatica,
  type FakeAcumatica,
  type FakeAcumaticaOptions,
} from "../fakes/acumatica/fake-acumatica.ts";
import type { Behavior } from "../fakes/procore/behavior.ts";
import { createFakeProcore, type FakeProcore } from "../fakes/procore/fake-procore.ts";
import { silent } from "./silent-log.ts";

/** How the engine reaches the fakes: by their addresses, or through axios's adapter where no socket may be. */
export type Reached = {
  readonly procoreUrl: string;
  /** Each company has a tenant of its own. */
  readonly acumaticaOf: (
    companyId: number,
    url: string,
  ) => {
    readonly url: string;
    readonly fake: Pick<FakeAcumatica, "site" | "tenant" | "client" | "token">;
    /** What the probe would have found, where it differs from the usual. */
    readonly reach?: Partial<Reach>;
  };
  readonly http: (system: "Procore" | "Acumatica") => Http;
};

export type CompanyOptions = {
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly databaseUrl?: string;
  /** A database already open and migrated, that outlives the process. */
  readonly db?: Db;
  /** Stands between the engine and its store: the simulation kills processes there. */
  readonly around?: (store: Store) => Store;
  /** Stands between a run and Procore: the simulation sees there what each run writes. */
  readonly aroundTarget?: (target: PaymentTarget) => PaymentTarget;
  /** Distinguishes the ids of one process from another's. */
  readonly name?: string;
  readonly acumatica?: Partial<FakeAcumaticaOptions>;
  readonly procore?: Partial<Behavior>;
  readonly pageRows?: number;
  /** Where there are several processes on one database, they take turns through it. */
  readonly alone?: (store: Store) => ReadAlone;
  readonly log?: Log;
  /** Tokens are refreshed at Acumatica and kept in the store, as in the product; else each request has a fresh one. */
  readonly signsIn?: boolean;
};

export const TENANT = "MyStore";
const REACH: Reach = { endpoint: "24.200.001", dacPath: `/t/${TENANT}/api/odata/dac`, labels: "new" };

/** Both fakes of one company, before anybody has paid anything. */
export function createVendors({ now, acumatica, procore, sleep }: CompanyOptions): {
  readonly procore: FakeProcore;
  readonly acumatica: FakeAcumatica;
} {
  return {
    procore: createFakeProcore({ now, ...(procore && { behavior: procore }) }),
    acumatica: createFakeAcumatica({ now, tenant: TENANT, delay: sleep, ...acumatica }),
  };
}

/** One engine of one company over a store of its own: what a process is, without its HTTP. */
export class Process {
  readonly db: Db;
  readonly store: Store;
  readonly engine: Engine;
  readonly client: ProcoreClient;
  readonly #ids = { next: 0 };
  readonly #options: CompanyOptions;

  private constructor(db: Db, reached: Reached, options: CompanyOptions) {
    this.db = db;
    this.#options = options;
    const { now } = options;
    const store = createStore(db, createSealer([new Uint8Array(32).fill(7)]), now);
    this.store = options.around?.(store) ?? store;
    const { client, ...vendors } = this.#vendors(reached);
    this.client = client;
    this.engine = new Engine({
      pictures: this.store.pictures,
      links: this.store.links,
      runs: this.store.runs,
      held: (lease) => this.store.held(lease),
      settings: this.store.settings,
      ...vendors,
      alone: options.alone?.(store) ?? aloneHere(),
      gather: () => Promise.resolve(),
      wake: () => undefined,
      now,
      newId: () => this.newId(),
      log: options.log ?? silent,
    });
  }

  static async start(reached: Reached, options: CompanyOptions): Promise<Process> {
    const db = options.db ?? openDb(options.databaseUrl ?? ":memory:");
    if (!options.db) await migrate(db);
    return new Process(db, reached, options);
  }

  /** What its clock says. */
  now(): Date {
    return this.#options.now();
  }

  newId(): string {
    this.#ids.next += 1;
    const millis = this.#options.now().getTime().toString(36);
    return `${millis}-${this.#options.name ?? "p"}-${String(this.#ids.next).padStart(6, "0")}`;
  }

  #vendors(reached: Reached) {
    const { now, sleep, random, pageRows } = this.#options;
    const retry = { now, sleep, random };
    const procoreHttp = reached.http("Procore");
    const oauth = createProcoreOAuth({
      http: procoreHttp,
      tokenUrl: `${reached.procoreUrl}/oauth/token`,
      clientId: "fake-procore-client",
      clientSecret: "fake-procore-secret",
      now,
    });
    const serviceToken = createServiceToken(oauth, retry);
    const client = createProcoreClient({ http: procoreHttp, apiUrl: reached.procoreUrl, serviceToken, ...retry });
    const sources = new Map<string, ReturnType<typeof createPaymentSource>>();
    return {
      client,
      targetOf: async (companyId: number, use?: { lane: "person" | "schedule"; beforeWrite: () => Promise<void> }) => {
        const { currency } = await this.store.settings.get(companyId);
        const target = createProcoreTarget({ client, companyId, companyCurrency: currency, ...use });
        return this.#options.aroundTarget?.(target) ?? target;
      },
      sourceOf: async (companyId: number) => {
        const settings = await this.store.settings.get(companyId);
        const connection = await this.store.connections.get(companyId);
        if (!connection) throw new SyncError("unauthorized", "Acumatica", "Acumatica is not connected.");
        const { url, fake, reach } = reached.acumaticaOf(companyId, connection.baseUrl);
        const name = JSON.stringify([companyId, url, settings.reader, settings.billField]);
        let source = sources.get(name);
        if (!source) {
          source = createPaymentSource({
            http: reached.http("Acumatica"),
            baseUrl: url + fake.site,
            keeper: this.#options.signsIn
              ? this.#keeper(companyId, reached)
              : { accessToken: () => Promise.resolve(fake.token()) },
            reach: { ...REACH, dacPath: `/t/${fake.tenant}/api/odata/dac`, ...reach },
            settings,
            tries: 2,
            ...retry,
            ...(pageRows && { pageRows }),
          });
          sources.set(name, source);
        }
        return source;
      },
    };
  }

  #keeper(companyId: number, reached: Reached): TokenKeeper {
    const { url, fake } = reached.acumaticaOf(companyId, "");
    const owner = acumaticaOwner(companyId);
    return new TokenKeeper({
      http: reached.http("Acumatica"),
      now: this.#options.now,
      application: { baseUrl: url + fake.site, clientId: fake.client.id, clientSecret: fake.client.secret },
      load: () => this.store.tokens.load(owner),
      save: (tokens) => this.store.tokens.save(owner, tokens),
      lease: (act) => act(),
    });
  }

  /** An admin signs in to Acumatica: the 30 days of its refresh tokens begin. */
  async signIn(companyId: number, fake: FakeAcumatica): Promise<void> {
    const now = this.#options.now();
    const expiresAt = new Date(now.getTime() + 3_600_000).toISOString();
    const tokens = { ...fake.oauth.issue(), expiresAt, chainStartedAt: now.toISOString() };
    await this.store.tokens.save(acumaticaOwner(companyId), tokens);
  }

  /** Connects the company as the admin would: tenant, map, settings. */
  async connect(companyId: number, settings: Partial<Settings> = {}, tenant = TENANT): Promise<void> {
    const at = this.#options.now().toISOString();
    await this.store.connections.put({
      companyId,
      baseUrl: "https://acumatica.example",
      tenant,
      keyTenant: tenant,
      clientId: `id@${tenant}`,
      clientSecret: "secret",
      status: "ready",
      heldBecause: null,
      checks: [],
      reader: "dac",
      probe: null,
      chainExpiresAt: null,
      connectedBy: "admin@example.com",
      webhookTokens: { procore: `p${companyId}`, acumatica: `a${companyId}` },
      createdAt: at,
      updatedAt: at,
    });
    await this.store.settings.patch(companyId, settings);
  }

  /** What every process does all the time: fails the runs of dead ones, and queues what follows them. */
  async passOn(): Promise<readonly SyncRun[]> {
    const at = this.#options.now();
    const beatBefore = new Date(at.getTime() - LEASE_MS).toISOString();
    return this.store.runs.expire({ beatBefore }, at.toISOString(), this.engine.successor);
  }

  /** Works through what is queued, as a worker would; returns the runs it performed. */
  async work(holder = "worker"): Promise<SyncRun[]> {
    const done: SyncRun[] = [];
    for (
      let queued = await this.store.runs.queued(100);
      queued.length > 0;
      queued = await this.store.runs.queued(100)
    ) {
      for (const run of queued) {
        const claimed = await this.store.runs.claim(run.id, holder, this.#options.now().toISOString());
        if (!claimed) continue;
        await this.engine.perform(claimed, aHold(holder));
        done.push((await this.store.runs.run(run.companyId, run.id)) ?? run);
      }
    }
    return done;
  }
}

/** What a worker without a clock holds a run with. */
export function aHold(holder: string, signal: AbortSignal = new AbortController().signal): Hold {
  return { holder, signal, rest: (act) => act(), beaten: () => null };
}

export function httpTo(system: "Procore" | "Acumatica"): Http {
  return createHttp({ system, timeoutMs: 30_000 });
}

/** "1,000.00" of a test, from minor units. */
export function usd(minor: number): string {
  return formatMinor(minor as Parameters<typeof formatMinor>[0], "USD");
}
