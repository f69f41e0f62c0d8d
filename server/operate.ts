import "./node-version.cjs";
import { randomBytes } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { ConfigError, loadStorage, type StorageConfig } from "./config.ts";
import { soleOn } from "./store/sole.ts";
import { CopyError, copyDatabase, isInUse } from "./store/copy.ts";
import { isReady, migrate, openDb, transact, type Db } from "./store/db.ts";
import { resealAll } from "./store/reseal.ts";
import { createSealer, SealError } from "./store/seal.ts";

/**
 * The operator's commands over the database, each a script of package.json. Like main.ts, a composition root: the
 * clock, randomness and the environment enter here. Each ends with one sentence, and with 0 or 1.
 */

/** What to do differently, for the operator. */
class CommandError extends Error {}

type Command = (given: { readonly storage: StorageConfig; readonly argument: string }) => Promise<string>;

const COMMANDS: Readonly<Record<string, Command>> = {
  /** Brings the tables to this version's form, so that instances that start afterwards need not. */
  migrate: ({ storage }) =>
    onDatabase(storage.databaseUrl, async (db) => {
      if (await isReady(db)) return "The database is in the form of this version already.";
      await migrate(db);
      return "The database is in the form of this version now.";
    }),

  /** One SQLite file with everything, from either engine, while the server runs. */
  async backup({ storage, argument }) {
    const to = newFile(argument, "backup");
    const rows = await copied(storage.databaseUrl, to).catch((error: unknown) => {
      rmSync(to.slice("file:".length), { force: true });
      throw error;
    });
    return `${rows} rows were copied to ${to}. Secrets in it are sealed with ENCRYPTION_KEY, which is not in it.`;
  },

  /** The content of a backup into the empty database of DATABASE_URL. */
  async restore({ storage, argument }) {
    if (!argument) throw new CommandError("Say which backup: `npm run db:restore -- file:/backup/payments.db`.");
    const rows = await copied(asUrl(argument), storage.databaseUrl);
    return `${rows} rows were restored. Start the server with the ENCRYPTION_KEY of the backup.`;
  },

  /** Everything of DATABASE_URL into another, empty database; nobody may write meanwhile. */
  async move({ storage, argument }) {
    if (!argument) throw new CommandError("Say where to: `npm run db:move -- postgres://user:password@host/database`.");
    await onDatabase(storage.databaseUrl, (db) => refuseInUse(db, storage.databaseUrl), "only read");
    const rows = await copied(storage.databaseUrl, asUrl(argument));
    return `${rows} rows were moved. Set DATABASE_URL to the new address, and start the server. The old database is as it was.`;
  },

  /** A new key, written to a file of its own, and everything sealed again with it. */
  rotate: ({ storage, argument }) =>
    onDatabase(storage.databaseUrl, async (db) => {
      const [current] = storage.encryptionKeys;
      if (!current) throw new CommandError("Set ENCRYPTION_KEY to the key that is in use.");
      await refuseInUse(db, storage.databaseUrl);
      const file = newFile(argument, "new key").slice("file:".length);
      const fresh = randomBytes(32);
      // Written before it seals anything: a key that only this process knew would lock everything up if it died here.
      writeFileSync(file, `${fresh.toString("base64")}\n`, { mode: 0o600, flag: "wx" });
      const sealer = createSealer([fresh, ...storage.encryptionKeys]);
      const secrets = await transact(db, (within) => resealAll(within, sealer));
      return `${secrets} secrets were sealed again. Set ENCRYPTION_KEY to what ${file} holds, and start the server. Keep the old key as long as backups of its time.`;
    }),
};

try {
  const [name = "", argument = ""] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command) throw new CommandError(`There is no command "${name}": ${Object.keys(COMMANDS).join(", ")}.`);
  const storage = loadStorage(process.env);
  process.stdout.write(`${await command({ storage, argument })}\n`);
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`);
  process.exitCode = 1;
}

async function copied(fromUrl: string, toUrl: string): Promise<number> {
  const rows = await onDatabase(fromUrl, (from) => onDatabase(toUrl, (to) => copyDatabase(from, to)), "only read");
  return Object.values(rows).reduce((sum, many) => sum + many, 0);
}

async function onDatabase<T>(url: string, work: (db: Db) => Promise<T>, use?: "only read"): Promise<T> {
  const file = url.startsWith("file:") ? url.slice("file:".length) : null;
  if (use === "only read" && file !== null && !existsSync(file)) throw new CommandError(`There is no file ${file}.`);
  const db = openDb(url, use);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function refuseInUse(db: Db, url: string): Promise<void> {
  const held = db.engine === "sqlite" && isHeld(url);
  if (held || ((await isReady(db)) && (await isInUse(db, new Date())))) {
    throw new CommandError("A server is at work on this database. Stop it first (or wait a minute if it was killed).");
  }
}

/** The file's lock says so: whoever was killed holds it no more. */
function isHeld(url: string): boolean {
  const sole = soleOn(url);
  const held = !sole.take();
  sole.giveUp();
  return held;
}

function newFile(argument: string, what: string): string {
  const url = asUrl(argument);
  if (!argument || !url.startsWith("file:")) throw new CommandError(`Name a new file for the ${what}.`);
  if (existsSync(url.slice("file:".length))) throw new CommandError(`${argument} is there already: name a new file.`);
  return url;
}

function asUrl(argument: string): string {
  return /^(file|postgres(ql)?):/.test(argument) ? argument : `file:${argument}`;
}

function inWords(error: unknown): string {
  const expected = [ConfigError, CommandError, CopyError, SealError].some((kind) => error instanceof kind);
  return expected ? (error as Error).message : `It failed, and nothing was changed.\n${String(error)}`;
}
