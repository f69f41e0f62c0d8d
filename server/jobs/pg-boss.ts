import { PgBoss, type Job, type JobInsert } from "pg-boss";
import type { SyncRun } from "../domain/change.ts";
import type { RunStore } from "../sync/ports.ts";
import { HeldRuns, type HeldRunsDeps } from "./held-runs.ts";
import { isForPerson, PLACES, type JobQueue, type Look, type Places, type TakeLook } from "./queue.ts";
import { oneAtATime } from "./taking-turns.ts";

export type BossDeps = Omit<HeldRunsDeps, "runs" | "onRoom"> & {
  readonly runs: HeldRunsDeps["runs"] & Pick<RunStore, "queued" | "run">;
  readonly takeLook: TakeLook;
  /** The database of the run store: pg-boss keeps its tables there, in a schema of its own. */
  readonly databaseUrl: string;
  /** Calls back every so many milliseconds; returns what ends that. */
  readonly every: (ms: number, call: () => void) => () => void;
  readonly places?: Places;
};

const SCHEMA = "pgboss";
const ASKING_FAILED = "The job queue could not be asked";
const RUNS = "sync-run";
const LOOKS = "look";

const FOR_PEOPLE = 10;
/** Handed over in one statement; the rest follows as these are taken up. */
const AT_ONCE = 100;
const LOOKS_AT_ONCE = 8;
/** How soon an instance sees what another handed in and had no place for. */
const POLL_MS = 2_000;
const BEAT_MS = 5_000;

const HOUR = 3_600;
const QUEUE = {
  // One in the queue or in work per key: everybody may hand in what is queued, as often as they like.
  policy: "exclusive",
  expireInSeconds: 24 * HOUR - 1,
  deleteAfterSeconds: HOUR,
  // Longer than the pauses that a busy process may make; what a dead one worked on waits for so long.
  heartbeatSeconds: 30,
  // A job whose process is gone goes to another; what fails otherwise is stored by the run or the look itself.
  retryLimit: 10,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
} as const;

type RunJob = { readonly companyId: number; readonly runId: string };

/**
 * Hands runs and looks out among any number of instances on one PostgreSQL. pg-boss keeps the order, the priorities and
 * how many of one company are under way on all instances; the run store's claim and lease decide whose a run is, so
 * that a job delivered twice, late, or not at all harms nothing: `tick` hands in again whatever is queued.
 */
export function createBossQueue(deps: BossDeps): JobQueue {
  const { runs, log, places = PLACES } = deps;
  const held = new HeldRuns({ ...deps, onRoom: wake });
  const boss = new PgBoss({
    connectionString: deps.databaseUrl,
    schema: SCHEMA,
    application_name: "pg-boss",
    max: 4,
    // Asked of the database by one instance for all: who has stopped beating?
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  boss.on("error", (error) => log.error({ err: error }, "The job queue met a fault"));
  /** Jobs in work here, by queue. */
  const working = { [RUNS]: new Set<string>(), [LOOKS]: new Set<string>() };
  let state: "not begun" | "working" | "stopping" = "not begun";
  const clocks: (() => void)[] = [];

  const perform = async ({ companyId, runId }: RunJob): Promise<void> => {
    const run = await runs.run(companyId, runId);
    if (run?.status !== "queued") return;
    const claimed = await held.claim(run);
    await claimed?.ended;
  };

  const handIn = async (): Promise<void> => {
    const queued = await runs.queued(AT_ONCE);
    if (queued.length === 0) return;
    await boss.insert(RUNS, queued.map(jobOf));
    // One that nobody waited for may have become a person's since it was handed in.
    for (const { id } of queued.filter(isForPerson)) {
      await boss.update(RUNS, undefined, { singletonKey: id, priority: FOR_PEOPLE });
    }
  };

  const sendLook = async ({ companyId, act }: Look): Promise<void> => {
    // A sweep that falls due while the company is looked at waits for that; it must not pass for the same look.
    const kept = { singletonKey: `${companyId} ${act}`, group: { id: String(companyId) } };
    await boss.send(LOOKS, { companyId, act }, kept);
  };

  /** What `act` throws is the database's fault: the job is tried again, here or elsewhere. */
  const work = (queue: typeof RUNS | typeof LOOKS, id: string, act: () => Promise<Look | null>): void => {
    working[queue].add(id);
    const done = act().then(
      async (more) => {
        await boss.complete(queue, id);
        if (more) await sendLook(more);
      },
      (error: unknown) => {
        log.error({ err: error }, "A job could not be worked on");
        return boss.fail(queue, id);
      },
    );
    done
      .catch((error: unknown) => log.error({ err: error }, "A job's end could not be stored"))
      .finally(() => {
        working[queue].delete(id);
        wake();
      });
  };

  const takeRuns = async (): Promise<void> => {
    const free = places.total - (working[RUNS].size - held.resting);
    const unasked = free - places.forPeople;
    const jobs: Job<RunJob>[] = [];
    if (unasked > 0) {
      const fair = { batchSize: unasked, groupConcurrency: places.perCompany };
      jobs.push(...(await boss.fetch<RunJob>(RUNS, fair)));
    }
    if (free > jobs.length) {
      jobs.push(...(await boss.fetch<RunJob>(RUNS, { batchSize: free - jobs.length, minPriority: FOR_PEOPLE })));
    }
    for (const { id, data } of jobs) work(RUNS, id, () => perform(data).then(() => null));
  };

  const takeLooks = async (): Promise<void> => {
    const free = LOOKS_AT_ONCE - working[LOOKS].size;
    if (free <= 0) return;
    for (const { id, data } of await boss.fetch<Look>(LOOKS, { batchSize: free, groupConcurrency: 1 })) {
      const look = { companyId: data.companyId, act: data.act };
      work(LOOKS, id, async () => ((await deps.takeLook(look)) ? look : null));
    }
  };

  const take = oneAtATime(
    async () => {
      if (state !== "working") return;
      await takeRuns();
      await takeLooks();
    },
    log,
    ASKING_FAILED,
  );

  const beat = oneAtATime(
    async () => {
      for (const queue of [RUNS, LOOKS] as const) {
        if (working[queue].size > 0) await boss.touch(queue, [...working[queue]]);
      }
    },
    log,
    ASKING_FAILED,
  );

  const handInAndTake = oneAtATime(
    async () => {
      if (state !== "not begun") await handIn();
      await take.now();
    },
    log,
    ASKING_FAILED,
  );

  function wake(): void {
    void handInAndTake.now();
  }

  return {
    async start() {
      await boss.start();
      await boss.createQueue(RUNS, QUEUE);
      await boss.createQueue(LOOKS, QUEUE);
      state = "working";
      clocks.push(
        deps.every(POLL_MS, () => void take.now()),
        deps.every(BEAT_MS, () => void beat.now()),
      );
      wake();
    },
    wake,
    async look(look) {
      if (state !== "working") return false;
      await sendLook(look);
      void take.now();
      return false;
    },
    async tick() {
      await held.tick();
      wake();
    },
    async stop(graceMs) {
      for (const end of clocks) end();
      const began = state !== "not begun";
      state = began ? "stopping" : state;
      await take.idle();
      await held.stop(graceMs);
      // What the runs left was queued; the others are to find it at once.
      await Promise.all([beat.idle(), handInAndTake.idle()]);
      if (began) await boss.stop({ graceful: false, close: true });
      state = "not begun";
    },
  };
}

function jobOf(run: SyncRun): JobInsert<RunJob> {
  const { id, companyId } = run;
  return {
    data: { companyId, runId: id },
    singletonKey: id,
    group: { id: String(companyId) },
    priority: isForPerson(run) ? FOR_PEOPLE : 0,
  };
}
