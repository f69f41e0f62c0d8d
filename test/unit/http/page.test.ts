import { describe, expect, it } from "vitest";
import { pageOf } from "../../../server/http/page.ts";

const same = (text: string) => text;

/** Reads a list page by page to its end. */
function pages(rows: readonly string[], size: number): string[][] {
  const read: string[][] = [];
  for (let page_token: string | undefined; ;) {
    const { items, nextPageToken } = pageOf(rows, same, { page_token, page_size: size });
    read.push(items);
    if (nextPageToken === null) return read;
    page_token = nextPageToken;
  }
}

describe("a page", () => {
  it.each([1, 2, 3, 5, 9])("of %i rows gives every row once", (size) => {
    expect(pages(["a", "b", "c", "d", "e"], size).flat()).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("is the last one when nothing follows it", () => {
    expect(pages(["a", "b"], 2)).toEqual([["a", "b"]]);
    expect(pages([], 2)).toEqual([[]]);
  });

  it("neither repeats nor skips when rows come and go between two pages", () => {
    const { nextPageToken } = pageOf(["a", "c", "d"], same, { page_size: 2 });

    const { items } = pageOf(["a", "b", "d", "e"], same, { page_token: nextPageToken ?? "" });

    expect(items).toEqual(["d", "e"]);
  });

  it("refuses a token that it did not give", () => {
    expect(() => pageOf(["a"], same, { page_token: "not one" })).toThrow("Not a token");
  });
});
