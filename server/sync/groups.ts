import type { DocKey } from "../domain/payment.ts";

/**
 * Documents by type and number. Two maps deep, because the numbers are texts that are there already: joining type and
 * number into a new text for each look-up costs more than all the rest of a plan.
 */
export class DocMap<T> {
  readonly #byType = new Map<string, Map<string, T>>();

  get({ type, ref }: DocKey): T | undefined {
    return this.#byType.get(type)?.get(ref);
  }

  set({ type, ref }: DocKey, item: T): void {
    const byRef = this.#byType.get(type);
    if (byRef) byRef.set(ref, item);
    else this.#byType.set(type, new Map([[ref, item]]));
  }
}

/**
 * Things by key that are mostly asked for in the order in which they stand: then the one asked for is the last one
 * found or the one after it, and no map is made. A map with an entry for each of them falls out of the processor's
 * cache; a few such maps are dearer than all the rest of a large plan. Keys are distinct.
 */
export class InOrder<K, T> {
  readonly #items: readonly T[];
  readonly #has: (item: T, key: K) => boolean;
  readonly #indexes: () => { get(key: K): number | undefined };
  #at = 0;

  private constructor(
    items: readonly T[],
    has: (item: T, key: K) => boolean,
    index: () => { get(key: K): number | undefined },
  ) {
    this.#items = items;
    this.#has = has;
    this.#indexes = once(index);
  }

  static byDoc<T>(items: readonly T[], docOf: (item: T) => DocKey): InOrder<DocKey, T> {
    const has = (item: T, { type, ref }: DocKey) => {
      const doc = docOf(item);
      return doc.ref === ref && doc.type === type;
    };
    return new InOrder(items, has, () => {
      const indexes = new DocMap<number>();
      for (const [index, item] of items.entries()) indexes.set(docOf(item), index);
      return indexes;
    });
  }

  static byKey<K, T extends { readonly key: K }>(items: readonly T[]): InOrder<K, T> {
    const has = (item: T, key: K) => item.key === key;
    return new InOrder(items, has, () => new Map(items.map(({ key }, index) => [key, index])));
  }

  get(key: K): T | undefined {
    if (this.#items.length === 0) return undefined;
    const last = this.#items[this.#at];
    if (last !== undefined && this.#has(last, key)) return last;
    const next = this.#items[this.#at + 1];
    if (next !== undefined && this.#has(next, key)) {
      this.#at += 1;
      return next;
    }
    const found = this.#indexes().get(key);
    if (found === undefined) return undefined;
    this.#at = found;
    return this.#items[found];
  }
}

/** Items under a key of which most have one alone: that one is kept bare, without a list of its own. */
export class Groups<K, T> {
  readonly #one = new Map<K, T>();
  readonly #more = new Map<K, T[]>();

  add(key: K, item: T): void {
    const first = this.#one.get(key);
    if (first === undefined) this.#one.set(key, item);
    else if (!this.#more.get(key)?.push(item)) this.#more.set(key, [first, item]);
  }

  /** In the order in which they were added. */
  get(key: K): readonly T[] {
    const more = this.#more.size === 0 ? undefined : this.#more.get(key);
    if (more) return more;
    const one = this.#one.get(key);
    return one === undefined ? [] : [one];
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

export function groupsOf<K, T>(items: readonly T[], keyOf: (item: T) => K): Groups<K, T> {
  const groups = new Groups<K, T>();
  for (const item of items) groups.add(keyOf(item), item);
  return groups;
}

/** By a place and a text there, without joining the two. */
export function groupTwice<T>(
  items: readonly T[],
  placeOf: (item: T) => number,
  textOf: (item: T) => string,
): ReadonlyMap<number, Groups<string, T>> {
  const places = new Map<number, Groups<string, T>>();
  for (const item of items) {
    const place = placeOf(item);
    let groups = places.get(place);
    if (!groups) places.set(place, (groups = new Groups()));
    groups.add(textOf(item), item);
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
