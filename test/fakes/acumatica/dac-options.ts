import { fieldOf, typeName } from "./dac-schema.ts";
import type { DacSchema, ResolvedSet } from "./dac-schema.ts";
import { parseFilter } from "./filter-parse.ts";
import type { Expression } from "./filter-parse.ts";
import { QueryError } from "./filter-tokens.ts";

/** Which columns and navigations of a set a reply carries. */
export type Shape = {
  readonly set: ResolvedSet;
  readonly columns: readonly string[];
  readonly expand: readonly { readonly name: string; readonly shape: Shape }[];
};

export type OrderBy = readonly { readonly name: string; readonly descending: boolean }[];

export type DacQuery = {
  readonly shape: Shape;
  readonly filter: Expression | null;
  readonly orderBy: OrderBy;
  readonly top: number | null;
  readonly skip: number;
};

const DEEPEST = 3;
const KNOWN: ReadonlySet<string> = new Set(["$select", "$filter", "$orderby", "$top", "$skip", "$expand"]);

/** Reads a set's query options. Anything the vendor does not document is refused. @throws QueryError */
export function readOptions(schema: DacSchema, set: ResolvedSet, query: URLSearchParams): DacQuery {
  for (const name of query.keys()) {
    if (name.startsWith("$") && !KNOWN.has(name)) {
      throw new QueryError(`The query parameter '${name}' is not supported.`);
    }
  }
  const filter = query.get("$filter");
  return {
    shape: shapeOf(schema, set, { select: query.get("$select"), expand: query.get("$expand"), depth: 0 }),
    filter: filter === null ? null : parseFilter(filter, "v4"),
    orderBy: orderOf(set, query.get("$orderby")),
    top: countOf(query, "$top"),
    skip: countOf(query, "$skip") ?? 0,
  };
}

type Asked = { readonly select: string | null; readonly expand: string | null; readonly depth: number };

function shapeOf(schema: DacSchema, set: ResolvedSet, { select, expand, depth }: Asked): Shape {
  const named = select === null || select === "*" ? Object.keys(set.fields) : splitList(select, ",");
  for (const name of named) fieldOf(set, name, "$select");
  if (expand === null) return { set, columns: named, expand: [] };
  if (depth >= DEEPEST) throw new QueryError(`The request includes a $expand path which is deeper than ${DEEPEST}.`);
  const expanded = splitList(expand, ",").map((item) => {
    const [, name = "", , inner] = /^(\w+)(\((.*)\))?$/s.exec(item) ?? [];
    const navigation = Object.hasOwn(set.navigations, name) ? set.navigations[name] : undefined;
    if (!navigation)
      throw new QueryError(`Could not find a property named '${name || item}' on type '${typeName(set)}'.`);
    const target = schema.byName(navigation.to);
    return { name, shape: shapeOf(schema, target, { ...innerOptions(inner ?? ""), depth: depth + 1 }) };
  });
  return { set, columns: named, expand: expanded };
}

/** The options inside a $expand's parentheses, parted by semicolons; only $select and $expand are documented. */
function innerOptions(text: string): { select: string | null; expand: string | null } {
  const options = { select: null as string | null, expand: null as string | null };
  for (const option of splitList(text, ";")) {
    const [, name = "", value = ""] = /^(\$\w+)=(.*)$/s.exec(option) ?? [];
    if (name === "$select") options.select = value;
    else if (name === "$expand") options.expand = value;
    else throw new QueryError(`The query option '${name || option}' is not supported inside $expand.`);
  }
  return options;
}

/** Splits at a separator that stands outside parentheses. */
function splitList(text: string, separator: string): readonly string[] {
  const items: string[] = [];
  let depth = 0;
  let item = "";
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === separator && depth === 0) {
      items.push(item.trim());
      item = "";
    } else item += character;
  }
  if (depth !== 0) throw new QueryError(`Unbalanced parentheses in '${text}'.`);
  if (item.trim() !== "" || items.length > 0) items.push(item.trim());
  return items;
}

/** Rows come ordered by key where the client asks for no order. */
function orderOf(set: ResolvedSet, text: string | null): OrderBy {
  if (text === null) return set.key.map((name) => ({ name, descending: false }));
  return splitList(text, ",").map((item) => {
    const [name = "", direction = "asc", rest] = item.split(/\s+/);
    if (rest !== undefined || (direction !== "asc" && direction !== "desc")) {
      throw new QueryError(`Syntax error in $orderby '${item}'.`);
    }
    fieldOf(set, name, "$orderby");
    return { name, descending: direction === "desc" };
  });
}

function countOf(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  if (!/^\d{1,9}$/.test(text)) throw new QueryError(`Invalid value '${text}' for ${name} query option.`);
  return Number(text);
}
