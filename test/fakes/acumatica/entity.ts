import type { Books } from "./books.ts";
import { docTypeLabels, MEANS_LABELS, ORDER_TYPE_LABELS, STATUS_LABELS } from "./codes.ts";
import type { Labels, LabelSet } from "./codes.ts";
import type { Family } from "./filter-evaluate.ts";
import type { Minor } from "./rows.ts";
import { money, oddAmount, oddDate } from "./value.ts";
import type { Offset, Value } from "./value.ts";

export type Kind = "string" | "int" | "short" | "decimal" | "boolean" | "datetime" | "date" | "guid" | "combo";

/** What a read depends on beside the row. */
export type Reading = {
  readonly books: Books;
  readonly offset: Offset;
  readonly labels: LabelSet;
  /** The number before the first dot of the endpoint's version: 20 to 26. */
  readonly version: number;
  readonly showArchived: boolean;
  /** A list is exported; a document read by key shows what its form shows. */
  readonly listing: boolean;
  readonly features: Features;
};

export type Features = {
  readonly retainage: boolean;
  readonly construction: boolean;
  /** May the API user read the subcontract number of a bill's line? Without Construction nobody may. */
  readonly subcontractNumbers: boolean;
};

export type EntityField<Row> = {
  readonly kind: Kind;
  readonly read: (row: Row, reading: Reading) => Value;
  /** Combo fields: code to label. Contract 5 sends both. */
  readonly labels?: (reading: Reading) => Labels;
  /** A combo that contract 5 still sends as plain text. */
  readonly plain?: true;
  /** Computed on the form, so an optimized export cannot have it. */
  readonly computed?: true;
  readonly since?: number;
  readonly notIn?: number;
};

export type CustomField<Row> = EntityField<Row> & { readonly feature?: keyof Features };

export type Detail<Row, Inner> = {
  readonly rows: (row: Row, reading: Reading) => readonly Inner[];
  readonly fields: Readonly<Record<string, EntityField<Inner>>>;
  /** Fields that $custom reaches, by "View.Field". */
  readonly custom?: Readonly<Record<string, CustomField<Inner>>>;
  /** The view has a delegate: it cannot be part of a list. */
  readonly delegate?: string;
  readonly since?: number;
};

export type Entity<Row extends object = object> = {
  readonly name: string;
  readonly screen: string;
  readonly feature?: keyof Features;
  readonly since?: number;
  readonly keys: readonly string[];
  readonly fields: Readonly<Record<string, EntityField<Row>>>;
  readonly details: Readonly<Record<string, Detail<Row, object>>>;
  readonly custom: Readonly<Record<string, CustomField<Row>>>;
  /** Whether user-defined fields (Document.Attribute...) hang on it, and where. */
  readonly attributes?: (row: Row) => Readonly<Record<string, string>>;
  readonly note: (row: Row) => string;
  /** A number that makes the entity id. It is not the note id. */
  readonly noteId: (row: Row) => string;
  readonly rows: (reading: Reading) => readonly Row[];
};

/** Forgets the row type; sound because an entity's readers only meet rows of its own `rows`. */
export function entity<Row extends object>(given: Entity<Row>): Entity {
  return given as unknown as Entity;
}

export function detail<Row, Inner extends object>(given: Detail<Row, Inner>): Detail<Row, object> {
  return given as unknown as Detail<Row, object>;
}

export const ENTITY_FAMILIES: Readonly<Record<Kind, Family>> = {
  string: "text",
  combo: "text",
  int: "number",
  short: "number",
  decimal: "number",
  boolean: "boolean",
  datetime: "instant",
  date: "instant",
  guid: "guid",
};

type Read<Row, Result> = (row: Row, reading: Reading) => Result;

export function text<Row>(read: Read<Row, string | null>): EntityField<Row> {
  return { kind: "string", read };
}

export function blank<Row>(): EntityField<Row> {
  return { kind: "string", read: () => null };
}

export function int<Row>(read: Read<Row, number | null>): EntityField<Row> {
  return { kind: "int", read };
}

export function flag<Row>(read: Read<Row, boolean>): EntityField<Row> {
  return { kind: "boolean", read };
}

export function instant<Row>(read: Read<Row, number>): EntityField<Row> {
  return { kind: "datetime", read: (row, reading) => ({ at: read(row, reading) }) };
}

export function date<Row>(read: Read<Row, string | null>): EntityField<Row> {
  return {
    kind: "date",
    read: (row, reading) => {
      const day = read(row, reading);
      return day === null ? null : { day };
    },
  };
}

export function amount<Row>(read: Read<Row, readonly [Minor, string]>): EntityField<Row> {
  return { kind: "decimal", read: (row, reading) => money(...read(row, reading)) };
}

/** The same, unless the row was made to show something else. */
export function oddly<Row extends { readonly noteId: string }>(field: EntityField<Row>): EntityField<Row> {
  return { ...field, read: (row, reading) => oddAmount(reading.books, row.noteId) ?? field.read(row, reading) };
}

export function oddDay<Row extends { readonly noteId: string }>(field: EntityField<Row>): EntityField<Row> {
  return { ...field, read: (row, reading) => oddDate(reading.books, row.noteId) ?? field.read(row, reading) };
}

export function docType<Row>(read: Read<Row, string>): EntityField<Row> {
  return { kind: "combo", read, labels: ({ labels }) => docTypeLabels(labels) };
}

export function status<Row>(read: Read<Row, string>): EntityField<Row> {
  return { kind: "combo", read, labels: () => STATUS_LABELS };
}

export function orderType<Row>(read: Read<Row, string | null>): EntityField<Row> {
  return { kind: "combo", read, labels: () => ORDER_TYPE_LABELS };
}

export function means<Row>(read: Read<Row, string>): EntityField<Row> {
  return { kind: "combo", read, labels: () => MEANS_LABELS };
}
