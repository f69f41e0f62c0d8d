import { describe, expect, it } from "vitest";
import { SyncError } from "../../../server/domain/errors.ts";
import { Stops } from "../../../server/sync/stops.ts";

const forbidden = (says: string) => new SyncError("forbidden", "Procore", says);

describe("what ends a run", () => {
  it("is not one commitment's 403: that one is left alone, and the others go on", () => {
    const stops = new Stops();
    stops.add(forbidden("private"), 40);

    expect([stops.ended, stops.isShut(40), stops.isShut(41)]).toEqual([false, true, false]);
    expect(stops.reason(3)).toBeNull();
  });

  it("is a second commitment's 403: it is about the project", () => {
    const stops = new Stops();
    stops.add(forbidden("private"), 40);
    stops.add(forbidden("private too"), 41);

    expect([stops.ended, stops.isShut(42)]).toEqual([true, true]);
    expect(stops.reason(3)).toMatchObject({ message: "private too" });
  });

  it("is not the same commitment's 403 twice", () => {
    const stops = new Stops();
    stops.add(forbidden("private"), 40);
    stops.add(forbidden("still private"), 40);

    expect(stops.ended).toBe(false);
  });

  it("is told as the one refusal where it was all that came of the run", () => {
    const stops = new Stops();
    stops.add(forbidden("private"), 40);

    expect(stops.reason(0)).toMatchObject({ message: "private" });
    expect(new Stops().reason(0)).toBeNull();
  });

  it("is the app's removal, at once, and every lost authorization; the first of them is told", () => {
    const removed = new Stops();
    removed.add(new SyncError("forbidden", "Procore", "removed", { appRemoved: true }), 40);
    const lost = new Stops();
    lost.add(new SyncError("unauthorized", "Procore", "signed out"), 40);
    lost.add(new SyncError("unavailable", "Procore", "down"), 41);

    expect([removed.reason(1)?.message, lost.reason(1)?.message]).toEqual(["removed", "signed out"]);
  });
});
