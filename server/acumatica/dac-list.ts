import type { z } from "zod";
import { SyncError } from "../domain/errors.ts";
import type { Instant } from "../domain/payment.ts";
import type { AcumaticaClient, Query } from "./client.ts";
import type { Selection } from "./metadata.ts";
import type { PageTrust } from "./page-trust.ts";
import { odataList } from "./schema.ts";

export type ListRequest<Row extends z.ZodType> = {
  readonly set: string;
  readonly selection: Selection;
  readonly filter: string | null;
  readonly orderBy: readonly string[];
  readonly row: Row;
};

export type ListDeps = {
  readonly client: AcumaticaClient;
  /** Path of the DAC-based OData interface: `/t/<tenant>/api/odata/dac`, or `/odatav4/<tenant>` before 2024 R2. */
  readonly root: string;
  readonly trust: PageTrust;
  /** Rows asked for at a time. */
  readonly pageRows: number;
};

const RESTARTS = 3;

/**
 * Every row that a filter holds for; a whole list or an error.
 * Further pages begin one row early, and that row must be the one the page before ended with: should the list have
 * moved underneath, it is read again from its start.
 */
export async function listAll<Row extends z.ZodType>(
  request: ListRequest<Row>,
  deps: ListDeps,
): Promise<readonly z.output<Row>[]> {
  for (let started = 0; started < RESTARTS; started += 1) {
    const rows = await attempt(request, deps);
    if (rows) return rows;
  }
  throw new SyncError("unavailable", "Acumatica", "Acumatica's lists kept changing while they were read.");
}

async function attempt<Row extends z.ZodType>(
  request: ListRequest<Row>,
  deps: ListDeps,
): Promise<readonly z.output<Row>[] | null> {
  const { trust, pageRows } = deps;
  const { rows, announced } = await listPage(request, deps, { top: pageRows, skip: 0 });
  const first = rows.length;
  if (trust.isWhole(first, pageRows) && !announced) return rows;
  for (;;) {
    const { rows: page, announced: further } = await listPage(request, deps, { top: pageRows, skip: rows.length - 1 });
    const [overlap, ...more] = page;
    if (overlap === undefined || JSON.stringify(overlap) !== JSON.stringify(rows.at(-1))) return null;
    const single = rows.length === first;
    if (more.length === 0) {
      if (single) trust.confirm(first);
      return rows;
    }
    if (single && first < pageRows) trust.cutAt(first);
    for (const row of more) rows.push(row);
    if (trust.isWhole(page.length, pageRows) && !further) return rows;
  }
}

export type Slice = { readonly top: number; readonly skip: number };

export type Page<Row> = {
  readonly rows: Row[];
  /** The reply says itself that more follows, by a next link: no vendor's text has one, but OData does. Never followed. */
  readonly announced: boolean;
  /** The server's clock when it answered. */
  readonly clock: Instant;
};

/** One page. What follows is asked for by `$skip`, whether a next link announces it or not. */
export async function listPage<Row extends z.ZodType>(
  { set, selection, filter, orderBy, row }: ListRequest<Row>,
  { client, root }: ListDeps,
  { top, skip }: Slice,
): Promise<Page<z.output<Row>>> {
  const query: Query = [
    ["$select", selection.select],
    ...(selection.expand ? ([["$expand", selection.expand]] as const) : []),
    ...(filter ? ([["$filter", filter]] as const) : []),
    ["$orderby", orderBy.join(",")],
    ["$top", String(top)],
    ...(skip > 0 ? ([["$skip", String(skip)]] as const) : []),
  ];
  const { value: reply, clock } = await client.readDated(`${root}/${set}`, query, odataList(row));
  return { rows: reply.value, announced: reply["@odata.nextLink"] !== undefined, clock };
}
