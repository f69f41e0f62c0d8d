import { z } from "zod";
import type { AcumaticaClient } from "./client.ts";
import { quoted } from "./dac-query.ts";
import { KeyedRow } from "./schema.ts";

/** `Default/25.200.001`: the part of contract REST's addresses that says which endpoint. */
export function entityPath(endpoint: string, entity: string, keys: readonly string[] = []): string {
  return ["/entity/Default", endpoint, entity, ...keys.map(encodeURIComponent)].join("/");
}

/** Letters, digits, and what no server between us and Acumatica reads as more than itself. */
const SAFE = /^[\p{L}\p{N}_-](?:[\p{L}\p{N} _.-]*[\p{L}\p{N}_-])?$/u;

/**
 * PURE: does a key survive in an address? A slash splits it in two, "." and ".." vanish, and web servers refuse or cut off
 * others: encoded or not.
 */
export function isSafeInPath(key: string): boolean {
  return SAFE.test(key);
}

/** By which fields an entity is found. */
const KEYS: Readonly<Record<"Check" | "Bill" | "Vendor", readonly string[]>> = {
  Check: ["Type", "ReferenceNbr"],
  Bill: ["Type", "ReferenceNbr"],
  Vendor: ["VendorID"],
};

/**
 * Where one record is read: by its keys, or, where they do not survive in an address, by the id that a list of it tells.
 * null: there is none with these keys.
 */
export async function recordPath(
  client: AcumaticaClient,
  endpoint: string,
  entity: keyof typeof KEYS,
  keys: readonly string[],
): Promise<string | null> {
  if (keys.every(isSafeInPath)) return entityPath(endpoint, entity, keys);
  const names = KEYS[entity];
  const query = [
    ["$select", names.join(",")],
    ["$filter", names.map((name, at) => `${name} eq ${quoted(keys[at] ?? "")}`).join(" and ")],
  ] as const;
  const [found] = await client.read(entityPath(endpoint, entity), query, z.array(KeyedRow));
  return found ? entityPath(endpoint, entity, [found.id]) : null;
}
