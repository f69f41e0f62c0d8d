import { defineConfig } from "vitest/config";

/** The tests of the pure files, for the mutation-testing library: no server, no database, no browser. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["test/unit/{domain,sync,net,jobs,acumatica}/**/*.test.ts"],
    setupFiles: ["test/mutants/same-each-time.ts"],
    testTimeout: 30_000,
  },
});
