import type { WireReply, WireRequest } from "../wire.ts";
import { BILL } from "./bill-entity.ts";
import type { Books } from "./books.ts";
import { CHECK } from "./check-entity.ts";
import type { LabelSet } from "./codes.ts";
import { archivedShown } from "./dac-odata.ts";
import { ENTITY_FAMILIES } from "./entity.ts";
import type { Entity, Features, Reading } from "./entity.ts";
import { countOf, customField, NotOptimizable, offered, readAsked } from "./entity-options.ts";
import { customType, entityId, exists, record } from "./entity-wire.ts";
import { compile } from "./filter-evaluate.ts";
import type { FieldReader } from "./filter-evaluate.ts";
import { parseFilter } from "./filter-parse.ts";
import { QueryError } from "./filter-tokens.ts";
import { MASTER_ENTITIES } from "./master-entities.ts";
import { badParameter, cannotOptimize, httpError, json, noEntity, setupNotEntered } from "./replies.ts";
import { comparable, foldText } from "./value.ts";
import type { Offset } from "./value.ts";

export type ContractOptions = {
  readonly books: Books;
  readonly offset: Offset;
  readonly labels: LabelSet;
  readonly build: string;
  readonly versions: readonly string[];
  readonly indexShape: "new" | "old";
  readonly adHocSchema: "whole" | "custom" | "none";
  readonly features: Features;
};

const ENTITIES: ReadonlyMap<string, Entity> = new Map(
  [CHECK, BILL, ...MASTER_ENTITIES].map((entity) => [entity.name, entity] as const),
);

/** The contract-based REST API: system endpoint Default, reading only. */
export class ContractRest {
  readonly #options: ContractOptions;
  readonly #sorted = new Map<string, { version: number; rows: readonly object[] }>();
  /** Screens the API user has no rights to: 403. */
  readonly denied = new Set<string>();
  /** Screens whose module was never set up: 500. */
  readonly notSetUp = new Set<string>();

  constructor(options: ContractOptions) {
    this.#options = options;
  }

  /** `path` is what follows /entity, without a leading slash; already authenticated. */
  answer(request: WireRequest, path: string): WireReply {
    if (request.method !== "GET") return httpError(405, "The requested resource does not support this method.");
    if (path === "") return this.#index();
    const [endpoint, version = "", name = "", ...rest] = segmentsOf(path);
    const entity = ENTITIES.get(name);
    const number = Number(version.split(".")[0]);
    if (
      endpoint !== "Default" ||
      !this.#options.versions.includes(version) ||
      !entity ||
      number < (entity.since ?? 0)
    ) {
      return httpError(404, "No HTTP resource was found that matches the request URI.");
    }
    const refused = this.#refusal(entity);
    if (refused) return refused;
    const { books, offset, labels, features } = this.#options;
    const showArchived = archivedShown(request);
    const listing = rest.length === 0;
    const reading = { books, offset, labels, features, version: number, showArchived, listing };
    try {
      if (rest[0] === "$adHocSchema") return this.#adHocSchema(entity, reading);
      const query = new URL(request.target, "http://acumatica").searchParams;
      const rows = this.#rows(entity, reading);
      return listing ? list(entity, query, { reading, rows }) : byKey(entity, query, { reading, rows, keys: rest });
    } catch (error) {
      if (error instanceof NotOptimizable) return cannotOptimize(error.message);
      if (error instanceof QueryError) return badParameter(error.message);
      throw error;
    }
  }

  #adHocSchema(entity: Entity, reading: Reading): WireReply {
    const { adHocSchema: answers } = this.#options;
    if (answers === "none") return httpError(404, "No HTTP resource was found that matches the request URI.");
    return json(200, adHocSchema(entity, reading, answers === "whole"));
  }

  /** An entity's rows in key order, kept until the ledger changes. */
  #rows(entity: Entity, reading: Reading): readonly object[] {
    const id = `${entity.name} ${reading.showArchived}`;
    const known = this.#sorted.get(id);
    if (known?.version === reading.books.version) return known.rows;
    const rows = entity.rows(reading);
    this.#sorted.set(id, { version: reading.books.version, rows });
    return rows;
  }

  #refusal({ screen, feature }: Entity): WireReply | null {
    if (this.denied.has(screen) || (feature && !this.#options.features[feature])) {
      return httpError(403, `You have insufficient rights to access the ${screen} form.`);
    }
    return this.notSetUp.has(screen) ? setupNotEntered(screen) : null;
  }

  /** Newer builds name themselves; older ones answer with the bare rows. */
  #index(): WireReply {
    const endpoints = this.#options.versions.map((version) => ({
      name: "Default",
      version,
      href: `/entity/Default/${version}`,
    }));
    if (this.#options.indexShape === "old") return json(200, endpoints);
    const { build } = this.#options;
    return json(200, {
      version: { acumaticaBuildVersion: build, oemBuildVersion: "", databaseVersion: build },
      endpoints,
    });
  }
}

/** As a web server reads a path before the application sees it: an encoded slash splits, dots alone lead elsewhere. */
function segmentsOf(path: string): string[] {
  const segments: string[] = [];
  for (const segment of path.replaceAll(/%2f|%5c/gi, "/").split("/")) {
    const plain = segment.replaceAll(/%2e/gi, ".");
    if (plain === "..") segments.pop();
    else if (plain !== "." && plain !== "") segments.push(segment);
  }
  return segments;
}

type Listed = { readonly reading: Reading; readonly rows: readonly object[] };

function list(entity: Entity, query: URLSearchParams, { reading, rows }: Listed): WireReply {
  const asked = readAsked(entity, query, reading);
  const filter = query.get("$filter");
  const top = countOf(query, "$top") ?? Infinity;
  const skip = countOf(query, "$skip") ?? 0;
  const holds = filter
    ? compile<object>(parseFilter(filter, "v3"), (path, custom) => fieldReader(entity, { path, custom }, reading))
    : () => true;
  const page = rows.filter(holds).slice(skip, skip + top);
  return json(
    200,
    page.map((row, index) => record(entity, row, asked, reading, index + 1)),
  );
}

type FieldName = { readonly path: string; readonly custom: string | null };

function fieldReader(entity: Entity, { path, custom }: FieldName, reading: Reading): FieldReader<object> {
  const { offset } = reading;
  if (custom !== null) {
    const field = customField(entity, path, reading);
    const id = path.replace("Document.Attribute", "");
    if (!field) {
      return { family: "text", read: (row) => comparable(entity.attributes?.(row)[id] ?? null, offset) };
    }
    return { family: ENTITY_FAMILIES[field.kind], read: (row) => comparable(field.read(row, reading), offset) };
  }
  const field = Object.hasOwn(entity.fields, path) ? entity.fields[path] : undefined;
  if (!field || !exists(field, reading)) throw new QueryError(`The field '${path}' cannot be used in $filter.`);
  if (field.computed) throw new NotOptimizable(`${path}: the field is not bound to the database`);
  const labels = field.labels?.(reading);
  return {
    family: ENTITY_FAMILIES[field.kind],
    read: (row) => {
      const value = field.read(row, reading);
      return comparable(labels && typeof value === "string" ? (labels[value] ?? value) : value, offset);
    },
  };
}

type Keyed = Listed & { readonly keys: readonly string[] };

/** By key fields in their order, combos by label; or by entity id. A missing record is a 500. */
function byKey(entity: Entity, query: URLSearchParams, { reading, rows, keys }: Keyed): WireReply {
  const asked = readAsked(entity, query, reading);
  const wanted = keys.map((key) => foldText(decodeURIComponent(key)));
  const found = rows.find((row) => {
    if (wanted.length === 1 && foldText(entityId(entity.noteId(row))) === wanted[0]) return true;
    return (
      wanted.length === entity.keys.length && entity.keys.every((name, at) => keyFits(name, row, wanted[at] ?? ""))
    );
  });
  return found ? json(200, record(entity, found, asked, reading, 1)) : noEntity();

  function keyFits(name: string, row: object, key: string): boolean {
    const field = entity.fields[name];
    const value = field?.read(row, reading);
    if (!field || typeof value !== "string") return false;
    if (foldText(field.labels?.(reading)[value] ?? value) === key) return true;
    return reading.version >= 26 && foldText(value) === key;
  }
}

/** Every field that $custom reaches in this tenant, user-defined and feature-dependent ones included. */
function adHocSchema(entity: Entity, reading: Reading, fields: boolean): unknown {
  const custom: Record<string, Record<string, unknown>> = {};
  for (const [path, field] of Object.entries(entity.custom)) {
    const [view = "", name = ""] = path.split(".");
    if (offered(field, reading)) (custom[view] ??= {})[name] = customType(field);
  }
  if (entity.attributes) {
    for (const id of reading.books.attributeIds) {
      (custom["Document"] ??= {})[`Attribute${id}`] = { type: "CustomStringField" };
    }
  }
  const schema: Record<string, unknown> = {};
  if (fields) for (const [name, field] of Object.entries(entity.fields)) if (exists(field, reading)) schema[name] = {};
  for (const [name, detail] of Object.entries(entity.details)) {
    if (!exists(detail, reading)) continue;
    const inner: Record<string, Record<string, unknown>> = {};
    for (const [path, field] of Object.entries(detail.custom ?? {})) {
      const [view = "", fieldName = ""] = path.split(".");
      if (offered(field, reading)) (inner[view] ??= {})[fieldName] = customType(field);
    }
    schema[name] = [{ custom: inner }];
  }
  return { ...schema, custom };
}
