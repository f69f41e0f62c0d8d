import type { RequestListener } from "node:http";
import type { Seats } from "./acumatica-seats.ts";
import type { Config } from "./config.ts";
import { BEAT_MS } from "./domain/lease.ts";
import { createFreshness, type Freshness } from "./freshness.ts";
import { createApp } from "./http/app.ts";
import { Gate } from "./http/access.ts";
import type { Every, RouteDeps } from "./http/deps.ts";
import type { ClientFiles } from "./http/embed.ts";
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { Projects } from "./http/projects.ts";
import { Sessions } from "./http/session.ts";
import { Engine } from "./jobs/engine.ts";
import { AloneEverywhere, aloneHere } from "./jobs/alone.ts";
import { createWorker } from "./jobs/in-process.ts";
import { createBossQueue, type BossDeps } from "./jobs/pg-boss.ts";
import type { JobQueue, Look } from "./jobs/queue.ts";
import { Scheduler } from "./jobs/scheduler.ts";
import { Departures } from "./departures.ts";
import type { Log } from "./log.ts";
import { userBearer } from "./procore/client.ts";
import { commitmentUrl, contractPaymentUrl, invoiceUrl } from "./procore/company.ts";
import { readMemberships } from "./procore/memberships.ts";
import { readMe } from "./procore/oauth.ts";
import { readRights } from "./procore/permissions.ts";
import { isReady, migrate, openDb } from "./store/db.ts";
import { readGauges } from "./store/gauges.ts";
import { readScheduled } from "./store/scheduled.ts";
import { createSealer } from "./store/seal.ts";
import { soleOn } from "./store/sole.ts";
import { createStore, type Store } from "./store/store.ts";
import { STREAMS } from "./sync/ports.ts";
import { Systems } from "./systems.ts";
import { UNTRACED, type Trace } from "./trace.ts";

export type World = {
  readonly config: Config;
  readonly client: ClientFiles;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly every: Every;
  readonly random: () => number;
  readonly newId: () => string;
  readonly newSecret: () => string;
  readonly log: Log;
  readonly trace?: Trace;
};

export type Composed = {
  readonly listener: RequestListener;
  readonly store: Store;
  readonly engine: Engine;
  readonly queue: JobQueue;
  readonly departures: Departures;
  readonly freshness: Freshness;
  readonly seats: Pick<Seats, "tick">;
  /** Takes up work and starts the clock: the worker, the schedule, the cleaning. @throws what keeps the queue closed */
  start(): Promise<void>;
  /** Takes nothing new, waits for what is under way, closes the database. */
  stop(graceMs: number): Promise<void>;
};

const SCHEDULE_MS = 5_000;
const SEATS_MS = 30_000;
const HOUR_MS = 3_600_000;
/** The lists of a page are asked for in one moment, and each passes the gate before it reads. */
const GATHER_MS = 15;
const LEADER_MS = 60_000;

/** Joins every part over one database. The only place, with main.ts, that knows them all. */
export async function compose(world: World): Promise<Composed> {
  const { config, now, sleep, random, newId, log, trace = UNTRACED } = world;
  const db = openDb(config.databaseUrl);
  await migrate(db);
  const sealer = createSealer(config.encryptionKeys);
  const store = createStore(db, sealer, now);
  if (config.encryptionKeys.length > 1)
    log.info({ secrets: await store.reseal() }, "Sealed again with the current key");
  const metrics = createMetrics();
  const holder = newId();
  const sole = soleOn(db.engine === "sqlite" ? config.databaseUrl : ":memory:");
  const everywhere = db.engine === "postgres" ? new AloneEverywhere({ board: store.tokens, newId, now, sleep }) : null;
  const systems = new Systems({
    config,
    store,
    now,
    sleep,
    random,
    newId,
    onExchange: (exchange) => metrics.vendorExchange(exchange),
    onAppRemoved: (companyId) => void departures.seen(companyId),
    instance: everywhere && holder,
    trace,
    log,
  });
  const departures: Departures = new Departures({
    store,
    client: systems.client,
    acumatica: systems.door(),
    now,
    newId,
    log,
  });
  const engine = new Engine({
    pictures: store.pictures,
    links: store.links,
    runs: store.runs,
    held: store.held,
    settings: store.settings,
    sourceOf: (companyId) => systems.sourceOf(companyId),
    targetOf: (companyId, use) => systems.targetOf(companyId, use),
    alone: everywhere?.alone ?? aloneHere(),
    gather: () => sleep(GATHER_MS),
    wake: () => queue.wake(),
    now,
    newId,
    log,
  });
  const work: Omit<BossDeps, "databaseUrl" | "every"> = {
    runs: store.runs,
    perform: (run, hold) =>
      trace.span("sync run", { runId: run.id, companyId: run.companyId, mode: run.mode, trigger: run.trigger }, () =>
        performed(engine, run, hold, { store, metrics, log, now }),
      ),
    takeLook: ({ companyId, act }: Look) =>
      act === "sweep"
        ? trace.span("nightly sweep", { companyId }, async () => {
            await systems.lookForOdata(companyId);
            await engine.sweep(companyId);
            await freshness.check(companyId);
            return false;
          })
        : trace.span("scheduled observation", { companyId }, () => engine.look(companyId)),
    successor: (run) => engine.successor(run),
    holder,
    now,
    sleep,
    log,
  };
  const queue = everywhere
    ? createBossQueue({ ...work, databaseUrl: config.databaseUrl, every: world.every })
    : createWorker({ ...work, isSole: () => sole.take() });
  const isLeader = everywhere
    ? () => store.tokens.lease("scheduler", holder, soon(now(), LEADER_MS), now().toISOString())
    : () => Promise.resolve(sole.isTaken);
  const { newSecret } = world;
  const freshness = createFreshness({ config, store, engine, client: systems.client, isLeader, now, newSecret, log });
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const scheduler = new Scheduler({
    companies: () => readScheduled(db, STREAMS.length),
    began: ({ companyId, act }, at) => store.looks.began(companyId, act, at.toISOString()),
    look: (look) => queue.look(look),
    isLeader,
    timeZone,
    now,
    log,
  });
  metrics.onScrape(() => readGauges(db, now()));
  const routes = routeDeps(world, { store, sealer, systems, engine, hooks: freshness.hooks, timeZone });
  const listener = createApp({
    routes,
    signIn: {
      sessions: routes.sessions,
      oauth: systems.oauth,
      readUser: (accessToken) => readMe(systems.client, userBearer(accessToken), null),
      publicUrl: config.publicUrl,
      procore: config.procore,
      key: keyFor(config),
      now,
      newSecret: world.newSecret,
      log,
    },
    client: world.client,
    metrics,
    trace,
    isReady: () => isReady(db),
    publicUrl: config.publicUrl,
    webOrigins: config.procore.webOrigins,
    developing: config.mode === "development",
    checkReplies: config.mode !== "production",
    newId,
    log,
  });
  const stops: (() => void)[] = [];
  const watched = (what: string, act: () => Promise<unknown>) => () => {
    act().catch((error: unknown) => log.error({ err: error }, what));
  };
  return {
    listener,
    store,
    engine,
    queue,
    departures,
    freshness,
    seats: systems.seats,
    async start() {
      await queue.start();
      const beat = watched("A reading of Acumatica could not be kept", () => everywhere?.beat() ?? Promise.resolve());
      const tick = watched("The queue could not be worked through", () => queue.tick());
      const schedule = watched("The schedule could not be looked at", () => scheduler.tick());
      const clean = watched("Old sessions could not be deleted", () => store.sessions.expire(now().toISOString()));
      const installed = watched("Who has the app installed could not be checked", async () => {
        if (await isLeader()) await departures.check();
      });
      const seats = watched("Acumatica's API sessions could not be looked after", () => systems.seats.tick());
      stops.push(freshness.start(world.every), world.every(SEATS_MS, seats));
      const clocks = [beat, tick].map((act) => world.every(BEAT_MS, act));
      stops.push(
        ...clocks,
        world.every(SCHEDULE_MS, schedule),
        world.every(HOUR_MS, clean),
        world.every(HOUR_MS, installed),
      );
      tick();
    },
    async stop(graceMs) {
      for (const stop of stops) stop();
      scheduler.stop();
      await queue.stop(graceMs);
      await Promise.race([Promise.all([scheduler.idle(), engine.idle(), freshness.idle()]), sleep(graceMs)]);
      await systems.seats.leave();
      await store.tokens.release("scheduler", holder);
      sole.giveUp();
      await db.close();
    },
  };
}

type Parts = {
  readonly store: Store;
  readonly sealer: RouteDeps["sealer"];
  readonly systems: Systems;
  readonly engine: Engine;
  readonly hooks: Freshness["hooks"];
  readonly timeZone: string;
};

function routeDeps(world: World, { store, sealer, systems, engine, hooks, timeZone }: Parts): RouteDeps {
  const { config, now, newId, newSecret, every, log } = world;
  const refresh = (refreshToken: string) => systems.oauth.refresh(refreshToken);
  const revoke = (token: string) => systems.oauth.revoke(token);
  const sessions = new Sessions({ sessions: store.sessions, now, newSecret, refresh, revoke });
  const list = async (companyId: number) => (await systems.targetOf(companyId)).projects();
  const projects = new Projects({ pictures: store.pictures, list, now });
  const ask = {
    companies: (bearer: Parameters<typeof readMemberships>[1]) => readMemberships(systems.client, bearer),
    rights: (question: Omit<Parameters<typeof readRights>[0], "client">) =>
      readRights({ client: systems.client, ...question }),
  };
  const { companies, settings, people } = store;
  return {
    store,
    engine,
    hooks,
    gate: new Gate({ sessions, ask, projects, companies, settings, people, now }),
    sessions,
    projects,
    acumatica: systems.door(),
    links: { commitment: commitmentUrl, contractPayment: contractPaymentUrl, invoice: invoiceUrl },
    webBaseUrl: (companyId) => systems.webBaseUrl(companyId),
    sealer,
    publicUrl: config.publicUrl,
    timeZone,
    now,
    newId,
    newSecret,
    every,
    log,
  };
}

type Run = Parameters<Engine["perform"]>[0];

/** How it ended is read back from the store: a run that was taken away has no end of ours. */
async function performed(
  engine: Engine,
  run: Run,
  hold: Parameters<Engine["perform"]>[1],
  { store, metrics, log, now }: Pick<World, "log" | "now"> & { readonly store: Store; readonly metrics: Metrics },
): Promise<void> {
  metrics.runStarted(run.trigger, now().getTime() - Date.parse(run.queuedAt));
  try {
    await engine.perform(run, hold);
  } finally {
    const ended = await store.runs.run(run.companyId, run.id);
    if (ended?.finishedAt) {
      metrics.runEnded(ended.status);
      const { id: runId, companyId, projectId, mode, trigger, status, counts } = ended;
      log.info({ runId, companyId, projectId, mode, trigger, status, counts }, "A sync run ended");
    }
  }
}

function keyFor({ encryptionKeys }: Config): Uint8Array {
  const [current] = encryptionKeys;
  if (!current) throw new Error("There is no encryption key");
  return current;
}

function soon(from: Date, ms: number): string {
  return new Date(from.getTime() + ms).toISOString();
}
