import { z } from "zod";
import type { Bearer, ProcoreClient } from "./client.ts";

export type Membership = { readonly id: number; readonly name: string | null };

const CompanyRow = z.object({ id: z.int(), name: z.string().nullish() });

/**
 * The companies a person belongs to, by their own token: the one list that needs no company header. Asked before
 * anything else about a company, so that a stranger's id never becomes a refused request at Procore.
 */
export async function readMemberships(client: ProcoreClient, bearer: Bearer): Promise<readonly Membership[]> {
  const asked = {
    path: "/rest/v1.0/companies",
    doing: "list your companies",
    companyId: null,
    bearer,
    lane: "page",
  } as const;
  const rows = await client.list(asked, CompanyRow, 1_000);
  return rows.map(({ id, name }) => ({ id, name: name ?? null }));
}
