import type { Books } from "./books.ts";
import type { DacQuery, OrderBy } from "./dac-options.ts";
import { fieldOf } from "./dac-schema.ts";
import type { ResolvedSet } from "./dac-schema.ts";
import { FAMILIES } from "./dac-set.ts";
import { compile } from "./filter-evaluate.ts";
import type { FieldReader } from "./filter-evaluate.ts";
import type { Expression } from "./filter-parse.ts";
import { comparable, foldText } from "./value.ts";
import type { Offset } from "./value.ts";

type Cached = {
  version: number;
  rows: readonly object[];
  ordered: Map<string, readonly object[]>;
  indexes: Map<string, Map<string, object[]>>;
};

/**
 * Finds the rows a query asks for. Sorted lists and the indexes on reference numbers are kept until the ledger
 * changes, so that paging through 200,000 rows costs what it would cost a database.
 */
export class RowFinder {
  readonly #books: Books;
  readonly #offset: Offset;
  readonly #cache = new Map<string, Cached>();

  constructor(books: Books, offset: Offset) {
    this.#books = books;
    this.#offset = offset;
  }

  /** @throws QueryError when the filter names an unknown field or compares unlike types. */
  find(query: DacQuery, showArchived: boolean): readonly object[] {
    const { set } = query.shape;
    const holds = query.filter
      ? compile<object>(query.filter, (path) => this.#reader(set, path, "$filter"))
      : () => true;
    const candidates = this.#candidates(set, query);
    const found: object[] = [];
    const wanted = query.top === null ? Infinity : query.top;
    let skipped = 0;
    for (const row of candidates) {
      if (found.length >= wanted) break;
      if (!holds(row) || set.hidden?.(row, this.#books, showArchived)) continue;
      if (skipped < query.skip) skipped += 1;
      else found.push(row);
    }
    return found;
  }

  #candidates(set: ResolvedSet, query: DacQuery): readonly object[] {
    const narrowed = query.filter && this.#narrow(set, query.filter);
    if (narrowed) return this.#sort(set, [...narrowed], query.orderBy);
    const cached = this.#cached(set);
    const order = JSON.stringify(query.orderBy);
    const known = cached.ordered.get(order);
    if (known) return known;
    const sorted = this.#sort(set, [...cached.rows], query.orderBy);
    cached.ordered.set(order, sorted);
    return sorted;
  }

  /** A superset of the rows a filter can hold for, by index; null where only a scan will do. */
  #narrow(set: ResolvedSet, filter: Expression): ReadonlySet<object> | null {
    if (filter.kind === "and") {
      for (const part of filter.parts) {
        const rows = this.#narrow(set, part);
        if (rows) return rows;
      }
      return null;
    }
    if (filter.kind === "or") {
      const parts = filter.parts.map((part) => this.#narrow(set, part));
      return parts.some((part) => part === null) ? null : new Set(parts.flatMap((part) => [...(part ?? [])]));
    }
    if (filter.kind !== "compare" || filter.by !== "eq" || filter.left.kind !== "field") return null;
    const { left, right } = filter;
    if (right.kind !== "literal" || right.literal.type !== "string" || !set.indexed?.includes(left.path)) return null;
    return new Set(this.#index(set, left.path).get(foldText(right.literal.value)) ?? []);
  }

  #index(set: ResolvedSet, path: string): Map<string, object[]> {
    const cached = this.#cached(set);
    const known = cached.indexes.get(path);
    if (known) return known;
    const index = new Map<string, object[]>();
    const { read } = this.#reader(set, path, "$filter");
    for (const row of cached.rows) {
      const value = read(row);
      if (typeof value !== "string") continue;
      const bucket = index.get(value);
      if (bucket) bucket.push(row);
      else index.set(value, [row]);
    }
    cached.indexes.set(path, index);
    return index;
  }

  #cached(set: ResolvedSet): Cached {
    const known = this.#cache.get(set.name);
    if (known && known.version === this.#books.version) return known;
    const rows = set.rows(this.#books);
    const fresh: Cached = { version: this.#books.version, rows, ordered: new Map(), indexes: new Map() };
    this.#cache.set(set.name, fresh);
    return fresh;
  }

  #sort(set: ResolvedSet, rows: object[], orderBy: OrderBy): readonly object[] {
    const columns = orderBy.map(({ name, descending }) => ({
      read: this.#reader(set, name, "$orderby").read,
      sign: descending ? -1 : 1,
    }));
    const keyed = rows.map((row) => ({ row, keys: columns.map(({ read }) => read(row)) }));
    keyed.sort((a, b) => {
      for (const [index, { sign }] of columns.entries()) {
        const order = compareNullsFirst(a.keys[index] ?? null, b.keys[index] ?? null);
        if (order !== 0) return order * sign;
      }
      return 0;
    });
    return keyed.map(({ row }) => row);
  }

  #reader(set: ResolvedSet, path: string, option: string): FieldReader<object> {
    const field = fieldOf(set, path, option);
    const [books, offset] = [this.#books, this.#offset];
    return { family: FAMILIES[field.type], read: (row) => comparable(field.read(row, books), offset) };
  }
}

type Plain = string | number | boolean | null;

function compareNullsFirst(a: Plain, b: Plain): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
