import type { Reporter, TestModule } from "vitest/node";

/** Ends the run with one plain line, "N passed, N failed", for CI that reads no Vitest summary. */
export default class Summary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    let passed = 0,
      failed = 0,
      skipped = 0;
    for (const m of modules) {
      if (!m.ok() && [...m.children.allTests()].every((t) => t.result().state !== "failed")) failed++; // a file or hook that failed by itself
      for (const t of m.children.allTests())
        ({ passed: () => passed++, failed: () => failed++, skipped: () => skipped++, pending: () => skipped++ })[
          t.result().state
        ]();
    }
    process.on("exit", () => {
      console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
    });
  }
}
