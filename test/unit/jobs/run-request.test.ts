import { describe, expect, it } from "vitest";
import type { SyncRun } from "../../../server/domain/change.ts";
import { checkRunRequest, type RunRequest } from "../../../server/jobs/run-request.ts";

const NOW = "2026-03-02T10:00:00.000Z";
const PREVIEW = { projectId: 7, mode: "preview", finishedAt: "2026-03-01T10:00:00.000Z" } as const;
const APPLY: RunRequest = {
  companyId: 1,
  projectId: 7,
  mode: "apply",
  scope: null,
  planOf: "preview-1",
  undoOf: null,
  askedBy: null,
};

/** Asks for a run where the stored one reads so. */
function asking(stored: Partial<SyncRun> | null, request: Partial<RunRequest> = {}): Promise<void> {
  const runs = { run: () => Promise.resolve(stored) };
  return checkRunRequest({ ...APPLY, ...request }, { runs, now: () => new Date(NOW) } as never);
}

describe("a preview", () => {
  it("may be applied for a day", async () => {
    await expect(asking(PREVIEW)).resolves.toBeUndefined();
  });

  it.each([
    ["that is not known", null],
    ["of another project", { ...PREVIEW, projectId: 8 }],
    ["that is a sync", { ...PREVIEW, mode: "apply" }],
    ["that has not ended", { ...PREVIEW, finishedAt: null }],
    ["that is more than a day old", { ...PREVIEW, finishedAt: "2026-03-01T09:59:59.999Z" }],
  ] as const)("%s may not", async (_what, stored) => {
    await expect(asking(stored)).rejects.toMatchObject({ kind: "invalid", extra: { pointer: "/plan" } });
  });

  it("is made of no other preview", async () => {
    await expect(asking(PREVIEW, { mode: "preview" })).rejects.toMatchObject({ extra: { pointer: "/plan" } });
  });
});

describe("a finished sync", () => {
  const sync = { ...PREVIEW, mode: "apply" } as const;
  const undo = { planOf: null, undoOf: "run-1" };

  it("may be taken back", async () => {
    await expect(asking(sync, undo)).resolves.toBeUndefined();
  });

  it.each([
    ["of another project", { ...sync, projectId: 8 }],
    ["that only was a preview", PREVIEW],
    ["that has not ended", { ...sync, finishedAt: null }],
    ["that is not known", null],
  ] as const)("%s may not", async (_what, stored) => {
    await expect(asking(stored, undo)).rejects.toMatchObject({ kind: "invalid", extra: { pointer: "/undo" } });
  });
});
