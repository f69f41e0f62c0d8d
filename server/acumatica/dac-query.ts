import type { DocKey } from "../domain/payment.ts";

/** Names of the fields that hold a document's type and reference number in one set. */
export type KeyFields = { readonly type: string; readonly ref: string };

/** IIS takes query strings of 2,048 characters; the rest of ours needs the difference. */
const FILTER_CHARACTERS = 1_300;
/** So that one reply stays within a few pages, however well its documents fit into ranges. */
const DOCUMENTS = 1_000;
/** A range may read documents nobody asked for; so many between two that were, at most. */
const GAP = 2;

/**
 * PURE: filters that between them name every document, each short enough for a URL: OR-lists grouped by type (the
 * vendor has no `in`), neighbouring numbers as a range. A range may match more than was asked for: drop those.
 */
export function keyFilters(docs: readonly DocKey[], fields: KeyFields): readonly string[] {
  const byType = new Map<string, Set<string>>();
  for (const { type, ref } of docs) byType.set(type, (byType.get(type) ?? new Set()).add(ref));
  return [...byType].flatMap(([type, refs]) =>
    refFilters([...refs], fields.ref).map((list) => `${fields.type} eq ${quoted(type)} and (${list})`),
  );
}

/** PURE: as `keyFilters`, by reference number alone. */
export function refFilters(refs: readonly string[], field: string): readonly string[] {
  const filters: string[] = [];
  let terms: string[] = [];
  let [characters, documents] = [0, 0];
  for (const run of runsOf([...new Set(refs)])) {
    const term = termOf(run, field);
    const length = encodeURIComponent(` or ${term}`).length;
    if (terms.length > 0 && (characters + length > FILTER_CHARACTERS || documents + run.length > DOCUMENTS)) {
      filters.push(terms.join(" or "));
      [terms, characters, documents] = [[], 0, 0];
    }
    terms.push(term);
    characters += length;
    documents += run.length;
  }
  if (terms.length > 0) filters.push(terms.join(" or "));
  return filters;
}

export function anyOf(field: string, values: Iterable<string>): string {
  return `(${[...values].map((value) => `${field} eq ${quoted(value)}`).join(" or ")})`;
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function termOf(run: readonly string[], field: string): string {
  const [first = "", last = first] = [run[0], run.at(-1)];
  if (run.length > 2) return `(${field} ge ${quoted(first)} and ${field} le ${quoted(last)})`;
  return run.map((ref) => `${field} eq ${quoted(ref)}`).join(" or ");
}

/**
 * Neighbouring numbers in a row. Only plain digits of one length make a run: there the database's order of text and the
 * order of numbers are the same under every collation.
 */
function runsOf(refs: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [];
  for (const ref of refs.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const run = runs.at(-1);
    if (run && run.length < DOCUMENTS && areNeighbors(run.at(-1) ?? "", ref)) run.push(ref);
    else runs.push([ref]);
  }
  return runs;
}

function areNeighbors(a: string, b: string): boolean {
  if (a.length !== b.length || !/^\d{1,15}$/.test(a) || !/^\d{1,15}$/.test(b)) return false;
  const distance = Number(b) - Number(a);
  return distance > 0 && distance <= GAP + 1;
}
