import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** Conventions as a test: who may import whom, one door per effect, names, and how long a file may be. */

/** Read from the disk: a fresh machine need not have git. */
const files = ["client", "manifest", "server", "test"]
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
  .concat(readdirSync("."))
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /\.(ts|tsx)$/.test(file));
const texts = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));

/** What each folder may import: folders or files of ours, and npm packages. Longest match wins. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  "server/domain": ["server/domain"],
  "server/sync": ["server/domain", "server/sync"],
  "server/acumatica": [
    "server/acumatica",
    "server/domain",
    "server/sync/ports.ts",
    "server/net",
    "server/log.ts",
    "zod",
  ],
  "server/procore": [
    "server/procore",
    "server/domain",
    "server/sync/ports.ts",
    "server/net",
    "server/log.ts",
    "zod",
    "passport-oauth2",
  ],
  "server/net": ["server/net", "server/domain/errors.ts", "server/log.ts", "axios"],
  "server/store": [
    "server/store",
    "server/domain",
    "server/sync/ports.ts",
    "server/sync/bill-reference.ts",
    "server/log.ts",
    "kysely",
    "kysely/migration",
    "better-sqlite3",
    "pg",
    "zod",
  ],
  "server/jobs": ["server/jobs", "server/domain", "server/sync", "server/log.ts", "pg-boss", "croner"],
  "server/contract": ["server/contract", "server/domain", "zod"],
  "server/http": [
    "server/http",
    "server/contract",
    "server/domain",
    "server/sync",
    "server/store",
    "server/jobs",
    "server/config.ts",
    "server/log.ts",
    "server/trace.ts",
    "server/net/http.ts",
    "server/procore",
    "server/acumatica",
    "compression",
    "express",
    "express-rate-limit",
    "express-static-gzip",
    "helmet",
    "passport",
    "passport-oauth2",
    "pino",
    "pino-http",
    "prom-client",
    "zod",
  ],
  "client/ui": ["client/ui", "client/messages", "react", "@procore/", "@tanstack/react-virtual", "styled-components"],
  "client/api": [
    "client/api",
    "client/frame",
    "client/messages",
    "server/contract",
    "zod",
    "react",
    "@tanstack/react-query",
  ],
  "client/frame": ["client/frame", "@procore/procore-iframe-helpers", "react"],
};

/** Files that decide: no ports, no clock, no package. */
const PURE_SYNC = [
  "at-most",
  "bill-reference",
  "decide",
  "draft",
  "match",
  "match-index",
  "plan",
  "plan-fresh",
  "plan-one",
  "report",
  "report-types",
  "select",
  "shared",
  "standing",
  "target-index",
  "tie-out",
  "undo",
  "vendor",
  "watermark",
].map((name) => `server/sync/${name}.ts`);

function importsOf(file: string): readonly string[] {
  const found = (texts.get(file) ?? "").matchAll(
    /^(?:import|export)\s[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|import\("([^"]+)"\)/gm,
  );
  return [...found].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? "";
    return name.startsWith(".") ? normalize(join(dirname(file), name)) : name;
  });
}

function ruleFor(file: string): readonly string[] | null {
  const folder = Object.keys(MAY)
    .filter((name) => file.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)[0];
  return folder === undefined ? null : (MAY[folder] ?? null);
}

function isAllowed(name: string, allowed: readonly string[]): boolean {
  if (name.startsWith("node:")) return true;
  return allowed.some((one) => name === one || name.startsWith(one.endsWith("/") ? one : `${one}/`));
}

describe("the import rules", () => {
  it.each(files.filter((file) => ruleFor(file) !== null))("hold in %s", (file) => {
    const allowed = ruleFor(file) ?? [];

    expect(importsOf(file).filter((name) => !isAllowed(name, allowed))).toEqual([]);
  });

  it.each(files.filter((file) => file.startsWith("server/domain/")))("let %s import nothing from outside", (file) => {
    expect(importsOf(file).filter((name) => !name.startsWith("server/domain/"))).toEqual([]);
  });

  it.each(PURE_SYNC)("keep %s pure: no ports, no effects", (file) => {
    const text = texts.get(file) ?? "";

    expect(importsOf(file).filter((name) => name === "server/sync/ports.ts" || !name.startsWith("server/"))).toEqual(
      [],
    );
    expect(text).not.toMatch(/new Date\(\)|Date\.now|Math\.random|process\.env|\bawait fetch\b/);
  });

  it("let no feature of the page import another feature", () => {
    const crossing = files
      .filter((file) => file.startsWith("client/features/"))
      .flatMap((file) => {
        const own = file.split("/").slice(0, 3).join("/");
        return importsOf(file)
          .filter((name) => name.startsWith("client/features/") && !name.startsWith(`${own}/`))
          .map((name) => `${file} -> ${name}`);
      });

    expect(crossing).toEqual([]);
  });

  it("let the page import nothing of the server but the contract", () => {
    const leaks = files
      .filter((file) => file.startsWith("client/"))
      .flatMap((file) =>
        importsOf(file).filter((name) => name.startsWith("server/") && !name.startsWith("server/contract/")),
      );

    expect(leaks).toEqual([]);
  });
});

/** The server, and the operator's commands: what the world is made of comes in here. */
const ROOTS = ["server/main.ts", "server/operate.ts"];

describe("one door per effect", () => {
  const server = files.filter((file) => file.startsWith("server/"));
  const all = (pattern: RegExp, among: readonly string[], except: (file: string) => boolean): readonly string[] =>
    among.filter((file) => !except(file) && pattern.test(texts.get(file) ?? ""));

  it("reads the environment in config.ts alone, handed over by a composition root", () => {
    expect(all(/process\.env/, server, (file) => ["server/config.ts", ...ROOTS].includes(file))).toEqual([]);
  });

  it("takes the time and randomness from a composition root", () => {
    const doors = [...ROOTS, "server/net/http.ts"];
    const pattern = /\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID\(/;
    expect(all(pattern, server, (file) => doors.includes(file))).toEqual([]);
  });

  it("sends requests through net/http.ts on the server and api/call.ts in the page", () => {
    expect(all(/from "axios"/, server, (file) => file.startsWith("server/net/"))).toEqual([]);
    const page = files.filter((file) => file.startsWith("client/"));
    expect(all(/\bfetch\(/, page, (file) => file.startsWith("client/api/"))).toEqual([]);
  });

  it("speaks SQL in the store and Express in http alone", () => {
    expect(all(/from "kysely/, server, (file) => file.startsWith("server/store/"))).toEqual([]);
    expect(
      all(/from "express"/, server, (file) => file.startsWith("server/http/") || file === "server/main.ts"),
    ).toEqual([]);
  });
});

/** A language tag is written as it is: client/messages/en-US.ts. */
function withoutLocale(file: string): string {
  return file.replace(/^client\/messages\/[a-z]{2}(-[A-Z]{2})?/, "client/messages/locale");
}

describe("files", () => {
  it("are at most 350 lines", () => {
    const long = [...texts].map(([file, text]) => [file, text.trimEnd().split("\n").length] as const);

    expect(long.filter(([, lines]) => lines > 350)).toEqual([]);
  });

  it("are named in kebab-case for a concept, never for a drawer", () => {
    const drawers = /(^|\/)(utils?|helpers?|common|misc|services?|managers?|types|hooks|lib|index)(\/|\.tsx?$)/;

    expect(files.filter((file) => drawers.test(file))).toEqual([]);
    expect(files.filter((file) => !/^[a-z0-9.-]+(\/[a-z0-9.-]+)*$/.test(withoutLocale(file)))).toEqual([]);
  });

  it("leave nothing open or switched off", () => {
    // "any" only as a type: sentences may say ": any level".
    const marks =
      /\b(TODO|FIXME)\b|\.(only|skip|todo)\(|@ts-ignore|@ts-expect-error|eslint-disable|: any[;,)\]>]|: any =|as any[;,)\]]/;

    expect(files.filter((file) => file !== "test/rules.test.ts" && marks.test(texts.get(file) ?? ""))).toEqual([]);
  });

  it("name no machine and no registry", () => {
    expect(files.filter((file) => /["' ]\/(work|root|tmp)\//.test(texts.get(file) ?? ""))).toEqual([]);
    expect(readFileSync("package-lock.json", "utf8")).not.toContain('"resolved"');
  });
});
