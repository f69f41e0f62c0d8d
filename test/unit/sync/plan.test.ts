import { describe, expect, it } from "vitest";
import { pictures, inStep } from "../../build/pictures.ts";
import { plan } from "../../../server/sync/plan.ts";
describe("plan", () => {
  it("x", () => {
    const p = plan(pictures());
    expect(p.changes.map((c) => c.kind)).toEqual(["create"]);
    const q = plan(inStep());
    expect(q.standings.map((s) => s.state)).toEqual(["synced"]);
    expect(q.changes).toEqual([]);
  });
});
