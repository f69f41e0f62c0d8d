import type { WireReply, WireRequest } from "../wire.ts";
import type { Books } from "./books.ts";
import { metadataXml } from "./dac-metadata.ts";
import { readOptions } from "./dac-options.ts";
import type { Shape } from "./dac-options.ts";
import { RowFinder } from "./dac-rows.ts";
import { DacSchema } from "./dac-schema.ts";
import type { SchemaOptions } from "./dac-schema.ts";
import { QueryError } from "./filter-tokens.ts";
import { json, odataError } from "./replies.ts";
import { dateText, instantText, jsonNumber } from "./value.ts";
import type { Offset, Value } from "./value.ts";

export type DacOptions = SchemaOptions & {
  readonly books: Books;
  readonly offset: Offset;
  /** Rows a reply holds at most, silently; null (the vendor's own) means no limit. */
  readonly pageLimit: number | null;
  /** A reply that was cut says so by a next link, as OData has it; the vendor's own texts know none. */
  readonly nextLinks: boolean;
};

/** DAC-based OData v4 of one tenant, below its root: read only, codes and integer surrogates. */
export class DacOdata {
  readonly schema: DacSchema;
  readonly #options: DacOptions;
  readonly #rows: RowFinder;

  constructor(options: DacOptions) {
    this.schema = new DacSchema(options);
    this.#options = options;
    this.#rows = new RowFinder(options.books, options.offset);
  }

  /** `path` is what follows the root, such as "$metadata" or "PX_Objects_AP_APAdjust". */
  answer(request: WireRequest, path: string, root: string): WireReply {
    if (request.method !== "GET") return odataError(405, "The DAC-based OData interface is read-only.");
    if (path === "$metadata") {
      return { status: 200, headers: { "content-type": "application/xml" }, body: metadataXml(this.schema) };
    }
    const context = `${request.headers["x-forwarded-proto"] ?? "http"}://${request.headers.host ?? "acumatica"}${root}`;
    if (path === "") return json(200, this.#serviceDocument(context));
    const set = this.schema.byAlias(path);
    if (!set) return odataError(404, `Resource not found for the segment '${path}'.`);
    const query = new URL(request.target, "http://acumatica").searchParams;
    try {
      const asked = readOptions(this.schema, set, query);
      const limit = this.#options.pageLimit;
      const top = limit === null ? asked.top : Math.min(asked.top ?? limit, limit);
      const showArchived = archivedShown(request);
      const rows = this.#rows.find({ ...asked, top }, showArchived);
      const value = rows.map((row) => this.#row(row, asked.shape, showArchived));
      const next = this.#options.nextLinks && limit !== null && rows.length === limit ? `${context}next` : undefined;
      const reply = { "@odata.context": `${context}$metadata#${path}`, value, "@odata.nextLink": next };
      return json(200, reply, { "odata-version": "4.0" });
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      return odataError(400, `The query specified in the URI is not valid. ${error.message}`);
    }
  }

  #serviceDocument(context: string): unknown {
    const names = this.schema.sets.flatMap(({ aliases }) => aliases);
    const value = names.map((name) => ({ name, kind: "EntitySet", url: name }));
    return { "@odata.context": `${context}$metadata`, value };
  }

  #row(row: object, shape: Shape, showArchived: boolean): Record<string, unknown> {
    const { books, offset } = this.#options;
    const reply: Record<string, unknown> = {};
    for (const name of shape.columns) {
      const field = shape.set.fields[name];
      if (field) reply[name] = wireValue(field.read(row, books), offset);
    }
    for (const { name, shape: inner } of shape.expand) {
      const navigation = shape.set.navigations[name];
      if (!navigation) continue;
      const reached = navigation.read(row, books);
      const visible = (Array.isArray(reached) ? (reached as object[]) : reached === null ? [] : [reached]).filter(
        (one) => !inner.set.hidden?.(one, books, showArchived),
      );
      const rows = visible.map((one) => this.#row(one, inner, showArchived));
      reply[name] = navigation.collection ? rows : (rows[0] ?? null);
    }
    return reply;
  }
}

export function archivedShown({ headers }: WireRequest): boolean {
  return headers["px-apiarchive"]?.toUpperCase() === "SHOW";
}

function wireValue(value: Value, offset: Offset): unknown {
  if (value === null || typeof value !== "object") return value;
  if ("day" in value) return dateText(value.day, offset);
  return "at" in value ? instantText(value.at, offset) : jsonNumber(value);
}
