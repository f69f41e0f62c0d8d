import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDb } from "../../server/store/db.ts";
import { createSealer } from "../../server/store/seal.ts";
import { soleOn } from "../../server/store/sole.ts";
import { createStore } from "../../server/store/store.ts";
import type { HttpRequest } from "../../server/net/http.ts";
import { startPostgres, type RunningPostgres } from "../battery/engines.ts";
import { World } from "../world/world.ts";

/** The operator's commands, run as the operator runs them, with a company that goes on paying. */

type Ended = { readonly code: number; readonly says: string };

function operate(script: string, argument: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  const args = ["server/operate.ts", script, ...(argument ? [argument] : [])];
  return new Promise((done) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      done({ code: error ? 1 : 0, says: (stdout + stderr).trim() });
    });
  });
}

const OLD_KEY = new Uint8Array(32).fill(7);
const inBase64 = (key: Uint8Array): string => Buffer.from(key).toString("base64");

let postgres: RunningPostgres;
let folder: string;
let databases = 0;
let world: World;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "operate-"));
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const inFile = (name: string): string => `file:${join(folder, name)}`;

/** An empty database of the engine. */
async function emptyOn(engine: "SQLite" | "PostgreSQL"): Promise<string> {
  if (engine === "SQLite") return inFile(`payments-${++databases}.db`);
  return await postgres.createDatabase(`payments_${++databases}`);
}

function pays(count: number, from: number): void {
  for (let index = from; index < from + count; index += 1) {
    world.pay([{ bill: world.bill({ amount: 100_00 + index }).ref, amount: 100_00 + index }], {
      extRef: `${9000 + index}`,
    });
    world.later(30);
  }
}

describe.each(["SQLite", "PostgreSQL"] as const)("a server on %s", (engine) => {
  it("is restored from a backup, and its next run loses nothing and doubles nothing", async () => {
    const databaseUrl = await emptyOn(engine);
    world = await World.open({ databaseUrl });
    pays(3, 0);
    await world.sync();

    const backup = await operate("backup", join(folder, "backup.db"), { DATABASE_URL: databaseUrl });
    // After the backup: more is paid and synced, and one that the backup knows is voided and taken out of Procore.
    pays(2, 3);
    world.ledger.voidPayment("000001");
    world.later(30);
    await world.sync();
    expect(world.issued()).toHaveLength(4);
    const replacement = await emptyOn(engine);
    const restored = await operate("restore", join(folder, "backup.db"), { DATABASE_URL: replacement });
    await world.movesTo(replacement);
    pays(1, 5);
    const run = await world.sync();

    expect([backup, restored]).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(run.counts).toMatchObject({ create: 1, adopt: 2, failed: 0 });
    expect(world.issued()).toHaveLength(5);
    await world.expectInStep();
  });

  it("moves to the other engine in the middle of a change that was cut off", async () => {
    const databaseUrl = await emptyOn(engine);
    world = await World.open({ databaseUrl });
    pays(4, 0);
    const isCreate = ({ method, url }: HttpRequest): boolean => method === "POST" && url.includes("contract_payments");
    const died = await world.diesIn({ request: 2, moment: "after", when: isCreate }, () => world.sync());
    expect(died).toBe(true);

    const target = await emptyOn(engine === "SQLite" ? "PostgreSQL" : "SQLite");
    const moved = await operate("move", target, { DATABASE_URL: databaseUrl });
    await world.movesTo(target);
    await world.recover();
    await world.sync();

    expect(moved.says).toContain("rows were moved");
    expect(world.issued()).toHaveLength(4);
    await world.expectInStep();
  });

  it("is not copied into a database that holds something", async () => {
    const databaseUrl = await emptyOn(engine);
    world = await World.open({ databaseUrl });

    const refused = await operate("move", databaseUrl, { DATABASE_URL: databaseUrl });

    expect(refused.says).toContain("The database to copy into is not empty");
  });
});

describe("the encryption key", () => {
  it("is changed by one command, after which the old one opens nothing and the new one everything", async () => {
    const databaseUrl = await emptyOn("SQLite");
    world = await World.open({ databaseUrl, signsIn: true });
    pays(1, 0);
    await world.sync();
    const keyFile = join(folder, "new.key");

    const rotated = await operate("rotate", keyFile, { DATABASE_URL: databaseUrl, ENCRYPTION_KEY: inBase64(OLD_KEY) });

    const fresh = new Uint8Array(Buffer.from(readFileSync(keyFile, "utf8"), "base64"));
    const stored = async (key: Uint8Array) => {
      const db = openDb(databaseUrl);
      const connections = createStore(db, createSealer([key]), () => world.now).connections;
      return connections.get(world.companyId).finally(() => db.close());
    };
    expect(rotated.code).toBe(0);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(await stored(fresh)).toMatchObject({ companyId: world.companyId });
    await expect(stored(OLD_KEY)).rejects.toThrow("not configured");
  });

  it("is not changed while a server is at work, nor over a file that is there", async () => {
    const databaseUrl = await emptyOn("SQLite");
    world = await World.open({ databaseUrl });
    const env = { DATABASE_URL: databaseUrl, ENCRYPTION_KEY: inBase64(OLD_KEY) };
    writeFileSync(join(folder, "taken"), "mine");
    const taken = await operate("rotate", join(folder, "taken"), env);
    const server = soleOn(databaseUrl);
    server.take();
    const held = await operate("rotate", join(folder, "new.key"), env);
    server.giveUp();
    const inAMinute = new Date(Date.now() + 60_000).toISOString();
    await world.process.store.tokens.lease("scheduler", "a server", inAMinute, inAMinute);
    const refused = await operate("rotate", join(folder, "new.key"), env);

    expect(taken.says).toContain("is there already");
    expect(readFileSync(join(folder, "taken"), "utf8")).toBe("mine");
    for (const { says } of [held, refused]) expect(says).toContain("A server is at work on this database");
    expect(existsSync(join(folder, "new.key"))).toBe(false);
  });
});
