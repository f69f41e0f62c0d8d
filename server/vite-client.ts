import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ClientFiles } from "./http/embed.ts";

/** The page straight from its sources, for development alone: Vite is not installed in production. */
export async function viteClient(root: string): Promise<ClientFiles & { close(): Promise<void> }> {
  const { createServer } = await import("vite");
  const vite = await createServer({
    configFile: join(root, "vite.config.ts"),
    appType: "custom",
    server: { middlewareMode: true },
  });
  return {
    page: async (url) => vite.transformIndexHtml(url, await readFile(join(root, "client/index.html"), "utf8")),
    files: vite.middlewares,
    close: () => vite.close(),
  };
}
