import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Router, type Handler } from "express";
import expressStaticGzip from "express-static-gzip";

/** Where the page and its files come from: a finished build, or Vite while developing. */
export type ClientFiles = {
  /** The page's HTML, for this address. */
  page(url: string): Promise<string>;
  readonly files: Handler;
};

/**
 * A finished build. File names carry a hash of their content, so they may be kept for a year; the page never is. The
 * build lays a compressed twin beside each script and style.
 */
export function builtClient(folder: string): ClientFiles {
  const assets = expressStaticGzip(join(folder, "assets"), {
    enableBrotli: true,
    orderPreference: ["br"],
    index: false,
    serveStatic: { immutable: true, maxAge: "1y", fallthrough: false },
  });
  return {
    page: () => readFile(join(folder, "index.html"), "utf8"),
    files: Router().use("/assets", assets),
  };
}

/** The page that Procore frames, with the origins that may talk to it written in. */
export function embed(client: ClientFiles, webOrigins: readonly string[]): Router {
  const router = Router();
  router.get("/embed", async (request, response) => {
    const html = await client.page(request.originalUrl);
    const meta = /(<meta name="procore-web-origins" content=")[^"]*(")/;
    response.set("Cache-Control", "no-cache").type("html");
    response.send(html.replace(meta, `$1${webOrigins.join(" ")}$2`));
  });
  router.get("/", (request, response) =>
    response.redirect(302, `/embed${new URL(request.originalUrl, "http://x").search}`),
  );
  router.use(client.files);
  return router;
}
