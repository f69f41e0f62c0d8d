import { describe, expect, it } from "vitest";
import { entityPath, isSafeInPath } from "../../../server/acumatica/key-path.ts";

describe("a key in an address", () => {
  it.each(["000123", "AP-0001", "ap 17", "b_2", "Ä1", "7", "1.2", "Voided Payment", "Credit Adj"])(
    "survives as %s",
    (key) => expect(isSafeInPath(key)).toBe(true),
  );

  it.each([
    "2026/0007",
    "2026\\7",
    ".",
    "..",
    "7.",
    " 7",
    "7 ",
    "",
    "a?b",
    "a#b",
    "100%",
    "a+b",
    "a&b",
    "a:b",
    "x'y",
    "<1>",
  ])("is looked for in another way where it is %s", (key) => expect(isSafeInPath(key)).toBe(false));

  it("is encoded", () => {
    expect(entityPath("25.200.001", "Check", ["Voided Payment", "ap 17"])).toBe(
      "/entity/Default/25.200.001/Check/Voided%20Payment/ap%2017",
    );
  });
});
