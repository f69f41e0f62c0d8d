/** The same, but any attempt to change it throws. */
export function deepFrozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFrozen(part as unknown);
  return value;
}

/** The same, with every list in it in another order that follows from the seed. */
export function shuffled<T>(value: T, seed: number): T {
  const random = mulberry32(seed);
  const shuffle = (part: unknown): unknown => {
    if (Array.isArray(part)) {
      return part
        .map((one) => ({ at: random(), one: shuffle(one) }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
    }
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, shuffle(one)]));
  };
  return shuffle(value) as T;
}

/** A small generator of numbers in [0, 1) that a seed repeats. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
