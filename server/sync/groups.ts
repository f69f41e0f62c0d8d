import type { DocKey } from "../domain/payment.ts";

/**
 * Documents by type and number. Two maps deep, because the numbers are texts that are there already: joining type and
 * number into a new text for each look-up costs more than all the rest of a plan.
 */
export class DocMap<T> {
  readonly #byType = new Map<string, Map<string, T>>();

  /** Of two with one key the last stays. */
  constructor(items: readonly T[], docOf: (item: T) => DocKey) {
    for (const item of items) this.set(docOf(item), item);
  }

  get({ type, ref }: DocKey): T | undefined {
    return this.#byType.get(type)?.get(ref);
  }

  set({ type, ref }: DocKey, item: T): void {
    const byRef = this.#byType.get(type);
    if (byRef) byRef.set(ref, item);
    else this.#byType.set(type, new Map([[ref, item]]));
  }
}

export function mapBy<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T> {
  const map = new Map<K, T>();
  for (const item of items) map.set(keyOf(item), item);
  return map;
}

/** Every item under each of its keys; an item without a key is left out. */
export function groupBy<K, T>(items: readonly T[], keysOf: (item: T) => readonly K[]): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) put(groups, key, item);
  }
  return groups;
}

/** By a place and a text there, without joining the two. */
export function groupTwice<T>(
  items: readonly T[],
  placeOf: (item: T) => number,
  textOf: (item: T) => string,
): Map<number, Map<string, T[]>> {
  const places = new Map<number, Map<string, T[]>>();
  for (const item of items) {
    const place = placeOf(item);
    const groups = places.get(place) ?? new Map<string, T[]>();
    if (groups.size === 0) places.set(place, groups);
    put(groups, textOf(item), item);
  }
  return places;
}

export function put<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

/** By id, so that the order in which things are stored never shows. */
export function byId<T extends { readonly id: number }>(items: readonly T[]): readonly T[] {
  return items.length < 2 ? items : [...items].sort((a, b) => a.id - b.id);
}

/** Made when it is first asked for: most plans never need most indexes. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
