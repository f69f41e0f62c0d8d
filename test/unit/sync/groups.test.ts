import { describe, expect, it } from "vitest";
import { Groups, InOrder } from "../../../server/sync/groups.ts";

describe("things by key", () => {
  const things = ["a", "b", "c", "d"].map((key) => ({ key, says: `says ${key}` }));
  const asked = (keys: string) => {
    const found = InOrder.byKey<string, (typeof things)[number]>(things);
    return Array.from(keys, (key) => found.get(key)?.says ?? null);
  };

  it.each([
    ["in their order", "abcd"],
    ["each several times", "aabbbccd"],
    ["with some left out", "ad"],
    ["backwards", "dcba"],
    ["back and forth", "acbdab"],
  ])("are found when they are asked for %s", (_how, keys) => {
    expect(asked(keys)).toEqual(Array.from(keys, (key) => `says ${key}`));
  });

  it("are not found where there are none", () => {
    expect(asked("xaxbx")).toEqual([null, "says a", null, "says b", null]);
    expect(InOrder.byKey<string, { readonly key: string }>([]).get("a")).toBeUndefined();
  });

  it("are told apart by type and number, where they are documents", () => {
    const docs = [
      { type: "CHK", ref: "1" },
      { type: "PPM", ref: "1" },
      { type: "CHK", ref: "2" },
    ];
    const found = InOrder.byDoc(docs, (doc) => doc);
    expect([docs[0], docs[1], docs[2], docs[0]].map((doc) => doc && found.get({ ...doc }))).toEqual([
      docs[0],
      docs[1],
      docs[2],
      docs[0],
    ]);
    expect(found.get({ type: "PPM", ref: "2" })).toBeUndefined();
  });
});

describe("groups", () => {
  it("hold what was added under a key, in that order, be it none, one or several", () => {
    const groups = new Groups<string, number>();
    for (const [key, item] of [
      ["a", 1],
      ["b", 2],
      ["b", 3],
      ["b", 4],
    ] as const)
      groups.add(key, item);
    expect(["a", "b", "c"].map((key) => groups.get(key))).toEqual([[1], [2, 3, 4], []]);
  });
});
