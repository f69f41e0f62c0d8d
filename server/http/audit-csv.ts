import type { AuditEntry } from "../store/audit.ts";
import { toCsv } from "./csv.ts";

const HEAD = ["When", "Who", "What", "About", "Before", "After", "Entry", "Hash", "Hash of the entry before"] as const;

/** The log as a file, with what its chain can be checked by. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map(({ id, at, who, what, target, before, after, hash, previousHash }) => [
    at,
    who,
    what,
    target,
    inOneCell(before),
    inOneCell(after),
    id,
    hash,
    previousHash,
  ]);
  return toCsv([HEAD, ...rows]);
}

function inOneCell(value: unknown): string {
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
