import { describe, expect, it } from "vitest";
import { NO_COUNTS, type SyncRun } from "../../../server/domain/change.ts";
import { createWorker } from "../../../server/jobs/in-process.ts";
import type { Places } from "../../../server/jobs/queue.ts";
import type { Dead } from "../../../server/sync/ports.ts";
import { silent } from "../../world/silent-log.ts";

function aRun(id: string, companyId = 1, trigger: SyncRun["trigger"] = "schedule"): SyncRun {
  return {
    id,
    companyId,
    projectId: 1,
    mode: "apply",
    trigger,
    scope: null,
    planOf: null,
    undoOf: null,
    askedBy: null,
    sweeps: false,
    resumes: null,
    status: "queued",
    queuedAt: "2026-03-02T10:00:00.000Z",
    startedAt: null,
    finishedAt: null,
    counts: NO_COUNTS,
    error: null,
  };
}

/** A queue in memory, and a worker whose runs end when the test says so. */
function aWorker(queued: SyncRun[], places: Places = { total: 8, forPeople: 0, perCompany: 3 }) {
  const running = new Map<string, { end: (error?: Error) => void; signal: AbortSignal }>();
  const expired: SyncRun[] = [];
  const told: string[] = [];
  const lost = new Set<string>();
  const sole = { is: true };
  const freed: Dead[] = [];
  const worker = createWorker({
    runs: {
      queued: () => Promise.resolve([...queued]),
      claim: (id) => {
        const index = queued.findIndex((run) => run.id === id);
        const [run] = index >= 0 ? queued.splice(index, 1) : [];
        return Promise.resolve(run ?? null);
      },
      beatAll: (ids) => Promise.resolve(new Set(ids.filter((id) => !lost.has(id)))),
      expire: (proof, _at, next) => {
        freed.push(proof);
        const dead = expired.splice(0);
        for (const run of dead) next(run);
        return Promise.resolve(dead);
      },
    },
    perform: ({ id }, { signal }) =>
      new Promise((done, fail) => {
        running.set(id, { end: (error) => (running.delete(id), error ? fail(error) : done()), signal });
      }),
    successor: ({ id }) => {
      told.push(id);
      return null;
    },
    holder: "this process",
    isSole: () => sole.is,
    now: () => new Date("2026-03-02T10:00:00.000Z"),
    sleep: () => new Promise((done) => setImmediate(done)),
    log: silent,
    takeLook: () => Promise.resolve(false),
    places,
  });
  const settled = () => new Promise((done) => setImmediate(done));
  return { worker, running, expired, told, lost, settled, queued, sole, freed };
}

describe("the worker", () => {
  it("takes nothing up while another process works on the database, and frees at once what that one leaves", async () => {
    const { worker, running, settled, sole, freed } = aWorker([aRun("a")]);
    sole.is = false;
    await worker.start();
    await worker.tick();
    await settled();
    expect([...running.keys()]).toEqual([]);
    expect(freed.some((proof) => "notHeldBy" in proof)).toBe(false);

    sole.is = true;
    await worker.tick();
    await settled();

    expect(freed.filter((proof) => "notHeldBy" in proof)).toEqual([{ notHeldBy: "this process" }]);
    expect([...running.keys()]).toEqual(["a"]);
  });

  it("performs what is queued when it is woken", async () => {
    const { worker, running, settled } = aWorker([aRun("a"), aRun("b", 2)]);

    worker.wake();
    await settled();

    expect([...running.keys()]).toEqual(["a", "b"]);
  });

  it("does not let one company take every place", async () => {
    const queue = [aRun("a1"), aRun("a2"), aRun("a3"), aRun("b1", 2)];
    const { worker, running, settled } = aWorker(queue, { total: 3, forPeople: 0, perCompany: 2 });

    worker.wake();
    await settled();

    expect([...running.keys()]).toEqual(["a1", "a2", "b1"]);
  });

  it("keeps places for what people wait for, and lets them into the last one", async () => {
    const queue = [
      aRun("a1"),
      aRun("b1", 2),
      aRun("c1", 3),
      aRun("asked", 4, "person"),
      aRun("asked too", 4, "person"),
    ];
    const { worker, running, settled } = aWorker(queue, { total: 3, forPeople: 1, perCompany: 2 });

    worker.wake();
    await settled();

    expect([...running.keys()]).toEqual(["a1", "b1", "asked"]);
  });

  it("takes the next as soon as there is room", async () => {
    const { worker, running, settled } = aWorker([aRun("a"), aRun("b")], { total: 1, forPeople: 0, perCompany: 1 });
    worker.wake();
    await settled();

    running.get("a")?.end();
    await settled();

    expect([...running.keys()]).toEqual(["b"]);
  });

  it("sees what was queued while it was looking", async () => {
    const { worker, running, settled, queued } = aWorker([aRun("a")]);

    worker.wake();
    queued.push(aRun("b"));
    worker.wake();
    await settled();

    expect([...running.keys()]).toEqual(["a", "b"]);
  });

  it("goes on after a run that ended in a fault", async () => {
    const { worker, running, settled } = aWorker([aRun("a"), aRun("b")], { total: 1, forPeople: 0, perCompany: 1 });
    worker.wake();
    await settled();

    running.get("a")?.end(new Error("a bug"));
    await settled();

    expect([...running.keys()]).toEqual(["b"]);
  });

  it("tells a run that was taken away to stop", async () => {
    const { worker, running, settled, lost } = aWorker([aRun("a")]);
    worker.wake();
    await settled();

    lost.add("a");
    await worker.tick();

    expect(running.get("a")?.signal.aborted).toBe(true);
  });

  it("passes on runs whose process died", async () => {
    const { worker, expired, told } = aWorker([]);
    expired.push(aRun("dead"));

    await worker.tick();

    expect(told).toEqual(["dead"]);
  });

  it("takes nothing new once it stops, and waits no longer than it may", async () => {
    const { worker, running, settled, queued } = aWorker([aRun("a")]);
    worker.wake();
    await settled();
    const { signal } = running.get("a") ?? {};

    queued.push(aRun("b"));
    await worker.stop(1_000);
    worker.wake();
    await settled();

    expect([...running.keys()]).toEqual(["a"]);
    expect(signal?.aborted).toBe(true);
  });
});
