import type { CustomField, Detail, Entity, EntityField, Kind, Reading } from "./entity.ts";
import { dateText, instantText, jsonNumber } from "./value.ts";
import type { Value } from "./value.ts";

/** What of an entity a reply carries. */
export type Asked = {
  /** Null means every field. */
  readonly fields: ReadonlySet<string> | null;
  readonly expand: ReadonlySet<string>;
  /** Names for $custom: "View.Field", or "Detail/View.Field". */
  readonly custom: readonly string[];
  readonly files: boolean;
};

const CUSTOM_TYPES: Readonly<Record<Kind, string>> = {
  string: "CustomStringField",
  combo: "CustomStringField",
  int: "CustomIntField",
  short: "CustomShortField",
  decimal: "CustomDecimalField",
  boolean: "CustomBooleanField",
  datetime: "CustomDateTimeField",
  date: "CustomDateTimeField",
  guid: "CustomGuidField",
};

/** Whether a field exists in the endpoint version that is read. */
export function exists(field: { readonly since?: number; readonly notIn?: number }, { version }: Reading): boolean {
  return version >= (field.since ?? 0) && version !== field.notIn;
}

/** Entity ids are the vendor's "session entity ids": stable here, and never equal to a note id. */
export function entityId(noteId: string): string {
  return `e${noteId.slice(1)}`;
}

/** One record as the contract REST API sends it: every value wrapped, null as {}, grids empty unless expanded. */
export function record(entity: Entity, row: object, asked: Asked, reading: Reading, rowNumber: number): unknown {
  const id = entityId(entity.noteId(row));
  const reply: Record<string, unknown> = { id, rowNumber, note: { value: entity.note(row) } };
  for (const [name, field] of Object.entries(entity.fields)) {
    if (exists(field, reading) && (!asked.fields || asked.fields.has(name))) reply[name] = wrapped(field, row, reading);
  }
  for (const [name, detail] of Object.entries(entity.details)) {
    if (!exists(detail, reading) || (asked.fields && !touches(asked.fields, name) && !asked.expand.has(name))) continue;
    reply[name] = asked.expand.has(name) ? gridRows({ name, detail }, row, asked, reading) : [];
  }
  reply.custom = customOf(entity, row, asked, reading);
  if (asked.files) reply.files = [];
  return reply;
}

function touches(fields: ReadonlySet<string>, grid: string): boolean {
  return [...fields].some((name) => name === grid || name.startsWith(`${grid}/`));
}

type Grid = { readonly name: string; readonly detail: Detail<object, object> };

function gridRows({ name, detail }: Grid, row: object, asked: Asked, reading: Reading): readonly unknown[] {
  const narrowed = [...(asked.fields ?? [])].filter((field) => field.startsWith(`${name}/`));
  return detail.rows(row, reading).map((inner, index) => {
    const reply: Record<string, unknown> = {
      id: `d${String(index + 1).padStart(7, "0")}-0000-4000-8000-000000000000`,
      rowNumber: index + 1,
      note: { value: "" },
    };
    for (const [fieldName, field] of Object.entries(detail.fields)) {
      if (!exists(field, reading) || (narrowed.length > 0 && !narrowed.includes(`${name}/${fieldName}`))) continue;
      reply[fieldName] = wrapped(field, inner, reading);
    }
    const custom: Record<string, Record<string, unknown>> = {};
    for (const path of asked.custom.filter((one) => one.startsWith(`${name}/`))) {
      const [view = "", fieldName = ""] = path.slice(name.length + 1).split(".");
      const field = detail.custom?.[`${view}.${fieldName}`];
      if (field) (custom[view] ??= {})[fieldName] = customValue(field, inner, reading);
    }
    return { ...reply, custom, files: [] };
  });
}

function customOf(entity: Entity, row: object, asked: Asked, reading: Reading): Record<string, unknown> {
  const custom: Record<string, Record<string, unknown>> = {};
  for (const path of asked.custom) {
    if (path.includes("/")) continue;
    const [view = "", name = ""] = path.split(".");
    const field = entity.custom[path];
    const attribute = entity.attributes?.(row)[name.replace(/^Attribute/, "")];
    (custom[view] ??= {})[name] = field
      ? customValue(field, row, reading)
      : { type: "CustomStringField", ...(attribute === undefined ? {} : { value: attribute }) };
  }
  return custom;
}

export function customValue(field: CustomField<object>, row: object, reading: Reading): unknown {
  const value = field.read(row, reading);
  return { type: CUSTOM_TYPES[field.kind], ...(value === null ? {} : { value: plainValue(value, reading) }) };
}

export function customType(field: CustomField<object>): { type: string } {
  return { type: CUSTOM_TYPES[field.kind] };
}

function wrapped(field: EntityField<object>, row: object, reading: Reading): unknown {
  const value = field.read(row, reading);
  if (value === null) return {};
  const contract5 = reading.version >= 26;
  if (field.kind === "combo" && typeof value === "string") {
    const label = field.labels?.(reading)[value] ?? value;
    return { value: contract5 && !field.plain ? { id: value, description: label } : label };
  }
  if (contract5 && field.kind === "date" && typeof value === "object" && "day" in value) return { value: value.day };
  return { value: plainValue(value, reading) };
}

function plainValue(value: Value, { offset }: Reading): unknown {
  if (value === null || typeof value !== "object") return value;
  if ("day" in value) return dateText(value.day, offset);
  return "at" in value ? instantText(value.at, offset) : jsonNumber(value);
}
