import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { Kysely, PostgresAdapter, PostgresDialect, SqliteDialect, sql, type SqliteDatabase } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import type { Lease } from "../domain/lease.ts";
import { mustHold } from "./fence.ts";
import { DatabaseFault } from "./database-faults.ts";
import { migrations } from "./migrations/all.ts";
import type { Schema } from "./schema.ts";
import { TRIES, watched } from "./watched-dialect.ts";

export type Engine = "sqlite" | "postgres";

/** Where queries go: the database itself, or one transaction of it. */
export type Queries = {
  readonly engine: Engine;
  readonly query: Kysely<Schema>;
  /** What is written here is written by a run: each transaction proves first that the run still has its lease. */
  readonly lease?: Lease;
};

export type Db = Queries & { close(): Promise<void> };

/**
 * Opens `file:path`, `:memory:` or `postgres://…`. SQLite's file and its folder are created, unless it is only read:
 * then a server may go on writing to it meanwhile.
 * @throws Error on any other address, or when a file to be read is not there.
 */
export function openDb(url: string, use: "read and write" | "only read" = "read and write"): Db {
  const dialect = /^postgres(ql)?:/.test(url)
    ? new PooledDialect({ pool: openPool(url) })
    : new SqliteDialect({ database: use === "only read" ? openToRead(pathIn(url)) : openFile(pathIn(url)) });
  const query = new Kysely<Schema>({ dialect: watched(dialect) });
  return { engine: dialect instanceof SqliteDialect ? "sqlite" : "postgres", query, close: () => query.destroy() };
}

/**
 * Brings the tables to the newest form; instances that start together wait for each other. On PostgreSQL all of it is one
 * transaction, its lock too: behind a pooler, two statements outside one may meet two different sessions.
 * @throws as the migration.
 */
export async function migrate({ engine, query }: Db): Promise<void> {
  if (engine === "sqlite") return migrateAll(query);
  await query.transaction().execute(async (within) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(within);
    await migrateAll(within);
  });
}

async function migrateAll(query: Kysely<Schema>): Promise<void> {
  const { error } = await migratorOf(query).migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error("Migrating the database failed", { cause: error });
}

/** Does the database answer, with every migration applied? */
export async function isReady({ query }: Db): Promise<boolean> {
  try {
    const known = await migratorOf(query).getMigrations();
    return known.every(({ executedAt }) => executedAt !== undefined);
  } catch {
    return false;
  }
}

/**
 * All of `work`, or nothing of it. PostgreSQL: `snapshot` makes every query of it, which only read, see the same moment.
 * Where two writers stood in each other's way, or the connection was lost before the commit, nothing was stored and
 * `work` is done again from its beginning; so it changes nothing but the database.
 * @throws LeaseLost where `db` is a run's that was taken away; DatabaseFault
 */
export async function transact<T>(
  db: Queries,
  work: (within: Queries) => Promise<T>,
  isolation: "snapshot" | "usual" = "usual",
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const progress = { commits: false };
    try {
      return await transactOnce(db, work, { isolation, progress });
    } catch (error) {
      if (tries === TRIES || !(error instanceof DatabaseFault)) throw error;
      // A commit whose answer was lost may have happened; of a reading nothing can have.
      const nothingStored = error.fault === "lost" && (!progress.commits || isolation === "snapshot");
      if (error.fault !== "again" && !nothingStored) throw error;
    }
  }
}

type Once = { readonly isolation: "snapshot" | "usual"; readonly progress: { commits: boolean } };

function transactOnce<T>(
  db: Queries,
  work: (within: Queries) => Promise<T>,
  { isolation, progress }: Once,
): Promise<T> {
  const builder = db.query.transaction();
  const isolated = isolation === "snapshot" ? builder.setIsolationLevel("repeatable read") : builder;
  return isolated.execute(async (query) => {
    const within = { engine: db.engine, query };
    if (db.lease && isolation === "usual") await mustHold(within, db.lease);
    const result = await work(within);
    progress.commits = true;
    return result;
  });
}

/** Is one of these values in the column? One parameter however many values, so the statement stays the same. */
export function isOneOf({ engine }: Queries, column: string, values: readonly (string | number)[]) {
  if (engine === "sqlite") {
    return sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
  }
  const type = sql.raw(typeof values[0] === "number" ? "bigint[]" : "text[]");
  return sql<boolean>`${sql.ref(column)} = any(${values}::${type})`;
}

/** Only a number that nothing else in the database locks. */
const MIGRATION_LOCK = 712_004_511;

/** `migrate` has its own lock, which ends with its transaction instead of the session. */
class PooledDialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new LockedOutside();
  }
}

class LockedOutside extends PostgresAdapter {
  override acquireMigrationLock(): Promise<void> {
    return Promise.resolve();
  }

  override releaseMigrationLock(): Promise<void> {
    return Promise.resolve();
  }
}

function migratorOf(query: Kysely<Schema>): Migrator {
  return new Migrator({ db: query, provider: { getMigrations: () => Promise.resolve(migrations) } });
}

/** @throws Error for an address of another database */
export function pathIn(url: string): string {
  if (url === ":memory:") return url;
  if (!url.startsWith("file:")) throw new Error("DATABASE_URL must begin with file: or postgres://");
  const path = url.slice("file:".length).replace(/^\/\/(?=\/)/, "");
  return path;
}

const BUSY_MS = 5_000;

/**
 * A lost journal mark or refresh token is worth more than the milliseconds of `synchronous = FULL`: every commit
 * reaches the disk before it is answered.
 */
function openFile(path: string): SqliteDatabase {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const raw = new Database(path);
  for (const pragma of [
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    `busy_timeout = ${BUSY_MS}`,
    "cache_size = -16000",
    "wal_autocheckpoint = 4000",
  ]) {
    raw.pragma(pragma);
  }
  return withPreparedStatements(raw);
}

function openToRead(path: string): SqliteDatabase {
  return new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
}

const STATEMENTS_KEPT = 300;

/**
 * Keeps prepared statements, which Kysely's driver prepares anew for every query. Two commands are changed on the way:
 * a transaction takes the write lock when it begins (one begun for reading could not wait for another process when it
 * comes to write), and a rollback that SQLite has already done itself (disk full) is not done again, because that
 * second error would hide the first.
 */
function withPreparedStatements(raw: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>();
  return {
    close: () => raw.close(),
    prepare(text) {
      const asked =
        text === "begin" ? "begin immediate" : text === "rollback" && !raw.inTransaction ? "select 1" : text;
      const before = kept.get(asked);
      const statement = before ?? raw.prepare(asked);
      kept.delete(asked);
      kept.set(asked, statement);
      const oldest = kept.size > STATEMENTS_KEPT ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}

const INT8 = 20;

function openPool(url: string): pg.Pool {
  const getTypeParser = ((oid: number, format?: "text") =>
    // Ids, amounts and counts are bigint; as numbers they are exact to 2^53, and so on both engines alike.
    oid === INT8 ? Number : (pg.types.getTypeParser(oid, format) as unknown)) as typeof pg.types.getTypeParser;
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
  });
  // A lost connection fails the query that is using it, or is replaced by the next. It also raises an event, on the
  // pool while it is idle and on the client while it is not, and an event that nobody hears ends the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
