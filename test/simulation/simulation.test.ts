import { describe, expect, it } from "vitest";
import { simulate } from "./simulate.ts";

/** A few worlds with every test run; `npm run simulate -- --worlds 2000` lives through many. */
describe("random worlds with faults at every boundary", () => {
  it.each(Array.from({ length: 24 }, (_, index) => 9_000 + index))(
    "hold every promise once they are quiet: seed %i",
    async (seed) => {
      const { broken } = await simulate(seed);

      expect(broken).toEqual([]);
    },
    60_000,
  );

  it("replay to the byte from the same seed", async () => {
    const first = await simulate(77);
    const again = await simulate(77);

    expect(again.trace).toBe(first.trace);
    expect(again.story).toEqual(first.story);
  }, 60_000);
});
