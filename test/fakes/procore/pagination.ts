import type { WireReply } from "../wire.ts";
import type { Behavior } from "./behavior.ts";
import { json, malformed, type Call } from "./message.ts";

export type PageSize = { readonly default: number; readonly max: number };

/**
 * One page of a list, with `Link`, `Total` and `Per-Page` (docs/plan_your_app/pagination.md). A `per_page` above the
 * endpoint's maximum is cut to it without a word; the last page has no `next`. What of it a list tells is a behavior.
 */
export function page(call: Call, items: readonly unknown[], size: PageSize, behavior: Behavior): WireReply {
  const { rows, headers } = slicePage(call, items, size, behavior);
  return json(200, rows, headers);
}

/** As {@link page}, in the `data` envelope of API version 2. */
export function dataPage(call: Call, items: readonly unknown[], behavior: Behavior): WireReply {
  const { rows, headers } = slicePage(call, items, { default: 10, max: 100 }, behavior);
  return json(200, { data: rows }, headers);
}

function slicePage(call: Call, items: readonly unknown[], size: PageSize, behavior: Behavior) {
  const number = positive(call, "page") ?? 1;
  const perPage = Math.min(positive(call, "per_page") ?? size.default, size.max, behavior.pageCap ?? Infinity);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const links = [link(call, behavior, 1, "first"), link(call, behavior, last, "last")];
  if (number > 1) links.push(link(call, behavior, number - 1, "prev"));
  if (number < last) links.push(link(call, behavior, number + 1, "next"));
  const headers: Record<string, string> = {};
  if (behavior.listsTell === "all")
    Object.assign(headers, { total: String(items.length), "per-page": String(perPage) });
  if (behavior.listsTell !== "nothing" && (last > 1 || number > 1)) headers["link"] = links.join(", ");
  return { rows: items.slice((number - 1) * perPage, number * perPage), headers };
}

function positive(call: Call, name: string): number | null {
  const text = call.query.get(name);
  if (text === null) return null;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw malformed(`${name} must be a positive integer`);
  return Number(text);
}

function link(call: Call, behavior: Behavior, number: number, rel: string): string {
  const host = call.headers["host"];
  const query = new URLSearchParams(call.query);
  query.set("page", String(number));
  return `<${host ? `http://${host}` : behavior.apiOrigin}${call.path}?${query.toString()}>; rel="${rel}"`;
}
