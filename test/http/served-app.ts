import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { compose, type Composed } from "../../server/compose.ts";
import type { Config } from "../../server/config.ts";
import type { Log } from "../../server/log.ts";
import { createFakeAcumatica, type FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import { createFakeProcore, type FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { ToolLevels } from "../fakes/procore/state.ts";
import { listen, type Listening } from "../fakes/wire.ts";
import { ownDatabase } from "../world/database.ts";
import { silent } from "../world/silent-log.ts";

export const TENANT = "MyStore";
export const WEB_ORIGINS = ["https://app.procore.test", "https://*.procore.test"] as const;

const PAGE = `<!doctype html><html><head><meta name="procore-web-origins" content="x" /></head><body></body></html>`;

/** What a reply was, its body read. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: Json };
/** JSON as a test looks at it; a field that is not there is undefined. */
export type Json = { readonly [field: string]: Json } & { readonly length?: number };

/** A field that is a text, as one. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

type Ask = {
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

type Person = {
  readonly company?: ToolLevels;
  readonly project?: ToolLevels | null;
  readonly accountant?: boolean;
};

/** The whole app on a port, over both fakes on theirs, with a company, a project and people of every right. */
export class ServedApp {
  readonly url: string;
  readonly procore: FakeProcore;
  readonly acumatica: FakeAcumatica;
  readonly acumaticaUrl: string;
  readonly companyId: number;
  readonly projectId: number;
  readonly clock: { now: Date };
  readonly publicUrl: string;
  readonly #instance: Parts["instance"];

  constructor(parts: Parts) {
    this.url = parts.url;
    this.procore = parts.procore;
    this.acumatica = parts.acumatica;
    this.acumaticaUrl = parts.acumaticaUrl;
    this.companyId = parts.companyId;
    this.projectId = parts.projectId;
    this.clock = parts.clock;
    this.publicUrl = parts.publicUrl;
    this.#instance = parts.instance;
  }

  /** The instance that runs now. */
  get composed(): Composed {
    return this.#instance.composed;
  }

  /** An orderly stop, and another instance on the same database some time later. Only for a durable one. */
  async restart(seconds: number): Promise<void> {
    await this.#instance.stop();
    this.later(seconds);
    await this.#instance.start();
  }

  later(seconds: number): void {
    this.clock.now = new Date(this.clock.now.getTime() + seconds * 1000);
  }

  get company(): string {
    return `/api/companies/${this.companyId}`;
  }

  get project(): string {
    return `${this.company}/projects/${this.projectId}`;
  }

  /** One request; `token` null or absent: none is sent. */
  async ask(method: string, path: string, { token, body, headers }: Ask = {}): Promise<Answer> {
    const reply = await fetch(this.url + path, {
      method,
      redirect: "manual",
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const isJson = reply.headers.get("content-type")?.includes("json");
    return { status: reply.status, headers: reply.headers, text, body: (isJson ? JSON.parse(text) : {}) as Json };
  }

  get(path: string, token: string | null = null): Promise<Answer> {
    return this.ask("GET", path, { token });
  }

  /** A person in the company, signed in; without levels one who may only see the project's payments. */
  async person({ company = {}, project = { Commitments: "Read Only" }, accountant }: Person = {}): Promise<string> {
    const { admin } = this.procore;
    const user = admin.addUser();
    admin.joinCompany(user.id, this.companyId, company, accountant);
    if (project !== null) admin.joinProject(user.id, this.projectId, project);
    return this.signIn(user.id);
  }

  /** Sees, syncs and configures. */
  admin(): Promise<string> {
    return this.person({ company: { "ERP Integrations": "Admin", Admin: "Admin" }, project: { Commitments: "Admin" } });
  }

  /** Sees and syncs. */
  accountant(): Promise<string> {
    return this.person({ accountant: true });
  }

  /** Somebody of another company, who may not even know of this one. */
  async stranger(): Promise<string> {
    const { admin } = this.procore;
    const user = admin.addUser();
    const company = admin.addCompany({ name: "Other Builders" });
    admin.joinCompany(user.id, company.id, { "ERP Integrations": "Admin", Admin: "Admin" });
    return this.signIn(user.id);
  }

  /** A bearer for this person, without the popup (sign-in.test.ts is about that). */
  async signIn(userId: number): Promise<string> {
    const tokens = this.procore.signIn(userId);
    const { login, name } = this.procore.admin.user(userId);
    const code = `code-of-${userId}-${Math.abs(this.clock.now.getTime())}-${this.#codes++}`;
    await this.composed.store.sessions.putCode(
      code,
      {
        user: { id: userId, login, name },
        tokens: { ...tokens, expiresAt: this.in(5_400) },
        companyId: this.companyId,
      },
      this.in(60),
    );
    const { body } = await this.ask("POST", "/api/session", { body: { code } });
    return textOf(body["token"]);
  }

  #codes = 0;

  /** The instant this many seconds from now. */
  in(seconds: number): string {
    return new Date(this.clock.now.getTime() + seconds * 1000).toISOString();
  }

  /** Enters the fake's address and signs in to it, as an admin would through the popup. */
  async connect(token: string): Promise<void> {
    await this.ask("PUT", `${this.company}/connection`, { token, body: this.entered() });
    const { body } = await this.ask("POST", `${this.company}/connection/authorize`, { token });
    const approved = await fetch(textOf(body["url"]), { redirect: "manual" });
    await fetch(this.reached(approved.headers.get("location") ?? ""), { redirect: "manual" });
  }

  /** An address of ours as the outside knows it, at the port where this test reaches it. */
  reached(address: string): string {
    return address.replace(this.publicUrl, this.url);
  }

  entered() {
    const { id, secret } = this.acumatica.client;
    return { baseUrl: this.acumaticaUrl, tenant: TENANT, clientId: id, clientSecret: secret };
  }

  /** Waits until a run has ended; the worker runs in this process. */
  async ended(token: string, runId: string): Promise<Json> {
    await this.get(`${this.company}/runs/${runId}/events`, token);
    return (await this.get(`${this.company}/runs/${runId}`, token)).body;
  }

  /** What each kind of caller gets for one request: nobody, a stranger, who may see, who may sync, an admin. */
  async statuses(method: string, path: string, body?: unknown): Promise<Record<string, number>> {
    const callers = {
      nobody: null,
      stranger: await this.stranger(),
      outsider: await this.person({ project: null }),
      viewer: await this.person(),
      accountant: await this.accountant(),
      admin: await this.admin(),
    };
    const statuses: Record<string, number> = {};
    for (const [who, token] of Object.entries(callers)) {
      statuses[who] = (await this.ask(method, path, { token, body })).status;
    }
    return statuses;
  }

  close(): Promise<void> {
    return this.#instance.close();
  }
}

type Parts = Pick<
  ServedApp,
  "url" | "procore" | "acumatica" | "acumaticaUrl" | "companyId" | "projectId" | "clock" | "publicUrl"
> & {
  readonly instance: {
    readonly composed: Composed;
    start(): Promise<void>;
    stop(): Promise<void>;
    close(): Promise<void>;
  };
};

export type ServeOptions = {
  readonly log?: Log;
  /** Where the outside reaches the app; its port, if not given. */
  readonly publicUrl?: string;
  /** The database outlives an instance, and the clock's work (schedule, hints, webhooks) goes on by itself. */
  readonly lasting?: boolean;
};

const apps: ServedApp[] = [];

/** Starts one and closes it after the file's tests. */
export async function serveApp({ log = silent, lasting = false, ...given }: ServeOptions = {}): Promise<ServedApp> {
  const clock = { now: new Date("2026-03-02T10:00:00.000Z") };
  const now = () => clock.now;
  const server = http.createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const publicUrl = given.publicUrl ?? url;
  const procore = createFakeProcore({ now, app: { redirectUris: [`${publicUrl}/auth/procore/callback`] } });
  const acumatica = createFakeAcumatica({ now, tenant: TENANT, autoApprove: true });
  acumatica.client.redirectUris.push(`${publicUrl}/auth/acumatica/callback`);
  const vendors = [await listen(procore.wire), await listen(acumatica.wire)] as const;
  const database = await ownDatabase({ durable: lasting });
  const world = { ...aWorld({ publicUrl, clock, vendors, procore, databaseUrl: database.url }), log };
  const instance = {
    composed: await compose(world),
    async start() {
      instance.composed = await compose(world);
      await instance.begin();
    },
    async begin() {
      server.on("request", instance.composed.listener);
      await (lasting ? instance.composed.start() : instance.composed.queue.start());
    },
    async stop() {
      server.removeAllListeners("request");
      await instance.composed.stop(5_000);
    },
    closed: false,
    async close() {
      if (instance.closed) return;
      instance.closed = true;
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await instance.composed.stop(5_000);
      for (const vendor of vendors) await vendor.close();
      await database.drop();
    },
  };
  await instance.begin();
  const companyId = procore.admin.addCompany({ name: "Harbor Builders" }).id;
  const projectId = procore.admin.addProject({ companyId, name: "Harbor Tower", number: "HT-1" }).id;
  const parts = {
    url,
    publicUrl,
    procore,
    acumatica,
    acumaticaUrl: vendors[1].url,
    companyId,
    projectId,
    clock,
    instance,
  };
  const app = new ServedApp(parts);
  apps.push(app);
  return app;
}

afterAll(async () => {
  for (const app of apps.splice(0)) await app.close();
});

type Given = {
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly clock: { readonly now: Date };
  readonly vendors: readonly [procore: Listening, acumatica: Listening];
  readonly procore: FakeProcore;
};

function aWorld({
  publicUrl,
  databaseUrl,
  clock,
  vendors: [procoreAt, acumaticaAt],
  procore,
}: Given): Parameters<typeof compose>[0] {
  let ids = 0;
  const config: Config = {
    mode: "test",
    port: 0,
    publicUrl,
    procore: {
      loginUrl: procoreAt.url,
      tokenUrl: `${procoreAt.url}/oauth/token`,
      apiUrl: procoreAt.url,
      webOrigins: WEB_ORIGINS,
      clientId: procore.app.clientId,
      clientSecret: procore.app.clientSecret,
    },
    databaseUrl,
    encryptionKeys: [new Uint8Array(32).fill(7)],
    erpHostAllowlist: [new URL(acumaticaAt.url).host],
    traceEndpoint: null,
    logLevel: "silent",
  };
  return {
    config,
    client: { page: () => Promise.resolve(PAGE), files: (_request, _response, next) => next() },
    now: () => clock.now,
    sleep: (ms) => new Promise((done) => setTimeout(done, Math.min(ms, 5)).unref()),
    every: (ms, call) => {
      const timer = setInterval(call, Math.min(ms, 20)).unref();
      return () => clearInterval(timer);
    },
    random: () => 0.5,
    newId: () => `id-${String(++ids).padStart(6, "0")}`,
    newSecret: () => `secret-${String(++ids).padStart(6, "0")}-abcdefghijklmnopqrstuvwxyz`,
    log: silent,
  };
}
