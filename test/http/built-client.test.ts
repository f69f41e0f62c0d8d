import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtClient, embed } from "../../server/http/embed.ts";
import { problems } from "../../server/http/problem.ts";
import { silent } from "../world/silent-log.ts";

const folder = mkdtempSync(join(tmpdir(), "client-"));
const server = http.createServer();
let url = "";

beforeAll(async () => {
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), '<meta name="procore-web-origins" content="" />');
  writeFileSync(join(folder, "assets", "main-abc123.js"), "1;");
  writeFileSync(join(folder, "assets", "main-abc123.js.br"), brotliCompressSync("1;"));
  const app = express();
  app.use(
    embed(builtClient(folder), ["https://app.procore.com"]),
    problems(silent, () => "id"),
  );
  server.on("request", app);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

describe("a finished build", () => {
  it("is served with its files kept for a year", async () => {
    const reply = await fetch(`${url}/assets/main-abc123.js`);

    expect(reply.status).toBe(200);
    expect(reply.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  it("is sent small to whoever takes it so, and as it is to others", async () => {
    const ask = (encodings: string) =>
      fetch(`${url}/assets/main-abc123.js`, { headers: { "accept-encoding": encodings } });
    for (const [encodings, encoding] of [
      ["gzip, br", "br"],
      ["identity", null],
    ] as const) {
      const reply = await ask(encodings);

      expect(reply.headers.get("content-encoding")).toBe(encoding);
      expect(reply.headers.get("content-type")?.toLowerCase()).toBe("text/javascript; charset=utf-8");
      expect(reply.headers.get("vary")).toBe("Accept-Encoding");
      expect(reply.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(await reply.text()).toBe("1;");
    }
  });

  it("answers 404 for a file of an older build, never the page", async () => {
    const reply = await fetch(`${url}/assets/main-older.js`);

    expect(reply.status).toBe(404);
    expect(reply.headers.get("content-type")).toContain("application/problem+json");
  });

  it("serves nothing outside of its folder", async () => {
    for (const path of ["/assets/..%2findex.html", "/assets/%2e%2e/index.html", "/index.html"]) {
      expect((await fetch(url + path)).status).not.toBe(200);
    }
  });

  it("leads from the root to the page, with the hints of the address", async () => {
    const reply = await fetch(`${url}/?company_id=8`, { redirect: "manual" });

    expect([reply.status, reply.headers.get("location")]).toEqual([302, "/embed?company_id=8"]);
  });
});
