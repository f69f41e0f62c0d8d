import { Wire } from "../wire.ts";
import type { WireReply, WireRequest } from "../wire.ts";
import { ContractRest } from "./contract-rest.ts";
import type { LabelSet } from "./codes.ts";
import { DacOdata } from "./dac-odata.ts";
import type { Features } from "./entity.ts";
import { Ledger } from "./ledger.ts";
import { Licence } from "./licence.ts";
import { Oauth } from "./oauth.ts";
import type { OauthClient } from "./oauth.ts";
import { Seats, type SeatsOptions } from "./seats.ts";
import { html, odataError, unauthorized } from "./replies.ts";

export type FakeAcumaticaOptions = {
  /** The vendor's clock: stamps, token lives, the Date header. */
  readonly now: () => Date;
  /** The tenant's login name. Default "MyStore". */
  readonly tenant?: string;
  /** A site path such as "/AcumaticaERP" before everything. Default none. */
  readonly site?: string;
  readonly baseCurrency?: string;
  /** The API user's time zone. Default "-05:00". */
  readonly offset?: string;
  /** Which document labels the build shows. Default "new" ("Payment"); "old" says "Check". */
  readonly labels?: LabelSet;
  readonly build?: string;
  /** Versions of the Default endpoint. Add "26.200.001" for contract 5. */
  readonly versions?: readonly string[];
  /** The two shapes of GET /entity. */
  readonly indexShape?: "new" | "old";
  readonly features?: Partial<Features>;
  /** The sign with which contract REST shows what a check puts to a debit adjustment. Default "positive". */
  readonly creditsShown?: "positive" | "negative";
  /** Where DAC OData is: /t/{tenant}/api/odata/dac (24R2 on), /odatav4/{tenant} only, nowhere, or forbidden. */
  readonly odata?: OdataPlace;
  /** Feature-dependent DAC fields to offer, as "APRegister.ProjectID"; they are absent otherwise. */
  readonly withFields?: readonly string[];
  /** DAC fields and navigations to leave out, as "APAdjust.StubNbr". */
  readonly withoutFields?: readonly string[];
  /** Most rows of one DAC reply, cut silently. The vendor has no limit, and that is the default. */
  readonly pageLimit?: number | null;
  /** Cut replies announce that more follows, by a next link. */
  readonly nextLinks?: boolean;
  /** What `$adHocSchema` answers: the entity's shape, its custom fields alone, or nothing (404). */
  readonly adHocSchema?: "whole" | "custom" | "none";
  /** User-defined fields to set up, read as Document.Attribute<id>. */
  readonly attributes?: readonly string[];
  readonly client?: OauthClient;
  readonly autoApprove?: boolean;
  readonly maxSessions?: number;
  readonly chainDays?: number;
  /** Most API logins of the connection's user at a time, and how a call beyond it is refused. Default: no limit. */
  readonly logins?: Partial<Omit<SeatsOptions, "now">>;
  readonly concurrent?: number | null;
  readonly queue?: number;
  readonly perMinute?: number | null;
  readonly latencyMs?: number;
  /** How the fake waits; a virtual clock may pass its own. */
  readonly delay?: (ms: number) => Promise<void>;
};

export type FakeAcumatica = {
  /** The fake itself: mount it with `listen` or `axiosAdapter`; `wire.log` and `wire.failNext` are here. */
  readonly wire: Wire;
  readonly ledger: Ledger;
  readonly oauth: Oauth;
  /** Register redirect URIs here once the application's port is known. */
  readonly client: OauthClient;
  readonly licence: Licence;
  readonly seats: Seats;
  readonly tenant: string;
  readonly site: string;
  /** Takes the rights to a screen ("AP302000") away: 403. Give null back with `allow`. */
  deny(screen: string): void;
  allow(screen: string): void;
  /** The screen's module was never set up: PXSetupNotEnteredException. */
  leaveUnconfigured(screen: string): void;
  /** A bearer token without signing in, for tests that are not about it. */
  token(scope?: string): string;
  /** Where DAC OData is from now on: an upgrade or an admin may move it, switch it off, or take the rights to it away. */
  moveOdata(where: OdataPlace): void;
};

type OdataPlace = "new" | "old" | "none" | "forbidden";

const ODATA_ROOTS = {
  new: (tenant: string) => `/t/${tenant}/api/odata/dac/`,
  old: (tenant: string) => `/odatav4/${tenant}/`,
} as const;

const VERSIONS = ["20.200.001", "22.200.001", "23.200.001", "24.200.001", "25.200.001"] as const;

/** One Acumatica tenant as a function from request to reply over an Accounts Payable ledger in memory. */
export function createFakeAcumatica(options: FakeAcumaticaOptions): FakeAcumatica {
  const { now, tenant = "MyStore", site = "", offset = "-05:00" } = options;
  const ledger = new Ledger({ now, baseCurrency: options.baseCurrency ?? "USD" });
  ledger.books.creditsShown = options.creditsShown ?? "positive";
  for (const id of options.attributes ?? []) ledger.books.attributeIds.add(id);
  const client = options.client ?? aClient(tenant);
  const oauth = new Oauth({
    now,
    client,
    autoApprove: options.autoApprove ?? false,
    maxSessions: options.maxSessions ?? Infinity,
    chainDays: options.chainDays ?? 30,
  });
  const odata = new DacOdata({
    books: ledger.books,
    offset,
    pageLimit: options.pageLimit ?? null,
    nextLinks: options.nextLinks ?? false,
    withFields: options.withFields ?? [],
    withoutFields: options.withoutFields ?? [],
  });
  const rest = new ContractRest({
    books: ledger.books,
    offset,
    labels: options.labels ?? "new",
    build: options.build ?? "25.201.0213",
    versions: options.versions ?? VERSIONS,
    indexShape: options.indexShape ?? "new",
    adHocSchema: options.adHocSchema ?? "whole",
    features: {
      retainage: true,
      construction: true,
      subcontractNumbers: options.features?.construction ?? true,
      ...options.features,
    },
  });
  const delay = options.delay ?? ((ms: number) => new Promise<void>((done) => setTimeout(done, ms)));
  const licence = new Licence({
    concurrent: options.concurrent ?? null,
    queue: options.queue ?? 20,
    perMinute: options.perMinute ?? null,
    latencyMs: options.latencyMs ?? 0,
    now,
    delay,
  });
  const seats = new Seats({ now, limit: null, refusedBy: "redirect", idleMinutes: 20, ...options.logins });
  const place = { where: options.odata ?? ("new" as const) };
  const route = router({ oauth, seats, odata, rest, tenant, site, place });
  const answer = async (request: WireRequest) => {
    const apart = pathOf(request).startsWith(`${site}/identity/`);
    const reply = apart ? route(request) : await licence.pass(() => route(request));
    return { ...reply, headers: { date: now().toUTCString(), ...reply.headers } };
  };
  return {
    wire: new Wire(answer, delay),
    ledger,
    oauth,
    client,
    licence,
    seats,
    tenant,
    site,
    deny: (screen) => void rest.denied.add(screen),
    allow: (screen) => void rest.denied.delete(screen),
    leaveUnconfigured: (screen) => void rest.notSetUp.add(screen),
    token: (scope) => oauth.issue(scope).accessToken,
    moveOdata: (where) => void (place.where = where),
  };
}

function aClient(tenant: string): OauthClient {
  return {
    id: `FE34CB3A-7B98-F6E4-FCED-0480D54868D5@${tenant}`,
    secret: "connected-application-secret",
    redirectUris: [],
  };
}

type Parts = {
  readonly oauth: Oauth;
  readonly seats: Seats;
  readonly odata: DacOdata;
  readonly rest: ContractRest;
  readonly tenant: string;
  readonly site: string;
  readonly place: { readonly where: OdataPlace };
};

function router({ oauth, seats, odata, rest, tenant, site, place }: Parts): (request: WireRequest) => WireReply {
  return (request) => {
    const { where } = place;
    const odataRoot = where === "old" ? ODATA_ROOTS.old(tenant) : ODATA_ROOTS.new(tenant);
    const whole = pathOf(request);
    if (!whole.startsWith(`${site}/`)) return html(404, "Not found");
    const path = whole.slice(site.length);
    if (path.startsWith("/identity/")) return oauth.answer(request, path.slice("/identity/".length), site);
    if (path.startsWith("/ui/") || path.startsWith("/Frames/"))
      return html(200, "<html><body>An error has occurred.</body></html>");
    const isEntity = path === "/entity" || path.startsWith("/entity/");
    const isOdata = where !== "none" && path.startsWith(odataRoot);
    if (!isEntity && !isOdata) return html(404, "Not found");
    const session = oauth.session(request);
    if (!session) return unauthorized();
    if (path === "/entity/auth/logout") {
      oauth.endSession(session);
      return seats.signOut(session, request);
    }
    const refusal = seats.refusal(session);
    if (refusal) return refusal;
    if (isEntity) return rest.answer(request, path.slice("/entity".length).replace(/^\/|\/$/g, ""));
    if (where === "forbidden") return odataError(403, "You have insufficient rights to access DAC-based OData.");
    return odata.answer(request, path.slice(odataRoot.length), `${site}${odataRoot}`);
  };
}

function pathOf({ target }: WireRequest): string {
  return target.split("?", 1)[0] ?? "/";
}
