import fc from "fast-check";
import type { Company } from "./company.ts";

/** Something that happens to a company; `at` says to which of its things. */
export type Event = { readonly what: string; readonly happen: (company: Company) => Company };

export type At = { readonly at: number };

export function changed<T>(all: readonly T[], { at }: At, change: (one: T) => T): readonly T[] {
  return all.map((one, n) => (n === at % all.length ? change(one) : one));
}

export function without<T>(all: readonly T[], { at }: At): readonly T[] {
  return all.filter((_, n) => n !== at % all.length);
}

export const at = fc.nat(19);

export function event<P extends object>(
  what: string,
  parameters: { [K in keyof P]: fc.Arbitrary<P[K]> },
  happen: (company: Company, parameters: P & At) => Company,
): fc.Arbitrary<Event> {
  return fc.record({ ...parameters, at }).map((given) => ({
    what: `${what} ${JSON.stringify(given)}`,
    happen: (company) => happen(company, given as unknown as P & At),
  }));
}
