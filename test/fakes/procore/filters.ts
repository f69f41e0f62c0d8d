import { malformed, readId, type Call } from "./message.ts";
import { timestamp } from "./state.ts";

/**
 * `filters[x]=` and `filters[x][]=` as lists take them (docs/tutorials/filtering_on_list_actions.md). A filter that an
 * endpoint does not know is ignored, as the vendor does: whoever relies on one gets everything.
 */
export function filter(call: Call, name: string): string | null {
  return call.query.get(`filters[${name}]`);
}

/** The ids of a list filter, or null when it is absent. */
export function filterIds(call: Call, name: string): ReadonlySet<number> | null {
  const single = filter(call, name);
  const texts = [...call.query.getAll(`filters[${name}][]`), ...(single === null ? [] : single.split(","))];
  if (texts.length === 0) return null;
  return new Set(texts.map((text) => readId(text) ?? refuse(name)));
}

/** Whether an instant lies in the range `a...b` of the filter, both ends included; true when there is none. */
export function inRange(call: Call, name: string, at: Date): boolean {
  const text = filter(call, name);
  if (text === null) return true;
  const [from, to, ...rest] = text.replaceAll('"', "").split("...");
  if (!from || !to || rest.length > 0) return refuse(name);
  const stamp = Date.parse(timestamp(at));
  return bound(from, name) <= stamp && stamp <= bound(to, name);
}

export function matches(call: Call, name: string, value: string | null): boolean {
  const wanted = filter(call, name);
  return wanted === null || wanted === value;
}

function bound(text: string, name: string): number {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? refuse(name) : instant;
}

function refuse(name: string): never {
  throw malformed(`Invalid value for filters[${name}]`);
}
