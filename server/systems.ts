import { guardedLookup, readBaseUrl } from "./acumatica/address.ts";
import { createGovernor } from "./acumatica/client.ts";
import type { Governor } from "./acumatica/governor.ts";
import type { Metadata } from "./acumatica/metadata.ts";
import {
  exchangeCode,
  revokeTokens,
  signInAgain,
  signOut,
  type ConnectedApplication,
  type Tokens,
} from "./acumatica/oauth.ts";
import { healing } from "./acumatica/healing.ts";
import { probe } from "./acumatica/probe.ts";
import { createPaymentSource, Reach } from "./acumatica/source.ts";
import { leaseBy, TokenKeeper } from "./acumatica/token-keeper.ts";
import type { Config } from "./config.ts";
import { Seats } from "./acumatica-seats.ts";
import type { AsItStood } from "./domain/as-it-stood.ts";
import { isSyncError, SyncError } from "./domain/errors.ts";
import type { AcumaticaDoor, Probed } from "./http/deps.ts";
import type { TargetUse } from "./jobs/engine.ts";
import type { Log } from "./log.ts";
import { createHttp, type Http, type HttpExchange } from "./net/http.ts";
import type { TurnOptions } from "./net/turn.ts";
import { createProcoreClient, type ProcoreClient } from "./procore/client.ts";
import { readWebBaseUrl } from "./procore/company.ts";
import { createProcoreOAuth, createServiceToken, type ProcoreOAuth } from "./procore/oauth.ts";
import { createProcoreTarget } from "./procore/target.ts";
import type { StandingConnection } from "./store/connections.ts";
import type { Store } from "./store/store.ts";
import { acumaticaOwner } from "./store/tokens.ts";
import type { PaymentSource, PaymentTarget } from "./sync/ports.ts";
import { tracedHttp, type Trace } from "./trace.ts";

export type SystemsDeps = {
  readonly config: Pick<Config, "procore" | "erpHostAllowlist">;
  readonly store: Store;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly newId: () => string;
  readonly onExchange: (exchange: HttpExchange) => void;
  /** Procore said that the app is not connected to this company. */
  readonly onAppRemoved: (companyId: number) => void;
  /** Names this instance; null where there is no other on the database. */
  readonly instance: string | null;
  readonly trace: Trace;
  readonly log: Log;
};

const PROCORE_TIMEOUT_MS = 30_000;
const ACUMATICA_TIMEOUT_MS = 600_000;
/** A company page's host that could not be read is asked for again after this. */
const ASK_AGAIN_MS = 600_000;
/** A probe costs a dozen requests: one that changed nothing is not repeated at every tick. */
const PROBE_AGAIN_MS = 3_600_000;

/** Something made for a connection as it stood: `key` says how. */
type Made<T> = { readonly key: string; readonly it: T };

/** Both vendors as the stored connections reach them. What is learned of a connection is kept while it stands. */
export class Systems {
  readonly oauth: ProcoreOAuth;
  readonly client: ProcoreClient;
  readonly #deps: SystemsDeps;
  /** API sessions in Acumatica: to be looked after every half minute, and left at the end. */
  readonly seats: Seats;
  readonly #acumatica: Http;
  readonly #keepers = new Map<number, Made<TokenKeeper>>();
  readonly #sources = new Map<number, Made<PaymentSource>>();
  readonly #governors = new Map<string, Governor>();
  readonly #metadata = new Map<string, Metadata>();
  readonly #webAskedAt = new Map<number, number>();
  readonly #probedAt = new Map<number, number>();

  constructor(deps: SystemsDeps) {
    this.#deps = deps;
    const { config, now, sleep, random, onExchange, onAppRemoved, trace } = deps;
    const { procore, erpHostAllowlist } = config;
    const plain = createHttp({ system: "Procore", timeoutMs: PROCORE_TIMEOUT_MS, onExchange });
    const http = tracedHttp(plain, "Procore", trace);
    this.oauth = createProcoreOAuth({ http, ...procore, now });
    const serviceToken = createServiceToken(this.oauth, { now, sleep, random });
    const turns = deps.instance !== null && { turnOf: (id: number | null) => this.#turn(`procore:${id ?? "people"}`) };
    this.client = createProcoreClient({
      http,
      apiUrl: procore.apiUrl,
      serviceToken,
      now,
      sleep,
      random,
      onAppRemoved,
      ...turns,
    });
    const lookup = guardedLookup(erpHostAllowlist);
    const acumatica = createHttp({ system: "Acumatica", timeoutMs: ACUMATICA_TIMEOUT_MS, lookup, onExchange });
    this.#acumatica = tracedHttp(acumatica, "Acumatica", trace);
    const signOut = (companyId: number) => this.#signOut(companyId);
    this.seats = new Seats({ store: deps.store.seats, instance: deps.instance ?? deps.newId(), now, signOut });
  }

  // ---- Procore -----------------------------------------------------------------------------------------------------

  async targetOf(companyId: number, use?: TargetUse): Promise<PaymentTarget> {
    const { currency } = await this.#deps.store.settings.get(companyId);
    return createProcoreTarget({ client: this.client, companyId, companyCurrency: currency, ...use });
  }

  /** The company's regional web host, for deep links. A failure costs the links, never the page. */
  async webBaseUrl(companyId: number): Promise<string | null> {
    const { store, now, log } = this.#deps;
    const { webBaseUrl } = await store.companies.get(companyId);
    const askedAt = this.#webAskedAt.get(companyId) ?? -Infinity;
    if (webBaseUrl !== null || now().getTime() - askedAt < ASK_AGAIN_MS) return webBaseUrl;
    this.#webAskedAt.set(companyId, now().getTime());
    try {
      const web = await readWebBaseUrl(this.client, companyId);
      if (web !== null) await store.companies.patch(companyId, { webBaseUrl: web });
      return web;
    } catch (error) {
      if (!isSyncError(error)) throw error;
      log.warn({ companyId, kind: error.kind }, "The company's web host could not be read");
      return null;
    }
  }

  // ---- Acumatica ---------------------------------------------------------------------------------------------------

  /** @throws SyncError in words when the company is not connected, needs a sign-in, or writing is held. */
  async sourceOf(companyId: number): Promise<PaymentSource> {
    const source = await this.#sourceOf(companyId);
    return healing(source, async () => ((await this.#probeAnew(companyId)) ? this.#sourceOf(companyId) : null));
  }

  /** Is OData there, where it was not? Asked once a night. Never throws. */
  async lookForOdata(companyId: number): Promise<void> {
    try {
      const connection = await this.#deps.store.connections.get(companyId);
      const { reader } = await this.#deps.store.settings.get(companyId);
      if (connection?.status !== "ready" || connection.reader !== "contract" || reader === "contract") return;
      await this.#probe(connection);
      this.#forget(companyId);
    } catch (error) {
      this.#deps.log.warn({ err: error, companyId }, "Acumatica could not be probed anew");
    }
  }

  #inBackground(probing: Promise<unknown>): void {
    probing.catch((error: unknown) => this.#deps.log.warn({ err: error }, "Acumatica could not be probed anew"));
  }

  /** What the probe found may hold no longer. false: that was looked at within the hour, and nothing was otherwise. */
  async #probeAnew(companyId: number): Promise<boolean> {
    const now = this.#deps.now().getTime();
    if (now - (this.#probedAt.get(companyId) ?? -Infinity) < PROBE_AGAIN_MS) return false;
    this.#probedAt.set(companyId, now);
    const before = await this.#connection(companyId);
    const { found } = await this.#probe(before);
    this.#forget(companyId);
    if (found && JSON.stringify(found) !== JSON.stringify(before.probe)) this.#probedAt.delete(companyId);
    return true;
  }

  async #sourceOf(companyId: number): Promise<PaymentSource> {
    const connection = await this.#connection(companyId);
    if (connection.status === "needs sign-in") throw signInAgain();
    if (connection.heldBecause !== null) throw new SyncError("forbidden", "This app", connection.heldBecause);
    const { reader, billField } = await this.#deps.store.settings.get(companyId);
    const reach = Reach.safeParse(connection.probe).data ?? (await this.#probeForReach(connection));
    const key = JSON.stringify([keyOf(connection), reader, billField, reach]);
    const made = this.#sources.get(companyId);
    if (made?.key === key) return made.it;
    const keeper = this.#keeper(connection);
    const { config, now, sleep, random } = this.#deps;
    const source = createPaymentSource({
      http: this.seats.on(connection, this.#acumatica),
      baseUrl: connection.baseUrl,
      keeper: { accessToken: (refused) => this.#accessToken(connection, keeper, refused) },
      reach,
      settings: { reader, billField },
      procoreHosts: config.procore.webOrigins.flatMap((one) => (one.includes("*") ? [] : [new URL(one).host])),
      metadata: this.#metadataOf(connection),
      onVendorsClosed: () => this.#inBackground(this.#probeAnew(companyId)),
      governor: this.#governor(connection),
      now,
      sleep,
      random,
    });
    this.#sources.set(companyId, { key, it: source });
    return source;
  }

  /** What the routes need of Acumatica. */
  door(): AcumaticaDoor {
    const { config, now } = this.#deps;
    const http = this.#acumatica;
    return {
      readBaseUrl: (typed) => readBaseUrl(typed, config.erpHostAllowlist),
      exchange: (application, grant) => exchangeCode(application, grant, { http, now }),
      probe: async (companyId) => this.#probe(await this.#connection(companyId)),
      methods: async (companyId) => (await this.sourceOf(companyId)).methods(),
      projects: async (companyId) => (await this.sourceOf(companyId)).projects(),
      revoke: (application, tokens) => this.#end(application, tokens),
      leave: (application, tokens) => {
        const failed = "Acumatica's tokens could not be given back";
        this.#end(application, tokens).catch((error: unknown) => this.#deps.log.error({ err: error }, failed));
      },
      giveBack: (companyId) => this.#giveBack(companyId),
      forget: (companyId) => this.#forget(companyId),
    };
  }

  async #giveBack(companyId: number): Promise<boolean> {
    const { connections, tokens } = this.#deps.store;
    const connection = await connections.get(companyId);
    const stored = await tokens.load(acumaticaOwner(companyId));
    return connection !== null && stored !== null && (await this.#end(connection, stored));
  }

  async #end(application: ConnectedApplication, tokens: Tokens): Promise<boolean> {
    await signOut(application, tokens, this.#acumatica);
    return revokeTokens(application, tokens, this.#acumatica);
  }

  /** In turn with the connection's other requests. An access token that has ended takes no new session for this. */
  async #signOut(companyId: number): Promise<void> {
    const { store, now, log } = this.#deps;
    try {
      const connection = await store.connections.get(companyId);
      const tokens = await store.tokens.load(acumaticaOwner(companyId));
      if (!connection || !tokens || Date.parse(tokens.expiresAt) <= now().getTime()) return;
      await this.#governor(connection).run(() => signOut(connection, tokens, this.#acumatica));
    } catch (error) {
      log.warn({ err: error, companyId }, "Acumatica's API session could not be given back");
    }
  }

  #forget(companyId: number): void {
    this.#keepers.delete(companyId);
    this.#sources.delete(companyId);
  }

  async #connection(companyId: number): Promise<StandingConnection> {
    const connection = await this.#deps.store.connections.get(companyId);
    if (connection) return connection;
    throw new SyncError("unauthorized", "Acumatica", "Acumatica is not connected. Connect it in Settings.");
  }

  /** What was found of a connection is stored only while it still stands. */
  async #probe(connection: StandingConnection): Promise<Probed> {
    const { now, sleep, random, store } = this.#deps;
    const { companyId } = connection;
    const keeper = this.#keeper(connection);
    const { billField } = await store.settings.get(companyId);
    const { baseUrl, tenant } = connection;
    const accessToken = (refused?: string) => this.#accessToken(connection, keeper, refused);
    const governor = this.#governor(connection);
    const asking = { http: this.seats.on(connection, this.#acumatica), governor, now, sleep, random };
    const found = await probe({ ...asking, baseUrl, accessToken, tenant, billField });
    if (found.metadata) this.#metadata.set(keyOf(connection), found.metadata);
    if (found.methods.length > 0) await store.pictures.storeMethods(connection, found.methods, now().toISOString());
    const { checks, reader, reach } = found;
    await store.connections.patch(connection, { checks, ...(reader && { reader }), ...(reach && { probe: reach }) });
    return { checks, reader, found: reach };
  }

  /** A connection whose probe failed when it was made heals by itself once Acumatica answers. */
  async #probeForReach(connection: StandingConnection): Promise<Reach> {
    const { checks, found } = await this.#probe(connection);
    const reach = Reach.safeParse(found);
    if (reach.success) return reach.data;
    const says = checks.find(({ ok }) => ok === false)?.says ?? "Acumatica could not be read.";
    throw new SyncError("unavailable", "Acumatica", says);
  }

  /** One per connection: two would refresh at the same time, and the second use of a token ends the chain. */
  #keeper(connection: StandingConnection): TokenKeeper {
    const { companyId, baseUrl, clientId, clientSecret } = connection;
    const key = keyOf(connection);
    const made = this.#keepers.get(companyId);
    if (made?.key === key) return made.it;
    const { store, now, sleep, newId } = this.#deps;
    const { tokens } = store;
    const owner = acumaticaOwner(companyId);
    const keeper = new TokenKeeper({
      application: { baseUrl, clientId, clientSecret },
      http: this.#acumatica,
      load: () => tokens.load(owner),
      save: (fresh) => tokens.renew(connection, fresh),
      lease: leaseBy({
        take: (holder, until, at) => tokens.lease(owner, holder, until, at),
        release: (holder) => tokens.release(owner, holder),
        newId,
        now,
        sleep,
      }),
      now,
    });
    this.#keepers.set(companyId, { key, it: keeper });
    return keeper;
  }

  /** One per connection, over all instances: Acumatica counts its licence's sessions, not who asks. */
  #governor(connection: StandingConnection): Governor {
    const key = keyOf(connection);
    const known = this.#governors.get(key);
    if (known) return known;
    const { now, sleep } = this.#deps;
    const turn = this.#deps.instance !== null && { turn: this.#turn(`acumatica:${connection.companyId}`) };
    const governor = createGovernor({ now, sleep, ...turn });
    this.#governors.set(key, governor);
    return governor;
  }

  #turn(name: string): TurnOptions {
    const { store, instance, newId, now, sleep } = this.#deps;
    return { board: store.turns, name, holder: instance ?? newId(), now, sleep };
  }

  /** A chain that is over shows on the connection at once, so that an admin sees what to do. */
  async #accessToken(stood: AsItStood, keeper: TokenKeeper, refused: string | undefined): Promise<string> {
    try {
      return await keeper.accessToken(refused);
    } catch (error) {
      if (isSyncError(error, "unauthorized")) {
        await this.#deps.store.connections.patch(stood, { status: "needs sign-in" });
        this.#forget(stood.companyId);
      }
      throw error;
    }
  }

  #metadataOf(connection: StandingConnection) {
    const key = keyOf(connection);
    return {
      load: () => Promise.resolve(this.#metadata.get(key) ?? null),
      save: (metadata: Metadata) => Promise.resolve(void this.#metadata.set(key, metadata)),
    };
  }
}

function keyOf({ baseUrl, tenant, clientId, clientSecret, epoch }: StandingConnection): string {
  return JSON.stringify([baseUrl, tenant, clientId, clientSecret, epoch]);
}
