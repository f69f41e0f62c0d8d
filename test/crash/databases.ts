import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { migrate, openDb } from "../../server/store/db.ts";
import { startPostgres } from "../battery/engines.ts";

/** Gives out migrated, empty databases, each of its own. */
export type Databases = {
  fresh(): Promise<{ readonly url: string; drop(): Promise<void> }>;
  stop(): Promise<void>;
};

export type EngineName = "sqlite" | "postgres";

export function startDatabases(engine: EngineName): Promise<Databases> {
  return engine === "sqlite" ? sqliteFiles() : postgresDatabases();
}

async function sqliteFiles(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), "crash-"));
  const template = join(folder, "template.db");
  const db = openDb(`file:${template}`);
  await migrate(db);
  await db.close();
  let count = 0;
  return {
    fresh() {
      const file = join(folder, `${(count += 1)}.db`);
      copyFileSync(template, file);
      const drop = (): Promise<void> => {
        for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
        return Promise.resolve();
      };
      return Promise.resolve({ url: `file:${file}`, drop });
    },
    stop: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  };
}

async function postgresDatabases(): Promise<Databases> {
  const server = await startPostgres();
  const template = openDb(server.url);
  await migrate(template);
  await template.close();
  const of = (name: string): string => server.url.replace(/\/app$/, `/${name}`);
  const admin = openDb(of("postgres"));
  let count = 0;
  return {
    async fresh() {
      const name = `crash_${(count += 1)}`;
      await sql.raw(`create database ${name} template app`).execute(admin.query);
      const drop = async (): Promise<void> => {
        await sql.raw(`drop database ${name} with (force)`).execute(admin.query);
      };
      return { url: of(name), drop };
    },
    async stop() {
      await admin.close();
      await server.stop();
    },
  };
}
