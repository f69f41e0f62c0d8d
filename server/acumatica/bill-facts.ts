import { isBill } from "../domain/bill.ts";
import { isSyncError, SyncError } from "../domain/errors.ts";
import { docId } from "../domain/payment.ts";
import type { AcumaticaClient } from "./client.ts";
import { labelsOf } from "./codes.ts";
import { entityPath, recordPath } from "./key-path.ts";
import { projectOf, type BillFacts } from "./normalize.ts";
import { invoiceInField, type ProcoreHosts } from "./note-link.ts";
import { AdHocGrid, AdHocSchema, BillDocument, type BillRow, type Custom } from "./schema.ts";

export const RETAINAGE_FLAG = "Document.IsRetainageDocument";

/** Names of `$custom` that the reference finds in every release. */
const EVERYWHERE: Readonly<Record<string, readonly string[]>> = {
  Check: ["CurrentDocument.DocDate"],
  Bill: [RETAINAGE_FLAG, "CurrentDocument.OrigRefNbr"],
};

/** The value of a `$custom` field, by "View.Field"; null where the reply has none. */
export function customValue(custom: Custom, path: string): unknown {
  const [view = "", name = ""] = path.split(".");
  return custom[view]?.[name]?.value ?? null;
}

/**
 * Which "View.Field" names `$custom` may ask for in this tenant; an unknown one makes the whole read fail.
 * Where the build answers no such list, those that every release has.
 */
export async function customNames(client: AcumaticaClient, endpoint: string, entity: string): Promise<Set<string>> {
  const schema = await client
    .read(`${entityPath(endpoint, entity)}/$adHocSchema`, [], AdHocSchema)
    .catch((error: unknown) => {
      if (isSyncError(error, "not found")) return null;
      throw error;
    });
  if (!schema) return new Set(EVERYWHERE[entity] ?? []);
  const names = namesIn("", schema.custom);
  for (const [grid, rows] of Object.entries(schema)) {
    const parsed = AdHocGrid.safeParse(rows);
    if (parsed.success) names.push(...namesIn(`${grid}/`, parsed.data[0].custom));
  }
  return new Set(names);
}

/** What a read by key answers is the document of that key. @throws SyncError "unexpected reply" */
export function refuseAnother(found: string, asked: string): void {
  if (found.toUpperCase() === asked.toUpperCase()) return;
  const says = "Acumatica answered with another document than the one asked for.";
  throw new SyncError("unexpected reply", "Acumatica", says);
}

function namesIn(prefix: string, custom: Custom): string[] {
  return Object.entries(custom).flatMap(([view, fields]) =>
    Object.keys(fields).map((field) => `${prefix}${view}.${field}`),
  );
}

export type FactsDeps = {
  readonly client: AcumaticaClient;
  readonly endpoint: string;
  readonly billField: string | null;
  readonly procoreHosts: ProcoreHosts;
};

export type Hidden = {
  /** $metadata does not show whether a bill is a retainage bill. */
  readonly retainage: boolean;
  /** $metadata does not lead from a line to its project. */
  readonly projects: boolean;
};

/** Documents remembered: about a megabyte. */
const REMEMBERED = 20_000;

/** What DAC-based OData hides of a bill, read through contract REST: once per document and stamp. */
export class BillFactsReader {
  readonly #deps: FactsDeps;
  readonly #known = new Map<string, BillFacts>();
  #names: Promise<Set<string>> | null = null;

  constructor(deps: FactsDeps) {
    this.#deps = deps;
  }

  async factsOf(row: BillRow, lines: number, hidden: Hidden): Promise<BillFacts> {
    const ask = {
      retainage: hidden.retainage && row.OrigRefNbr !== "",
      projects: hidden.projects && lines > 0,
      field: this.#deps.billField !== null,
    };
    const key = { type: row.DocType, ref: row.RefNbr };
    if (!isBill(key) || !(ask.retainage || ask.projects || ask.field)) return {};
    const id = `${docId(key)} ${row.LastModifiedDateTime}`;
    const known = this.#known.get(id);
    if (known) return known;
    const facts = await this.#read(row, lines, ask);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(id, facts);
    return facts;
  }

  async #read(row: BillRow, lines: number, ask: Ask): Promise<BillFacts> {
    const unread = { ...(ask.retainage && { isRetainage: null }), ...(ask.projects && { projects: null }) };
    try {
      const names = await this.#customNames();
      const custom = [ask.retainage ? RETAINAGE_FLAG : null, this.#deps.billField].filter(
        (name) => name !== null && names.has(name),
      );
      const [label = "Bill"] = labelsOf(row.DocType, "new");
      const path = await recordPath(this.#deps.client, this.#deps.endpoint, "Bill", [label, row.RefNbr]);
      if (path === null) return unread;
      const query = [
        ...(custom.length > 0 ? ([["$custom", custom.join(",")]] as const) : []),
        ...(ask.projects ? ([["$expand", "Details"]] as const) : []),
      ];
      const bill = await this.#deps.client.read(path, query, BillDocument);
      refuseAnother(bill.ReferenceNbr, row.RefNbr);
      return this.#facts(bill, lines, ask);
    } catch (error) {
      const hiddenToo = ["forbidden", "not found", "rejected"] as const;
      if (hiddenToo.some((kind) => isSyncError(error, kind))) return unread;
      throw error;
    }
  }

  #facts(bill: BillDocument, lines: number, ask: Ask): BillFacts {
    const flag = customValue(bill.custom, RETAINAGE_FLAG);
    const details = bill.Details ?? [];
    return {
      ...(ask.retainage && { isRetainage: typeof flag === "boolean" ? flag : null }),
      ...(ask.projects && {
        projects: details.length === lines ? details.map(({ Project }) => projectOf(Project)) : null,
      }),
      ...(ask.field && { procoreInvoiceId: fieldInvoice(bill, this.#deps) }),
    };
  }

  #customNames(): Promise<Set<string>> {
    this.#names ??= customNames(this.#deps.client, this.#deps.endpoint, "Bill").catch((error: unknown) => {
      this.#names = null;
      throw error;
    });
    return this.#names;
  }
}

type Ask = { readonly retainage: boolean; readonly projects: boolean; readonly field: boolean };

/** The Procore invoice that the configured field of a bill names; null for none. */
export function fieldInvoice(
  bill: BillDocument,
  { billField, procoreHosts }: Pick<FactsDeps, "billField" | "procoreHosts">,
): number | null {
  const value = billField === null ? null : customValue(bill.custom, billField);
  return typeof value === "string" || typeof value === "number" ? invoiceInField(String(value), procoreHosts) : null;
}
