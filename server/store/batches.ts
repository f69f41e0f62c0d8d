import { sql, type Insertable, type RawBuilder } from "kysely";
import type { Queries } from "./db.ts";
import type { Schema } from "./schema.ts";

/** Rows one statement takes: enough that its own cost no longer counts, few enough to keep its text small. */
const ROWS_A_STATEMENT = 500;

function batches<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const slices: Row[][] = [];
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    slices.push(rows.slice(from, from + ROWS_A_STATEMENT));
  }
  return slices;
}

type Column<T extends keyof Schema> = keyof Schema[T] & string;

type Upsert<T extends keyof Schema> = {
  readonly key: readonly Column<T>[];
  /** What a row that is there takes, where that is not simply the new value. */
  readonly merge?: Partial<Record<Column<T>, RawBuilder<unknown>>>;
  /** A row that is there is replaced only where this holds. */
  readonly onlyIf?: RawBuilder<boolean>;
};

/** A row without its body, which whoever stored it has. */
type Stored<T extends keyof Schema> = Omit<Schema[T], "body">;

/** Inserts the rows, or replaces those with the same key; returns those that were inserted or replaced. */
export async function upsertRows<T extends keyof Schema>(
  queries: Queries,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  { key, merge = {}, onlyIf }: Upsert<T>,
): Promise<readonly Stored<T>[]> {
  const stored: Stored<T>[] = [];
  for (const batch of batches(rows)) {
    const columns = Object.keys(batch[0] ?? {}) as Column<T>[];
    const set = columns
      .filter((column) => !key.includes(column))
      .map((column) => sql`${sql.ref(column)} = ${merge[column] ?? sql.ref(`excluded.${column}`)}`);
    const { rows: returned } = await sql<Stored<T>>`
      ${insertion(queries, table, batch)} on conflict (${refs(key)})
      do update set ${sql.join(set)} where ${onlyIf ?? sql`true`} returning ${refs(columns.filter((column) => column !== "body"))}`.execute(
      queries.query,
    );
    stored.push(...returned);
  }
  return stored;
}

/** Inserts rows that are not there; those that are stay as they stand. */
export async function insertRows<T extends keyof Schema>(
  queries: Queries,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
): Promise<void> {
  for (const batch of batches(rows)) {
    await sql`${insertion(queries, table, batch)} on conflict do nothing`.execute(queries.query);
  }
}

/**
 * The rows go as one parameter, a JSON text that the database takes apart: a tenth of the cost of a parameter per
 * value, and one prepared statement per table whatever the number of rows. `where true` tells SQLite's parser that the
 * `on conflict` after it is not part of a join.
 */
function insertion({ engine }: Queries, table: keyof Schema, rows: readonly object[]): RawBuilder<unknown> {
  const columns = Object.keys(rows[0] ?? {});
  const list = JSON.stringify(rows);
  const from =
    engine === "sqlite"
      ? sql`select ${sql.join(columns.map((column) => sql`value ->> ${sql.lit(column)}`))} from json_each(${list})`
      : sql`select ${refs(columns)} from json_populate_recordset(null::${sql.table(table)}, ${list}::json)`;
  return sql`insert into ${sql.table(table)} (${refs(columns)}) ${from} where true`;
}

function refs(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(column)));
}

/**
 * The last of those with the same name wins; sorted, so that two writers take their locks in one order: shorter names
 * first, which for ids is the order of their numbers.
 */
export function lastOfEach<Row>(rows: readonly Row[], nameOf: (row: Row) => string): readonly Row[] {
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  const inOrder = [...byName].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  return inOrder.map(([, row]) => row);
}

/** The ids of a company's rows, locked in the order in which every writer locks them. */
export async function lockInOrder(
  { engine, query }: Queries,
  table: "commitment" | "invoice" | "contract_payment",
  companyId: number,
  which: RawBuilder<boolean> = sql`true`,
): Promise<readonly number[]> {
  const rows = query.selectFrom(table).select("id").where("company_id", "=", companyId).where(which).orderBy("id");
  const locked = await (engine === "postgres" ? rows.forUpdate() : rows).execute();
  return locked.map(({ id }) => id);
}

/** JSON with its keys in order, so that equal things are equal texts whichever reader built them. */
export function canonical(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) ordered[key] = inOrder(value[key as keyof typeof value]);
  return ordered;
}

/** Reads a column of JSON that this store wrote: the one place where stored text becomes a type again. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

export function fromNullableJson<T>(text: string | null): T | null {
  return text === null ? null : fromJson<T>(text);
}

/** Many bodies at one parse, which is faster than one by one. */
export function fromBodies<T>(rows: readonly { readonly body: string }[]): T[] {
  return fromJson<T[]>(`[${rows.map(({ body }) => body).join(",")}]`);
}
