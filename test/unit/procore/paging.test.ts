import { describe, expect, it } from "vitest";
import { readAll, type Page } from "../../../server/procore/paging.ts";

type Row = { id: number };
const rows = (...ids: number[]): Row[] => ids.map((id) => ({ id }));

/** Answers page by page from a script; a page beyond it is empty. */
function aList(...pages: Page<Row>[]) {
  const asked: number[] = [];
  const readPage = (page: number) => {
    asked.push(page);
    return Promise.resolve(pages[page - 1] ?? { rows: [], headers: {} });
  };
  return { asked, readPage };
}

const next = (page: number) =>
  `<https://elsewhere.example/x?per_page=2&page=${page}>; rel="next", </x?page=9>; rel="last"`;
const ids = async (list: ReturnType<typeof aList>) => (await readAll(list.readPage)).map(({ id }) => id);

describe("readAll", () => {
  it("follows the link to the next page until there is none", async () => {
    const list = aList({ rows: rows(1, 2), headers: { link: next(2) } }, { rows: rows(3), headers: { link: "" } });

    expect([await ids(list), list.asked]).toEqual([
      [1, 2, 3],
      [1, 2],
    ]);
  });

  it("asks on where the total says there is more, link or not", async () => {
    const headers = { total: "3" };
    const list = aList({ rows: rows(1, 2), headers }, { rows: rows(3), headers });

    expect(await ids(list)).toEqual([1, 2, 3]);
  });

  it("asks on after a page that tells nothing, for the server may have cut it short", async () => {
    const list = aList({ rows: rows(1, 2), headers: {} }, { rows: rows(3, 4), headers: {} });

    expect([await ids(list), list.asked]).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3],
    ]);
  });

  it("ends with a page shorter than those before it", async () => {
    const list = aList({ rows: rows(1, 2), headers: {} }, { rows: rows(3), headers: {} });

    expect([await ids(list), list.asked]).toEqual([
      [1, 2, 3],
      [1, 2],
    ]);
  });

  it("ends with a page shorter than the server says its pages are", async () => {
    const list = aList({ rows: rows(1, 2), headers: { "per-page": "3" } });

    expect([await ids(list), list.asked]).toEqual([[1, 2], [1]]);
  });

  it("ends with an empty first page", async () => {
    const list = aList();

    expect([await ids(list), list.asked]).toEqual([[], [1]]);
  });

  it("goes on after a page without a link only where none of the list had one", async () => {
    const list = aList(
      { rows: rows(1, 2), headers: { link: next(2) } },
      { rows: rows(3, 4), headers: {} },
      { rows: rows(5), headers: {} },
    );

    expect([await ids(list), list.asked]).toEqual([
      [1, 2, 3, 4],
      [1, 2],
    ]);
  });

  it("gives up on a list without an end instead of calling it whole", async () => {
    const readPage = (page: number) => Promise.resolve({ rows: rows(page), headers: {} });

    await expect(readAll(readPage)).rejects.toMatchObject({ kind: "unavailable", system: "Procore" });
  });

  it("ends where a list knows no pages and answers the same again", async () => {
    const same = { rows: rows(1, 2), headers: {} };

    expect(await ids(aList(same, same, same))).toEqual([1, 2]);
  });

  it("names each row once that two pages show", async () => {
    const list = aList({ rows: rows(1, 2), headers: { link: next(2) } }, { rows: rows(2, 3), headers: {} });

    expect(await ids(list)).toEqual([1, 2, 3]);
  });

  it("reads all again when the total moves, and gives up when it moves again", async () => {
    const list = aList(
      { rows: rows(1, 2), headers: { total: "4", link: next(2) } },
      { rows: rows(4), headers: { total: "3" } },
    );

    await expect(readAll(list.readPage)).rejects.toMatchObject({ kind: "unavailable", system: "Procore" });
    expect(list.asked).toEqual([1, 2, 1, 2]);
  });

  it("reads all again when the total moves, though as many rows came as either said: one may have slipped", async () => {
    const slipped = [
      { rows: rows(1, 2), headers: { total: "4", link: next(2) } },
      { rows: rows(4, 5), headers: { total: "3" } },
    ];
    const steady = [
      { rows: rows(2, 3), headers: { total: "4", link: next(2) } },
      { rows: rows(4, 5), headers: { total: "4" } },
    ];
    const replies = [...slipped, ...steady];
    const read = await readAll(() => Promise.resolve(replies.shift() ?? { rows: [], headers: {} }));

    expect(read.map(({ id }) => id)).toEqual([2, 3, 4, 5]);
  });
});
