import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { DEFAULT_SETTINGS, type Schedule } from "../../server/domain/settings.ts";
import { openDb, type Db } from "../../server/store/db.ts";
import { createSealer } from "../../server/store/seal.ts";
import { createStore, type Store } from "../../server/store/store.ts";
import { acumaticaOwner } from "../../server/store/tokens.ts";
import { reportOf } from "../../server/sync/report.ts";
import { createFakeAcumatica, type FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import { createFakeProcore, type FakeProcore } from "../fakes/procore/fake-procore.ts";
import { listen, type Listening } from "../fakes/wire.ts";
import { Random } from "../simulation/random.ts";
import { leftUnlocked, paidInLedger, shownInProcore } from "../world/books.ts";
import { readClock, type Clock, type InstanceBriefing } from "./instance.ts";

/** Several real instances on one PostgreSQL, killed again and again while companies go on paying. */
export type InstancesWish = {
  readonly databaseUrl: string;
  readonly instances: number;
  readonly kills: number;
  readonly seed: number;
  readonly companies?: number;
};

export type InstancesResult = {
  readonly kills: number;
  readonly payments: number;
  readonly runs: number;
  /** In words; empty: nothing lost, nothing doubled, nothing stuck. */
  readonly wrong: readonly string[];
};

/** A lease is over in two seconds. */
const SPEED = 15;
const BETWEEN_KILLS_MS = 1_200;
const QUIET_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 500;
const REACH = { endpoint: "24.200.001", labels: "new" } as const;

export type Company = {
  readonly companyId: number;
  readonly projectId: number;
  readonly commitments: readonly number[];
  readonly acumatica: FakeAcumatica;
  readonly url: string;
};

export async function killInstances(wish: InstancesWish): Promise<InstancesResult> {
  const field = await Field.open(wish);
  try {
    return await field.live(wish);
  } finally {
    await field.close();
  }
}

class Field {
  readonly #procore: FakeProcore;
  readonly #companies: readonly Company[];
  readonly #servers: readonly Listening[];
  readonly #db: Db;
  readonly #store: Store;
  readonly #briefing: InstanceBriefing;
  readonly #random: Random;
  readonly #children: ChildProcess[] = [];
  #payments = 0;

  private constructor(parts: Parts) {
    this.#procore = parts.procore;
    this.#companies = parts.companies;
    this.#servers = parts.servers;
    this.#db = parts.db;
    this.#store = parts.store;
    this.#briefing = parts.briefing;
    this.#random = parts.random;
  }

  static async open({ databaseUrl, seed, companies: count = 3 }: InstancesWish): Promise<Field> {
    const since = Date.now();
    const clock: Clock = { from: since, since, speed: SPEED };
    const now = () => readClock(clock);
    const procore = createFakeProcore({ now });
    const servers = [await listen(procore.wire)];
    const companies: Company[] = [];
    for (let n = 0; n < count; n += 1) {
      const acumatica = createFakeAcumatica({ now, tenant: `Tenant${n}` });
      const server = await listen(acumatica.wire);
      servers.push(server);
      companies.push(aCompany(procore, acumatica, server.url));
    }
    const key = randomBytes(32);
    const db = openDb(databaseUrl);
    const store = createStore(db, createSealer([key]), now);
    for (const company of companies) await connect(store, company, { now: now() });
    const { clientId, clientSecret } = procore.app;
    const briefing: InstanceBriefing = {
      databaseUrl,
      procoreUrl: servers[0]?.url ?? "",
      acumaticaHosts: companies.map(({ url }) => new URL(url).host),
      procoreClient: { clientId, clientSecret },
      encryptionKey: key.toString("base64"),
      clock,
    };
    return new Field({ procore, companies, servers, db, store, briefing, random: new Random(seed) });
  }

  async live({ instances, kills }: InstancesWish): Promise<InstancesResult> {
    for (let n = 0; n < instances; n += 1) this.#children.push(await this.#spawn());
    for (let kill = 0; kill < kills; kill += 1) {
      this.#people();
      await this.#pause(BETWEEN_KILLS_MS * (0.5 + this.#random.next()));
      const victim = this.#random.int(0, instances - 1);
      await ended(this.#children[victim], "SIGKILL");
      this.#children[victim] = await this.#spawn();
    }
    const wrong = await this.#quiet();
    await Promise.all(this.#children.map((child) => ended(child, "SIGTERM")));
    return { kills, payments: this.#payments, runs: await this.#runs(), wrong: [...wrong, ...(await this.#stuck())] };
  }

  #people(): void {
    for (const company of this.#companies) {
      for (let count = this.#random.int(1, 4); count > 0; count -= 1) this.#pay(company);
      const paid = company.acumatica.ledger.paid().filter(({ state }) => state === "active");
      const one = this.#random.pick(paid);
      if (one && this.#random.chance(0.4)) company.acumatica.ledger.voidPayment(one.paymentRef);
    }
  }

  #pay({ acumatica: { ledger }, commitments }: Company): void {
    const n = (this.#payments += 1);
    const amount = 100_00 + n;
    const nth = this.#random.int(0, commitments.length - 1);
    const order = { type: "RS", number: `SC-${nth}`, line: 1 } as const;
    const lines = [{ amount, project: "PR-0001", order }];
    const { ref } = ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: `I-${n}`, lines });
    const commitmentId = commitments[nth] ?? 0;
    const currentPaymentDue = (amount / 100).toFixed(2);
    this.#procore.admin.addRequisition({ commitmentId, currentPaymentDue, invoiceNumber: `I-${n}` });
    const date = readClock(this.#briefing.clock).toISOString().slice(0, 10);
    ledger.addPayment({ vendor: "V000001", date, extRef: String(10_000 + n), applications: [{ bill: ref, amount }] });
  }

  /** Nobody is killed any more: within some minutes of theirs, both sides have to agree. */
  async #quiet(): Promise<readonly string[]> {
    const until = Date.now() + QUIET_WITHIN_MS;
    let wrong = await this.#wrong();
    while (wrong.length > 0 && Date.now() < until) {
      await this.#pause(LOOK_EVERY_MS);
      wrong = await this.#wrong();
    }
    return wrong;
  }

  async #wrong(): Promise<readonly string[]> {
    const keys = [...this.#procore.world.payments.values()].flatMap(({ originId }) => originId ?? []);
    const twice = keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key} stands twice`);
    const open = leftUnlocked(this.#procore).map(({ id }) => `payment ${id} is left unlocked`);
    const manners = Object.entries(this.#procore.health()).filter(([, count]) => count > 0);
    const books = await Promise.all(this.#companies.map((company) => this.#differs(company)));
    return [
      ...twice,
      ...open,
      ...manners.map(([what, count]) => `Procore counts ${count} of ${what}`),
      ...books.flat(),
    ];
  }

  async #differs(company: Company): Promise<readonly string[]> {
    const { companyId, projectId, acumatica } = company;
    const paid = paidInLedger(acumatica.ledger, acumatica.tenant);
    const shown = this.#shown(company);
    const pictures = await this.#store.pictures.pictures(companyId, projectId);
    const { tieOut, applications } = reportOf(pictures, { acumatica: null, procore: null });
    const unsettled = applications.filter(({ state }) => state !== "synced" && state !== "removed");
    return [
      ...paid.filter((line) => !shown.includes(line)).map((line) => `lost: ${line}`),
      ...shown.filter((line) => !paid.includes(line)).map((line) => `not paid, but shown: ${line}`),
      ...(tieOut.tiesOut && tieOut.unexplained === 0 ? [] : [`company ${companyId} does not tie out`]),
      ...unsettled.map(({ key, state }) => `${key} is ${state}`),
    ];
  }

  #shown({ acumatica }: Company): readonly string[] {
    return shownInProcore(this.#procore).filter((line) => line.startsWith(`acu:${acumatica.tenant}:`));
  }

  async #stuck(): Promise<readonly string[]> {
    const lists = await Promise.all(this.#companies.map(({ companyId }) => this.#listed(companyId)));
    return lists
      .flat()
      .filter(({ finishedAt, status }) => finishedAt === null && status === "running")
      .map(({ id }) => `run ${id} is running for ever`);
  }

  async #runs(): Promise<number> {
    return (await Promise.all(this.#companies.map(({ companyId }) => this.#listed(companyId)))).flat().length;
  }

  async #listed(companyId: number) {
    return (await this.#store.runs.list(companyId, { projectIds: null, after: null, limit: 1_000 })).runs;
  }

  async #spawn(): Promise<ChildProcess> {
    const file = fileURLToPath(new URL("instance.ts", import.meta.url));
    const env = { ...process.env, INSTANCE: JSON.stringify(this.#briefing) };
    const child = fork(file, { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    await new Promise<void>((ready, fail) => {
      child.once("message", () => ready());
      child.once("exit", (code) => fail(new Error(`An instance ended with ${code} before it was ready`)));
    });
    child.removeAllListeners("exit");
    return child;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((done) => setTimeout(done, ms));
  }

  async close(): Promise<void> {
    for (const child of this.#children) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await this.#db.close();
    for (const server of this.#servers) await server.close();
  }
}

type Parts = {
  readonly procore: FakeProcore;
  readonly companies: readonly Company[];
  readonly servers: readonly Listening[];
  readonly db: Db;
  readonly store: Store;
  readonly briefing: InstanceBriefing;
  readonly random: Random;
};

/** A project with three commitments, on both sides; nobody was billed or paid yet. */
export function aCompany({ admin }: FakeProcore, acumatica: FakeAcumatica, url: string): Company {
  const companyId = admin.addCompany().id;
  const projectId = admin.addProject({ companyId, name: "Harbor Tower" }).id;
  const vendorId = admin.addVendor({ companyId, name: "Acme Concrete, Inc.", originId: "V000001" }).id;
  const { ledger } = acumatica;
  ledger.addVendor({ id: "V000001", name: "Acme Concrete" });
  ledger.addProject({ id: "PR-0001" });
  const commitments = [0, 1, 2].map((n) => {
    const lines = [{ amount: 900_000_00, project: "PR-0001" }];
    ledger.addOrder({ number: `SC-${n}`, vendor: "V000001", type: "RS", lines });
    return admin.addCommitment({ projectId, vendorId, number: `SC-${n}` }).id;
  });
  return { companyId, projectId, commitments, acumatica, url };
}

/** As an admin's sign-in leaves it: tokens that rotate, the probe's findings, a schedule. */
export async function connect(
  store: Store,
  { companyId, projectId, acumatica, url }: Company,
  { now, schedule = "5m" }: { readonly now: Date; readonly schedule?: Schedule },
): Promise<void> {
  const at = now.toISOString();
  const { tenant, client, site } = acumatica;
  await store.connections.put({
    companyId,
    baseUrl: url + site,
    tenant,
    keyTenant: tenant,
    clientId: client.id,
    clientSecret: client.secret,
    status: "ready",
    heldBecause: null,
    checks: [],
    reader: "dac",
    probe: { ...REACH, dacPath: `/t/${tenant}/api/odata/dac` },
    chainExpiresAt: null,
    connectedBy: "admin@example.com",
    webhookTokens: { procore: `p${companyId}`, acumatica: `a${companyId}` },
    createdAt: at,
    updatedAt: at,
  });
  const expiresAt = new Date(now.getTime() + 3_600_000).toISOString();
  await store.tokens.save(acumaticaOwner(companyId), { ...acumatica.oauth.issue(), expiresAt, chainStartedAt: at });
  await store.settings.patch(companyId, {
    ...DEFAULT_SETTINGS,
    projectMap: { [projectId]: "PR-0001" },
    schedule,
  });
}

function ended(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once("exit", () => done());
    child.kill(signal);
  });
}
