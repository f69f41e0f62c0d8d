import { SyncError } from "../domain/errors.ts";

/** What one entity set offers: its own and inherited properties, and its navigations. */
export type SetFields = { readonly properties: readonly string[]; readonly navigations: readonly string[] };

/** $metadata reduced to the sets we read, by entity set name. Plain data: it may be kept as JSON. */
export type Metadata = Readonly<Record<string, SetFields>>;

export const SETS = {
  adjust: "PX_Objects_AP_APAdjust",
  payment: "PX_Objects_AP_APPayment",
  invoice: "PX_Objects_AP_APInvoice",
  register: "PX_Objects_AP_APRegister",
  tran: "PX_Objects_AP_APTran",
} as const;

type Need = {
  readonly properties: readonly string[];
  /** Asked for only by the list of changes. */
  readonly polled?: readonly string[];
  /** Can be done without, but then contract REST is the better reader: it may show what is hidden here. */
  readonly better?: readonly string[];
  readonly navigations?: readonly string[];
};

/** What no application can be read without; the rest is taken where it is offered, or read through contract REST. */
export const NEEDED = {
  adjust: {
    properties: (
      "AdjdDocType AdjdLineNbr AdjdRefNbr AdjgDocType AdjgRefNbr AdjNbr VoidAdjNbr CuryAdjdAmt Released Voided " +
      "AdjgDocDate"
    ).split(" "),
    polled: ["LastModifiedDateTime"],
  },
  payment: { properties: "DocType RefNbr ExtRefNbr DocDate PaymentMethodID CuryID Released Voided".split(" ") },
  // without the vendor no bill is ever linked: the key of one is a number that means nothing to Procore
  invoice: {
    properties: "DocType RefNbr InvoiceNbr DocDate CuryID CuryOrigDocAmt Released LastModifiedDateTime".split(" "),
    navigations: ["VendorByVendorID"],
  },
  register: { properties: ["DocType", "RefNbr", "LastModifiedDateTime"] },
  // a line whose order has no type names nobody knows which of two commitments with that number
  tran: { properties: ["TranType", "RefNbr", "LineNbr", "PONbr", "CuryTranAmt"], better: ["POOrderType"] },
} as const satisfies Readonly<Record<keyof typeof SETS, Need>>;

type RawType = { readonly base: string | null; readonly properties: string[]; readonly navigations: string[] };

/**
 * PURE: reads the several megabytes of a $metadata document (CSDL 4.0). What it shows depends on the tenant's features
 * and on the user's rights, so every $select is built from it.
 * @throws SyncError "unexpected reply" when a set that we cannot do without is missing.
 */
export function readMetadata(xml: string): Metadata {
  const typeOfSet = new Map<string, string>();
  for (const [, attributes = ""] of xml.matchAll(/<EntitySet\s([^>]*)>/g)) {
    typeOfSet.set(attribute(attributes, "Name"), attribute(attributes, "EntityType"));
  }
  const types = typesIn(xml);
  const metadata: Record<string, SetFields> = {};
  for (const set of Object.values(SETS)) {
    const name = typeOfSet.get(set);
    if (name === undefined || !types.has(name)) {
      throw new SyncError("unexpected reply", "Acumatica", `Acumatica's DAC-based OData does not offer ${set}.`);
    }
    metadata[set] = withInherited(types, name);
  }
  return metadata;
}

function typesIn(xml: string): ReadonlyMap<string, RawType> {
  const types = new Map<string, RawType>();
  for (const [, head = "", body = ""] of xml.matchAll(/<Schema\s([^>]*)>([\s\S]*?)<\/Schema>/g)) {
    const namespace = attribute(head, "Namespace");
    for (const [, attributes = "", inner = ""] of body.matchAll(
      /<EntityType\s([^>]*?)(?:\/>|>([\s\S]*?)<\/EntityType>)/g,
    )) {
      types.set(`${namespace}.${attribute(attributes, "Name")}`, {
        base: attribute(attributes, "BaseType") || null,
        properties: names(inner, /<Property\s([^>]*)>/g),
        navigations: names(inner, /<NavigationProperty\s([^>]*)>/g),
      });
    }
  }
  return types;
}

function withInherited(types: ReadonlyMap<string, RawType>, name: string): SetFields {
  const properties: string[] = [];
  const navigations: string[] = [];
  for (let at = types.get(name), depth = 0; at && depth < 10; at = types.get(at.base ?? ""), depth += 1) {
    properties.push(...at.properties);
    navigations.push(...at.navigations);
  }
  return { properties, navigations };
}

function names(xml: string, pattern: RegExp): string[] {
  return [...xml.matchAll(pattern)].map(([, attributes = ""]) => attribute(attributes, "Name"));
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
}

/** PURE: what is hidden of what this reader should not do without, in words; null where everything is offered. */
export function whatIsHidden(metadata: Metadata): string | null {
  for (const [name, set] of entriesOf(SETS)) {
    const { properties, navigations } = metadata[set] ?? { properties: [], navigations: [] };
    const { properties: columns, polled = [], better = [], navigations: ways = [] }: Need = NEEDED[name];
    const hidden = [
      ...[...columns, ...polled, ...better].filter((column) => !properties.includes(column)),
      ...ways.filter((way) => !navigations.includes(way)),
    ];
    if (hidden.length > 0) return hides(hidden, set);
  }
  return null;
}

function hides(hidden: readonly string[], set: string): string {
  return `Acumatica hides ${hidden.join(", ")} of ${set} from the connection's user.`;
}

function entriesOf<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}

export type Selection = { readonly select: string; readonly expand: string | null };

type Wanted = {
  readonly needed: readonly string[];
  readonly wanted?: readonly string[];
  /** Navigation name to the fields taken from it. */
  readonly expand?: Readonly<Record<string, readonly string[]>>;
};

/**
 * The $select and $expand of a set: everything needed, and of the wanted what is there.
 * @throws SyncError "forbidden" when a needed field is hidden from the user.
 */
export function selection(metadata: Metadata, set: string, { needed, wanted = [], expand = {} }: Wanted): Selection {
  const { properties, navigations } = metadata[set] ?? { properties: [], navigations: [] };
  const has = new Set(properties);
  const hidden = needed.filter((name) => !has.has(name));
  if (hidden.length > 0) {
    throw new SyncError("forbidden", "Acumatica", hides(hidden, set));
  }
  const expanded = Object.entries(expand)
    .filter(([name]) => navigations.includes(name))
    .map(([name, fields]) => `${name}($select=${fields.join(",")})`);
  const select = [...needed, ...wanted.filter((name) => has.has(name))].join(",");
  return { select, expand: expanded.length > 0 ? expanded.join(",") : null };
}
