import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

describe("a process that has started a PostgreSQL", () => {
  it.each([0, 3])("ends with what it came to: %i", (status) => {
    const program = `await import("./test/battery/engines.ts"); process.exitCode = ${status};`;

    const ended = spawnSync(process.execPath, ["--input-type=module", "--eval", program]);

    expect(ended.status).toBe(status);
  });
});
