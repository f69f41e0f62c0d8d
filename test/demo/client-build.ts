import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What the built page is made from. */
const SOURCES = ["client", "server/contract", "server/domain", "vite.config.ts", "package-lock.json"];

/** Builds the page, unless a build is there that is newer than everything it is made from. */
export async function buildIfStale(): Promise<"built" | "up to date"> {
  const built = changedAt(join(ROOT, "dist", "index.html"));
  if (built > Math.max(...SOURCES.map((source) => newest(join(ROOT, source))))) return "up to date";
  const { build } = await import("vite");
  await build({ configFile: join(ROOT, "vite.config.ts"), logLevel: "warn" });
  return "built";
}

function newest(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return changedAt(path);
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** 0 where there is no such file. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
