import { beforeEach, describe, expect, it } from "vitest";
import { NO_COUNTS, type SyncRun } from "../../server/domain/change.ts";
import { isSyncError } from "../../server/domain/errors.ts";
import { LeaseLost } from "../../server/domain/lease.ts";
import type { Store } from "../../server/store/store.ts";
import { aChange, aRun, at, COMPANY, keyOf, NEXT_DOOR, OTHER_COMPANY, PROJECT } from "./store-things.ts";

/** Every engine must pass this. `second` is another instance of the server on the same database. */
export function describeRuns(engine: string, open: () => Promise<{ first: Store; second: Store }>): void {
  describe(`runs on ${engine}`, () => {
    let first: Store["runs"];
    let second: Store["runs"];
    beforeEach(async () => {
      const opened = await open();
      first = opened.first.runs;
      second = opened.second.runs;
    });

    const person = { trigger: "person", askedBy: { id: 5, login: "pm@example.com" } } as const;
    const alone = (): null => null;
    const held = (runId: string, holder = "h1") => ({ runId, holder });
    const claimed = async (run: SyncRun, holder = "h1") => {
      await first.enqueue(run);
      await first.claim(run.id, holder, at("10:01"));
      return held(run.id, holder);
    };
    const ended = { status: "succeeded", counts: NO_COUNTS, error: null, at: at("10:30"), states: null } as const;

    it("let one of two runs in that ask at the same moment", async () => {
      const asked = await Promise.allSettled([
        first.enqueue(aRun({ id: "a" })),
        second.enqueue(aRun({ id: "b" })),
        first.enqueue(aRun({ id: "c", ...person, companyId: OTHER_COMPANY })),
        second.enqueue(aRun({ id: "d", projectId: NEXT_DOOR })),
      ]);

      const refused = asked.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
      expect(refused).toHaveLength(1);
      expect(isSyncError(refused[0], "busy")).toBe(true);
    });

    it("give back a run as it was stored", async () => {
      const run = aRun({ ...person, scope: { invoiceId: 61 }, planOf: "p", undoOf: "u", mode: "preview" });
      await first.enqueue(run);

      expect(await first.run(COMPANY, run.id)).toEqual(run);
      expect(await first.run(OTHER_COMPANY, run.id)).toBeNull();
    });

    it("let a person take over a scheduled run that is still queued", async () => {
      await first.enqueue(aRun({ id: "scheduled" }));
      const taken = await second.enqueue(
        aRun({ id: "asked", ...person, mode: "preview", scope: { commitmentId: 51 } }),
      );

      expect(taken).toEqual(aRun({ id: "scheduled", ...person, mode: "preview", scope: { commitmentId: 51 } }));
      expect(await first.run(COMPANY, "scheduled")).toEqual(taken);
      expect(await first.run(COMPANY, "asked")).toBeNull();
    });

    it("let a person take over a queued sweep, and stay as deep as it", async () => {
      await first.enqueue(aRun({ id: "night", trigger: "sweep", sweeps: true }));

      expect(await second.enqueue(aRun({ id: "asked", ...person }))).toMatchObject({
        id: "night",
        ...person,
        sweeps: true,
      });
    });

    it.each([
      ["a preview", { mode: "preview" }],
      ["a sync of one commitment", { scope: { commitmentId: 51 } }],
      ["the application of a preview", { planOf: "p" }],
      ["an undo", { undoOf: "u" }],
    ] as const)("queue a sweep again after %s that took its place", async (_what, asked) => {
      await first.enqueue(aRun({ id: "night", trigger: "sweep", sweeps: true }));
      const taken = await second.enqueue(aRun({ id: "asked", ...person, ...asked }));
      expect(taken).toMatchObject({ id: "night", sweeps: false });

      await first.claim("night", "h1", at("10:01"));
      await first.finish(held("night"), ended);

      const sweep = {
        id: "asked",
        trigger: "sweep",
        sweeps: true,
        mode: "apply",
        scope: null,
        planOf: null,
        undoOf: null,
      };
      expect(await second.queued(10)).toMatchObject([{ ...sweep, askedBy: null, queuedAt: at("10:30") }]);
    });

    it.each(["finished", "dead"])(
      "queue a sweep that came while another run was under way, once that is %s",
      async (how) => {
        const lease = await claimed(aRun({ id: "a", ...person }));
        await second.enqueue(aRun({ id: "night", trigger: "sweep", sweeps: true }));
        expect(await second.queued(10)).toEqual([]);

        if (how === "finished") await first.finish(lease, ended);
        else await first.expire({ beatBefore: at("10:03") }, at("10:30"), alone);

        expect(await second.queued(10)).toMatchObject([{ id: "night", sweeps: true, queuedAt: at("10:30") }]);
      },
    );

    it("keep a sweep waiting behind what takes a dead run's place", async () => {
      await claimed(aRun({ id: "a", ...person, undoOf: "u" }));
      await second.enqueue(aRun({ id: "night", trigger: "sweep", sweeps: true }));

      await first.expire({ beatBefore: at("10:03") }, at("10:30"), () => aRun({ id: "b", ...person, undoOf: "u" }));
      expect(await second.queued(10)).toMatchObject([{ id: "b", undoOf: "u" }]);
      await first.claim("b", "h2", at("10:31"));
      await first.finish(held("b", "h2"), ended);

      expect(await second.queued(10)).toMatchObject([{ id: "night", sweeps: true }]);
    });

    it.each([
      ["the schedule's", {}, "sweep"],
      ["a person's", person, "person"],
    ] as const)("deepen %s queued run where the night's sweep falls due", async (_whose, whose, trigger) => {
      await first.enqueue(aRun({ id: "a", ...whose }));

      const stored = await second.enqueue(aRun({ id: "night", trigger: "sweep", sweeps: true }));

      expect(stored).toMatchObject({ id: "a", trigger, sweeps: true });
    });

    it("are claimed as they are asked for in that moment", async () => {
      await first.enqueue(aRun({ id: "a" }));
      await second.enqueue(aRun({ id: "b", ...person, mode: "preview" }));

      expect(await first.claim("a", "h1", at("10:01"))).toMatchObject({
        ...person,
        mode: "preview",
        status: "running",
      });
    });

    it("are beaten for together, each only while it is the holder's", async () => {
      await claimed(aRun({ id: "a" }));
      await claimed(aRun({ id: "b", projectId: NEXT_DOOR }), "h2");

      expect(await second.beatAll(["a", "b", "unknown"], "h1", at("10:02"))).toEqual(new Set(["a"]));
      expect(await first.lastBeat(held("b", "h2"))).toBe(at("10:01"));
    });

    it("are freed, all but its own, by a process that knows nobody else is alive", async () => {
      await claimed(aRun({ id: "a" }), "dead");
      await claimed(aRun({ id: "b", projectId: NEXT_DOOR }), "mine");

      const freed = await first.expire({ notHeldBy: "mine" }, at("10:01"), (run) => aRun({ id: `after ${run.id}` }));

      expect(freed).toMatchObject([{ id: "a", status: "failed" }]);
      expect((await first.queued(10)).map(({ id }) => id)).toEqual(["after a"]);
    });

    it("end and hand over in one moment: nobody comes between", async () => {
      const lease = await claimed(aRun({ id: "a", ...person, undoOf: "u" }));
      const [, busy] = await Promise.allSettled([
        first.finish(lease, ended, aRun({ id: "next", ...person, undoOf: "u" })),
        second.enqueue(aRun({ id: "b", ...person })),
      ]);

      expect(busy.status).toBe("rejected");
      expect(await first.queued(10)).toMatchObject([{ id: "next", undoOf: "u" }]);
    });

    it.each([
      ["a person's queued run", person, false],
      ["a running scheduled run", {}, true],
    ])("refuse a person while there is %s", async (_what, asked, claimed) => {
      await first.enqueue(aRun({ id: "a", ...asked }));
      if (claimed) await first.claim("a", "holder", at("10:01"));

      await expect(second.enqueue(aRun({ id: "b", ...person }))).rejects.toMatchObject({ kind: "busy" });
    });

    it("refuse a schedule while a run is queued", async () => {
      await first.enqueue(aRun({ id: "a" }));

      await expect(first.enqueue(aRun({ id: "b" }))).rejects.toMatchObject({ kind: "busy" });
    });

    it("let the next run in when one has ended", async () => {
      await first.enqueue(aRun({ id: "a" }));
      await first.claim("a", "holder", at("10:01"));
      await first.finish(held("a", "holder"), ended);

      await expect(first.enqueue(aRun({ id: "b" }))).resolves.toMatchObject({ id: "b" });
    });

    it("are claimed by one holder", async () => {
      await first.enqueue(aRun());
      const claims = await Promise.all([
        first.claim("run 1", "h1", at("10:01")),
        second.claim("run 1", "h2", at("10:01")),
      ]);

      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await first.claim("run 1", "h3", at("10:02"))).toBeNull();
      expect(await first.run(COMPANY, "run 1")).toMatchObject({ status: "running", startedAt: at("10:01") });
    });

    it("tell the holder of the last stored beat, and nobody else", async () => {
      await first.enqueue(aRun());
      expect(await first.beat(held("run 1", "h1"), at("10:01"))).toBe(false);
      await first.claim("run 1", "h1", at("10:01"));
      expect(await first.lastBeat(held("run 1", "h1"))).toBe(at("10:01"));
      expect(await first.beat(held("run 1", "h1"), at("10:02"))).toBe(true);

      expect(await second.lastBeat(held("run 1", "h1"))).toBe(at("10:02"));
      expect(await second.lastBeat(held("run 1", "h2"))).toBeNull();
      expect(await second.beat(held("run 1", "h2"), at("10:03"))).toBe(false);
    });

    it("fail when they stopped beating, and tell their process so if it wakes", async () => {
      await first.enqueue(aRun({ id: "dead" }));
      await first.claim("dead", "h1", at("10:01"));
      await first.enqueue(aRun({ id: "alive", projectId: NEXT_DOOR }));
      await first.claim("alive", "h1", at("10:05"));
      await first.enqueue(aRun({ id: "waiting", projectId: 9 }));

      const expired = await second.expire({ beatBefore: at("10:03") }, at("10:06"), alone);

      expect(expired).toMatchObject([{ id: "dead", status: "failed", finishedAt: at("10:06") }]);
      expect(expired[0]?.error?.kind).toBe("unavailable");
      expect(await first.beat(held("dead", "h1"), at("10:07"))).toBe(false);
      expect(await first.lastBeat(held("dead", "h1"))).toBeNull();
      await expect(first.finish(held("dead"), ended)).rejects.toThrow(LeaseLost);
      expect((await first.run(COMPANY, "dead"))?.status).toBe("failed");
      expect(await second.expire({ beatBefore: at("10:03") }, at("10:08"), alone)).toEqual([]);
      await expect(second.enqueue(aRun({ id: "next" }))).resolves.toMatchObject({ id: "next" });
    });

    it("that fail so count what their changes had come to by then", async () => {
      await first.enqueue(aRun());
      await first.claim("run 1", "h1", at("10:01"));
      const outcomes = ["applied", "found", "failed", "conflict", null, null] as const;
      const changes = outcomes.map((outcome, n) => ({ ...aChange({ key: keyOf(`P${n}`, "1") }), outcome }));
      await first.storePlan(held("run 1"), changes);
      const counts = { ...NO_COUNTS, create: 2, failed: 1, conflict: 1 };

      expect(await second.expire({ beatBefore: at("10:03") }, at("10:06"), alone)).toMatchObject([
        { id: "run 1", counts },
      ]);

      expect(await first.run(COMPANY, "run 1")).toMatchObject({ status: "failed", counts });
    });

    it("keep their plan in its order, and the plan stored last", async () => {
      await claimed(aRun());
      const changes = Array.from({ length: 1_500 }, (_, n) => aChange({ key: keyOf(`P${n}`, "1") }));
      await first.storePlan(held("run 1"), changes.slice(0, 3));
      const planned = changes.map((change) => ({ ...change, outcome: "planned" as const }));
      await first.storePlan(held("run 1"), planned);

      expect(await first.changes(COMPANY, "run 1")).toEqual(planned);
      expect(await first.changes(OTHER_COMPANY, "run 1")).toEqual([]);
      await expect(first.storePlan(held("unknown"), changes)).rejects.toThrow(LeaseLost);
    });

    it("end with their counts and error", async () => {
      const lease = await claimed(aRun());
      const counts = { ...NO_COUNTS, create: 3, failed: 1 };
      const error = { kind: "unavailable", says: "Acumatica did not answer." };
      await first.finish(lease, { status: "failed", counts, error, at: at("10:30"), states: null });

      expect(await first.run(COMPANY, "run 1")).toMatchObject({
        status: "failed",
        counts,
        error,
        finishedAt: at("10:30"),
      });
    });

    it("are listed newest first, page by page, whatever is added meanwhile", async () => {
      const enqueueAt = async (id: string, time: string, projectId: number) => {
        await first.finish(await claimed(aRun({ id, queuedAt: at(time), projectId })), ended);
      };
      await enqueueAt("a", "10:00", PROJECT);
      await enqueueAt("b", "10:01", PROJECT);
      await enqueueAt("c", "10:01", NEXT_DOOR);
      await enqueueAt("d", "10:02", PROJECT);
      const idsOf = async (projectIds: number[] | null, after: string | null) => {
        const { runs, next } = await first.list(COMPANY, { projectIds, after, limit: 2 });
        return { ids: runs.map(({ id }) => id), next };
      };

      const page = await idsOf(null, null);
      await enqueueAt("e", "10:03", PROJECT);
      const rest = await idsOf(null, page.next);

      expect([page.ids, rest.ids, rest.next]).toEqual([["d", "c"], ["b", "a"], null]);
      expect((await idsOf([NEXT_DOOR], null)).ids).toEqual(["c"]);
      expect((await idsOf([], null)).ids).toEqual([]);
      expect((await first.list(OTHER_COMPANY, { projectIds: null, after: null, limit: 2 })).runs).toEqual([]);
    });

    it("wait in line: those a person waits for first, then the oldest", async () => {
      await first.enqueue(aRun({ id: "later", queuedAt: at("10:02"), projectId: 1 }));
      await first.enqueue(aRun({ id: "early", queuedAt: at("10:00"), projectId: 2 }));
      await first.enqueue(aRun({ id: "asked", queuedAt: at("10:05"), projectId: 3, ...person }));
      await first.enqueue(aRun({ id: "running", queuedAt: at("09:00"), projectId: 4 }));
      await first.claim("running", "h1", at("10:01"));

      expect((await first.queued(10)).map(({ id }) => id)).toEqual(["asked", "early", "later"]);
      expect((await first.queued(1)).map(({ id }) => id)).toEqual(["asked"]);
    });

    it("wait in line, one company's next after every other company's first", async () => {
      await first.enqueue(aRun({ id: "big 1", queuedAt: at("10:00"), projectId: 1 }));
      await first.enqueue(aRun({ id: "big 2", queuedAt: at("10:01"), projectId: 2 }));
      await first.enqueue(aRun({ id: "big 3", queuedAt: at("10:02"), projectId: 3 }));
      await first.enqueue(aRun({ id: "small", queuedAt: at("10:05"), companyId: OTHER_COMPANY }));

      expect((await first.queued(10)).map(({ id }) => id)).toEqual(["big 1", "small", "big 2", "big 3"]);
    });
  });
}
