import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { openDb } from "../../server/store/db.ts";

/** An empty database of one world's own. */
export type OwnDatabase = { readonly url: string; drop(): Promise<void> };

/** Where `on-postgres.ts` told that its server is; a project of `vite.config.ts` says whether it is asked. */
const { TEST_ENGINE, TEST_POSTGRES } = process.env;

/** In memory, unless it has to outlive a process; in the tests that run on PostgreSQL, one made from a migrated template. */
export function ownDatabase({ durable }: { readonly durable: boolean }): Promise<OwnDatabase> {
  if (TEST_ENGINE === "postgres") return onPostgres(TEST_POSTGRES ?? notStarted());
  return Promise.resolve(durable ? inFile() : { url: ":memory:", drop: () => Promise.resolve() });
}

function inFile(): OwnDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), "world-"));
  const drop = (): Promise<void> => Promise.resolve(rmSync(folder, { recursive: true, force: true }));
  return { url: `file:${path.join(folder, "world.db")}`, drop };
}

async function onPostgres(template: string): Promise<OwnDatabase> {
  const [, server, from] = /^(.*)\/(\w+)$/.exec(template) ?? notStarted();
  const name = `world_${randomBytes(8).toString("hex")}`;
  const command = async (words: string): Promise<void> => {
    const admin = openDb(`${server}/postgres`);
    await sql.raw(words).execute(admin.query);
    await admin.close();
  };
  await command(`create database ${name} template ${from}`);
  return { url: `${server}/${name}`, drop: () => command(`drop database ${name} with (force)`) };
}

function notStarted(): never {
  throw new Error("PostgreSQL was not started: run these tests through the project of vite.config.ts");
}
