import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { latest, OVERLAP_MS, readFrom } from "../../../server/sync/watermark.ts";

const instant = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((at) => at.toISOString());

describe("a read", () => {
  it("starts at the beginning when nothing was read before", () => {
    expect(readFrom(null)).toBeNull();
  });

  it("starts ten minutes before the watermark, for rows that were stamped before they could be seen", () => {
    expect(readFrom("2026-03-01T10:00:00.000Z")).toBe("2026-03-01T09:50:00.000Z");
    expect(OVERLAP_MS).toBe(600_000);
  });

  it("crosses midnight, months and years", () => {
    expect(readFrom("2026-01-01T00:05:00.000Z")).toBe("2025-12-31T23:55:00.000Z");
  });
});

describe("a watermark", () => {
  it("never moves back", () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const after = latest(a, b);
        expect(after !== null && after >= a && after >= b && (after === a || after === b)).toBe(true);
      }),
    );
  });

  it("is kept where a page tells nothing", () => {
    expect(latest("2026-03-01T10:00:00.000Z", null)).toBe("2026-03-01T10:00:00.000Z");
    expect(latest(null, "2026-03-01T10:00:00.000Z")).toBe("2026-03-01T10:00:00.000Z");
    expect(latest(null, null)).toBeNull();
  });
});
