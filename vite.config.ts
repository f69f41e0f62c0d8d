import { fileURLToPath } from "node:url";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The server hands scripts and styles out compressed; done once, here, as well as it can be. */
function compressedTwins(): Plugin {
  return {
    name: "compressed-twins",
    apply: "build",
    writeBundle({ dir = "" }) {
      for (const name of readdirSync(`${dir}/assets`)) {
        if (!/\.(js|css)$/.test(name)) continue;
        const text = readFileSync(`${dir}/assets/${name}`);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
        writeFileSync(`${dir}/assets/${name}.br`, brotliCompressSync(text, { params }));
      }
    },
  };
}

/** The font is asked for with the scripts instead of once the first text stands: that text would move when it came. */
function fontFirst(): Plugin {
  return {
    name: "font-first",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => file.endsWith(".woff2"))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${file}`, crossorigin: true },
            injectTo: "head" as const,
          })),
    },
  };
}

export default defineConfig({
  root: process.env.VITEST ? at(".") : at("client"),
  plugins: [react(), compressedTwins(), fontFirst()],
  // core-react reads process.env.TZ_LOG at import; without this `vite dev` fails with "process is not defined"
  define: { "process.env.TZ_LOG": "undefined" },
  resolve: {
    alias: [
      // @procore/globalization-toolkit force-loads Intl polyfills with locale data (1 MB); every browser we support has them
      {
        find: /^@formatjs\/intl-(getcanonicallocales|locale|pluralrules|numberformat)\/.*$/,
        replacement: at("client/empty.ts"),
      },
      // core-react's words in 16 languages (135 kB): the five that our page shows are among our own messages
      { find: /^\.\.\/_locales\/(?!en\.json$).*\.json$/, replacement: at("client/no-locale.json") },
      // loaded by core-react for menus whose entries can be dragged (86 kB); none of ours can
      { find: /^react-beautiful-dnd$/, replacement: at("client/no-dragging.ts") },
    ],
  },
  build: {
    outDir: at("dist"),
    emptyOutDir: true,
    sourcemap: true,
    target: "es2022",
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: at("client/index.html"),
      treeshake: { moduleSideEffects: [{ test: /@procore[\\/]core-(icons|react)/, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: "procore", test: /node_modules[\\/](?!@procore[\\/]procore-iframe-helpers)/ },
          ],
        },
      },
    },
  },
  test: {
    environment: "node",
    reporters: ["default", at("test/runner/summary.ts")],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: { provider: "v8", include: ["server/**"] },
    projects: [
      {
        extends: true,
        test: {
          name: "server",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**", "**/node_modules/**"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The same stories and routes once more, on the engine that several instances share.
        extends: true,
        test: {
          name: "on PostgreSQL",
          include: ["test/scenario/**/*.test.ts", "test/http/**/*.test.ts"],
          exclude: ["test/scenario/backup-and-move.test.ts"],
          env: { TEST_ENGINE: "postgres" },
          globalSetup: at("test/world/on-postgres.ts"),
          sequence: { groupOrder: 1 },
        },
      },
      {
        // One file at a time and never beside the others: a page that shares its cores with killed servers is not what people see.
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: at("test/browser/global-setup.ts"),
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
