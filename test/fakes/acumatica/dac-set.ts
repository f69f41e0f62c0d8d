import type { Books } from "./books.ts";
import type { Family } from "./filter-evaluate.ts";
import type { Decimal, Value } from "./value.ts";
import { money, oddAmount, oddDate } from "./value.ts";

export type EdmType =
  "Edm.String" | "Edm.Int16" | "Edm.Int32" | "Edm.Decimal" | "Edm.Boolean" | "Edm.DateTimeOffset" | "Edm.Guid";

export const FAMILIES: Readonly<Record<EdmType, Family>> = {
  "Edm.String": "text",
  "Edm.Int16": "number",
  "Edm.Int32": "number",
  "Edm.Decimal": "number",
  "Edm.Boolean": "boolean",
  "Edm.DateTimeOffset": "instant",
  "Edm.Guid": "guid",
};

export type Field<Row> = {
  readonly type: EdmType;
  readonly read: (row: Row, books: Books) => Value;
  /** Left out of $metadata, and unknown, unless the option names it: feature-dependent. */
  readonly optional?: true;
};

export type Navigation<Row> = {
  readonly to: string;
  readonly collection?: true;
  /** Local field and the field of the target it equals, as $metadata shows them. */
  readonly via?: readonly (readonly [local: string, remote: string])[];
  readonly read: (row: Row, books: Books) => object | readonly object[] | null;
};

/** One DAC as DAC-based OData offers it. */
export type DacSet<Row extends object = object> = {
  readonly name: string;
  readonly namespace: string;
  readonly aliases: readonly string[];
  readonly base?: string;
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, Field<Row>>>;
  /** In $metadata, but refused in $filter, $select and $orderby: computed on the form. */
  readonly unselectable?: readonly string[];
  readonly navigations?: Readonly<Record<string, Navigation<Row>>>;
  /** Text fields by which the fake finds rows without a scan; the vendor's database has indexes on them. */
  readonly indexed?: readonly string[];
  readonly rows: (books: Books) => readonly Row[];
  /** Whether row-level rights or archiving keep a row from the reply. */
  readonly hidden?: (row: Row, books: Books, showArchived: boolean) => boolean;
};

/**
 * Forgets the row type, so that sets of different rows can stand in one table. Sound because a set's readers are
 * only ever given rows of its own `rows` or of navigations that lead to it.
 */
export function dacSet<Row extends object>(set: DacSet<Row>): DacSet {
  return set as unknown as DacSet;
}

type Read<Row, Result> = (row: Row, books: Books) => Result;

export function text<Row>(read: Read<Row, string | null>): Field<Row> {
  return { type: "Edm.String", read };
}

export function int<Row>(read: Read<Row, number | null>): Field<Row> {
  return { type: "Edm.Int32", read };
}

export function flag<Row>(read: Read<Row, boolean | null>): Field<Row> {
  return { type: "Edm.Boolean", read };
}

export function guid<Row>(read: Read<Row, string | null>): Field<Row> {
  return { type: "Edm.Guid", read };
}

export function day<Row>(read: Read<Row, string | null>): Field<Row> {
  return { type: "Edm.DateTimeOffset", read: (row, books) => wrap(read(row, books), (value) => ({ day: value })) };
}

/** The same, unless the row was made to show something else. */
export function oddDay<Row extends { readonly noteId: string }>(field: Field<Row>): Field<Row> {
  return { ...field, read: (row, books) => oddDate(books, row.noteId) ?? field.read(row, books) };
}

export function instant<Row>(read: Read<Row, number | null>): Field<Row> {
  return { type: "Edm.DateTimeOffset", read: (row, books) => wrap(read(row, books), (value) => ({ at: value })) };
}

export function decimal<Row>(read: Read<Row, Decimal | null>): Field<Row> {
  return { type: "Edm.Decimal", read };
}

/** An amount of a row that knows its currency. */
export function amount<Row extends { readonly currency: string; readonly noteId: string }>(
  read: Read<Row, number | null>,
): Field<Row> {
  return decimal(
    (row, books) => oddAmount(books, row.noteId) ?? wrap(read(row, books), (minor) => money(minor, row.currency)),
  );
}

export function optional<Row>(field: Field<Row>): Field<Row> {
  return { ...field, optional: true };
}

function wrap<T, U>(value: T | null, make: (value: T) => U): U | null {
  return value === null ? null : make(value);
}
