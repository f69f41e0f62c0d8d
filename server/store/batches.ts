import { sql, type Insertable, type Kysely, type RawBuilder } from "kysely";
import type { Schema } from "./schema.ts";

/** Values one statement may bind: SQLite takes 32,766, PostgreSQL 65,535. Smaller statements prepare faster. */
const VALUES_A_STATEMENT = 3_000;

/** Slices of one size (but the last), so that the same prepared statement serves them all. */
export function batches<Row extends object>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const columns = Math.max(1, Object.keys(rows[0] ?? {}).length);
  const size = Math.floor(VALUES_A_STATEMENT / columns);
  const slices: Row[][] = [];
  for (let from = 0; from < rows.length; from += size) slices.push(rows.slice(from, from + size));
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

/** Inserts the rows, or replaces those with the same key; returns those that were inserted or replaced. */
export async function upsertRows<T extends keyof Schema>(
  query: Kysely<Schema>,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  { key, merge = {}, onlyIf }: Upsert<T>,
): Promise<readonly Schema[T][]> {
  const stored: Schema[T][] = [];
  for (const batch of batches(rows)) {
    const columns = Object.keys(batch[0] ?? {}) as Column<T>[];
    const values = batch.map((row) => sql`(${sql.join(Object.values(row))})`);
    const set = columns
      .filter((column) => !key.includes(column))
      .map((column) => sql`${sql.ref(column)} = ${merge[column] ?? sql.ref(`excluded.${column}`)}`);
    const { rows: returned } = await sql<Schema[T]>`
      insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(values)}
      on conflict (${sql.join(key.map((column) => sql.ref(column)))})
      do update set ${sql.join(set)} where ${onlyIf ?? sql`true`}
      returning ${sql.join(columns.map((column) => sql.ref(column)))}`.execute(query);
    stored.push(...returned);
  }
  return stored;
}

/** Inserts rows that are not there; those that are stay as they stand. */
export async function insertRows<T extends keyof Schema>(
  query: Kysely<Schema>,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
): Promise<void> {
  for (const batch of batches(rows)) {
    const columns = Object.keys(batch[0] ?? {});
    const values = batch.map((row) => sql`(${sql.join(Object.values(row))})`);
    await sql`
      insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      values ${sql.join(values)} on conflict do nothing`.execute(query);
  }
}

/** The last of those with the same name wins; sorted, so that two writers take their locks in one order. */
export function lastOfEach<Row>(rows: readonly Row[], nameOf: (row: Row) => string): readonly Row[] {
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** JSON with its keys in order, so that equal things are equal texts whichever reader built them. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
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
