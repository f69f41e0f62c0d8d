import { LINE_SETS } from "./dac-lines.ts";
import { MASTER_SETS } from "./dac-masters.ts";
import { REGISTER_SETS } from "./dac-register.ts";
import type { DacSet, Field, Navigation } from "./dac-set.ts";
import { QueryError } from "./filter-tokens.ts";

export type SchemaOptions = {
  /** Feature-dependent fields to offer, as "APRegister.ProjectID". */
  readonly withFields?: readonly string[];
  /** Fields and navigations to leave out as if the role or the feature were missing, as "APAdjust.StubNbr". */
  readonly withoutFields?: readonly string[];
};

/** A set with what it inherits from its base, and without what this tenant does not offer. */
export type ResolvedSet = DacSet & {
  readonly own: ReadonlySet<string>;
  readonly unselectable: readonly string[];
  readonly navigations: Readonly<Record<string, Navigation<object>>>;
};

const ALL: readonly DacSet[] = [...REGISTER_SETS, ...LINE_SETS, ...MASTER_SETS];

/** The DAC OData model of one tenant: which sets, fields and navigations there are. */
export class DacSchema {
  readonly sets: readonly ResolvedSet[];
  readonly #byName = new Map<string, ResolvedSet>();
  readonly #byAlias = new Map<string, ResolvedSet>();

  constructor({ withFields = [], withoutFields = [] }: SchemaOptions) {
    const offered = new Set(withFields);
    const withheld = new Set(withoutFields);
    this.sets = ALL.map((set) => resolve(set, offered, withheld));
    for (const set of this.sets) {
      this.#byName.set(set.name, set);
      for (const alias of set.aliases) this.#byAlias.set(alias, set);
    }
  }

  byAlias(alias: string): ResolvedSet | null {
    return this.#byAlias.get(alias) ?? null;
  }

  byName(name: string): ResolvedSet {
    const set = this.#byName.get(name);
    if (!set) throw new Error(`No set ${name}`);
    return set;
  }
}

function resolve(set: DacSet, offered: ReadonlySet<string>, withheld: ReadonlySet<string>): ResolvedSet {
  const base = ALL.find(({ name }) => name === set.base);
  const fields: Record<string, Field<object>> = {};
  for (const part of base ? [base, set] : [set]) {
    for (const [name, field] of Object.entries(part.fields)) {
      const id = `${part.name}.${name}`;
      if (field.optional && !offered.has(id) && !offered.has(`${set.name}.${name}`)) continue;
      if (!withheld.has(id) && !withheld.has(`${set.name}.${name}`)) fields[name] = field;
    }
  }
  const ways = (base ? [base, set] : [set]).flatMap(({ name: part, navigations = {} }) =>
    Object.entries(navigations).filter(([name]) => !withheld.has(`${part}.${name}`)),
  );
  return {
    ...set,
    fields,
    own: new Set(Object.keys(fields).filter((name) => !base || name in set.fields)),
    unselectable: [...(base?.unselectable ?? []), ...(set.unselectable ?? [])],
    navigations: Object.fromEntries(ways),
  };
}

export function typeName({ namespace, name }: DacSet): string {
  return `${namespace}.${name}`;
}

/** @throws QueryError for a field that is unknown, or that `option` may not use. */
export function fieldOf(set: ResolvedSet, name: string, option: string): Field<object> {
  if (set.unselectable.includes(name)) {
    throw new QueryError(`The property '${name}' cannot be used in the ${option} query option.`);
  }
  const field = set.fields[name];
  if (!field || !Object.hasOwn(set.fields, name)) {
    throw new QueryError(`Could not find a property named '${name}' on type '${typeName(set)}'.`);
  }
  return field;
}
