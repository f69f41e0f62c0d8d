import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Governor } from "../../server/acumatica/governor.ts";
import { createGate, type Gate } from "../../server/net/gate.ts";
import type { TurnBoard } from "../../server/net/turn.ts";
import { AloneEverywhere, type LeaseBoard } from "../../server/jobs/alone.ts";
import { migrate, openDb, type Db } from "../../server/store/db.ts";
import { createTurns } from "../../server/store/turns.ts";
import { aVendor, VirtualTime, type Vendor } from "../unit/net/vendor.ts";
import { postgresEngine, removeTemporaryFolders, sqliteEngine, type TestEngine } from "./engines.ts";
import { aPage, at, COMPANY, storeOn, HERE } from "./store-things.ts";

const engines: readonly TestEngine[] = [sqliteEngine(), postgresEngine()];
beforeAll(async () => {
  for (const engine of engines) await engine.start();
});
afterAll(async () => {
  for (const engine of engines) await engine.stop();
  removeTemporaryFolders();
});

describe.each(engines)("the turn on $name", (engine) => {
  const name = `procore:${COMPANY}`;
  let board: TurnBoard;
  let other: TurnBoard;
  beforeEach(async () => {
    const { first, second } = await engine.open();
    board = createTurns(first);
    other = createTurns(second);
  });
  const by = (holder: string, from: string, until: string) => ({ holder, at: at(from), until: at(until) });

  it("is one instance's at a time, who may keep it and learns that another waits", async () => {
    const both = [by("one", "10:00", "10:01"), by("two", "10:00", "10:01")] as const;
    const taken = await Promise.all([board.take(name, both[0]), other.take(name, both[1])]);
    expect(taken.filter((one) => one !== null)).toEqual([{ note: null }]);
    const holder = taken[0] ? "one" : "two";

    expect(await board.keep(name, { ...by(holder, "10:00", "10:01"), note: "" })).toEqual({ wanted: true });
    expect(await board.take(`procore:${COMPANY + 1}`, by("two", "10:00", "10:01"))).not.toBeNull();
  });

  it("goes on with what its last holder knew", async () => {
    await board.take(name, by("one", "10:00", "10:01"));
    await board.give(name, "one", "what one knew");

    expect(await other.take(name, by("two", "10:00", "10:01"))).toEqual({ note: "what one knew" });
    await board.give(name, "one", "too late");
    expect(await other.keep(name, { ...by("two", "10:00", "10:01"), note: "what two knows" })).toEqual({
      wanted: false,
    });
    await other.give(name, "two", "and more");
    expect(await board.take(name, by("one", "10:00", "10:01"))).toMatchObject({ note: "and more" });
  });

  it("passes from a holder that never came back, with what it last wrote down", async () => {
    await board.take(name, by("died", "10:00", "10:01"));
    await board.keep(name, { ...by("died", "10:00", "10:01"), note: "known" });

    expect(await other.take(name, by("two", "10:00:59", "10:02"))).toBeNull();
    expect(await other.take(name, by("two", "10:01", "10:02"))).toMatchObject({ note: "known" });
  });

  it("is free once it is given up, though its holder was about to keep it", async () => {
    await board.take(name, by("one", "10:00", "10:01"));
    await board.give(name, "one", "known");

    expect(await board.keep(name, { ...by("one", "10:00", "10:02"), note: "late" })).toBeNull();
    expect(await other.take(name, by("two", "10:00", "10:01"))).toEqual({ note: "known" });
  });
});

describe("instances that share an allowance", () => {
  let db: Db;
  beforeEach(async () => {
    db = openDb(":memory:");
    await migrate(db);
  });
  afterEach(() => db.close());

  const gates = (time: VirtualTime, count: number): Gate[] =>
    Array.from({ length: count }, (_, n) => {
      const { now, sleep } = time;
      const turn = { board: createTurns(db), name: "procore:1", holder: `instance ${n}`, now, sleep };
      return createGate({ system: "Procore", now, sleep, concurrency: 12, turn });
    });

  const sendAll = (from: readonly Gate[], vendor: Vendor, each: number) =>
    Promise.all(from.flatMap((gate) => Array.from({ length: each }, () => gate.run("schedule", () => vendor.send()))));

  it("are never refused, and use it almost whole", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, { spikeLimit: 25 });

    await time.until(sendAll(gates(time, 3), vendor, 100));

    expect([vendor.refused, vendor.taken.length]).toEqual([0, 300]);
    const windows = vendor.taken.map((sent) => Math.floor(sent / 10_000));
    const [first = 0, last = 0] = [windows.at(0), windows.at(-1)];
    const between = windows.filter((window) => window > first && window < last).length;
    expect(between / (25 * (last - first - 1))).toBeGreaterThanOrEqual(0.9);
  });

  it("let one another in while they are busy", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, {}, { latency: () => 50 });
    const [busy, asked] = gates(time, 2) as [Gate, Gate];
    const endless = sendAll([busy], vendor, 600);
    const started = time.now().getTime();

    await time.until(asked.run("person", () => vendor.send()));

    expect(time.now().getTime() - started).toBeLessThan(2_000);
    await time.until(endless);
  });

  it("go on when the one whose turn it is dies", async () => {
    const time = new VirtualTime();
    const vendor = aVendor(time, {});
    const at = { at: time.now().toISOString(), until: new Date(time.now().getTime() + 10_000).toISOString() };
    await createTurns(db).take("procore:1", { holder: "dead", ...at });

    await time.until(sendAll(gates(time, 2), vendor, 5));

    expect(vendor.taken).toHaveLength(10);
  });

  it("ask Acumatica no faster together than one alone would, and two at a time", async () => {
    const time = new VirtualTime();
    const { now, sleep } = time;
    let [asking, most] = [0, 0];
    const governors = [0, 1, 2].map((n) => {
      const turn = { board: createTurns(db), name: "acumatica:1", holder: `instance ${n}`, now, sleep };
      return new Governor({ now, sleep, pace: { perMinute: 60, burst: 10 }, atOnce: 2, turn });
    });
    const started = now().getTime();
    const act = async (): Promise<void> => {
      most = Math.max(most, (asking += 1));
      await sleep(100);
      asking -= 1;
    };

    await time.until(Promise.all(governors.flatMap((one) => Array.from({ length: 20 }, () => one.run(act)))));

    expect(most).toBe(2);
    // ten at once, and the other fifty at one a second
    expect(now().getTime() - started).toBeGreaterThanOrEqual(49_000);
    expect(now().getTime() - started).toBeLessThan(75_000);
  });
});

describe.each(engines)("reading alone on $name", (engine) => {
  const alone = (db: Db, ahead = () => 0, board: LeaseBoard = storeOn(db).tokens): AloneEverywhere => {
    const now = (): Date => new Date(Date.parse(at("10:00")) + ahead());
    let ids = 0;
    return new AloneEverywhere({
      board,
      newId: () => `reader ${(ids += 1)} of ${Math.random()}`,
      now,
      sleep: () => new Promise((done) => setImmediate(done)),
    });
  };

  it("lets one instance after another read and store, each company by itself", async () => {
    const { first, second } = await engine.open();
    const told: string[] = [];
    const letGo: (() => void)[] = [];
    const read = (by: AloneEverywhere, companyId: number, what: string) =>
      by.alone(companyId, async () => {
        told.push(`${what} begins`);
        await new Promise<void>((done) => letGo.push(done));
        told.push(`${what} ends`);
      });

    const [one, two] = [alone(first), alone(second)];
    const reads = [read(one, 1, "a")];
    while (told.length < 1) await new Promise((turn) => setImmediate(turn));
    reads.push(read(two, 1, "b"), read(two, 2, "c"));
    while (told.length < 2) await new Promise((turn) => setImmediate(turn));
    expect(told).toEqual(["a begins", "c begins"]);
    letGo.shift()?.();
    while (told.length < 4) await new Promise((turn) => setImmediate(turn));
    for (const done of letGo) done();
    await Promise.all(reads);

    expect(told.slice(0, 4)).toEqual(["a begins", "c begins", "a ends", "b begins"]);
  });

  it("refuses to store what was read by one that slept while another took over", async () => {
    const { first, second } = await engine.open();
    const { pictures } = storeOn(first);
    let ahead = 0;
    const slept = alone(first).alone(COMPANY, async (holder) => {
      ahead = 91_000;
      const fresher = await alone(second, () => ahead).alone(COMPANY, (next) =>
        pictures.storePage(HERE, aPage(), next),
      );
      expect(fresher).toBe(0);
      return pictures.storePage(HERE, aPage(), holder);
    });

    await expect(slept).rejects.toThrow(/Another instance/);
  });

  it("keeps its lease by beating", async () => {
    const { first, second } = await engine.open();
    let ahead = 0;
    const reader = alone(first, () => ahead);
    let others = 0;
    const { tokens } = storeOn(second);
    await reader.alone(COMPANY, async () => {
      ahead = 20_000;
      await reader.beat();
      ahead = 40_000;
      const now = new Date(Date.parse(at("10:00")) + ahead);
      const until = new Date(now.getTime() + 1).toISOString();
      others += Number(await tokens.lease(`reading:${COMPANY}`, "another", until, now.toISOString()));
    });

    expect(others).toBe(0);
  });

  it("is over when it ends, though a beat for it arrives afterwards", async () => {
    const { first, second } = await engine.open();
    const { tokens } = storeOn(first);
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((done) => (arrive = done));
    const slow: LeaseBoard = { ...tokens, extend: (...asked) => arrived.then(() => tokens.extend(...asked)) };
    const reader = alone(first, () => 0, slow);
    const beating = await reader.alone(COMPANY, () => Promise.resolve([reader.beat()] as const));
    arrive();
    await beating[0];

    expect(await alone(second).alone(COMPANY, () => Promise.resolve("next"))).toBe("next");
  });
});
