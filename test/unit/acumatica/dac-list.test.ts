import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Query } from "../../../server/acumatica/client.ts";
import { dacChanges } from "../../../server/acumatica/dac-changes.ts";
import { listAll, type ListDeps } from "../../../server/acumatica/dac-list.ts";
import { PageTrust } from "../../../server/acumatica/page-trust.ts";

type Reply = { readonly value: readonly object[]; readonly "@odata.nextLink"?: string };

/** Answers one request after the other; what was asked is kept. */
function aServer(pageRows: number, ...replies: readonly Reply[]) {
  const asked: Readonly<Record<string, string>>[] = [];
  const client = {
    readDated(_path: string, query: Query, schema: z.ZodType) {
      asked.push(Object.fromEntries(query));
      const value = schema.parse(replies[asked.length - 1] ?? { value: [] });
      return Promise.resolve({ value, clock: "2026-03-01T12:00:00.000Z" });
    },
  };
  const deps = { client, root: "/dac", trust: new PageTrust(), pageRows } as unknown as ListDeps;
  return { deps, asked };
}

const Row = z.object({ id: z.number() });
const rows = (...ids: number[]) => ({ value: ids.map((id) => ({ id })) });
const request = { set: "APAdjust", selection: { select: "id", expand: null }, filter: null, orderBy: ["id"], row: Row };

async function listed(server: ReturnType<typeof aServer>): Promise<readonly number[]> {
  return (await listAll(request, server.deps)).map(({ id }) => id);
}

describe("a list by pages", () => {
  it("goes on one row early, and that row is the one the page before ended with", async () => {
    const server = aServer(2, rows(1, 2), rows(2, 3), rows(3));

    expect(await listed(server)).toEqual([1, 2, 3]);
    expect(server.asked.map((query) => query["$skip"])).toEqual([undefined, "1", "2"]);
  });

  it("is read again from its start where it moved underneath, so that no row is missed", async () => {
    const moved = [rows(1, 2), rows(3, 4)];
    const server = aServer(2, ...moved, rows(2, 3), rows(3, 4), rows(4));

    expect(await listed(server)).toEqual([2, 3, 4]);
  });

  it("is an error where it keeps moving", async () => {
    const moved = [rows(1, 2), rows(3, 4)];
    const server = aServer(2, ...moved, ...moved, ...moved);

    await expect(listed(server)).rejects.toMatchObject({ kind: "unavailable", system: "Acumatica" });
  });

  it("goes on where a next link announces more, though the page is shorter than one seen before", async () => {
    const server = aServer(5, { ...rows(1, 2, 3), "@odata.nextLink": "more" }, rows(3, 4), rows(4));
    server.deps.trust.isWhole(4, 5);

    expect(await listed(server)).toEqual([1, 2, 3, 4]);
  });
});

describe("the next page of changes", () => {
  it("begins a little before the last stamp, for a server compares stamps less exactly than it shows them", async () => {
    const stamps = ["2026-03-01T10:00:00.100Z", "2026-03-01T10:00:01.000Z"];
    const value = stamps.map((stamp, index) => ({
      DocType: "CHK",
      RefNbr: `00000${index}`,
      LastModifiedDateTime: stamp,
    }));
    const server = aServer(2, { value }, { value: value.slice(1) });
    const first = await dacChanges("documents", null, null, server.deps);
    await dacChanges("documents", null, first.next, server.deps);

    expect(first.rows).toHaveLength(2);
    expect(server.asked[1]?.["$filter"]).toMatch(/^LastModifiedDateTime ge 2026-03-01T10:00:00\.996Z and /);
  });
});
