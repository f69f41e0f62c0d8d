import type { CustomField, Entity, Reading } from "./entity.ts";
import { exists } from "./entity-wire.ts";
import type { Asked } from "./entity-wire.ts";
import { QueryError } from "./filter-tokens.ts";

/** A list was asked for something only the form can compute. The message names it. */
export class NotOptimizable extends Error {}

const KNOWN: ReadonlySet<string> = new Set(["$select", "$filter", "$expand", "$custom", "$top", "$skip"]);

/**
 * Reads the parameters of a list or of a read by key. Names the endpoint does not have are refused; so is
 * $orderby, which the contract REST API does not document.
 * @throws QueryError @throws NotOptimizable
 */
export function readAsked(entity: Entity, query: URLSearchParams, reading: Reading): Asked {
  for (const name of query.keys()) {
    if (!KNOWN.has(name)) throw new QueryError(`The parameter '${name}' is not supported.`);
    if (!reading.listing && (name === "$top" || name === "$skip")) {
      throw new QueryError(`The parameter '${name}' does not go with a key.`);
    }
  }
  const expand = expandOf(entity, query.get("$expand"), reading);
  const custom = list(query.get("$custom"));
  for (const path of custom) checkCustom(entity, path, { expand, reading });
  const select = query.get("$select");
  const fields = select === null ? null : new Set(list(select));
  for (const name of fields ?? []) checkSelected(entity, name, reading);
  if (reading.listing) refuseUnoptimizable(entity, fields, expand);
  return {
    fields,
    expand: new Set([...expand].filter((name) => name !== "files")),
    custom,
    files: expand.has("files"),
  };
}

/** @throws QueryError */
export function countOf(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  if (!/^\d{1,9}$/.test(text)) throw new QueryError(`'${text}' is not a value for ${name}.`);
  return Number(text);
}

/** A field that $custom or cf.Type(f='...') names; null for a user-defined one. @throws QueryError */
export function customField(entity: Entity, path: string, reading: Reading): CustomField<object> | null {
  const field = Object.hasOwn(entity.custom, path) ? entity.custom[path] : undefined;
  if (field && offered(field, reading)) return field;
  const [, attribute] = /^Document\.Attribute(\w+)$/.exec(path) ?? [];
  if (attribute && entity.attributes && reading.books.attributeIds.has(attribute)) return null;
  throw new QueryError(`The custom field '${path}' is not found on ${entity.screen}.`);
}

export function offered(field: CustomField<object>, reading: Reading): boolean {
  return exists(field, reading) && (!field.feature || reading.features[field.feature]);
}

function expandOf(entity: Entity, text: string | null, reading: Reading): ReadonlySet<string> {
  const names = list(text);
  for (const name of names) {
    const detail = Object.hasOwn(entity.details, name) ? entity.details[name] : undefined;
    if (name === "files" || (detail && exists(detail, reading))) continue;
    throw new QueryError(`'${name}' cannot be expanded on ${entity.name}.`);
  }
  return new Set(names);
}

type Context = { readonly expand: ReadonlySet<string>; readonly reading: Reading };

function checkCustom(entity: Entity, path: string, { expand, reading }: Context): void {
  const [grid = "", inner] = path.split("/");
  if (inner === undefined) {
    customField(entity, path, reading);
    return;
  }
  const detail = Object.hasOwn(entity.details, grid) ? entity.details[grid] : undefined;
  const field = detail?.custom?.[inner];
  if (!field || !offered(field, reading)) throw new QueryError(`The custom field '${path}' is not found.`);
  if (!expand.has(grid)) throw new QueryError(`'${path}' needs '${grid}' in $expand.`);
}

function checkSelected(entity: Entity, name: string, reading: Reading): void {
  if (name === "id" || name === "note" || name === "rowNumber" || name === "files") return;
  if (/^custom\./.test(name)) return;
  const [head = "", inner] = name.split("/");
  const field = Object.hasOwn(entity.fields, head) ? entity.fields[head] : undefined;
  if (field && inner === undefined && exists(field, reading)) return;
  const detail = Object.hasOwn(entity.details, head) ? entity.details[head] : undefined;
  if (detail && exists(detail, reading) && (inner === undefined || Object.hasOwn(detail.fields, inner))) return;
  throw new QueryError(`The field '${name}' is not found on ${entity.name}.`);
}

function refuseUnoptimizable(entity: Entity, fields: ReadonlySet<string> | null, expand: ReadonlySet<string>): void {
  for (const name of expand) {
    if (entity.details[name]?.delegate) {
      throw new NotOptimizable(`${entity.details[name].delegate}: View ${name} has BQL delegate`);
    }
  }
  const computed = Object.keys(entity.fields).filter((name) => entity.fields[name]?.computed);
  const wanted = computed.filter((name) => !fields || fields.has(name));
  if (wanted.length > 0) throw new NotOptimizable(`${wanted.join(", ")}: the field is not bound to the database`);
}

function list(text: string | null): readonly string[] {
  if (!text) return [];
  return text.split(",").map((name) => name.trim());
}
