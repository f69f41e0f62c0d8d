import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: process.env.VITEST ? at(".") : at("client"),
  plugins: [react()],
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
