import { sql } from "kysely";
import { LEASE_MS } from "../domain/lease.ts";
import { insertRows } from "./batches.ts";
import { isReady, migrate, transact, type Db, type Queries } from "./db.ts";
import { TABLES } from "./purge.ts";
import type { Schema } from "./schema.ts";

/** Rows copied, per table. */
export type Copied = Readonly<Record<string, number>>;

/** A copy that was refused or did not come out whole; the target is as it was. The message says what to do. */
export class CopyError extends Error {}

const ROWS_AT_ONCE = 2_000;

/** A purge deletes from what refers before what is referred to; a copy goes the other way. */
const PARENTS_FIRST = [...TABLES].reverse();

/**
 * Copies everything kept in `from` into the empty database `to`, of either engine: a backup, a restore and a move are
 * all this. `from` is read as it stood at one moment and may be in use; `to` gets all of it in one transaction, and is
 * counted before that ends.
 * @throws CopyError when `from` lacks a migration, `to` is not empty, or a table did not arrive whole.
 */
export async function copyDatabase(from: Db, to: Db): Promise<Copied> {
  if (!(await isReady(from))) {
    throw new CopyError(
      "The database to copy from is not in the form of this version: run `npm run db:migrate` on it.",
    );
  }
  await migrate(to);
  const copied = await transact(
    from,
    (source) =>
      transact(to, async (target) => {
        const full = await firstFull(target);
        if (full) throw new CopyError(`The database to copy into is not empty: it has rows in ${full}.`);
        const copied: Record<string, number> = {};
        for (const table of PARENTS_FIRST) copied[table] = await copyTable(source, target, table);
        return copied;
      }),
    "snapshot",
  );
  // One file, without the log beside it, so that copying the file copies everything.
  if (to.engine === "sqlite") await sql`pragma journal_mode = delete`.execute(to.query);
  return copied;
}

/**
 * Is a server at work on this database? Its schedule's lease or a Sync Run's beat says so; after an orderly stop
 * neither stands. What it writes after a move would be lost.
 */
export async function isInUse({ query }: Queries, now: Date): Promise<boolean> {
  const lease = await query
    .selectFrom("token")
    .select("owner")
    .where("owner", "=", "scheduler")
    .where("lease_until", ">", now.toISOString())
    .executeTakeFirst();
  const beating = await query
    .selectFrom("sync_run")
    .select("id")
    .where("status", "=", "running")
    .where("beat_at", ">", new Date(now.getTime() - LEASE_MS).toISOString())
    .limit(1)
    .executeTakeFirst();
  return lease !== undefined || beating !== undefined;
}

async function firstFull(target: Queries): Promise<string | null> {
  for (const table of TABLES) {
    if ((await countOf(target, table)) > 0) return table;
  }
  return null;
}

async function copyTable(source: Queries, target: Queries, table: keyof Schema): Promise<number> {
  for await (const rows of pagesOf(source, table)) await insertRows(target, table, rows);
  const [there, here] = [await countOf(source, table), await countOf(target, table)];
  if (there !== here) throw new CopyError(`Of ${there} rows of ${table}, ${here} arrived. Nothing was kept.`);
  return here;
}

type Rows = readonly Schema[keyof Schema][];

/** The whole table, some rows at a time, so that memory does not grow with it. */
async function* pagesOf(source: Queries, table: keyof Schema): AsyncGenerator<Rows> {
  if (source.engine === "postgres") {
    yield* fetched(source, table);
    return;
  }
  const all = source.query.selectFrom(table).selectAll();
  let rows: Schema[keyof Schema][] = [];
  for await (const row of all.stream(ROWS_AT_ONCE)) {
    rows.push(row);
    if (rows.length < ROWS_AT_ONCE) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

/** PostgreSQL sends a whole result unless it is fetched from a cursor. */
async function* fetched({ query }: Queries, table: keyof Schema): AsyncGenerator<Rows> {
  await sql`declare copied no scroll cursor for select * from ${sql.table(table)}`.execute(query);
  for (;;) {
    const { rows } = await sql<Schema[keyof Schema]>`fetch ${sql.lit(ROWS_AT_ONCE)} from copied`.execute(query);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql`close copied`.execute(query);
}

async function countOf({ query }: Queries, table: keyof Schema): Promise<number> {
  const { rows } = await sql<{ many: number }>`select count(*) as many from ${sql.table(table)}`.execute(query);
  return Number(rows[0]?.many ?? 0);
}
