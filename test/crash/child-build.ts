import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export type BuiltChild = { readonly program: string; readonly compiled: string; remove(): void };

/**
 * The child and all it needs in one file, with a place to keep its compiled code: most of a child's short life is
 * starting, and from a hundred sources that takes three times as long. What runs is the same code.
 */
export async function buildChild(): Promise<BuiltChild> {
  const folder = mkdtempSync(join(tmpdir(), "crash-child-"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await build({
    configFile: false,
    logLevel: "error",
    root: ROOT,
    build: { ssr: "test/crash/child.ts", outDir: join(folder, "out"), emptyOutDir: true },
    ssr: { noExternal: true, external: ["better-sqlite3", "pg"] },
  });
  return {
    program: join(folder, "out/child.js"),
    compiled: join(folder, "compiled"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
