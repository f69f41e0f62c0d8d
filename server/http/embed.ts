import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import express, { Router, type Handler } from "express";

/** Where the page and its files come from: a finished build, or Vite while developing. */
export type ClientFiles = {
  /** The page's HTML, for this address. */
  page(url: string): Promise<string>;
  readonly files: Handler;
};

/** A finished build. File names carry a hash of their content, so they may be kept for a year; the page never is. */
export function builtClient(folder: string): ClientFiles {
  const assets = join(folder, "assets");
  const kept = express.static(assets, {
    immutable: true,
    maxAge: "1y",
    index: false,
    fallthrough: false,
    setHeaders(response, path) {
      response.setHeader("Vary", "Accept-Encoding");
      if (!path.endsWith(SMALL)) return;
      response.setHeader("Content-Encoding", "br");
      response.setHeader("Content-Type", TYPES[extname(path.slice(0, -SMALL.length))] ?? "application/octet-stream");
    },
  });
  return {
    page: () => readFile(join(folder, "index.html"), "utf8"),
    files: Router().use("/assets", smallest(assets), kept),
  };
}

/** The build lays a compressed twin beside each file of text. */
const SMALL = ".br";
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** Leads whoever takes it to a file's compressed twin. */
function smallest(folder: string): Handler {
  const twins = new Set(readdirSync(folder).filter((name) => name.endsWith(SMALL)));
  return (request, _response, next) => {
    const twin = `${request.path.slice(1)}${SMALL}`;
    if (twins.has(twin) && request.acceptsEncodings("br") !== false) request.url = `/${twin}`;
    next();
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
