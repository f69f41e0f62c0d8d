import { describe, expect, it } from "vitest";
import type { ProcoreClient } from "../../../server/procore/client.ts";
import { createProcoreTarget } from "../../../server/procore/target.ts";
import type { z } from "zod";

/** Answers every list with these rows, and every read with this. */
function aTarget(reply: { readonly rows?: readonly object[]; readonly shown?: object }) {
  const client = {
    list: (request: { readonly path: string }, schema: z.ZodType) =>
      Promise.resolve(
        request.path.endsWith("work_order_contracts") ? (reply.rows ?? []).map((row) => schema.parse(row)) : [],
      ),
    read: (_request: unknown, schema: z.ZodType) => Promise.resolve(schema.parse(reply.shown)),
  } as unknown as ProcoreClient;
  return createProcoreTarget({ client, companyId: 1, companyCurrency: "USD" });
}

describe("what Procore lists", () => {
  it("has no commitment that was deleted, should a list ever show one", async () => {
    const target = aTarget({
      rows: [
        { id: 40, number: "SC-001" },
        { id: 41, deleted_at: "2026-02-01T00:00:00Z" },
      ],
    });

    expect((await target.commitments(7)).map(({ id }) => id)).toEqual([40]);
  });
});

describe("a commitment whose settings are not shown", () => {
  it.each([
    [{ id: 40 }, true],
    [{ id: 40, allow_payments: null }, true],
    [{ id: 40, allow_payments: false }, false],
  ])("as %o may be paid: %s; Procore says itself when it may not", async (shown, allows) => {
    expect(await aTarget({ shown }).allowsPayments(7, 40)).toBe(allows);
  });
});
